/**
 * The embedded demo's sign-in: mounts the demo's identity provider, and the page on which one picks who to be.
 * The provider is loaded when somebody first signs in: it costs a start nothing.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CustomFetch } from 'openid-client';
import { ProblemError } from '../contract/problem.ts';
import type { Scope } from '../deps.ts';
import { choicePage } from '../pages/choice.ts';
import { DEMO_PEOPLE } from '../pages/people.ts';
import type { DemoIdentity } from '../plugins/demo-people.ts';
import type { Identity } from '../plugins/identity.ts';

const PREFIX = '/demo/identity';
const HIDDEN = { hide: true } as const;

/** Bytes that the provider asked of itself, through the server's own door. */
const inside =
  (server: FastifyInstance): CustomFetch =>
  async (url, { method, headers, body }) => {
    const answer = await server.inject({
      method: method as 'GET',
      url: new URL(url).pathname,
      headers,
      ...(body != null && { payload: String(body) }),
    });
    const plain = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
    return new Response(answer.statusCode === 204 ? null : answer.payload, {
      status: answer.statusCode,
      headers: plain,
    });
  };

const LOCAL = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function requireLocal(request: FastifyRequest): void {
  if (!LOCAL.has(request.ip)) throw new ProblemError('demo_only_here');
}

export interface DemoSignIn {
  readonly identity: Identity;
  mount(scope: Scope): void;
}

export function createDemoSignIn(server: FastifyInstance, random: (bytes: number) => Uint8Array): DemoSignIn {
  let made: Promise<DemoIdentity> | null = null;
  const demo = () => {
    made ??= import('../plugins/demo-people.ts').then(({ createDemoIdentity }) =>
      createDemoIdentity(random, inside(server)),
    );
    return made;
  };

  /** The provider finds its own paths below the prefix. */
  const hand = async (request: FastifyRequest, reply: FastifyReply) => {
    const { provider } = await demo();
    reply.hijack();
    const raw = Object.assign(request.raw, { originalUrl: request.url, url: request.url.slice(PREFIX.length) });
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    await provider.callback()(raw, reply.raw);
  };

  const choose = async (request: FastifyRequest, reply: FastifyReply, who: string | undefined) => {
    const { provider } = await demo();
    const result = who === undefined ? { error: 'access_denied' } : { login: { accountId: who } };
    const location = await provider.interactionResult(request.raw, reply.raw, result);
    return reply.redirect(new URL(location).pathname + new URL(location).search, 303);
  };

  return {
    identity: {
      begin: async (where) => (await demo()).identity.begin(where),
      finish: async (url, attempt) => (await demo()).identity.finish(url, attempt),
      bearer: async () => null,
      farewell: async (back) => back,
    },
    mount(scope) {
      scope.removeAllContentTypeParsers();
      // The provider reads the body by itself.
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.addHook('onRequest', async (request) => requireLocal(request));
      scope.get<{ Params: { uid: string } }>(`${PREFIX}/people/:uid`, { schema: HIDDEN }, (request, reply) =>
        choicePage(reply, { people: DEMO_PEOPLE, at: `${PREFIX}/people/${encodeURIComponent(request.params.uid)}` }),
      );
      scope.get<{ Params: { uid: string; who: string } }>(
        `${PREFIX}/people/:uid/:who`,
        { schema: HIDDEN },
        (request, reply) => choose(request, reply, request.params.who),
      );
      scope.all(`${PREFIX}/*`, { schema: HIDDEN }, hand);
    },
  };
}
