/**
 * One set of labelled texts in, another judged by it: the row of a benchmark table. Uses the shipped pipeline end to end
 * (folding, Arabizi retrieval, eight-bit weights), nothing of the shipped model.
 */
import { calibrationError } from './calibrate.ts';
import type { FeatureInput } from './features.ts';
import { detectLanguage } from './language.ts';
import { DEFAULTS, learn, type Options } from './learn.ts';
import { createModel, type Model, type Prediction } from './model.ts';
import { normalise } from './normalise.ts';
import { type Token, tokenise } from './tokens.ts';
import { writeModel } from './weights.ts';

export interface Line {
  readonly text: string;
  readonly label: string;
}

export interface Bench {
  readonly train: readonly Line[];
  readonly test: readonly Line[];
  readonly oosTrain: readonly Line[];
  readonly oosTest: readonly Line[];
  /** A monotonic clock, in milliseconds. */
  readonly clock: () => number;
  readonly options?: Partial<Options>;
}

export interface Row {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly ece: number;
  readonly oosRecallAt5: number | null;
  readonly trainSeconds: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  readonly modelBytes: number;
}

const OUT = '\u0000out';
const tokensOf = (text: string): Token[] => tokenise(normalise(text).text);

function vocabulary(texts: readonly (readonly Token[])[]): { words: Map<string, number>; latin: Set<string> } {
  const words = new Map<string, number>();
  const latin = new Set<string>();
  for (const tokens of texts) {
    for (const { text, kind } of tokens) {
      if (kind === 'arabic') words.set(text, (words.get(text) ?? 0) + 1);
      else if (kind === 'latin') latin.add(text);
    }
  }
  return { words, latin };
}

/** A seventh of the texts is kept aside for the temperatures. */
const FOLDS = 7;

export function trainBench(train: readonly Line[], oos: readonly Line[], options: Partial<Options> = {}): Model {
  const texts = [...train, ...oos].map((line) => tokensOf(line.text));
  const classes = [...new Set(train.map((line) => line.label))].sort();
  const labels = [...train.map((line) => line.label), ...oos.map(() => OUT)];
  const inputs: FeatureInput[] = texts.map((tokens) => ({ tokens }));
  const folds = inputs.map((_, i) => Math.floor(((Math.imul(i + 1, 0x9e3779b1) >>> 0) / 4_294_967_296) * FOLDS));
  const tasks = [{ name: 'label', classes, labels }];
  if (oos.length > 0)
    tasks.push({ name: 'scope', classes: ['in', OUT], labels: labels.map((l) => (l === OUT ? OUT : 'in')) });
  return createModel(learn({ inputs, tasks, folds, ...vocabulary(texts), options: { ...DEFAULTS, ...options } }));
}

export function predictText(model: Model, text: string): Prediction {
  const tokens = tokensOf(text);
  const arabizi = detectLanguage(tokens).value === 'ar-Latn';
  return model.predict({ tokens, spellings: model.spell(tokens, arabizi) });
}

/** How far a text is from every class: less is farther. Free energy of the margins, less what speaks for "outside". */
export function scopeScore(prediction: Prediction): number {
  const label = prediction.heads.get('label');
  const scope = prediction.heads.get('scope');
  if (!label) return 0;
  let top = Number.NEGATIVE_INFINITY;
  for (const z of label.z) top = Math.max(top, z);
  let sum = 0;
  for (const z of label.z) sum += Math.exp(z - top);
  const energy = top + Math.log(sum);
  const outside = scope ? (scope.z[1] as number) - (scope.z[0] as number) : 0;
  return energy - 0.5 * outside;
}

export function macroF1(pairs: readonly { wanted: string; got: string }[]): number {
  const classes = [...new Set(pairs.map((pair) => pair.wanted))];
  let sum = 0;
  for (const name of classes) {
    const right = pairs.filter((pair) => pair.wanted === name && pair.got === name).length;
    const wanted = pairs.filter((pair) => pair.wanted === name).length;
    const got = pairs.filter((pair) => pair.got === name).length;
    sum += right === 0 ? 0 : (2 * right) / (wanted + got);
  }
  return sum / Math.max(1, classes.length);
}

/** Share of outside texts below the score that turns away five in a hundred of the inside ones. */
export function recallAt5(inside: readonly number[], outside: readonly number[]): number | null {
  if (outside.length === 0 || inside.length === 0) return null;
  const sorted = [...inside].sort((a, b) => a - b);
  const threshold = sorted[Math.floor(0.05 * sorted.length)] as number;
  return outside.filter((score) => score < threshold).length / outside.length;
}

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

export function runBench(bench: Bench): Row {
  const began = bench.clock();
  const model = trainBench(bench.train, bench.oosTrain, bench.options);
  const trainSeconds = (bench.clock() - began) / 1000;
  for (const { text } of bench.test.slice(0, 200)) predictText(model, text);
  const times: number[] = [];
  const judged = bench.test.map(({ text, label }) => {
    const before = bench.clock();
    const prediction = predictText(model, text);
    times.push((bench.clock() - before) * 1000);
    const { head, p } = prediction.heads.get('label') ?? { head: { classes: [] }, p: new Float64Array() };
    let best = 0;
    for (let c = 1; c < p.length; c++) if ((p[c] as number) > (p[best] as number)) best = c;
    return { wanted: label, got: head.classes[best] ?? '', confidence: p[best] ?? 0, score: scopeScore(prediction) };
  });
  times.sort((a, b) => a - b);
  const right = judged.filter((one) => one.wanted === one.got).length;
  const outside = bench.oosTest.map(({ text }) => scopeScore(predictText(model, text)));
  const sure = judged.map((one) => ({ confidence: one.confidence, right: one.wanted === one.got }));
  const recall = recallAt5(
    judged.map((one) => one.score),
    outside,
  );
  const file = writeModel(model.trained);
  return {
    accuracy: rounded((100 * right) / judged.length, 2),
    macroF1: rounded(100 * macroF1(judged), 2),
    ece: rounded(calibrationError(sure), 2),
    oosRecallAt5: recall === null ? null : rounded(100 * recall, 1),
    trainSeconds: rounded(trainSeconds, 1),
    p50Micros: Math.round(quantile(times, 0.5)),
    p99Micros: Math.round(quantile(times, 0.99)),
    modelBytes: file.header.length + file.binary.length,
  };
}
