/** Calls as they are listened to: the list, one of them with its draft, and one as it goes on. */
import type { ServerResponse } from 'node:http';
import Type from 'typebox';
import { Call, type CallDesk, CallView } from '../contract/call.ts';
import { ProblemError } from '../contract/problem.ts';
import { DESK, type Scope } from '../deps.ts';

const Id = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });
const Query = Type.Object(
  { open: Type.Optional(Type.Boolean()), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) },
  { additionalProperties: false },
);
const config = { access: DESK };
const ALIVE_MS = 15_000;

async function found(calls: CallDesk, id: string): Promise<CallView> {
  const view = await calls.find(id);
  if (view === undefined) throw new ProblemError('unknown_call');
  return view;
}

/** One event a change, the whole view in each: whoever missed one has missed nothing. */
function stream(calls: CallDesk, first: CallView, raw: ServerResponse, failed: (error: unknown) => void): void {
  const { id } = first.call;
  let busy = false;
  let again = false;
  let last = '';
  const tell = (view: CallView) => {
    const body = JSON.stringify(view);
    if (body !== last) raw.write(`event: call\ndata: ${body}\n\n`);
    last = body;
  };
  const look = async () => {
    again = true;
    if (busy) return;
    busy = true;
    try {
      while (again && !raw.destroyed) {
        again = false;
        const view = await calls.find(id);
        if (view && !raw.destroyed) tell(view);
      }
    } finally {
      busy = false;
    }
  };
  const leave = calls.follow(id, () => void look().catch(failed));
  const alive = setInterval(() => raw.write(': still here\n\n'), ALIVE_MS);
  raw.on('close', () => {
    leave();
    clearInterval(alive);
  });
  tell(first);
  // What was said between the first look and now.
  void look().catch(failed);
}

export function mountCalls(scope: Scope, calls: CallDesk): void {
  scope.get(
    '/v1/calls',
    {
      config,
      schema: {
        summary: 'Calls, the newest first',
        querystring: Query,
        response: { 200: Type.Object({ items: Type.Array(Call) }) },
      },
    },
    async ({ query: { open = false, limit = 50 } }) => ({ items: await calls.list({ open, limit }) }),
  );
  scope.get(
    '/v1/calls/:id',
    {
      config,
      schema: { summary: 'One call: what was said, and the request it makes', params: Id, response: { 200: CallView } },
    },
    async ({ params: { id } }) => found(calls, id),
  );
  scope.get(
    '/v1/calls/:id/stream',
    {
      config,
      schema: { summary: 'The same as it goes on (text/event-stream, one `call` event a change)', params: Id },
    },
    async ({ params: { id }, log }, reply) => {
      const first = await found(calls, id);
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      stream(calls, first, reply.raw, (error) => log.warn({ err: error }, 'a call could not be looked at'));
    },
  );
}
