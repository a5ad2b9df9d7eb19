/**
 * Words, numbers and signs of a folded text, and the light cuts Arabic needs: glued conjunctions, prepositions, the article.
 * Knows letters only; refuses stems and roots.
 */
import type { Normalised } from './normalise.ts';
import { remembered } from './remembered.ts';

export interface Token {
  readonly text: string;
  /** In the folded text. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'arabic' | 'latin' | 'number' | 'sign';
}

const isArabic = (c: number) => c >= 0x620 && c <= 0x6ff;
const isDigit = (c: number) => c >= 48 && c <= 57;
const isLatin = (c: number) => (c >= 97 && c <= 122) || (c >= 0xe0 && c <= 0x24f);
const isSpace = (c: number) => c === 32 || c === 10;

function latinEnd(text: string, from: number): number {
  let to = from;
  while (to < text.length) {
    const c = text.charCodeAt(to);
    const inner = c === 39 && to > from && isLatin(text.charCodeAt(to + 1));
    if (!isLatin(c) && !isDigit(c) && !inner) break;
    to++;
  }
  return to;
}

function runEnd(text: string, from: number, is: (c: number) => boolean): number {
  let to = from;
  while (to < text.length && is(text.charCodeAt(to))) to++;
  return to;
}

/** `3amman` and `7abibi` are words; `12` and `٣` are numbers. */
function kindAt(text: string, from: number): Token['kind'] {
  const c = text.charCodeAt(from);
  if (isArabic(c)) return 'arabic';
  if (isLatin(c)) return 'latin';
  if (!isDigit(c)) return 'sign';
  const after = runEnd(text, from, isDigit);
  return isLatin(text.charCodeAt(after)) ? 'latin' : 'number';
}

function endOf(text: string, from: number, kind: Token['kind']): number {
  if (kind === 'arabic') return runEnd(text, from, isArabic);
  if (kind === 'latin') return latinEnd(text, from);
  if (kind === 'number') return runEnd(text, from, isDigit);
  return from + ((text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1);
}

export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const kind = kindAt(text, at);
    const end = endOf(text, at, kind);
    tokens.push({ text: text.slice(at, end), start: at, end, kind });
    at = end;
  }
  return tokens;
}

export const tokensOf = (n: Normalised): Token[] => tokenise(n.text);

export const isWord = (token: Token): boolean => token.kind === 'arabic' || token.kind === 'latin';

const PREFIXES = ['وبال', 'وعال', 'وهال', 'ولل', 'فال', 'وال', 'بال', 'عال', 'كال', 'هال', 'مال', 'لال', 'لل', 'ال'];
const SHORT = ['و', 'ف', 'ب', 'ل', 'ع', 'ك', 'ه'];

const FIRST_LETTERS = new Set([...'وفبعكهملا'].map((letter) => letter.charCodeAt(0)));

/** How a word may be read once glued particles are cut; `definite` when an article was there, `glued` a preposition. */
export interface Reading {
  readonly text: string;
  readonly definite: boolean;
  readonly glued: boolean;
}

/** Every reading of a word, the word as written first. A cut leaves at least three letters. */
export const readings = remembered((word): readonly Reading[] => {
  const all: Reading[] = [{ text: word, definite: word.startsWith('ال'), glued: false }];
  for (const prefix of PREFIXES) {
    if (!word.startsWith(prefix) || word.length - prefix.length < 2) continue;
    const glued = prefix !== 'ال' && prefix !== 'وال';
    all.push({ text: word.slice(prefix.length), definite: true, glued });
    break;
  }
  const first = word[0];
  if (first !== undefined && SHORT.includes(first) && word.length >= 3) {
    const rest = word.slice(1);
    if (!rest.startsWith('ال') && !(first === 'ل' && rest.startsWith('ل'))) {
      all.push({ text: rest, definite: false, glued: first !== 'و' && first !== 'ف' });
      if (first === 'و' && rest.length >= 4 && SHORT.includes(rest[0] ?? '')) {
        all.push({ text: rest.slice(1), definite: false, glued: true });
      }
    }
  }
  return all;
});

const withoutPrefix = remembered((word) => {
  for (const prefix of PREFIXES) {
    if (word.startsWith(prefix) && word.length - prefix.length >= 3) return word.slice(prefix.length);
  }
  return word;
});

/** The barest reading: without particles and article. */
export const bare = (word: string): string =>
  word.length < 5 || !FIRST_LETTERS.has(word.charCodeAt(0)) ? word : withoutPrefix(word);
