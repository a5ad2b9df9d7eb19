/** What an action makes of a request. Pure: the table of lifecycle.ts, and the clock. */
import type { ActionBody, ActionName } from '../contract/request.ts';
import { dueAt, type Policy, promisedMinutes } from './due.ts';
import { next } from './lifecycle.ts';
import type { RequestRecord, Standing } from './record.ts';

export type Act = {
  readonly [Name in ActionName]: { readonly action: Name; readonly body: ActionBody<Name> };
}[ActionName];

export interface Moment {
  readonly now: number;
  readonly policy: Policy;
}

/** The wait for the citizen is over: it becomes a break, and the promise moves by the working time it took. */
function resume(standing: Standing, { now, policy }: Moment): Standing {
  if (standing.waitingSince === null) return standing;
  const clock = { ...standing.clock, breaks: [...standing.clock.breaks, [standing.waitingSince, now] as const] };
  return { ...standing, question: null, waitingSince: null, clock, dueAt: dueAt(clock, policy.calendar) };
}

/** A reopened request is promised anew. */
function renew(request: RequestRecord, { now, policy }: Moment): Standing {
  const clock = { from: now, minutes: promisedMinutes(policy.matrix, request), breaks: [] };
  return { ...standingOf(request), round: request.round + 1, clock, dueAt: dueAt(clock, policy.calendar) };
}

export const standingOf = ({
  status,
  department,
  assignee,
  question,
  answer,
  round,
  clock,
  waitingSince,
  dueAt,
}: Standing): Standing => ({ status, department, assignee, question, answer, round, clock, waitingSince, dueAt });

function changed(request: RequestRecord, act: Act, moment: Moment): Standing {
  const standing = standingOf(request);
  switch (act.action) {
    case 'assign':
      return { ...standing, assignee: act.body.assignee };
    case 'refer':
      return { ...standing, department: act.body.department, assignee: null };
    case 'ask':
      return { ...standing, question: act.body.question, waitingSince: moment.now };
    case 'answer':
    case 'withdraw':
      return resume(standing, moment);
    case 'reply':
      return { ...resume(standing, moment), answer: act.body.text };
    case 'reopen':
      return renew(request, moment);
    case 'close':
    case 'note':
    case 'add':
      return standing;
  }
}

/** How the request stands after the action; null when its stage does not allow it. */
export function perform(request: RequestRecord, act: Act, moment: Moment): Standing | null {
  const status = next(request.status, act.action);
  return status === null ? null : { ...changed(request, act, moment), status };
}

/** The words an action leaves in the history. */
export function wordsOf(act: Act): { readonly text: string | null; readonly reason: string | null } {
  switch (act.action) {
    case 'assign':
      return { text: act.body.assignee, reason: null };
    case 'refer':
      return { text: act.body.department, reason: act.body.reason };
    case 'ask':
      return { text: act.body.question, reason: null };
    case 'reopen':
      return { text: act.body.reason, reason: null };
    case 'reply':
    case 'note':
      return { text: act.body.text, reason: null };
    case 'answer':
    case 'add':
      return { text: act.body.text ?? null, reason: null };
    case 'withdraw':
      return { text: act.body.reason ?? null, reason: null };
    case 'close':
      return { text: null, reason: null };
  }
}

/** The files that come with an action. */
export const filesOf = (act: Act): readonly string[] =>
  act.action === 'answer' || act.action === 'add' ? (act.body.attachments ?? []) : [];
