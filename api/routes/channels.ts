/** The operator's switch: any channel turned off with a notice, or carrying a banner, without a restart. */
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { ChannelChange, ChannelState, ChannelSwitch } from '../contract/channels.ts';
import { ProblemError } from '../contract/problem.ts';
import { CHANNELS } from '../contract/vocabulary.ts';
import type { Api, Role, Scope } from '../deps.ts';
import { callerOf } from '../plugins/auth.ts';
import { changesOf, readChannel, turnChannel } from '../store/channels.ts';

const Name = Type.Object({ name: Type.Enum([...CHANNELS]) });
const Listed = Type.Object({ items: Type.Array(ChannelState) });
const Shown = Type.Intersect([ChannelState, Type.Object({ changes: Type.Array(ChannelChange) })]);

const OPERATORS: readonly Role[] = ['admin', 'administrator'];
const WATCHERS: readonly Role[] = [...OPERATORS, 'operations'];

const actorOf = (request: FastifyRequest): string => request.staff?.subject ?? callerOf(request);

export function mountChannels(scope: Scope, api: Pick<Api, 'db' | 'now'>): void {
  const { db, now } = api;
  scope.get(
    '/v1/channels',
    { config: { access: WATCHERS }, schema: { summary: 'Channels, on or off', response: { 200: Listed } } },
    async () => ({ items: await Promise.all(CHANNELS.map((name) => readChannel(db, name))) }),
  );
  scope.get(
    '/v1/channels/:name',
    {
      config: { access: WATCHERS },
      schema: { summary: 'One channel, and who changed it', params: Name, response: { 200: Shown } },
    },
    async ({ params: { name } }) => ({ ...(await readChannel(db, name)), changes: await changesOf(db, name) }),
  );
  scope.put(
    '/v1/channels/:name',
    {
      config: { access: OPERATORS },
      schema: {
        summary: 'Turn a channel off or on',
        params: Name,
        body: ChannelSwitch,
        response: { 200: ChannelState },
      },
    },
    async (request) => {
      const { params, body } = request;
      // Nobody may be left without an answer.
      if (!body.on && !body.notice) {
        throw new ProblemError('invalid_request', { field: 'notice', allowed: '{ ar, en } (on: false)' });
      }
      return turnChannel(db, { name: params.name, wanted: body, actor: actorOf(request), at: now() });
    },
  );
}
