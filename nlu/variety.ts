/**
 * How varied the messages are that understanding learns from: openings, words, near-duplicates. Templates with slots filled
 * would show at once. Pure.
 */
import { fold } from './normalise.ts';
import { bare, isWord, tokenise } from './tokens.ts';

export interface Variety {
  readonly messages: number;
  /** Shares of one. */
  readonly distinctOpenings: number;
  readonly typeToken: number;
  readonly nearDuplicates: number;
}

const OPENING = 3;
/** Two messages that share so much of their words are one, said twice. */
const ALIKE = 0.7;
/** Words that more messages have bring no two of them together. */
const COMMON = 120;

const wordsOf = (text: string): string[] =>
  tokenise(fold(text))
    .filter(isWord)
    .map((token) => bare(token.text));

/** How many words each message shares with those before it, by way of words that are not common. */
function sharing(sets: readonly ReadonlySet<string>[]): { count: (i: number) => ReadonlyMap<number, number> } {
  const holders = new Map<string, number[]>();
  sets.forEach((set, i) => {
    for (const word of set) holders.set(word, [...(holders.get(word) ?? []), i]);
  });
  return {
    count: (i) => {
      const shared = new Map<number, number>();
      for (const word of sets[i] ?? []) {
        const holding = holders.get(word) ?? [];
        if (holding.length > COMMON) continue;
        for (const other of holding) if (other !== i) shared.set(other, (shared.get(other) ?? 0) + 1);
      }
      return shared;
    },
  };
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const word of one) if (other.has(word)) both++;
  return both / Math.max(1, one.size + other.size - both);
}

export function varietyOf(texts: readonly string[]): Variety {
  const lists = texts.map(wordsOf);
  const sets = lists.map((words) => new Set(words));
  const openings = new Map<string, number>();
  for (const words of lists) {
    const opening = words.slice(0, OPENING).join(' ');
    openings.set(opening, (openings.get(opening) ?? 0) + 1);
  }
  const all = lists.flat();
  const shared = sharing(sets);
  const alike = sets.filter((set, i) =>
    [...shared.count(i)].some(([other]) => overlap(set, sets[other] ?? new Set()) >= ALIKE),
  );
  return {
    messages: texts.length,
    distinctOpenings: [...openings.values()].filter((count) => count === 1).length / Math.max(1, texts.length),
    typeToken: new Set(all).size / Math.max(1, all.length),
    nearDuplicates: alike.length / Math.max(1, texts.length),
  };
}
