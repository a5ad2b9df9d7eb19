/**
 * Working time of government offices. Pure: the calendar is an argument.
 * Counts in whole days, weekends, holidays and Ramadan's hours; breaks (waiting for the citizen) do not count.
 */
import { ammanDay, DAY, MINUTE, startOfDay, weekday } from './amman.ts';

/** Minutes after midnight, Amman. */
export interface Hours {
  readonly starts: number;
  readonly ends: number;
}

export interface Calendar {
  /** Working weekdays; 0 is Sunday. */
  readonly days: readonly number[];
  readonly hours: Hours;
  /** Days as `2026-02-19`, both included. */
  readonly ramadan: readonly (Hours & { readonly from: string; readonly to: string })[];
  /** Days on which offices are closed. */
  readonly holidays: ReadonlySet<string>;
}

/** From, to; milliseconds since 1970. */
export type Span = readonly [from: number, to: number];

/** Nothing is promised further ahead: a calendar without working days must not hang. */
const HORIZON_DAYS = 3660;

function hoursOf(midnight: number, calendar: Calendar): Hours | null {
  const day = ammanDay(midnight);
  if (!calendar.days.includes(weekday(midnight)) || calendar.holidays.has(day)) return null;
  return calendar.ramadan.find(({ from, to }) => from <= day && day <= to) ?? calendar.hours;
}

/** What is left of a span when the breaks are taken out. */
function without(span: Span, breaks: readonly Span[]): Span[] {
  return breaks.reduce<Span[]>(
    (left, [from, to]) =>
      left.flatMap(([start, end]): Span[] => {
        // Two replicas' clocks may say that a wait ended before it began: it took no time.
        if (to <= from || to <= start || end <= from) return [[start, end]];
        const pieces: Span[] = [
          [start, from],
          [to, end],
        ];
        return pieces.filter(([a, b]) => a < b);
      }),
    [span],
  );
}

/** The working spans from a moment on, day by day. */
function* workingSpans(from: number, calendar: Calendar, breaks: readonly Span[]): Generator<Span> {
  for (let day = 0, midnight = startOfDay(from); day < HORIZON_DAYS; day += 1, midnight += DAY) {
    const hours = hoursOf(midnight, calendar);
    if (hours === null) continue;
    const start = Math.max(from, midnight + hours.starts * MINUTE);
    const end = midnight + hours.ends * MINUTE;
    if (start < end) yield* without([start, end], breaks);
  }
}

/** The earliest moment by which so many working minutes have passed. */
export function addWorkingMinutes(
  from: number,
  minutes: number,
  calendar: Calendar,
  breaks: readonly Span[] = [],
): number {
  let left = minutes * MINUTE;
  for (const [start, end] of workingSpans(from, calendar, breaks)) {
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  throw new RangeError(`The calendar has no ${minutes} working minutes within ten years of ${ammanDay(from)}`);
}
