/**
 * The trained weights at work: one pass over a text's features scores every head; a softmax at each head's temperature
 * makes probabilities. Pure once made; its scratch never outlives a call.
 */
import { arabicSpellings, createRetrieval, type Retrieval } from './arabizi.ts';
import {
  createOccurrences,
  createVector,
  type FeatureInput,
  occurrences,
  type Space,
  type Spelling,
  vectorise,
} from './features.ts';
import { ENGLISH_WORDS } from './lexicon.ts';
import type { Token } from './tokens.ts';

export interface Head {
  readonly name: string;
  readonly classes: readonly string[];
  readonly temperature: number;
}

/** Everything the file of weights holds. Row `r`, class `c` of all heads together: `weights[r * total + c] * scales[c]`. */
export interface Trained {
  readonly heads: readonly Head[];
  readonly space: Space;
  readonly total: number;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
  readonly weights: Int8Array;
  /** Arabic words met in training and how often; English words met. */
  readonly words: ReadonlyMap<string, number>;
  readonly latin: ReadonlySet<string>;
}

export interface Scored {
  readonly head: Head;
  readonly z: Float64Array;
  readonly p: Float64Array;
}

export interface Prediction {
  readonly heads: ReadonlyMap<string, Scored>;
  /** How much each token spoke for a class of a head, most first. */
  readonly reasons: (head: string, label: string) => { token: number; weight: number }[];
}

export interface Model {
  readonly trained: Trained;
  readonly predict: (input: FeatureInput) => Prediction;
  /** Arabic words that the tokens in Latin letters may stand for. */
  readonly spell: (tokens: readonly Token[], arabizi: boolean) => ReadonlyMap<number, readonly Spelling[]>;
  readonly isKnown: (word: string) => boolean;
}

const REMEMBERED = 4000;

interface Vocabulary {
  readonly retrieval: Retrieval;
  readonly words: ReadonlyMap<string, number>;
  readonly latin: ReadonlySet<string>;
}

const GLUED_ARTICLE = /^(?:3al|bel|bil|lal|lel|el|al|il|wel|wil)(.{3,})$/;

function spellWord(retrieval: Retrieval, word: string): readonly Spelling[] {
  const whole = arabicSpellings(retrieval, word);
  const rest = whole.length === 0 ? GLUED_ARTICLE.exec(word)?.[1] : undefined;
  if (rest === undefined) return whole;
  return arabicSpellings(retrieval, rest).map((s) => ({
    ...s,
    word: s.word.startsWith('ال') ? s.word : `ال${s.word}`,
  }));
}

export function createSpeller({ retrieval, words, latin }: Vocabulary): Model['spell'] {
  const remembered = new Map<string, readonly Spelling[]>();
  const onlyArabic = latin.size * 20 < words.size;
  const none: ReadonlyMap<number, readonly Spelling[]> = new Map();
  return (tokens, arabizi) => {
    if (!arabizi && !onlyArabic) return none;
    const found = new Map<number, readonly Spelling[]>();
    tokens.forEach((token, at) => {
      if (token.kind !== 'latin' || token.text.length > 24 || (!onlyArabic && ENGLISH_WORDS.has(token.text))) return;
      let spellings = remembered.get(token.text);
      if (!spellings) {
        spellings = spellWord(retrieval, token.text);
        if (remembered.size > REMEMBERED) remembered.clear();
        remembered.set(token.text, spellings);
      }
      if (spellings.length > 0) found.set(at, spellings);
    });
    return found;
  };
}

export function softmaxInto(z: Float64Array, temperature: number): Float64Array {
  const p = new Float64Array(z.length);
  let top = Number.NEGATIVE_INFINITY;
  for (const value of z) if (value > top) top = value;
  let total = 0;
  for (let c = 0; c < z.length; c++) {
    const e = Math.exp(((z[c] as number) - top) / temperature);
    p[c] = e;
    total += e;
  }
  for (let c = 0; c < z.length; c++) p[c] = (p[c] as number) / total;
  return p;
}

export function createModel(trained: Trained): Model {
  const { heads, space, total, scales, bias, weights } = trained;
  const found = createOccurrences();
  const vector = createVector();
  const sums = new Float32Array(space.rows);
  const z = new Float64Array(total);
  const starts = new Map<string, number>();
  let start = 0;
  for (const head of heads) {
    starts.set(head.name, start);
    start += head.classes.length;
  }

  function score(): void {
    z.fill(0);
    for (let i = 0; i < vector.count; i++) {
      const base = (vector.rows[i] as number) * total;
      const value = vector.values[i] as number;
      for (let c = 0; c < total; c++) z[c] = (z[c] as number) + value * (weights[base + c] as number);
    }
    for (let c = 0; c < total; c++) z[c] = (z[c] as number) * (scales[c] as number) + (bias[c] as number);
  }

  /** Valid until the next prediction, which is all that a synchronous caller needs. */
  function reasonsFor(column: number, from: number, width: number): { token: number; weight: number }[] {
    const values = new Map<number, number>();
    for (let i = 0; i < vector.count; i++) {
      const row = vector.rows[i] as number;
      let mean = 0;
      for (let c = from; c < from + width; c++) mean += (weights[row * total + c] as number) * (scales[c] as number);
      const own = (weights[row * total + column] as number) * (scales[column] as number);
      values.set(row, (vector.values[i] as number) * (own - mean / width));
    }
    const shares = new Map<number, number>();
    for (let i = 0; i < found.count; i++) {
      const row = space.rowOf[found.slots[i] as number] as number;
      if (row >= 0) shares.set(row, (shares.get(row) ?? 0) + (found.weights[i] as number));
    }
    const byToken = new Map<number, number>();
    for (let i = 0; i < found.count; i++) {
      const row = space.rowOf[found.slots[i] as number] as number;
      const owner = found.owners[i] as number;
      if (row < 0 || owner < 0) continue;
      const part = ((values.get(row) ?? 0) * (found.weights[i] as number)) / (shares.get(row) ?? 1);
      byToken.set(owner, (byToken.get(owner) ?? 0) + part);
    }
    return [...byToken].map(([token, weight]) => ({ token, weight })).sort((a, b) => b.weight - a.weight);
  }

  return {
    trained,
    spell: createSpeller({ retrieval: createRetrieval(trained.words), words: trained.words, latin: trained.latin }),
    isKnown: (word) => (trained.words.get(word) ?? 0) >= 2,
    predict: (input) => {
      occurrences(found, input);
      vectorise(space, found, vector, sums);
      score();
      const scored = new Map<string, Scored>();
      for (const head of heads) {
        const from = starts.get(head.name) as number;
        const own = z.slice(from, from + head.classes.length);
        scored.set(head.name, { head, z: own, p: softmaxInto(own, head.temperature) });
      }
      return {
        heads: scored,
        reasons: (name, label) => {
          const head = heads.find((one) => one.name === name);
          const column = head?.classes.indexOf(label) ?? -1;
          const from = starts.get(name) ?? 0;
          return head && column >= 0 ? reasonsFor(from + column, from, head.classes.length) : [];
        },
      };
    },
  };
}
