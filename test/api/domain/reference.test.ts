import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isValidReference, parseReference, showReference } from '../../../api/contract/reference.ts';
import { makeReference, REFERENCE_BYTES } from '../../../api/domain/reference.ts';

const bytes = fc.uint8Array({ minLength: REFERENCE_BYTES, maxLength: REFERENCE_BYTES });
const reference = bytes.map((random) => makeReference(2026, random));

const replaced = (text: string, index: number, sign: string) => text.slice(0, index) + sign + text.slice(index + 1);

describe('reference numbers', () => {
  test('are twelve digits of their year that check', () => {
    fc.assert(
      fc.property(reference, (made) => {
        expect(made).toMatch(/^26\d{10}$/);
        expect(isValidReference(made)).toBe(true);
      }),
    );
  });

  test('any single wrong digit is noticed', () => {
    fc.assert(
      fc.property(reference, fc.nat(11), fc.integer({ min: 1, max: 9 }), (made, index, by) => {
        const digit = String((Number(made[index]) + by) % 10);
        expect(isValidReference(replaced(made, index, digit))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('any two neighbours swapped are noticed', () => {
    fc.assert(
      fc.property(reference, fc.nat(10), (made, index) => {
        const [a = '', b = ''] = [made[index], made[index + 1]];
        fc.pre(a !== b);
        expect(isValidReference(replaced(replaced(made, index, b), index + 1, a))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('carry the year in two digits', () => {
    expect(makeReference(2026, new Uint8Array(8))).toBe('260000000085');
    expect(makeReference(2105, new Uint8Array(8)).slice(0, 2)).toBe('05');
  });

  test.each([['2600 0000 0085'], ['٢٦٠٠ ٠٠٠٠ ٠٠٨٥'], ['۲۶۰۰-۰۰۰۰-۰۰۸۵'], ['\u200f2600.0000/0085']])(
    '%s reads as written',
    (text) => expect(parseReference(text)).toBe('260000000085'),
  );

  test('is shown in fours', () => expect(showReference('260000000085')).toBe('2600 0000 0085'));
});
