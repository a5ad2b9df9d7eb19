import { describe, expect, it, test } from 'vitest';
import { type Call, createClient } from '../../api/contract/client.ts';
import { PROBLEMS, type ProblemCode, problem } from '../../api/contract/problem.ts';
import type { Conversation } from '../../bot/conversations.ts';
import { type Asked, perform, Unsettled } from '../../bot/perform.ts';

const NOW = new Date('2026-11-20T12:00:00+03:00');
const FROM: Conversation = {
  id: 'c1',
  channel: 'webchat',
  sender: { key: 'webchat:dl_1', proven: true },
  lastSeq: 1,
  version: 1,
  state: null,
};
const REFERENCE = '264817309242';
const DUE = '2026-12-06T10:00:00.000+03:00';

/** Those that call the request API. */
const EFFECTS: Readonly<Record<Exclude<Asked['kind'], 'find_human'>, Asked>> = {
  promise: { kind: 'promise', type: 'complaint', axis: 'procedures', importance: 'medium' },
  file_request: {
    kind: 'file_request',
    key: 'c1:3',
    request: { type: 'complaint', description: 'A hole in the street' },
  },
  find_duplicate: { kind: 'find_duplicate', request: { type: 'complaint', description: 'a hole' }, except: [] },
  add_to_duplicate: {
    kind: 'add_to_duplicate',
    key: 'c:1:add',
    reference: '264817309242',
    text: 'a hole',
    attachments: [],
  },
  find_mine: { kind: 'find_mine' },
  find_status: { kind: 'find_status', reference: REFERENCE },
  send_answer: { kind: 'send_answer', key: 'c1:9', reference: REFERENCE, text: 'Yes, twice', attachments: ['f1'] },
  send_rating: { kind: 'send_rating', key: 'c1:11', reference: REFERENCE, stars: 4 },
  send_code: { kind: 'send_code', key: 'c1:12', phone: '+962790000000', lang: 'ar' },
  check_code: { kind: 'check_code', key: 'c1:13', proof: 'p1', code: '123456' },
  withdraw_request: { kind: 'withdraw_request', key: 'c1:14', reference: REFERENCE },
  add_to_request: { kind: 'add_to_request', key: 'c1:15', reference: REFERENCE, text: 'And the lamp', attachments: [] },
  reopen_request: { kind: 'reopen_request', key: 'c1:16', reference: REFERENCE, reason: 'Not done' },
};
const WRITES: readonly Asked['kind'][] = [
  'file_request',
  'add_to_duplicate',
  'send_answer',
  'send_rating',
  'send_code',
  'check_code',
  'withdraw_request',
  'add_to_request',
  'reopen_request',
];

/** A request API that answers one thing, and remembers how it was called. `undefined`: nobody answers. */
function api(status: number, body?: unknown) {
  const calls: Call[] = [];
  const client = createClient(async (call) => {
    calls.push(call);
    if (status === 0) throw new Error('nobody answers');
    return { status, body };
  });
  return {
    client,
    calls,
    done: (effect: Asked, from = FROM) => perform({ client, anyoneSignedIn: async () => false }, effect, from, NOW),
  };
}
const refusing = (code: ProblemCode) => api(PROBLEMS[code].status, problem(code));

/** What each problem comes to; a write whose fate nobody knows comes to nothing, and is tried again. */
const OUTCOMES: Readonly<Record<ProblemCode, 'unknown_reference' | 'away' | 'refused' | 'unsettled'>> = {
  invalid_json: 'refused',
  invalid_request: 'refused',
  invalid_reference: 'unknown_reference',
  missing_idempotency_key: 'refused',
  idempotency_mismatch: 'refused',
  unauthorized: 'refused',
  forbidden: 'refused',
  session_locked: 'refused',
  csrf: 'refused',
  no_role: 'refused',
  taken_by_another: 'refused',
  sign_in_failed: 'refused',
  sign_in_away: 'away',
  demo_only_here: 'refused',
  bad_signature: 'refused',
  unsigned_transcript: 'refused',
  broken_transcript: 'refused',
  invalid_activity: 'refused',
  unknown_call: 'refused',
  not_found: 'refused',
  unknown_reference: 'unknown_reference',
  token_expired: 'refused',
  unknown_conversation: 'refused',
  empty_message: 'refused',
  method_not_allowed: 'refused',
  illegal_transition: 'refused',
  not_resendable: 'refused',
  too_large: 'refused',
  unsupported_media_type: 'refused',
  rate_limited: 'away',
  internal: 'away',
  not_kept: 'away',
  not_confirmed: 'unsettled',
  unavailable: 'unsettled',
  not_requester: 'refused',
  no_texts: 'away',
};

const codes = Object.keys(PROBLEMS) as ProblemCode[];

describe.each(codes)('the problem %s', (code) => {
  it.each(Object.values(EFFECTS))('of $kind', async (effect) => {
    const { done } = refusing(code);
    const why = OUTCOMES[code];
    if (why === 'unsettled' && WRITES.includes(effect.kind)) {
      await expect(done(effect)).rejects.toThrow(Unsettled);
      return;
    }
    expect(await done(effect)).toEqual({
      kind: 'failed',
      effect: effect.kind,
      why: why === 'unsettled' ? 'away' : why,
    });
  });
});

describe('nobody answers', () => {
  it.each(Object.values(EFFECTS))('$kind', async (effect) => {
    const { done } = api(0);
    if (WRITES.includes(effect.kind)) await expect(done(effect)).rejects.toThrow(Unsettled);
    else expect(await done(effect)).toEqual({ kind: 'failed', effect: effect.kind, why: 'away' });
  });
});

describe('what is done', () => {
  it('a promise brings the date', async () => {
    const { done, calls } = api(200, { dueAt: DUE });
    expect(await done(EFFECTS.promise)).toEqual({ kind: 'promised', dueAt: DUE });
    expect(calls[0]).toMatchObject({
      method: 'GET',
      path: '/v1/promise?importance=medium&axis=procedures&type=complaint',
    });
  });

  it('a filing goes under its key, says where it comes from, and brings reference, date and code', async () => {
    const { done, calls } = api(201, { reference: REFERENCE, dueAt: DUE, status: 'registered', followUpCode: 'ABC' });
    expect(await done(EFFECTS.file_request)).toEqual({
      kind: 'filed',
      reference: REFERENCE,
      dueAt: DUE,
      followUpCode: 'ABC',
    });
    expect(calls[0]?.headers['idempotency-key']).toBe('c1:3');
    expect(calls[0]?.body).toEqual({
      type: 'complaint',
      description: 'A hole in the street',
      channel: 'webchat',
      origin: { conversation: 'c1', sender: 'webchat:dl_1', proven: true },
    });
  });

  it('an answer and a rating go under their keys to their request', async () => {
    const { done, calls } = api(200, {});
    expect(await done(EFFECTS.send_answer)).toEqual({ kind: 'done', effect: 'send_answer' });
    expect(await done(EFFECTS.send_rating)).toEqual({ kind: 'done', effect: 'send_rating' });
    expect(calls.map(({ path, headers, body }) => [path, headers['idempotency-key'], body])).toEqual([
      [`/v1/requests/${REFERENCE}/actions/answer`, 'c1:9', { text: 'Yes, twice', attachments: ['f1'] }],
      [`/v1/requests/${REFERENCE}/rating`, 'c1:11', { stars: 4 }],
    ]);
  });
});

describe('a status', () => {
  /** Each row: the stage, when the answer was due, and whether it is late at noon of 20 November 2026. */
  it.each([
    ['registered', '2026-11-20T11:59:00+03:00', true],
    ['in_progress', '2026-11-20T11:59:00+03:00', true],
    ['waiting_for_citizen', '2026-11-20T11:59:00+03:00', false],
    ['in_progress', '2026-11-20T12:01:00+03:00', false],
    ['answered', '2026-11-20T11:59:00+03:00', false],
    ['closed', '2026-11-20T11:59:00+03:00', false],
  ])('%s, due %s: late %s', async (status, dueAt, late) => {
    const view = { reference: REFERENCE, status, updatedAt: DUE, dueAt };
    expect(await api(200, view).done(EFFECTS.find_status)).toEqual({ kind: 'status', view, late });
  });

  it('is asked for in the name of a proven sender; of an unproven one only for this conversation', async () => {
    const { done, calls } = api(200, { reference: REFERENCE, status: 'closed', updatedAt: DUE, dueAt: DUE });
    await done(EFFECTS.find_status);
    await done(EFFECTS.find_status, { ...FROM, sender: { ...FROM.sender, proven: false } });
    expect(calls.map(({ headers }) => headers['sawt-sender'])).toEqual(['webchat%3Adl_1', `conversation%3A${FROM.id}`]);
  });
});

test.each([true, false])('whether anybody of staff is there (%s), and when that was asked', async (free) => {
  const { client, calls } = api(200);
  const answer = await perform({ client, anyoneSignedIn: async () => free }, { kind: 'find_human' }, FROM, NOW);
  expect(answer).toEqual({ kind: 'human', free, at: NOW.toISOString() });
  expect(calls).toEqual([]);
});
