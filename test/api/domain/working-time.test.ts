import { describe, expect, test } from 'vitest';
import { ammanTime } from '../../../api/domain/amman.ts';
import { addWorkingMinutes, type Span } from '../../../api/domain/working-time.ts';
import { at, CALENDAR } from './calendar.ts';

/** What, from, minutes, until. 22 November 2026 is a Sunday. */
const CASES: readonly [string, string, number, string][] = [
  ['a whole day ends when the offices close', '2026-11-22 08:00', 450, '2026-11-22 15:30'],
  ['one minute more is the next morning', '2026-11-22 08:00', 451, '2026-11-23 08:01'],
  ['at night the clock stands', '2026-11-22 02:00', 1, '2026-11-22 08:01'],
  ['after hours it starts the next day', '2026-11-22 15:30', 1, '2026-11-23 08:01'],
  ['Thursday 15:29 goes over the weekend', '2026-11-26 15:29', 450, '2026-11-29 15:29'],
  ['Thursday 15:29 has one minute left', '2026-11-26 15:29', 1, '2026-11-26 15:30'],
  ['Friday is not a working day', '2026-11-27 10:00', 1350, '2026-12-01 15:30'],
  ['Saturday is not a working day', '2026-11-28 10:00', 60, '2026-11-29 09:00'],
  ['Ramadan has shorter days', '2026-02-22 08:00', 450, '2026-02-23 11:00'],
  ['into Ramadan: Thursday starts at 09:00', '2026-02-18 15:00', 60, '2026-02-19 09:30'],
  ['out of Ramadan and over Eid', '2026-03-19 14:29', 450, '2026-03-24 15:29'],
  ['filed on Eid itself', '2026-03-22 11:00', 450, '2026-03-24 15:30'],
  ['nothing to wait for', '2026-11-22 09:00', 0, '2026-11-22 09:00'],
  ['over the year', '2026-12-31 15:00', 60, '2027-01-03 08:30'],
];

describe('working minutes', () => {
  test.each(CASES)('%s', (_what, from, minutes, until) => {
    expect(ammanTime(addWorkingMinutes(at(from), minutes, CALENDAR))).toBe(ammanTime(at(until)));
  });

  /** What, from, minutes, breaks, until. */
  const BROKEN: readonly [string, string, number, [string, string][], string][] = [
    ['a break inside a day', '2026-11-22 08:00', 60, [['2026-11-22 08:30', '2026-11-22 09:30']], '2026-11-22 10:00'],
    [
      'a break over the weekend costs its working time alone',
      '2026-11-26 14:00',
      120,
      [['2026-11-26 15:00', '2026-11-29 08:30']],
      '2026-11-29 09:30',
    ],
    [
      'a break after the end changes nothing',
      '2026-11-22 08:00',
      60,
      [['2026-11-22 10:00', '2026-11-25 10:00']],
      '2026-11-22 09:00',
    ],
    [
      'a break at night costs nothing',
      '2026-11-22 08:00',
      451,
      [['2026-11-22 18:00', '2026-11-23 06:00']],
      '2026-11-23 08:01',
    ],
    [
      'two breaks',
      '2026-11-22 08:00',
      60,
      [
        ['2026-11-22 08:10', '2026-11-22 08:20'],
        ['2026-11-22 08:30', '2026-11-22 08:40'],
      ],
      '2026-11-22 09:20',
    ],
    [
      'a break that ends before it began costs nothing',
      '2026-11-22 08:00',
      60,
      [['2026-11-22 08:30', '2026-11-22 08:29']],
      '2026-11-22 09:00',
    ],
    [
      'breaks that overlap count once',
      '2026-11-22 08:00',
      60,
      [
        ['2026-11-22 08:10', '2026-11-22 08:30'],
        ['2026-11-22 08:20', '2026-11-22 08:40'],
      ],
      '2026-11-22 09:30',
    ],
  ];

  test.each(BROKEN)('%s', (_what, from, minutes, breaks, until) => {
    const spans = breaks.map(([start, end]): Span => [at(start), at(end)]);
    expect(ammanTime(addWorkingMinutes(at(from), minutes, CALENDAR, spans))).toBe(ammanTime(at(until)));
  });

  test('a calendar without working days is refused, not waited for', () => {
    expect(() => addWorkingMinutes(at('2026-11-22 08:00'), 1, { ...CALENDAR, days: [] })).toThrow(RangeError);
  });
});
