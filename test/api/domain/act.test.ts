import { describe, expect, test } from 'vitest';
import { ACTION_BODIES, type ActionName } from '../../../api/contract/request.ts';
import { STAGES, type Stage } from '../../../api/contract/vocabulary.ts';
import { type Act, perform, wordsOf } from '../../../api/domain/act.ts';
import { ammanTime } from '../../../api/domain/amman.ts';
import { dueAt, type Policy } from '../../../api/domain/due.ts';
import type { RequestRecord } from '../../../api/domain/record.ts';
import { at, CALENDAR } from './calendar.ts';

const POLICY: Policy = {
  calendar: CALENDAR,
  matrix: [{ importance: 'high', axis: null, type: null, minutes: 1350 }],
};
const FILED = at('2026-11-22 08:00');
const CLOCK = { from: FILED, minutes: 1350, breaks: [] };

const request = (more: Partial<RequestRecord> = {}): RequestRecord => ({
  reference: '261776679924',
  type: 'complaint',
  axis: 'procedures',
  importance: 'high',
  department: 'CSPD',
  governorate: null,
  description: 'طابور طويل',
  location: null,
  anonymous: false,
  requester: { name: null, phone: null, email: null },
  channel: 'webchat',
  lang: 'ar',
  attachments: [],
  rating: null,
  stars: null,
  reachable: true,
  status: 'in_progress',
  assignee: 'Rania',
  question: null,
  answer: null,
  round: 0,
  clock: CLOCK,
  waitingSince: null,
  dueAt: dueAt(CLOCK, CALENDAR),
  createdAt: FILED,
  updatedAt: FILED,
  ...more,
});

const ACTS: { readonly [Name in ActionName]: Extract<Act, { action: Name }> } = {
  assign: { action: 'assign', body: { assignee: 'Omar' } },
  refer: { action: 'refer', body: { department: 'GAM', reason: 'theirs' } },
  ask: { action: 'ask', body: { question: 'Which office?' } },
  answer: { action: 'answer', body: { text: 'Irbid' } },
  reply: { action: 'reply', body: { text: 'Done' } },
  close: { action: 'close', body: {} },
  reopen: { action: 'reopen', body: { reason: 'not done' } },
  note: { action: 'note', body: { text: 'called' } },
  add: { action: 'add', body: { text: 'and the lamp' } },
  withdraw: { action: 'withdraw', body: {} },
};

const W = 'waiting_for_citizen';
const P = 'in_progress';

/** Each stage: where each action leads; left out is refused. */
const TABLE: Readonly<Record<Stage, Partial<Record<ActionName, Stage>>>> = {
  registered: {
    assign: P,
    refer: P,
    ask: W,
    reply: 'answered',
    note: 'registered',
    add: 'registered',
    withdraw: 'closed',
  },
  in_progress: { assign: P, refer: P, ask: W, reply: 'answered', note: P, add: P, withdraw: 'closed' },
  waiting_for_citizen: { assign: W, refer: W, answer: P, reply: 'answered', note: W, add: W, withdraw: 'closed' },
  answered: { close: 'closed', reopen: P, note: 'answered' },
  closed: { reopen: P, note: 'closed' },
};

const PAIRS = STAGES.flatMap((stage) =>
  (Object.keys(ACTION_BODIES) as ActionName[]).map((action) => [stage, action, TABLE[stage][action] ?? null] as const),
);

describe('the life of a request', () => {
  test.each(PAIRS)('%s, %s: %s', (stage, action, after) => {
    const standing = perform(request({ status: stage }), ACTS[action], { now: FILED, policy: POLICY });
    expect(standing?.status ?? null).toBe(after);
  });

  const now = at('2026-11-25 12:00');
  const waiting = request({ status: W, question: 'Which?', waitingSince: at('2026-11-22 12:00') });

  test('three days of waiting for the citizen move the promise by three days', () => {
    const standing = perform(waiting, ACTS.answer, { now, policy: POLICY });
    expect(ammanTime(standing?.dueAt ?? 0)).toBe(ammanTime(at('2026-11-29 15:30')));
    expect(standing).toMatchObject({ question: null, waitingSince: null });
  });

  test('a reply during the wait ends it too', () => {
    const standing = perform(waiting, ACTS.reply, { now, policy: POLICY });
    expect(standing).toMatchObject({ status: 'answered', answer: 'Done', question: null, waitingSince: null });
    expect(ammanTime(standing?.dueAt ?? 0)).toBe(ammanTime(at('2026-11-29 15:30')));
  });

  test('waits add up', () => {
    const first = perform(waiting, ACTS.answer, { now: at('2026-11-22 13:00'), policy: POLICY });
    const again = perform({ ...waiting, ...first }, ACTS.ask, { now: at('2026-11-22 14:00'), policy: POLICY });
    const last = perform({ ...waiting, ...again }, ACTS.answer, { now: at('2026-11-22 15:00'), policy: POLICY });
    expect(ammanTime(last?.dueAt ?? 0)).toBe(ammanTime(at('2026-11-25 10:00')));
  });

  test('waiting does not excuse what was late before', () => {
    const late = request({ status: W, waitingSince: at('2026-12-01 09:00') });
    const standing = perform(late, ACTS.answer, { now: at('2026-12-03 09:00'), policy: POLICY });
    expect(standing?.dueAt).toBe(late.dueAt);
  });

  test.each(['assign', 'refer', 'note', 'ask'] as const)('%s does not move the clock', (action) => {
    const before = request();
    const standing = perform(before, ACTS[action], { now, policy: POLICY });
    expect(standing).toMatchObject({ clock: before.clock, dueAt: before.dueAt });
  });

  test('reopening promises anew, from then', () => {
    const standing = perform(request({ status: 'closed' }), ACTS.reopen, { now, policy: POLICY });
    expect(standing).toMatchObject({ status: P, round: 1, clock: { from: now, minutes: 1350, breaks: [] } });
    expect(ammanTime(standing?.dueAt ?? 0)).toBe(ammanTime(at('2026-11-30 12:00')));
  });

  test('another department starts without the old officer', () => {
    const standing = perform(request(), ACTS.refer, { now, policy: POLICY });
    expect(standing).toMatchObject({ department: 'GAM', assignee: null });
    expect(wordsOf(ACTS.refer)).toEqual({ text: 'GAM', reason: 'theirs' });
  });
});
