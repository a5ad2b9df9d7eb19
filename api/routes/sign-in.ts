/** Staff sign in and out: `/console/sign-in` to the identity provider, `/console/callback` back, `/v1/session` who is here. */
import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { ProblemError } from '../contract/problem.ts';
import { Session, STAFF_ROLES } from '../contract/staff.ts';
import type { Api, Role, Scope } from '../deps.ts';
import { IDLE, NOTED_EVERY } from '../domain/presence.ts';
import type { Attempt, Identity } from '../plugins/identity.ts';
import { cookieName, requireCsrf, secretOf, sessionOf, setCookie } from '../plugins/session.ts';
import { endSession, keepSession, noteActive } from '../store/sessions.ts';

export const STAFF: readonly Role[] = STAFF_ROLES;
const SECRET_BYTES = 32;
const HIDDEN = { hide: true } as const;

/** Only a place of our own: never `//elsewhere` or an address. */
const ownPlace = (to: string | undefined) =>
  to !== undefined && /^\/console(?![^/?#])[^\\]*$/.test(to) ? to : '/console';

const originOf = (request: FastifyRequest, { publicUrl }: Api) =>
  publicUrl?.startsWith('http') === true ? publicUrl : `${request.protocol}://${request.host}`;

const random = (api: Api) => Buffer.from(api.random(SECRET_BYTES)).toString('base64url');

/** The provider may be away or slow: nothing of its words is passed on. */
async function reached<Value>(request: FastifyRequest, work: Promise<Value>): Promise<Value> {
  return work.catch((error: unknown) => {
    request.log.warn(
      { fault: error instanceof Error ? error.message : 'unknown' },
      'the identity provider did not answer',
    );
    throw new ProblemError('sign_in_away');
  });
}

function readAttempt(request: FastifyRequest, api: Api): Attempt {
  const sealed = request.cookies[cookieName(api, 'attempt')];
  if (sealed === undefined) throw new ProblemError('sign_in_failed');
  try {
    return api.vault.open(sealed, 'sign-in attempt') as Attempt;
  } catch {
    // Somebody else's cookie, or a key that has changed: the attempt is void.
    throw new ProblemError('sign_in_failed');
  }
}

async function begin(request: FastifyRequest, reply: FastifyReply, { api, identity }: Signing, to: string | undefined) {
  const before = await sessionOf(request, api);
  const redirectUri = new URL(`${originOf(request, api)}/console/callback`).href;
  const asked = { to: ownPlace(to), redirectUri, again: before?.locked === true };
  const { location, attempt } = await reached(request, identity.begin(asked));
  setCookie(reply, api, 'attempt', api.vault.seal(attempt, 'sign-in attempt'));
  return reply.redirect(location, 303);
}

async function finish(request: FastifyRequest, reply: FastifyReply, { api, identity }: Signing) {
  const attempt = readAttempt(request, api);
  setCookie(reply, api, 'attempt', null);
  const staff = await identity.finish(new URL(request.url, attempt.redirectUri), attempt).catch((error: unknown) => {
    request.log.warn({ fault: error instanceof Error ? error.message : 'unknown' }, 'a sign-in was refused');
    throw new ProblemError('sign_in_failed');
  });
  if (staff === null) throw new ProblemError('no_role', { allowed: STAFF_ROLES.join(' | ') });
  // A fresh secret each time: nobody can plant one beforehand.
  const secret = random(api);
  const before = secretOf(request, api);
  if (before !== undefined) await endSession(api.db, api.vault, before);
  await keepSession(api.db, api.vault, { secret, staff, csrf: random(api), at: api.now().getTime() });
  setCookie(reply, api, 'staff', secret);
  return reply.redirect(attempt.to, 303);
}

interface Signing {
  readonly api: Api;
  readonly identity: Identity;
}

/** In a scope with the guard of plugins/auth.ts. */
export function mountSession(scope: Scope, api: Api): void {
  scope.get(
    '/v1/session',
    { config: { access: STAFF }, schema: { summary: 'Who is signed in', response: { 200: Session } } },
    async (request) => {
      const session = await sessionOf(request, api);
      if (session === null) throw new ProblemError('unauthorized');
      return { staff: session.staff, csrf: session.csrf, idleSeconds: IDLE / 1000 };
    },
  );
  scope.post(
    '/v1/session/active',
    {
      config: { access: STAFF },
      schema: { summary: 'The person is still there', response: { 200: Type.Object({}) } },
    },
    async (request) => {
      const [secret, session] = [secretOf(request, api), await sessionOf(request, api)];
      const now = api.now().getTime();
      if (secret !== undefined && session !== null && now - session.seenAt >= NOTED_EVERY)
        await noteActive(api.db, api.vault, secret, now);
      return {};
    },
  );
}

/** Pages' own routes: a locked session may leave, and nobody needs a key to begin. */
export async function mountSignIn(scope: Scope, api: Api): Promise<void> {
  await scope.register(cookie);
  const { identity } = api;
  if (identity === undefined) return;
  const signing = { api, identity };
  scope.get<{ Querystring: { to?: string } }>('/console/sign-in', { schema: HIDDEN }, (request, reply) =>
    begin(request, reply, signing, request.query.to),
  );
  scope.get('/console/callback', { schema: HIDDEN }, (request, reply) => finish(request, reply, signing));
  scope.post('/console/sign-out', { schema: HIDDEN }, async (request, reply) => {
    const session = await sessionOf(request, api);
    // Nobody signs somebody else out: an agent in the middle of a call would lose it.
    if (session !== null) requireCsrf(request, session);
    const secret = secretOf(request, api);
    if (secret !== undefined) await endSession(api.db, api.vault, secret);
    setCookie(reply, api, 'staff', null);
    const back = `${originOf(request, api)}/console`;
    return { location: await identity.farewell(back).catch(() => back) };
  });
}
