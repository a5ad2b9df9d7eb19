/**
 * The life of a request: ONE table, stage by action. What is not in it is a 409.
 * - An officer may reply while a question is open: the answer was found without the citizen; the wait ends there.
 * - Assigning and referring leave an open question open: whoever has the request now reads the answer.
 * - Nothing is closed that was not answered; a reopened request is `in_progress` with a new promise.
 * - A note moves nothing. The citizen adds to what is open, and withdraws it: closed without an answer.
 */
import type { EventKind } from '../contract/events.ts';
import type { ActionName } from '../contract/request.ts';
import type { Stage } from '../contract/vocabulary.ts';

export const TRANSITIONS: Readonly<Record<Stage, Readonly<Partial<Record<ActionName, Stage>>>>> = {
  registered: {
    assign: 'in_progress',
    refer: 'in_progress',
    ask: 'waiting_for_citizen',
    reply: 'answered',
    note: 'registered',
    add: 'registered',
    withdraw: 'closed',
  },
  in_progress: {
    assign: 'in_progress',
    refer: 'in_progress',
    ask: 'waiting_for_citizen',
    reply: 'answered',
    note: 'in_progress',
    add: 'in_progress',
    withdraw: 'closed',
  },
  waiting_for_citizen: {
    assign: 'waiting_for_citizen',
    refer: 'waiting_for_citizen',
    answer: 'in_progress',
    reply: 'answered',
    note: 'waiting_for_citizen',
    add: 'waiting_for_citizen',
    withdraw: 'closed',
  },
  answered: { close: 'closed', reopen: 'in_progress', note: 'answered' },
  closed: { reopen: 'in_progress', note: 'closed' },
};

/** What each action leaves in the request's history. */
export const EVENT_OF: Readonly<Record<ActionName, EventKind>> = {
  assign: 'assigned',
  refer: 'referred',
  ask: 'asked',
  answer: 'answered_by_citizen',
  reply: 'replied',
  close: 'closed',
  reopen: 'reopened',
  note: 'noted',
  add: 'added',
  withdraw: 'withdrawn',
};

/** Stages in which the citizen may rate the answer. */
export const RATEABLE: readonly Stage[] = ['answered', 'closed'];

/** The stage after the action; null when it is not possible. */
export const next = (stage: Stage, action: ActionName): Stage | null => TRANSITIONS[stage][action] ?? null;

/** What is possible now, for a person who was refused. */
export const possible = (stage: Stage): string[] => [
  ...Object.keys(TRANSITIONS[stage]),
  ...(RATEABLE.includes(stage) ? ['rating'] : []),
];
