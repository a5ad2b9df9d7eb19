/**
 * What is worked out of a word is kept with it: the words of a language come again and again. Knows pure functions of one
 * word only; long ones, which hardly do, are worked out each time, and a full memory is emptied at once.
 */
const MOST = 8000;
const LONGEST = 24;
/** A longer part of a text is no copy: keeping it would keep the whole text. */
const COPIED = 12;

export function remembered<Made>(of: (word: string) => Made): (word: string) => Made {
  const kept = new Map<string, Made>();
  return (word) => {
    const known = kept.get(word);
    if (known !== undefined) return known;
    if (word.length > LONGEST) return of(word);
    const own = word.length > COPIED ? word.split('').join('') : word;
    const made = of(own);
    if (kept.size >= MOST) kept.clear();
    kept.set(own, made);
    return made;
  };
}
