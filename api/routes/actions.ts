/** `POST /v1/requests/{reference}/actions/{action}`: one transaction moves the request, notes it and keeps the key. */
import type { FastifyRequest } from 'fastify';
import type { Queries } from '../contract/database.ts';
import { CITIZEN_EVENTS } from '../contract/events.ts';
import { ProblemError } from '../contract/problem.ts';
import { ACTION_BODIES, type ActionName, LARGEST_FILING, StatusView } from '../contract/request.ts';
import type { Api, Role, Scope } from '../deps.ts';
import { type Act, type Moment, perform, wordsOf } from '../domain/act.ts';
import { requireDepartment, requireText } from '../domain/intake.ts';
import { EVENT_OF, possible } from '../domain/lifecycle.ts';
import type { RequestRecord } from '../domain/record.ts';
import { publicView } from '../domain/visibility.ts';
import { callerOf } from '../plugins/auth.ts';
import { addEvent } from '../store/events.ts';
import type { Keyed } from '../store/idempotency.ts';
import { saveStanding } from '../store/requests.ts';
import { change } from './change.ts';
import { IdempotencyHeaders, keyedOf, ReferenceParams, readReference } from './read.ts';

/** What the conversation may do for a citizen; the rest is for staff. */
const CITIZENS: readonly ActionName[] = ['answer', 'reopen', 'note'];
export const ACTIONS = Object.keys(ACTION_BODIES) as ActionName[];

const SUMMARY: Readonly<Record<ActionName, string>> = {
  assign: 'Give it to a person',
  refer: 'Pass it to another department',
  ask: 'Ask the citizen; the clock stops until the answer',
  answer: "The citizen's answer",
  reply: "The officer's reply to the citizen",
  close: 'Close an answered request',
  reopen: 'Take it up again, with a new promise',
  note: 'Add words; nothing moves',
};

/** A citizen's words stay a citizen's, whoever types them in. */
const actorOf = (act: Act, role: Role) => (role === 'bot' || act.action === 'answer' ? 'citizen' : 'staff');

async function checkWords(api: Api, act: Act): Promise<void> {
  for (const [field, text] of Object.entries(act.body)) requireText(field, String(text));
  if (act.action === 'refer') requireDepartment(act.body.department, await api.directory());
}

interface Move extends Moment {
  readonly act: Act;
  readonly role: Role;
}

/** Moves the locked request. */
async function move(inside: Queries, request: RequestRecord, { act, role, now, policy }: Move) {
  const standing = perform(request, act, { now, policy });
  if (standing === null) {
    const allowed = possible(request.status).join(', ');
    throw new ProblemError('illegal_transition', { action: act.action, stage: request.status, allowed });
  }
  await saveStanding(inside, request.reference, standing, now);
  await addEvent(inside, {
    reference: request.reference,
    kind: EVENT_OF[act.action],
    at: now,
    actor: actorOf(act, role),
    status: standing.status,
    ...wordsOf(act),
  });
  return publicView({ ...request, ...standing, updatedAt: now });
}

interface ActionCall {
  readonly reference: string;
  readonly act: Act;
  readonly role: Role;
  readonly keyed: Keyed | null;
}

async function take(api: Api, { reference, act, role, keyed }: ActionCall) {
  await checkWords(api, act);
  // Read before the transaction: inside it another connection must not be waited for.
  const policy = await api.policy();
  const work = (inside: Queries, request: RequestRecord) =>
    move(inside, request, { act, role, policy, now: api.now().getTime() });
  const body = await change(api, { reference, keyed, work });
  if (CITIZEN_EVENTS.includes(EVENT_OF[act.action])) api.announce();
  return body;
}

function readAct(action: ActionName, request: FastifyRequest): Act {
  // The route's schema has judged the body of exactly this action.
  return { action, body: request.body ?? {} } as Act;
}

function mountAction(scope: Scope, api: Api, action: ActionName): void {
  scope.post(
    `/v1/requests/:reference/actions/${action}`,
    {
      bodyLimit: LARGEST_FILING,
      config: { access: CITIZENS.includes(action) ? ['admin', 'bot'] : ['admin'] },
      schema: {
        summary: SUMMARY[action],
        params: ReferenceParams,
        headers: IdempotencyHeaders,
        body: ACTION_BODIES[action],
        response: { 200: StatusView },
      },
      // Closing says nothing more: an empty body will do.
      preValidation: async (request) => {
        if (action === 'close') request.body ??= {};
      },
    },
    async (request) => {
      const reference = readReference(request.params);
      const act = readAct(action, request);
      const keyed = keyedOf(request, api, `/v1/requests/${reference}/actions/${action}`, act.body);
      return take(api, { reference, act, role: callerOf(request), keyed });
    },
  );
}

export function mountActions(scope: Scope, api: Api): void {
  for (const action of ACTIONS) mountAction(scope, api, action);
  scope.post(
    '/v1/requests/:reference/actions/:action',
    { config: { access: ['admin', 'bot'] }, schema: { hide: true } },
    async () => {
      throw new ProblemError('invalid_request', { field: 'action', allowed: ACTIONS.join(' | ') });
    },
  );
}
