/**
 * Lists of set wordings, found in a folded text word by word: one look a word, however long the list. Knows words between
 * single spaces; what a wording means is its list's business.
 */
import { fold } from './normalise.ts';

/** Wordings by their first word; each stands for something. */
export interface Wordings<Of> {
  readonly byFirst: ReadonlyMap<string, readonly { readonly words: readonly string[]; readonly of: Of }[]>;
}

/** Wordings parted by `|`, folded. */
export const wordings = (list: string): string[] => list.split('|').map((wording) => fold(wording));

export function indexWordings<Of>(rows: Iterable<readonly [Of, readonly string[]]>): Wordings<Of> {
  const byFirst = new Map<string, { words: string[]; of: Of }[]>();
  for (const [of, list] of rows) {
    for (const wording of list) {
      const words = wording.split(' ');
      const row = byFirst.get(words[0] ?? '');
      if (row) row.push({ words, of });
      else byFirst.set(words[0] ?? '', [{ words, of }]);
    }
  }
  return { byFirst };
}

/** What the wordings found in these words stand for. */
export function foundIn<Of>(words: readonly string[], { byFirst }: Wordings<Of>): Set<Of> {
  const found = new Set<Of>();
  for (let at = 0; at < words.length; at++) {
    for (const wording of byFirst.get(words[at] as string) ?? [])
      if (wording.words.every((word, i) => words[at + i] === word)) found.add(wording.of);
  }
  return found;
}

/** Whether one of these wordings stands among the words. */
export const standsIn = (words: readonly string[], of: Wordings<unknown>): boolean => foundIn(words, of).size > 0;
