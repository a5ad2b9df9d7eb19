/**
 * The trained weights at work: one pass over a text's features scores every head; a softmax at each head's temperature
 * makes probabilities. Pure once made; its scratch never outlives a call.
 */
import { arabicSpellings, createRetrieval, type Retrieval } from './arabizi.ts';
import { createOccurrences, type FeatureInput, occurrences, type Spelling } from './features.ts';
import { counterparts } from './glossary.ts';
import { ENGLISH_WORDS } from './lexicon.ts';
import type { Token } from './tokens.ts';
import { createVector, type Space, vectorise } from './vectors.ts';

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
  /** Words met in short messages of each dialog act. */
  readonly said: ReadonlyMap<string, ReadonlySet<string>>;
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
/** Feature values as whole numbers: sums stay far inside 32 bits. */
const FIXED = 1 << 15;
/** Beyond so many classes their mean weight is next to nothing. */
const FEW = 20;

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
  const rememberedArabizi = new Map<string, readonly Spelling[]>();
  const rememberedEnglish = new Map<string, readonly Spelling[]>();
  const onlyArabic = latin.size * 20 < words.size;
  const none: ReadonlyMap<number, readonly Spelling[]> = new Map();
  const knows = (word: string) => words.has(word);
  const asEnglish = (word: string) => (onlyArabic ? [] : counterparts(word, knows));
  const spelled = (word: string, arabizi: boolean): readonly Spelling[] => {
    if (!arabizi && !onlyArabic) return asEnglish(word);
    if (!onlyArabic && ENGLISH_WORDS.has(word)) return [];
    return spellWord(retrieval, word);
  };
  return (tokens, arabizi) => {
    const found = new Map<number, readonly Spelling[]>();
    const remembered = arabizi ? rememberedArabizi : rememberedEnglish;
    for (const [at, token] of tokens.entries()) {
      if (token.kind !== 'latin' || token.text.length > 24) continue;
      let spellings = remembered.get(token.text);
      if (!spellings) {
        spellings = spelled(token.text, arabizi);
        if (remembered.size > REMEMBERED) remembered.clear();
        remembered.set(token.text, spellings);
      }
      if (spellings.length > 0) found.set(at, spellings);
    }
    return found.size > 0 ? found : none;
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
  const whole = new Int32Array(total);
  const wholeValues = new Int32Array(vector.rows.length);
  const values = new Float32Array(space.rows + 1);
  const shares = new Float32Array(space.rows + 1);
  const rowsFound = new Int32Array(found.slots.length);
  let isShared = false;
  const starts = new Map<string, number>();
  let start = 0;
  for (const head of heads) {
    starts.set(head.name, start);
    start += head.classes.length;
  }

  /** Sums of whole numbers: the same bits on every machine. */
  function sumUp(): void {
    whole.fill(0);
    for (let i = 0; i < vector.count; i++) {
      const from = (vector.rows[i] as number) * total;
      const value = wholeValues[i] as number;
      for (let c = 0; c < total; c++)
        whole[c] = ((whole[c] as number) + Math.imul(value, weights[from + c] as number)) | 0;
    }
  }

  function score(): void {
    for (let i = 0; i < vector.count; i++) wholeValues[i] = Math.round((vector.values[i] as number) * FIXED);
    sumUp();
    for (let c = 0; c < total; c++) z[c] = ((whole[c] as number) / FIXED) * (scales[c] as number) + (bias[c] as number);
  }

  /** What each row's occurrences weigh together: the same for whatever is asked of one prediction. */
  function share(): void {
    if (isShared) return;
    isShared = true;
    for (let i = 0; i < found.count; i++) {
      const row = space.rowOf[found.slots[i] as number] as number;
      rowsFound[i] = row < 0 ? space.rows : row;
      shares[rowsFound[i] as number] = 0;
    }
    for (let i = 0; i < found.count; i++) {
      const row = rowsFound[i] as number;
      shares[row] = (shares[row] as number) + (found.weights[i] as number);
    }
  }

  /** Valid until the next prediction, which is all that a synchronous caller needs. */
  function reasonsFor(column: number, from: number, width: number): { token: number; weight: number }[] {
    const byToken = new Float64Array(found.most + 1);
    for (let i = 0; i < vector.count; i++) {
      const row = vector.rows[i] as number;
      const base = row * total;
      let mean = 0;
      if (width <= FEW)
        for (let c = from; c < from + width; c++) mean += (weights[base + c] as number) * (scales[c] as number);
      const own = (weights[base + column] as number) * (scales[column] as number);
      values[row] = (vector.values[i] as number) * (own - mean / width);
    }
    share();
    for (let i = 0; i < found.count; i++) {
      const owner = found.owners[i] as number;
      const row = rowsFound[i] as number;
      if (owner < 0 || row === space.rows) continue;
      const part = ((values[row] as number) * (found.weights[i] as number)) / (shares[row] as number);
      byToken[owner] = (byToken[owner] as number) + part;
    }
    const spoken: { token: number; weight: number }[] = [];
    for (const [token, weight] of byToken.entries()) if (weight > 0) spoken.push({ token, weight });
    return spoken.sort((a, b) => b.weight - a.weight);
  }

  return {
    trained,
    spell: createSpeller({ retrieval: createRetrieval(trained.words), words: trained.words, latin: trained.latin }),
    isKnown: (word) => (trained.words.get(word) ?? 0) >= 2,
    predict: (input) => {
      isShared = false;
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
