import { expect, test } from 'vitest';
import { check, describe as inWords, type Status } from '../../../api/pages/demo/client/status.ts';

test.each<[string, object]>([
  ['2648 1730 9242', { reference: '264817309242' }],
  ['٢٦٤٨-١٧٣٠-٩٢٤٢', { reference: '264817309242' }],
  ['264817309243', { fault: 'check', count: 12 }],
  ['26481730924', { fault: 'length', count: 11 }],
  ['مرحبا', { fault: 'length', count: 0 }],
  ['  ', { fault: 'empty', count: 0 }],
])('%s', (text, expected) => {
  expect(check(text)).toEqual(expected);
});

const status: Status = {
  status: 'in_progress',
  updatedAt: '2026-11-19T10:05:00+03:00',
  dueAt: '2026-11-26T15:30:00+03:00',
};

test('the stage, the last update and the date, in Jordan’s time', () => {
  const rows = inWords(status, 'ar', new Date('2026-11-20T00:00:00Z'));
  expect(rows.map(({ value }) => value)[0]).toBe('قيد المعالجة');
  expect(rows[2]?.value).toContain('3:30');
  expect(rows[2]?.late).toBeUndefined();
});

test('a late answer is called late, a given one is not', () => {
  const later = new Date('2026-12-01T00:00:00Z');
  expect(inWords(status, 'en', later)[2]).toMatchObject({ term: 'Answer was due', note: 'The answer is late.' });
  expect(inWords({ ...status, status: 'answered' }, 'en', later)[2]?.note).toBeUndefined();
});
