/** Texts at the edge: what a database can keep, what counts as empty, and how Arabic is searched. Pure. */
import { asciiDigits } from '../contract/reference.ts';

/** No database keeps NUL or half a surrogate pair; the length in UTF-16 units stays, so offsets hold. */
export const keepable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');

/** `keepable` for every text inside a value that has passed its schema (so its depth is bounded). */
export function keepableDeep(value: unknown): unknown {
  if (typeof value === 'string') return keepable(value);
  if (Array.isArray(value)) return value.map(keepableDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keepableDeep(inner)]));
}

/** Nothing to read: spaces, marks of direction, controls, replacement characters. */
export const isBlank = (text: string): boolean => !/[^\s\p{C}\p{Z}\uFFFD]/u.test(text);

const MARKS = /[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640\p{Cf}]/gu;
const FOLDED: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ک: 'ك',
};

/** One spelling for all: diacritics, tatweel, alef, yeh, teh marbuta, digits, case, punctuation. */
export function searchable(text: string): string {
  return asciiDigits(text.normalize('NFKC'))
    .replace(MARKS, '')
    .replace(/[أإآٱىیئؤةک]/g, (letter) => FOLDED[letter] ?? letter)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
