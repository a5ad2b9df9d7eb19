/**
 * A text as numbers: hashed words, word pairs, letter groups of 2 to 5, and consonant skeletons. Each occurrence is kept
 * with the word it came from, so that a decision can name its words. Knows no label.
 */
import { conceptsOf } from './concepts.ts';
import { remembered } from './remembered.ts';
import { arabicSkeleton, latinSkeleton } from './skeleton.ts';
import { bare, isWord, type Token } from './tokens.ts';

export const SLOTS = 1 << 18;
const WORD = 0x811c9dc5;
const PAIR = 0x9e3779b1;
const LETTERS = 0x85ebca6b;
const SKELETON = 0xc2b2ae35;
const EXTRA = 0x27d4eb2f;
const CONCEPT = 0x165667b1;
const OPEN = 0x2545f491;
const THEN = 0x2545f4dc;
const START = 0x1b873593;
const CLOSE = 0x3c6ef372;

/** Groups are weighed one against another, each brought to length one. */
export const GROUPS = 4;
export const CAPACITY = 24_000;
const HEAD_TOKENS = 240;
const TAIL_TOKENS = 120;

/** An Arabic word that a word in Latin letters may stand for. */
export interface Spelling {
  readonly word: string;
  readonly weight: number;
}

export interface FeatureInput {
  readonly tokens: readonly Token[];
  /** For each token in Latin letters, the Arabic words it may be. */
  readonly spellings?: ReadonlyMap<number, readonly Spelling[]>;
  /** The spellings are counterparts of English words: the words themselves make the pairs. */
  readonly isEnglish?: boolean;
  /** Things found by rule, each a feature of its own. */
  readonly extras?: readonly string[];
}

/** Occurrences of features, reused from text to text. */
export interface Occurrences {
  count: number;
  /** The last token that has any. */
  most: number;
  readonly slots: Int32Array;
  /** The token each came from; -1 for extras. */
  readonly owners: Int16Array;
  readonly weights: Float32Array;
  readonly groups: Uint8Array;
}

export const createOccurrences = (): Occurrences => ({
  count: 0,
  most: 0,
  slots: new Int32Array(CAPACITY),
  owners: new Int16Array(CAPACITY),
  weights: new Float32Array(CAPACITY),
  groups: new Uint8Array(CAPACITY),
});

const mixed = (hash: number) => {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  return (h ^ (h >>> 13)) & (SLOTS - 1);
};

function hashText(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

function put(into: Occurrences, hash: number, at: { owner: number; group: number; weight: number }): void {
  if (into.count >= CAPACITY) return;
  const i = into.count++;
  into.slots[i] = mixed(hash);
  into.owners[i] = at.owner;
  into.groups[i] = at.group;
  into.weights[i] = at.weight;
}

const SPACE = 32;

/** What one word gives, whoever says it and wherever. */
interface OfWord {
  /** Without article and particle. */
  readonly short: string;
  readonly slots: Int32Array;
  readonly groups: Uint8Array;
}

function letterGroups(word: string, say: (hash: number) => void): void {
  const length = word.length + 2;
  for (let from = 0; from < length - 1; from++) {
    let h = LETTERS;
    for (let n = 1; n <= 5 && from + n <= length; n++) {
      const i = from + n - 2;
      const unit = i < 0 || i >= word.length ? SPACE : word.charCodeAt(i);
      h = Math.imul(h ^ unit, 0x01000193);
      if (n >= 2) say(h ^ Math.imul(n, 0x5bd1e995));
    }
  }
}

function ofWord(word: string, arabic: boolean): OfWord {
  const slots: number[] = [];
  const groups: number[] = [];
  const say = (hash: number, group: number) => {
    slots.push(mixed(hash));
    groups.push(group);
  };
  const short = arabic ? bare(word) : word;
  say(hashText(word, WORD), 0);
  if (short !== word) say(hashText(short, WORD), 0);
  letterGroups(word, (hash) => say(hash, 1));
  const skeleton = arabic ? arabicSkeleton(short) : latinSkeleton(short);
  if (skeleton.length > 1) say(hashText(skeleton, SKELETON), 2);
  for (const concept of conceptsOf(short)) say(hashText(concept, CONCEPT), 3);
  return { short, slots: Int32Array.from(slots), groups: Uint8Array.from(groups) };
}

const ofArabic = remembered((word) => ofWord(word, true));
const ofLatin = remembered((word) => ofWord(word, false));

function oneWord(into: Occurrences, word: string, arabic: boolean, at: { owner: number; weight: number }): string {
  const { short, slots, groups } = arabic ? ofArabic(word) : ofLatin(word);
  const { owner, weight } = at;
  const from = into.count;
  const fit = Math.min(slots.length, CAPACITY - from);
  for (let i = 0; i < fit; i++) {
    into.slots[from + i] = slots[i] as number;
    into.owners[from + i] = owner;
    into.groups[from + i] = groups[i] as number;
    into.weights[from + i] = weight;
  }
  into.count = from + fit;
  return short;
}

const signs = /[?!\p{So}]/u;

function oneToken(into: Occurrences, input: FeatureInput, owner: number, before: string): string {
  const token = input.tokens[owner] as Token;
  if (token.kind === 'sign') {
    if (signs.test(token.text)) put(into, hashText(token.text, WORD), { owner, group: 0, weight: 1 });
    return before;
  }
  if (token.kind === 'number') {
    const shape = '#'.repeat(Math.min(6, token.text.length));
    put(into, hashText(shape, WORD), { owner, group: 0, weight: 1 });
    return shape;
  }
  const short = oneWord(into, token.text, token.kind === 'arabic', { owner, weight: 1 });
  let link = short;
  for (const { word, weight } of input.spellings?.get(owner) ?? []) {
    const spelled = oneWord(into, word, true, { owner, weight });
    if (link === short && !input.isEnglish) link = spelled;
  }
  if (before !== '') put(into, hashText(link, hashText(before, PAIR)), { owner, group: 0, weight: 1 });
  return link;
}

/** So many words open a message: there people say what they want. */
const OPENING = 5;

function conceptsAt(input: FeatureInput, owner: number, word: string): readonly string[] {
  const own = conceptsOf(word);
  const spellings = input.spellings?.get(owner);
  if (!spellings) return own;
  return [...new Set([...own, ...spellings.flatMap((spelling) => conceptsOf(bare(spelling.word)))])];
}

/** The first words by themselves, and concepts one behind another, whatever stands between. */
function openings(into: Occurrences, input: FeatureInput): void {
  let last = '^';
  let word = 0;
  for (let owner = 0; owner < input.tokens.length && owner < HEAD_TOKENS; owner++) {
    const token = input.tokens[owner] as Token;
    if (!isWord(token)) continue;
    const short = token.kind === 'arabic' ? bare(token.text) : token.text;
    const concepts = conceptsAt(input, owner, short);
    const isOpening = word++ < OPENING;
    if (isOpening) put(into, hashText(short, OPEN), { owner, group: 0, weight: 1 });
    for (const concept of concepts) {
      const at = { owner, group: 3, weight: 1 };
      if (isOpening) put(into, hashText(concept, OPEN), at);
      put(into, hashText(concept, hashText(last, THEN)), at);
    }
    last = concepts[0] ?? last;
  }
}

interface Edge {
  readonly owner: number;
  readonly seed: number;
}

/** A word with its concepts, at a place that tells. */
function edge(into: Occurrences, input: FeatureInput, { owner, seed }: Edge): void {
  const token = input.tokens[owner] as Token;
  const short = token.kind === 'arabic' ? bare(token.text) : token.text;
  put(into, hashText(short, seed), { owner, group: 0, weight: 1 });
  for (const concept of conceptsAt(input, owner, short))
    put(into, hashText(concept, seed), { owner, group: 3, weight: 1 });
}

/** So many words close a message: those who ramble get to the point there. */
const CLOSING = 4;
const STOP = /[.!?;:,\n]/;

/** The first word of each clause, where orders stand, and the last words of all. */
function edges(into: Occurrences, input: FeatureInput): void {
  const { tokens } = input;
  let isStart = true;
  for (let owner = 0; owner < tokens.length && owner < HEAD_TOKENS; owner++) {
    const token = tokens[owner] as Token;
    const isSpoken = isWord(token);
    if (isSpoken && isStart) edge(into, input, { owner, seed: START });
    if (isSpoken) isStart = false;
    else if (STOP.test(token.text)) isStart = true;
  }
  let left = CLOSING;
  for (let owner = tokens.length - 1; owner >= 0 && left > 0; owner--) {
    if (!isWord(tokens[owner] as Token)) continue;
    left--;
    edge(into, input, { owner, seed: CLOSE });
  }
}

/** Fills `into` with the occurrences of a text: of a very long one, of its head and tail. */
export function occurrences(into: Occurrences, input: FeatureInput): void {
  into.count = 0;
  into.most = Math.max(0, input.tokens.length - 1);
  const length = input.tokens.length;
  openings(into, input);
  edges(into, input);
  let before = '^';
  for (let owner = 0; owner < length; owner++) {
    if (owner === HEAD_TOKENS && length > HEAD_TOKENS + TAIL_TOKENS) owner = length - TAIL_TOKENS;
    before = oneToken(into, input, owner, before);
  }
  for (const extra of input.extras ?? []) put(into, hashText(extra, EXTRA), { owner: -1, group: 0, weight: 1 });
}
