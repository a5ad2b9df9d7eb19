import { describe, expect, it } from 'vitest';
import { acceptable, type Correction, readCorrections, rowsToReview } from '../../nlu/reviewing.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { createUnderstanding } from '../../nlu/understand.ts';

const understood = createUnderstanding();
const directory = seedDirectory();
const understand = (text: string) => understood(text, { directory, now: '2026-11-20T12:00:00+03:00' });

const CORRECTION: Correction = {
  text: 'صارلي ٣ شهور بستنى جوازي بأحوال إربد، رقمي 0791234567',
  source: 'officer',
  labels: { type: { from: 'complaint', to: 'grievance' } },
};
const rows = (corrections: readonly Correction[], texts: readonly string[] = [], known: readonly string[] = []) =>
  rowsToReview({ corrections, texts, understand, isKnown: (text) => known.includes(text) });

describe('lines to look through', () => {
  it('have what was corrected put right, and no identity', () => {
    const [row] = rows([CORRECTION]);
    expect(row).toMatchObject({ type: 'grievance', governorate: 'IRBID', act: 'request', lang: 'ar' });
    expect(row?.text).toBe('صارلي ٣ شهور بستنى جوازي بأحوال إربد، رقمي [phone]');
    expect(row?.review).toMatchObject({ source: 'officer', corrected: { type: 'complaint' }, certainty: 0 });
  });
  it('begin with what is still taken wrongly, then the most doubtful', () => {
    const order = rows([CORRECTION], ['بدي اعرف رسوم تجديد الجواز', 'الوضع', 'مرحبا']).map(
      (row) => row.review.certainty,
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBe(0);
    expect(order).toHaveLength(4);
  });
  it('leave out what training has already, and the same twice', () => {
    expect(rows([CORRECTION, CORRECTION])).toHaveLength(1);
    expect(rows([], ['معروف'], ['معروف'])).toEqual([]);
  });
  it('do not take a label for corrected that is none of ours', () => {
    const [row] = rows([{ ...CORRECTION, labels: { type: { from: 'complaint', to: 'gossip' } } }]);
    expect(row?.review.corrected).toEqual({});
  });
  it('are kept without what was said about them, once training would take them', () => {
    const line = JSON.stringify(rows([CORRECTION])[0]);
    expect(acceptable('f', line, 1)).toMatchObject({ type: 'grievance' });
    expect(acceptable('f', line, 1)).not.toHaveProperty('review');
    expect(() => acceptable('f', line.replace('grievance', 'gossip'), 7)).toThrow(/f:7: .*type/);
    expect(() => acceptable('f', 'no line', 7)).toThrow(/f:7/);
  });
});

describe('corrections', () => {
  const line = JSON.stringify(CORRECTION);
  it.each([
    ['a page of the API', JSON.stringify({ items: [{ id: '1', at: '', lang: 'ar', ...CORRECTION }], next: null })],
    ['a line each', `${line}\n${line}\n`],
    ['one line', line],
  ])('are read from %s', (_, whole) => {
    expect(readCorrections(whole)[0]).toMatchObject({ labels: CORRECTION.labels });
  });
  it('that are none are refused with their line', () => {
    expect(() => readCorrections(`${line}\n{"text":"x"}`)).toThrow(/Line 2/);
  });
});
