import { describe, expect, test } from 'vitest';
import { type MatrixRow, promisedMinutes } from '../../../api/domain/due.ts';

const row = (axis: MatrixRow['axis'], type: MatrixRow['type'], minutes: number | null): MatrixRow => ({
  importance: 'high',
  axis,
  type,
  minutes,
});

const BASE = row(null, null, 1350);
const ASKED = { importance: 'high', axis: 'procedures', type: 'complaint' } as const;

/** What, the rows, the promise. */
const CASES: readonly [string, MatrixRow[], number][] = [
  ['the base', [BASE], 1350],
  ['an axis refines', [BASE, row('procedures', null, 900)], 900],
  ['another axis does not', [BASE, row('environment', null, 900)], 1350],
  ['a type refines', [BASE, row(null, 'complaint', 800)], 800],
  ['a type is narrower than an axis', [row('procedures', null, 900), row(null, 'complaint', 800), BASE], 800],
  ['both are narrowest', [BASE, row('procedures', 'complaint', 100), row(null, 'complaint', 800)], 100],
  ['null says nothing', [BASE, row('procedures', 'complaint', null)], 1350],
  ['another importance does not count', [BASE, { ...row('procedures', 'complaint', 1), importance: 'low' }], 1350],
];

describe('the SLA matrix', () => {
  test.each(CASES)('%s', (_what, rows, minutes) => expect(promisedMinutes(rows, ASKED)).toBe(minutes));

  test('without a base it is refused', () => expect(() => promisedMinutes([], ASKED)).toThrow(/importance high/));
});
