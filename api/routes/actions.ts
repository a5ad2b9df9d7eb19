/** `POST /v1/requests/{reference}/actions/{action}`: one transaction moves the request, notes it and keeps the key. */
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Queries } from '../contract/database.ts';
import { CITIZEN_EVENTS } from '../contract/events.ts';
import { MOST_FILES } from '../contract/media.ts';
import { ProblemError } from '../contract/problem.ts';
import { ACTION_BODIES, type ActionName, LARGEST_FILING, StatusView } from '../contract/request.ts';
import type { Staff } from '../contract/staff.ts';
import { type Api, DESK, OFFICE, type Role, type Scope } from '../deps.ts';
import { type Act, filesOf, type Moment, perform, wordsOf } from '../domain/act.ts';
import { requireDepartment, requireText } from '../domain/intake.ts';
import { EVENT_OF, possible } from '../domain/lifecycle.ts';
import type { RequestRecord } from '../domain/record.ts';
import { publicView } from '../domain/visibility.ts';
import { callerOf } from '../plugins/auth.ts';
import { addEvent } from '../store/events.ts';
import type { Keyed } from '../store/idempotency.ts';
import { attach, isFiledIn, isRequester, saveStanding } from '../store/requests.ts';
import { change } from './change.ts';
import { requireFiles } from './file.ts';
import {
  IdempotencyHeaders,
  keyedOf,
  type Proof,
  ProofHeaders,
  ReferenceParams,
  readProof,
  readReference,
} from './read.ts';

/** What the conversation may do for a citizen; the rest is for staff. */
const CITIZENS: readonly ActionName[] = ['answer', 'reopen', 'note', 'add', 'withdraw'];
/** What only the requester may do: the conversation's word for the sender is not enough without proof. */
const REQUESTERS: readonly ActionName[] = ['add', 'withdraw', 'reopen'];
/** The citizen's words, whoever types them in. */
const OWN_WORDS: readonly ActionName[] = ['answer', 'add', 'withdraw'];
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
  add: "The citizen's further words and files",
  withdraw: 'The citizen takes it back',
};

/** A citizen's words stay a citizen's, whoever types them in. */
const actorOf = (act: Act, { role, staff }: Pick<Move, 'role' | 'staff'>) =>
  role === 'bot' || OWN_WORDS.includes(act.action) ? 'citizen' : (staff?.name ?? 'staff');

const accessTo = (action: ActionName): readonly Role[] => {
  if (OWN_WORDS.includes(action)) return [...DESK, 'bot'];
  return CITIZENS.includes(action) ? [...OFFICE, 'bot'] : OFFICE;
};

async function checkWords(api: Api, act: Act): Promise<void> {
  for (const [field, text] of Object.entries(act.body)) if (typeof text === 'string') requireText(field, text);
  await requireFiles(api, filesOf(act));
  if (act.action === 'refer') requireDepartment(act.body.department, await api.directory());
}

interface Move extends Moment {
  readonly act: Act;
  readonly role: Role;
  readonly staff: Staff | null;
  readonly proof: Proof;
}

async function requireRequester(inside: Queries, { vault, now }: Api, reference: string, { act, role, proof }: Move) {
  if (role !== 'bot' || !REQUESTERS.includes(act.action)) return;
  const at = now().getTime();
  if (await isRequester(inside, vault, { reference, ...proof, at })) return;
  const here = proof.conversation !== null && (await isFiledIn(inside, vault, reference, proof.conversation));
  if (!here) throw new ProblemError('not_requester');
}

async function attachAll(inside: Queries, request: RequestRecord, files: readonly string[], at: number) {
  const fresh = files.filter((id) => !request.attachments.some((attachment) => attachment.id === id));
  if (request.attachments.length + fresh.length > MOST_FILES) {
    throw new ProblemError('invalid_request', { field: 'attachments', allowed: `≤ ${MOST_FILES}` });
  }
  for (const id of fresh) await attach(inside, request.reference, id, at);
}

/** Moves the locked request. */
async function move(inside: Queries, request: RequestRecord, { act, role, staff, now, policy }: Move) {
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
    actor: actorOf(act, { role, staff }),
    status: standing.status,
    ...wordsOf(act),
  });
  await attachAll(inside, request, filesOf(act), now);
  return publicView({ ...request, ...standing, updatedAt: now });
}

interface ActionCall {
  readonly reference: string;
  readonly act: Act;
  readonly role: Role;
  readonly staff: Staff | null;
  readonly keyed: Keyed | null;
  readonly proof: Proof;
}

async function take(api: Api, { reference, act, role, staff, keyed, proof }: ActionCall) {
  await checkWords(api, act);
  // Read before the transaction: inside it another connection must not be waited for.
  const policy = await api.policy();
  const work = async (inside: Queries, request: RequestRecord) => {
    const moved = { act, role, staff, policy, proof, now: api.now().getTime() };
    await requireRequester(inside, api, reference, moved);
    return move(inside, request, moved);
  };
  const body = await change(api, { reference, keyed, staff, work });
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
      config: { access: accessTo(action) },
      schema: {
        summary: SUMMARY[action],
        params: ReferenceParams,
        headers: Type.Object({ ...IdempotencyHeaders.properties, ...ProofHeaders.properties }),
        body: ACTION_BODIES[action],
        response: { 200: StatusView },
      },
      // Closing and taking back say nothing more: an empty body will do.
      preValidation: async (request) => {
        if (action === 'close' || action === 'withdraw') request.body ??= {};
      },
    },
    async (request) => {
      const reference = readReference(request.params);
      const act = readAct(action, request);
      const keyed = keyedOf(request, api, `/v1/requests/${reference}/actions/${action}`, act.body);
      const role = callerOf(request);
      return take(api, { reference, act, role, staff: request.staff, keyed, proof: readProof(request.headers, role) });
    },
  );
}

export function mountActions(scope: Scope, api: Api): void {
  for (const action of ACTIONS) mountAction(scope, api, action);
  scope.post(
    '/v1/requests/:reference/actions/:action',
    { config: { access: [...OFFICE, 'agent', 'bot'] }, schema: { hide: true } },
    async () => {
      throw new ProblemError('invalid_request', { field: 'action', allowed: ACTIONS.join(' | ') });
    },
  );
}
