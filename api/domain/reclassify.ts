/**
 * Changing a request's labels. Pure. The clock goes on from where the promise was made: another importance promises
 * other minutes, and a wait for the citizen stays a break. A closed request keeps its labels.
 */
import { type Decided, LABELS, type Label, type Reclassification } from '../contract/request.ts';
import type { Stage } from '../contract/vocabulary.ts';
import { dueAt, type Policy, promisedMinutes } from './due.ts';
import type { RequestRecord } from './record.ts';

export type Relabelled = Pick<RequestRecord, 'type' | 'axis' | 'importance' | 'governorate' | 'clock' | 'dueAt'>;

/** What a label was and became. */
export type Changes = Readonly<Partial<Record<Label, { readonly from: string | null; readonly to: string | null }>>>;

const OPEN: readonly Stage[] = ['registered', 'in_progress', 'waiting_for_citizen'];
export const mayReclassify = (stage: Stage): boolean => OPEN.includes(stage);

export function changesOf(request: RequestRecord, wanted: Reclassification): Changes {
  const labels = ['type', 'axis', 'importance', 'governorate'] as const;
  const changed = labels.flatMap((label) => {
    const to = wanted[label];
    return to === undefined || to === request[label] ? [] : [[label, { from: request[label], to }] as const];
  });
  return Object.fromEntries(changed);
}

/** What a citizen corrected before filing, from how each label came about. */
export function correctedIn(matter: Pick<RequestRecord, Label>, decided: Decided): Changes {
  const changed = LABELS.flatMap((label) => {
    const decision = decided[label];
    const from = decision?.guess ?? null;
    if (decision?.how !== 'corrected' || decision.guess === undefined || from === matter[label]) return [];
    return [[label, { from, to: matter[label] }] as const];
  });
  return Object.fromEntries(changed);
}

export function relabel(request: RequestRecord, wanted: Reclassification, policy: Policy): Relabelled {
  const { type, axis, importance, governorate } = { ...request, ...wanted };
  const clock = { ...request.clock, minutes: promisedMinutes(policy.matrix, { type, axis, importance }) };
  return { type, axis, importance, governorate, clock, dueAt: dueAt(clock, policy.calendar) };
}

/** `type: inquiry → complaint`, for the history. */
export const inWords = (changes: Changes): string =>
  Object.entries(changes)
    .map(([label, { from, to }]) => `${label}: ${from ?? '-'} → ${to ?? '-'}`)
    .join('; ');
