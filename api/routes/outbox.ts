/** For the administrator: what was not delivered and why, once more, and channels that rest. */
import Type from 'typebox';
import { OUTBOX_STATES, type OutboxDesk, OutboxEntry, StoppedChannel } from '../contract/outbox.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Scope } from '../deps.ts';

const Query = Type.Object(
  {
    state: Type.Optional(Type.Enum([...OUTBOX_STATES])),
    before: Type.Optional(Type.Integer({ minimum: 1, description: 'entries older than this one' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
const Page = Type.Object({ items: Type.Array(OutboxEntry), stopped: Type.Array(StoppedChannel) });
const Id = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const ChannelName = Type.Object({ channel: Type.String({ minLength: 1, maxLength: 40 }) });

export function mountOutbox(scope: Scope, outbox: OutboxDesk): void {
  scope.get(
    '/v1/outbox',
    { schema: { summary: 'Messages to platforms, dead letters first', querystring: Query, response: { 200: Page } } },
    async ({ query: { state = 'dead', before, limit = 50 } }) => {
      const items = await outbox.list({ state, limit, ...(before !== undefined && { before }) });
      return { items, stopped: await outbox.stopped() };
    },
  );
  scope.post(
    '/v1/outbox/:id/resend',
    { schema: { summary: 'Send a dead letter again', params: Id, response: { 200: OutboxEntry } } },
    async ({ params: { id } }) => {
      const entry = await outbox.resend(id);
      if (entry === undefined) throw new ProblemError('not_found');
      if (entry === false) throw new ProblemError('not_resendable');
      return entry;
    },
  );
  scope.post(
    '/v1/outbox/channels/:channel/resume',
    {
      schema: {
        summary: 'Let a channel that rests deliver again',
        params: ChannelName,
        response: { 200: Type.Object({ stopped: Type.Array(StoppedChannel) }) },
      },
    },
    async ({ params: { channel } }) => {
      if (!(await outbox.resume(channel))) throw new ProblemError('not_found');
      return { stopped: await outbox.stopped() };
    },
  );
}
