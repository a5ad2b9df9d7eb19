/**
 * Names found in a text: an index of phrases, longest first, forgiving of the article, glued particles and one slip of
 * the pen. Knows phrases and whom they stand for; what a match is worth is decided elsewhere.
 */
import { OFFICE_WORDS, PREPOSITIONS } from './lexicon.ts';
import { fold } from './normalise.ts';
import { remembered } from './remembered.ts';
import { distance } from './skeleton.ts';
import { bare, readings, type Token, tokenise } from './tokens.ts';

export interface Phrase<T> {
  readonly text: string;
  readonly of: T;
  /** An everyday word too: worth little without context. */
  readonly generic?: boolean;
}

interface Entry<T> {
  readonly of: T;
  readonly keys: readonly string[];
  readonly definite: boolean;
  readonly generic: boolean;
  readonly arabic: boolean;
}

export interface Match<T> {
  readonly of: T;
  /** Tokens `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly words: number;
  readonly how: 'exact' | 'bare' | 'fuzzy';
  readonly generic: boolean;
  /** A preposition or an office word stands before it, or one is glued to it. */
  readonly led: boolean;
}

export interface Gazetteer<T> {
  readonly entries: ReadonlyMap<string, readonly Entry<T>[]>;
  /** First words of phrases that are one slip of the pen away from a word. */
  readonly near: (word: string) => readonly string[];
}

const LATIN_ARTICLES = new Set(['the', 'al', 'el', 'il', 'of', 'ash', 'ar', 'az', 'an', 'ad']);
const FUZZY_FROM = 5;
const FUZZY_TO = 16;

const key = (token: Token) => (token.kind === 'arabic' ? bare(token.text) : token.text.replace(/'/g, ''));

/** The tokens that can be part of a name, and where each stands among all tokens. */
function nameTokens(tokens: readonly Token[]): { token: Token; at: number }[] {
  const kept: { token: Token; at: number }[] = [];
  tokens.forEach((token, at) => {
    if (token.kind === 'sign' || (token.kind === 'latin' && LATIN_ARTICLES.has(token.text))) return;
    kept.push({ token, at });
  });
  return kept;
}

function withoutOneLetter(word: string): string[] {
  const made = [word];
  for (let i = 0; i < word.length; i++) made.push(word.slice(0, i) + word.slice(i + 1));
  return made;
}

export function createGazetteer<T>(phrases: readonly Phrase<T>[]): Gazetteer<T> {
  const entries = new Map<string, Entry<T>[]>();
  const near = new Map<string, string[]>();
  for (const phrase of phrases) {
    const folded = tokenise(fold(phrase.text));
    const tokens = nameTokens(folded).map(({ token }) => token);
    const first = tokens[0];
    if (!first) continue;
    const keys = tokens.map(key);
    const entry = {
      of: phrase.of,
      keys,
      definite: first.kind === 'arabic' && bare(first.text) !== first.text,
      generic: phrase.generic ?? false,
      arabic: first.kind === 'arabic',
    };
    const head = keys[0] as string;
    const row = entries.get(head);
    if (row) row.push(entry);
    else entries.set(head, [entry]);
    if (head.length < FUZZY_FROM || row) continue;
    for (const variant of withoutOneLetter(head)) {
      const words = near.get(variant);
      if (words) words.push(head);
      else near.set(variant, [head]);
    }
  }
  for (const row of entries.values()) row.sort((a, b) => b.keys.length - a.keys.length);
  return { entries, near: remembered((word) => nearWords(near, word)) };
}

function nearWords(near: ReadonlyMap<string, readonly string[]>, word: string): string[] {
  const found = new Set<string>();
  for (const variant of withoutOneLetter(word)) {
    for (const head of near.get(variant) ?? []) if (distance(word, head, 1) <= 1) found.add(head);
  }
  return [...found];
}

interface Reader<T> {
  readonly gazetteer: Gazetteer<T>;
  readonly names: readonly { token: Token; at: number }[];
  /** Words people really use: never corrected into a name. */
  readonly isKnown: (word: string) => boolean;
  /** What makes a bare first word ("بأحوال إربد") a name: the word after it. */
  readonly isPlace: (token: Token | undefined) => boolean;
}

interface First {
  readonly key: string;
  readonly definite: boolean;
  readonly glued: boolean;
  readonly fuzzy: boolean;
}

const otherReadings = remembered((word): readonly First[] => {
  const plain = word.replace(/'/g, '');
  const cut = /^(?:3al|bel|bil|lel|lal|wel|el|al|il)(.{3,})$/.exec(plain)?.[1];
  const all = [{ key: plain, definite: true, glued: false, fuzzy: false }];
  if (cut) all.push({ key: cut, definite: true, glued: true, fuzzy: false });
  return all;
});

const arabicReadings = remembered((word): readonly First[] =>
  readings(word).map((r) => ({
    key: r.text.startsWith('ال') ? bare(r.text) : r.text,
    definite: r.definite,
    glued: r.glued,
    fuzzy: false,
  })),
);

const firstReadings = ({ kind, text }: Token): readonly First[] =>
  kind === 'arabic' ? arabicReadings(text) : otherReadings(text);

function nearReadings<T>(reader: Reader<T>, token: Token): readonly First[] {
  const word = key(token);
  if (
    word.length < FUZZY_FROM ||
    word.length > FUZZY_TO ||
    token.kind === 'number' ||
    reader.gazetteer.entries.has(word) ||
    reader.isKnown(token.text) ||
    reader.isKnown(word)
  )
    return [];
  const found = reader.gazetteer.near(word);
  if (found.length === 0) return [];
  const definite = token.kind !== 'arabic' || word !== token.text;
  return found.map((head) => ({ key: head, definite, glued: definite, fuzzy: true }));
}

function restMatches<T>(reader: Reader<T>, entry: Entry<T>, at: number): 'exact' | 'fuzzy' | null {
  let how: 'exact' | 'fuzzy' = 'exact';
  for (let i = 1; i < entry.keys.length; i++) {
    const name = reader.names[at + i];
    const wanted = entry.keys[i] as string;
    if (!name) return null;
    const got = key(name.token);
    if (got === wanted) continue;
    if (wanted.length < 4 || got.length < 4 || distance(got, wanted, 1) > 1) return null;
    how = 'fuzzy';
  }
  return how;
}

/** The longest phrase that starts at name `at`, or null. */
function matchAt<T>(reader: Reader<T>, at: number): Match<T>[] {
  const name = reader.names[at];
  const before = reader.names[at - 1]?.token.text ?? '';
  if (!name) return [];
  for (const isNear of [false, true]) {
    const firsts = isNear ? nearReadings(reader, name.token) : firstReadings(name.token);
    let best: Match<T>[] = [];
    for (const first of firsts) {
      for (const entry of reader.gazetteer.entries.get(first.key) ?? []) {
        const rest = restMatches(reader, entry, at);
        if (rest === null) continue;
        const length = entry.keys.length;
        const office = OFFICE_WORDS.has(bare(before)) || OFFICE_WORDS.has(before);
        const placed = reader.isPlace(reader.names[at + length]?.token);
        if (entry.definite && !first.definite && length === 1 && !office && !placed) continue;
        if (first.key.length < 3 && length === 1 && first.key !== name.token.text) continue;
        if (length < (best[0]?.words ?? 0)) continue;
        const match: Match<T> = {
          of: entry.of,
          from: name.at,
          to: (reader.names[at + length - 1]?.at ?? name.at) + 1,
          words: length,
          how: first.fuzzy || rest === 'fuzzy' ? 'fuzzy' : entry.definite && !first.definite ? 'bare' : 'exact',
          generic: entry.generic,
          led: first.glued || office || placed || PREPOSITIONS.has(before),
        };
        best = length > (best[0]?.words ?? 0) ? [match] : [...best, match];
      }
    }
    if (best.length > 0) return best;
  }
  return [];
}

export interface Lookup {
  readonly isKnown?: (word: string) => boolean;
  readonly isPlace?: (token: Token | undefined) => boolean;
}

/** Every name in the text, left to right, longest first, none inside another. */
export function findNames<T>(gazetteer: Gazetteer<T>, tokens: readonly Token[], lookup: Lookup = {}): Match<T>[] {
  const reader: Reader<T> = {
    gazetteer,
    names: nameTokens(tokens),
    isKnown: lookup.isKnown ?? (() => false),
    isPlace: lookup.isPlace ?? (() => false),
  };
  const found: Match<T>[] = [];
  for (let at = 0; at < reader.names.length; ) {
    const matches = matchAt(reader, at);
    const seen = new Set<T>();
    for (const match of matches) {
      if (seen.has(match.of)) continue;
      seen.add(match.of);
      found.push(match);
    }
    at += matches[0]?.words ?? 1;
  }
  return found;
}
