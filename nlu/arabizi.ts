/**
 * Arabic in Latin letters, brought back to Arabic words by retrieval: the vocabulary's words with the same consonant
 * skeleton, the nearest in vowels and the commonest first. Refuses to invent a word the vocabulary lacks.
 */
import type { Spelling } from './features.ts';
import { arabicSkeleton, latinSkeleton } from './skeleton.ts';

interface Entry {
  readonly word: string;
  readonly sounds: string;
  readonly count: number;
}

export interface Retrieval {
  readonly bySkeleton: ReadonlyMap<string, readonly Entry[]>;
}

const SOUNDS: Readonly<Record<string, string>> = {
  ا: 'a',
  ب: 'b',
  ت: 't',
  ث: 'T',
  ج: 'j',
  ح: 'H',
  خ: 'x',
  د: 'd',
  ذ: 'Z',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'c',
  ص: 'S',
  ض: 'D',
  ط: '6',
  ظ: 'Z',
  ع: '3',
  غ: 'g',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  و: 'u',
  ي: 'i',
};
const arabicSounds = (word: string) => [...word].map((letter) => SOUNDS[letter] ?? '').join('');

const PAIRS: Readonly<Record<string, string>> = {
  sh: 'c',
  ch: 'c',
  kh: 'x',
  gh: 'g',
  th: 'T',
  dh: 'Z',
  ph: 'f',
  "3'": 'g',
  "7'": 'x',
  "6'": 'Z',
  "9'": 'D',
  aa: 'a',
  ee: 'i',
  oo: 'u',
  ou: 'u',
  ai: 'i',
  ei: 'i',
  ay: 'i',
  ey: 'i',
  aw: 'u',
  ow: 'u',
};
const LATIN: Readonly<Record<string, string>> = {
  a: 'A',
  e: 'E',
  i: 'I',
  o: 'O',
  u: 'U',
  y: 'i',
  w: 'u',
  p: 'b',
  g: 'j',
  h: 'h',
  v: 'f',
  c: 'k',
  '2': '2',
  '7': 'H',
  '5': 'x',
  '9': 'S',
  '8': 'q',
  '6': '6',
  '3': '3',
};

function latinSounds(word: string): string {
  let made = '';
  for (let i = 0; i < word.length; i++) {
    const pair = PAIRS[word.slice(i, i + 2)];
    if (pair !== undefined) {
      made += pair;
      i++;
    } else if (word[i] !== word[i - 1]) made += LATIN[word[i] as string] ?? word[i];
  }
  return made;
}

/** What it costs to leave out a sound that only one side writes. */
const dropped = (sound: string, latin: boolean): number => {
  if (latin)
    return sound === 'A' || sound === 'E'
      ? 0.15
      : sound === 'I' || sound === 'O' || sound === 'U'
        ? 0.25
        : sound === '2'
          ? 0.25
          : sound === 'h'
            ? 0.4
            : 1.2;
  return sound === 'a' ? 0.45 : sound === 'u' || sound === 'i' ? 0.6 : sound === 'h' ? 0.3 : sound === '3' ? 0.7 : 1.2;
};

const NEAR: ReadonlySet<string> = new Set([
  'tT',
  '6t',
  't6',
  'T6',
  'sS',
  'Ss',
  'dD',
  'Dd',
  'zZ',
  'Zz',
  'TZ',
  'ZD',
  'DZ',
  'dZ',
  'Zd',
  'sT',
  'Ts',
  'hH',
  'Hh',
  'kq',
  'qk',
  'jq',
  'jg',
  'gq',
  'qg',
  'kx',
  '2q',
  '2a',
  'Tt',
  'zD',
  'hx',
  'S6',
]);

function replaced(latin: string, arabic: string): number {
  if (latin === arabic) return 0;
  const vowel = { A: 'a', E: 'i', I: 'i', O: 'u', U: 'u' }[latin];
  if (vowel !== undefined) {
    if (vowel === arabic) return 0;
    if (arabic === '3' && latin === 'A') return 0.5;
    return arabic === 'a' || arabic === 'i' || arabic === 'u'
      ? 0.4
      : latin !== 'O' && latin !== 'U' && arabic === 'h'
        ? 0.2
        : 2;
  }
  if (latin === '2' && arabic === 'q') return 0.1;
  if (NEAR.has(latin + arabic)) return 0.35;
  return 1.5;
}

function soundDistance(latin: string, arabic: string): number {
  let last = [0];
  for (let j = 1; j <= arabic.length; j++) last.push((last[j - 1] as number) + dropped(arabic[j - 1] as string, false));
  for (let i = 1; i <= latin.length; i++) {
    const sound = latin[i - 1] as string;
    const row = [(last[0] as number) + dropped(sound, true)];
    for (let j = 1; j <= arabic.length; j++) {
      const other = arabic[j - 1] as string;
      row.push(
        Math.min(
          (last[j] as number) + dropped(sound, true),
          (row[j - 1] as number) + dropped(other, false),
          (last[j - 1] as number) + replaced(sound, other),
        ),
      );
    }
    last = row;
  }
  return last[arabic.length] as number;
}

/** How far a word in Latin letters is from an Arabic one, by ear: 0 the same, 1 a stranger. */
export const farByEar = (latin: string, arabic: string): number =>
  soundDistance(latinSounds(latin), arabicSounds(arabic));

const without3 = (skeleton: string) => skeleton.replace(/3/g, '').replace(/(.)\1+/g, '$1');
/** Sounds people spell alike, made one. */
const COARSE: Readonly<Record<string, string>> = { z: 'd', q: 'k', j: 'k', g: 'k', '3': '', x: 'h' };
const coarse = (skeleton: string) =>
  [...skeleton]
    .map((sound) => COARSE[sound] ?? sound)
    .join('')
    .replace(/(.)\1+/g, '$1');

export function createRetrieval(vocabulary: ReadonlyMap<string, number>): Retrieval {
  const bySkeleton = new Map<string, Entry[]>();
  const add = (key: string, entry: Entry) => {
    const row = bySkeleton.get(key);
    if (!row) bySkeleton.set(key, [entry]);
    else if (!row.includes(entry)) row.push(entry);
  };
  for (const [word, count] of vocabulary) {
    const skeleton = arabicSkeleton(word);
    if (skeleton === '') continue;
    const entry = { word, sounds: arabicSounds(word), count };
    add(skeleton, entry);
    add(`~${coarse(skeleton)}`, entry);
  }
  return { bySkeleton };
}

/** A Latin word's skeleton under each reading of its doubtful letters. */
function skeletons(word: string): string[] {
  const made = new Set([latinSkeleton(word)]);
  if (word.includes('th')) made.add(latinSkeleton(word.replace(/th/g, 'z')));
  if (word.includes('g')) made.add(latinSkeleton(word.replace(/g(?!h)/g, 'q')));
  if (word.includes('2')) made.add(latinSkeleton(word.replace(/2/g, 'q')));
  if (word.includes('8')) made.add(latinSkeleton(word.replace(/8/g, 'gh')));
  if (word.includes('9')) made.add(latinSkeleton(word.replace(/9/g, 'd')));
  if (word.includes('6')) made.add(latinSkeleton(word.replace(/6/g, 'z')));
  if (word.includes('d')) made.add(latinSkeleton(word.replace(/dh?/g, 'z')));
  return [...made, ...[...made].map(without3).filter((s) => !made.has(s))];
}

const COMMON = 0.11;
const ACCEPT = 1.6;
const KEEP = 3;

/** The likeliest Arabic words, weights summing to one at most; none when nothing is near. */
export function arabicSpellings(retrieval: Retrieval, word: string): Spelling[] {
  const plain = word.replace(/(?<!\d)'/g, '');
  const sounds = latinSounds(plain);
  const found = new Map<string, number>();
  const allowed = ACCEPT * Math.min(1.2, 0.45 + plain.length / 9);
  const keys = [...skeletons(plain), `~${coarse(latinSkeleton(plain))}`];
  for (const key of keys) {
    for (const entry of retrieval.bySkeleton.get(key) ?? []) {
      if (found.has(entry.word)) continue;
      const far = soundDistance(sounds, entry.sounds);
      if (far <= allowed) found.set(entry.word, far - COMMON * Math.log(1 + entry.count));
    }
  }
  const best = [...found].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).slice(0, KEEP);
  const least = best[0]?.[1] ?? 0;
  let total = 0;
  const weighed = best.map(([spelled, far]) => {
    const weight = Math.exp((least - far) * 5);
    total += weight;
    return { word: spelled, weight };
  });
  return weighed
    .map(({ word: spelled, weight }) => ({ word: spelled, weight: weight / total }))
    .filter((s) => s.weight > 0.12);
}
