import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, normalise, READ_LIMIT, rawSpan } from '../../nlu/normalise.ts';
import { bare, readings, tokenise } from '../../nlu/tokens.ts';

describe('one spelling for many', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['hamza seats, teh marbuta, alef maksura', 'إربد مدرسة مستشفى مسؤول', 'اربد مدرسه مستشفي مسوول'],
    ['diacritics and tatweel', 'مُـــدِيرٌ', 'مدير'],
    ['presentation forms and the lam-alef ligature', 'ﻻ ﺷﻜﺮﺍ', 'لا شكرا'],
    ['Persian letters', 'شکرا یا دکتور', 'شكرا يا دكتور'],
    ['Arabic-Indic and Persian digits', '٢٠٢٦ و ۱۲', '2026 و 12'],
    ['elongation', 'كتييييير مرحباااا', 'كتير مرحبا'],
    ['digits are never a drawl', '1000000', '1000000'],
    ['marks of direction and zero width', '\u202bمر\u200cحبا\u202c', 'مرحبا'],
    ['case and accents', 'CAFÉ Hello', 'cafe hello'],
    ['Arabic punctuation', 'شو؟ طيب، تمام', 'شو? طيب, تمام'],
  ];
  it.each(cases)('%s', (_, raw, folded) => {
    expect(fold(raw)).toBe(folded);
  });

  it('leads back to the raw text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const n = normalise(raw);
        for (const token of tokenise(n.text)) {
          const span = rawSpan(n, token.start, token.end);
          expect(raw.slice(span.start, span.end)).toBe(span.text);
        }
      }),
    );
  });

  it('reads the head and the tail of what is too long', () => {
    const n = normalise(`اول ${'كلمه '.repeat(20_000)} اخر`);
    expect(n.text.length).toBeLessThanOrEqual(READ_LIMIT + 1);
    expect(n.text.startsWith('اول')).toBe(true);
    expect(n.text.endsWith('اخر')).toBe(true);
  });
});

describe('particles', () => {
  it.each([
    ['عالاحوال', 'احوال'],
    ['للضمان', 'ضمان'],
    ['بالترخيص', 'ترخيص'],
    ['والجوازات', 'جوازات'],
    ['هالبلديه', 'بلديه'],
    ['باب', 'باب'],
  ])('%s is %s', (word, stem) => {
    expect(bare(word)).toBe(stem);
  });

  it('keeps the word as written among the readings', () => {
    expect(readings('باحوال').map((r) => r.text)).toEqual(['باحوال', 'احوال']);
  });
});
