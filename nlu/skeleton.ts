/**
 * Consonant skeletons: what is left of a word when vowels, doubled letters and spelling habits are gone, the same for
 * Arabic script and for Latin letters ("a7wal", "ahwal", "أحوال" all give `hwl`).
 */

const ARABIC: Readonly<Record<string, string>> = {
  ب: 'b',
  ت: 't',
  ث: 't',
  ج: 'j',
  ح: 'h',
  خ: 'x',
  د: 'd',
  ذ: 'z',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'c',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: '3',
  غ: 'g',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  و: 'w',
};

const PAIRS: Readonly<Record<string, string>> = {
  sh: 'c',
  ch: 'c',
  kh: 'x',
  gh: 'g',
  th: 't',
  dh: 'z',
  ph: 'f',
  "3'": 'g',
  "7'": 'x',
  "6'": 'z',
  "9'": 'd',
};
const LATIN: Readonly<Record<string, string>> = {
  b: 'b',
  p: 'b',
  t: 't',
  j: 'j',
  g: 'j',
  h: 'h',
  '7': 'h',
  '5': 'x',
  d: 'd',
  r: 'r',
  z: 'z',
  s: 's',
  '9': 's',
  '6': 't',
  '3': '3',
  '8': 'q',
  q: 'q',
  k: 'k',
  c: 'k',
  f: 'f',
  v: 'f',
  l: 'l',
  m: 'm',
  n: 'n',
  w: 'w',
  x: 'x',
};

const squeeze = (skeleton: string) => skeleton.replace(/(.)\1+/g, '$1');

export function arabicSkeleton(word: string): string {
  let made = '';
  for (let i = 0; i < word.length; i++) {
    const letter = word[i] as string;
    if (letter === 'ه' && i === word.length - 1 && i > 1) break;
    if (letter === 'و' && i > 0) continue;
    made += ARABIC[letter] ?? '';
  }
  return squeeze(made);
}

export function latinSkeleton(word: string): string {
  let made = '';
  for (let i = 0; i < word.length; i++) {
    const pair = PAIRS[word.slice(i, i + 2)];
    if (pair !== undefined) {
      made += pair;
      i++;
      continue;
    }
    const letter = word[i] as string;
    if (letter === 'h' && i === word.length - 1 && i > 1) break;
    if (letter === 'w' && i > 0) continue;
    made += LATIN[letter] ?? '';
  }
  return squeeze(made);
}

/** Damerau-Levenshtein (adjacent swaps), given up beyond `most`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] as number;
}
