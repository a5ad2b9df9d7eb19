/** Calls as they are listened to: the list, one of them with its draft, and one as it goes on. */
import Type from 'typebox';
import { CALL_RESULTS, Call, type CallDesk, CallDraft, CallView, Notes } from '../contract/call.ts';
import { ProblemError } from '../contract/problem.ts';
import { type Api, DESK, type Scope } from '../deps.ts';
import { inTurn, openStream, type Tell } from './stream.ts';

const Id = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });
const Query = Type.Object(
  { open: Type.Optional(Type.Boolean()), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) },
  { additionalProperties: false },
);
const config = { access: DESK };
const LARGEST_NOTES = 6 * 20_000 + 1024;

async function found(calls: CallDesk, id: string): Promise<CallView> {
  const view = await calls.find(id);
  if (view === undefined) throw new ProblemError('unknown_call');
  return view;
}

/** One event a change, the whole view in each: whoever missed one has missed nothing. */
function follow(calls: CallDesk, first: CallView, tell: Tell, failed: (error: unknown) => void): () => void {
  const { id } = first.call;
  let last = '';
  const show = (view: CallView) => {
    const body = JSON.stringify(view);
    if (body !== last) tell('call', view);
    last = body;
  };
  const look = inTurn(async () => {
    const view = await calls.find(id);
    if (view) show(view);
  }, failed);
  const leave = calls.follow(id, look);
  show(first);
  // What was said between the first look and now.
  look();
  return leave;
}

export function mountCalls(scope: Scope, api: Api, calls: CallDesk): void {
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
  scope.post(
    '/v1/calls/:id/result',
    {
      config,
      schema: {
        summary: 'What came of it: everybody who follows the call is told',
        params: Id,
        body: Type.Object(
          {
            kind: Type.Enum([...CALL_RESULTS]),
            reference: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: CallView },
      },
    },
    async ({ params: { id }, body: { kind, reference = null }, staff }) => {
      const view = await calls.conclude(id, { kind, reference, by: staff?.name ?? '' });
      if (view === undefined) throw new ProblemError('unknown_call');
      return view;
    },
  );
  scope.post(
    '/v1/calls/draft',
    {
      bodyLimit: LARGEST_NOTES,
      config,
      schema: { summary: 'The request that notes typed by hand make', body: Notes, response: { 200: CallDraft } },
    },
    async ({ body: { text, caller = null } }) => calls.read(text, caller),
  );
  scope.get(
    '/v1/calls/:id/stream',
    {
      config,
      schema: { summary: 'The same as it goes on (text/event-stream, one `call` event a change)', params: Id },
    },
    async (request, reply) => {
      const first = await found(calls, request.params.id);
      const failed = (error: unknown) => request.log.warn({ err: error }, 'a call could not be looked at');
      openStream({ request, reply, api }, (tell) => follow(calls, first, tell, failed));
    },
  );
}
