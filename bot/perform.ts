/**
 * Carries out one effect through the request API and says what came of it. Every write goes under a key of its own.
 * It never guesses: a write whose fate is unknown is no outcome, and the turn is run again until the key tells.
 */
import type { Client } from '../api/contract/client.ts';
import type { Problem } from '../api/contract/problem.ts';
import { CHANNELS, type Stage } from '../api/contract/vocabulary.ts';
import type { Conversation } from './conversations.ts';
import type { Effect, Outcome } from './engine/effect.ts';

/** A write was sent and nobody knows whether it was done. Nothing true can be told before the same key was tried again. */
export class Unsettled extends Error {
  constructor(effect: Effect['kind'], problem: Problem) {
    super(`${effect} is unsettled: ${problem.title}`);
    this.name = 'Unsettled';
  }
}

/** The clock runs only while it is the department's turn. */
const RUNNING: readonly Stage[] = ['registered', 'in_progress'];

const failed = (effect: Effect['kind'], problem: Problem): Outcome => {
  const unknown = problem.code === 'unknown_reference' || problem.code === 'invalid_reference';
  const away = problem.status >= 500 || problem.status === 429;
  return { kind: 'failed', effect, why: unknown ? 'unknown_reference' : away ? 'away' : 'refused' };
};

/** `unavailable` is the client's word for a call that nobody answered. */
const UNKNOWN_FATE = ['not_confirmed', 'unavailable'];

function unwritten(effect: Effect['kind'], problem: Problem): Outcome {
  if (UNKNOWN_FATE.includes(problem.code)) throw new Unsettled(effect, problem);
  return failed(effect, problem);
}

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

async function promise(client: Client, { type, axis, importance }: Of<'promise'>): Promise<Outcome> {
  const answer = await client.promise({ type, axis, importance });
  return answer.ok ? { kind: 'promised', dueAt: answer.value.dueAt } : failed('promise', answer.problem);
}

async function file(client: Client, effect: Of<'file_request'>, from: Conversation): Promise<Outcome> {
  const channel = CHANNELS.find((name) => name === from.channel);
  const origin = { conversation: from.id, sender: from.sender.key, proven: from.sender.proven };
  const answer = await client.file(effect.key, { ...effect.request, origin, ...(channel && { channel }) });
  if (!answer.ok) return unwritten('file_request', answer.problem);
  const { reference, dueAt, followUpCode } = answer.value;
  return { kind: 'filed', reference, dueAt, ...(followUpCode !== undefined && { followUpCode }) };
}

/** A sender that the platform vouches for; else whoever writes in this one conversation, which is proof of nothing yet. */
const who = ({ id, sender }: Conversation): string => (sender.proven ? sender.key : `conversation:${id}`);

const citizen = (from: Conversation, { followUpCode }: { readonly followUpCode?: string } = {}) => ({
  sender: who(from),
  conversation: from.id,
  ...(followUpCode !== undefined && { followUpCode }),
});

async function mine(client: Client, { name }: Of<'find_mine'>, from: Conversation): Promise<Outcome> {
  const answer = await client.list(who(from), name);
  if (!answer.ok) return failed('find_mine', answer.problem);
  const requests = answer.value.requests.map(({ reference, type, status, dueAt }) => ({
    reference,
    type,
    status,
    dueAt,
  }));
  return { kind: 'mine', requests, ...(answer.value.nameNeeded && { nameNeeded: true }) };
}

async function sendCode(client: Client, { key, phone, lang }: Of<'send_code'>, from: Conversation): Promise<Outcome> {
  const answer = await client.prove(key, { sender: who(from), phone, lang });
  return answer.ok ? { kind: 'code_sent', proof: answer.value.id } : unwritten('send_code', answer.problem);
}

async function checkCode(client: Client, { key, proof, code }: Of<'check_code'>, from: Conversation): Promise<Outcome> {
  const answer = await client.confirm(key, proof, { sender: who(from), code });
  return answer.ok ? { kind: 'code_judged', ...answer.value } : unwritten('check_code', answer.problem);
}

/** The request API takes no more of a reason. */
const LONGEST_REASON = 4000;

async function reopen(client: Client, effect: Of<'reopen_request'>, from: Conversation): Promise<Outcome> {
  const { key, reference } = effect;
  const reason = effect.reason.slice(0, LONGEST_REASON);
  const answer = await client.act(key, reference, 'reopen', { reason }, citizen(from, effect));
  return answer.ok ? { kind: 'reopened', dueAt: answer.value.dueAt } : unwritten('reopen_request', answer.problem);
}

type Sent = Of<'send_answer' | 'add_to_request' | 'add_to_duplicate'>;

function send(client: Client, effect: Sent, from: Conversation): Promise<Outcome> {
  const { kind, key, reference, text, attachments } = effect;
  const by = citizen(from, kind === 'add_to_request' ? effect : {});
  const body = {
    ...(text !== undefined && { text }),
    ...(attachments.length > 0 && { attachments: [...attachments] }),
  };
  const action = kind === 'send_answer' ? 'answer' : 'add';
  return write(kind, client.act(key, reference, action, body, by));
}

/** Only a sender that the platform vouches for, or who has proven a phone, has requests to be compared with. */
async function duplicate(
  client: Client,
  { request, except }: Of<'find_duplicate'>,
  from: Conversation,
): Promise<Outcome> {
  const { type, description, department, governorate, location, requester } = request;
  const draft = {
    type,
    description,
    ...(department !== undefined && { department }),
    ...(governorate !== undefined && { governorate }),
    ...(location !== undefined && { location }),
    ...(requester !== undefined && { requester }),
  };
  const answer = await client.duplicates({ sender: who(from), draft, except: [...except] });
  return answer.ok
    ? { kind: 'duplicate', known: answer.value.items[0] ?? null }
    : failed('find_duplicate', answer.problem);
}

async function status(
  client: Client,
  { reference, followUpCode }: Of<'find_status'>,
  from: Conversation,
  now: Date,
): Promise<Outcome> {
  const answer = await client.status(reference, who(from), followUpCode);
  if (!answer.ok) return failed('find_status', answer.problem);
  const view = answer.value;
  const late = RUNNING.includes(view.status) && Date.parse(view.dueAt) < now.getTime();
  return { kind: 'status', view, late };
}

async function write(
  kind: Effect['kind'],
  answer: Promise<{ ok: true } | { ok: false; problem: Problem }>,
): Promise<Outcome> {
  const result = await answer;
  return result.ok ? { kind: 'done', effect: kind } : unwritten(kind, result.problem);
}

export interface PerformDeps {
  readonly client: Client;
  /** Somebody of staff is signed in and takes conversations over. */
  readonly anyoneSignedIn: () => Promise<boolean>;
}

/** Drafts are the conversations' own. */
export type Asked = Exclude<Effect, { kind: 'find_draft' | 'take_draft' }>;

export async function perform(deps: PerformDeps, effect: Asked, from: Conversation, now: Date): Promise<Outcome> {
  const { client } = deps;
  switch (effect.kind) {
    case 'find_human':
      return { kind: 'human', free: await deps.anyoneSignedIn(), at: now.toISOString() };
    case 'promise':
      return promise(client, effect);
    case 'file_request':
      return file(client, effect, from);
    case 'find_mine':
      return mine(client, effect, from);
    case 'find_duplicate':
      return duplicate(client, effect, from);
    case 'find_status':
      return status(client, effect, from, now);
    case 'send_code':
      return sendCode(client, effect, from);
    case 'check_code':
      return checkCode(client, effect, from);
    case 'reopen_request':
      return reopen(client, effect, from);
    case 'send_answer':
    case 'add_to_request':
    case 'add_to_duplicate':
      return send(client, effect, from);
    case 'withdraw_request':
      return write(effect.kind, client.act(effect.key, effect.reference, 'withdraw', {}, citizen(from, effect)));
    case 'send_rating': {
      const { stars, reason } = effect;
      return write(
        effect.kind,
        client.rate(effect.key, effect.reference, { stars, ...(reason !== undefined && { reason }) }),
      );
    }
  }
}
