/**
 * When an answer is due. Pure. The promise is fixed at filing: minutes of the matrix, counted in working time.
 * Editing never restarts the clock; waiting for the citizen stops it; only reopening makes a new promise.
 */
import type { Axis, Importance, RequestType } from '../contract/vocabulary.ts';
import { addWorkingMinutes, type Calendar, type Span } from './working-time.ts';

/** A row of the SLA matrix; null axis or type: any. Null minutes: says nothing, the wider row counts. */
export interface MatrixRow {
  readonly importance: Importance;
  readonly axis: Axis | null;
  readonly type: RequestType | null;
  readonly minutes: number | null;
}

export interface Policy {
  readonly calendar: Calendar;
  readonly matrix: readonly MatrixRow[];
}

export interface Labels {
  readonly importance: Importance;
  readonly axis: Axis | null;
  readonly type: RequestType | null;
}

/** The promise a clock runs on. */
export interface Clock {
  readonly from: number;
  readonly minutes: number;
  readonly breaks: readonly Span[];
}

const narrowness = ({ axis, type }: MatrixRow) => (type === null ? 0 : 2) + (axis === null ? 0 : 1);

/** The narrowest row that speaks: axis and type, then type, then axis, then the importance alone. */
export function promisedMinutes(matrix: readonly MatrixRow[], { importance, axis, type }: Labels): number {
  const speaking = matrix.filter(
    (row) =>
      row.minutes !== null &&
      row.importance === importance &&
      (row.axis === null || row.axis === axis) &&
      (row.type === null || row.type === type),
  );
  const [narrowest] = speaking.sort((a, b) => narrowness(b) - narrowness(a));
  if (narrowest === undefined || narrowest.minutes === null) {
    throw new RangeError(`The SLA matrix says nothing of importance ${importance}`);
  }
  return narrowest.minutes;
}

export const dueAt = ({ from, minutes, breaks }: Clock, calendar: Calendar): number =>
  addWorkingMinutes(from, minutes, calendar, breaks);
