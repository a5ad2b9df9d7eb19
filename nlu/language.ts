/**
 * Which language, and whether Arabic came in Latin letters. Decided by script first, then by words only Arabizi has:
 * digits for letters, the article, the small words. Packages that guess languages fail on texts this short.
 */

import type { Label } from '../api/contract/classification.ts';
import type { Lang, UtteranceLang } from '../api/contract/vocabulary.ts';
import { ARABIZI_WORDS, ENGLISH_WORDS } from './lexicon.ts';
import { remembered } from './remembered.ts';
import type { Token } from './tokens.ts';

const ARABIZI_DIGIT = /^(?=.*[a-z])(?=.*[235679])[a-z'235679]+$/;
/** English may hold a digit too: "covid19", "b2b", "form2". */
const TRAILING_NUMBER = /^[a-z]+\d+$/;
const ENGLISH_SHAPE = /(tion|ing|ment|ness|able|ity|ough|ight|ould|ck|wh|ly|ed|ous|ive|ence|ance)$/;
const ARABIZI_SHAPE =
  /^(el|al|il|bel|bil|lal|lil|3al|3a|sho|shw|msh|mish|b[a-z]?[dt]?i|ma.*sh)$|(eyeh|iyeh|iyyeh|aat|oon|een|nna|lna|hom|kom)$/;

/** Positive: reads as Arabizi; negative: as English. */
export const arabiziScore = remembered((word): number => {
  if (ENGLISH_WORDS.has(word)) return -1;
  if (ARABIZI_WORDS.has(word)) return 1.5;
  if (ARABIZI_DIGIT.test(word)) return TRAILING_NUMBER.test(word) && !/[3579]$/.test(word) ? 0.3 : 2;
  if (ARABIZI_SHAPE.test(word)) return 0.6;
  if (ENGLISH_SHAPE.test(word)) return -0.5;
  return 0;
});

const label = (value: UtteranceLang, confidence: number): Label<UtteranceLang> => ({
  value,
  confidence,
  alternatives: (['ar', 'en', 'ar-Latn'] as const)
    .filter((other) => other !== value)
    .map((other) => ({ value: other, confidence: (1 - confidence) / 2 })),
  why: [],
});

function latinLang(tokens: readonly Token[], hint: Lang | undefined): Label<UtteranceLang> {
  let score = 0;
  let words = 0;
  for (const token of tokens) {
    if (token.kind !== 'latin') continue;
    score += arabiziScore(token.text);
    words++;
  }
  const lean = score / Math.max(1, Math.sqrt(words));
  if (lean > 0.1) return label('ar-Latn', Math.min(0.99, 0.7 + lean / 5));
  if (lean < -0.1) return label('en', Math.min(0.99, 0.7 - lean / 5));
  return label('en', hint === 'ar' ? 0.55 : 0.7);
}

export function detectLanguage(tokens: readonly Token[], hint?: Lang): Label<UtteranceLang> {
  let arabic = 0;
  let latin = 0;
  for (const token of tokens) {
    if (token.kind === 'arabic') arabic += token.text.length;
    else if (token.kind === 'latin') latin += token.text.length;
  }
  if (arabic === 0 && latin === 0) return label(hint ?? 'ar', hint ? 0.6 : 0.4);
  if (latin === 0) return label('ar', 0.99);
  if (arabic === 0) return latinLang(tokens, hint);
  const share = arabic / (arabic + latin);
  if (share >= 0.35) return label('ar', 0.7 + 0.29 * share);
  const other = latinLang(tokens, hint);
  return { ...other, confidence: Math.max(0.5, other.confidence - share) };
}
