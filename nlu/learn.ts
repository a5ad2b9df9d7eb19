/**
 * From labelled texts to trained heads, offline and deterministic: features chosen by how many texts have them, an SVM and
 * a logistic regression a head, each scaled by its own temperature, their mean rounded to eight bits.
 */
import { bestTemperature, evenShift, type Judged } from './calibrate.ts';
import { createOccurrences, type FeatureInput, occurrences, SLOTS } from './features.ts';
import { type Examples, type Matrix, scores, trainLogistic, trainSvm, type Weights } from './linear.ts';
import type { Head, Trained } from './model.ts';
import { createVector, type Space, vectorise } from './vectors.ts';

export interface Task {
  readonly name: string;
  readonly classes: readonly string[];
  /** Label of each text; null: the text says nothing to this head; undefined in `classes`: a negative for all. */
  readonly labels: readonly (string | null)[];
  readonly also?: readonly (readonly string[])[];
}

export interface Lesson {
  readonly inputs: readonly FeatureInput[];
  readonly tasks: readonly Task[];
  /** Which fold a text is judged in by heads that never saw that fold; -1: in none. */
  readonly folds: readonly number[];
  readonly words: ReadonlyMap<string, number>;
  readonly latin: ReadonlySet<string>;
  readonly said?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly options: Options;
}

export interface Options {
  readonly cost: number;
  readonly epochs: number;
  readonly rate: number;
  /** The first so many folds are judged: one is quicker, all are surer. */
  readonly tried: number;
  /** Whether a head of few classes is shifted so that rare ones are found as often as common ones. */
  readonly isEven: boolean;
  /** Weights kept at most, rows times classes. */
  readonly budget: number;
  /** Part of the SVM in the mean. */
  readonly svm: number;
  readonly progress: (line: string) => void;
}

export const DEFAULTS: Options = {
  cost: 1,
  epochs: 20,
  rate: 0.3,
  tried: 1,
  isEven: false,
  budget: 8_000_000,
  svm: 0.5,
  progress: () => {},
};

function documentFrequencies(inputs: readonly FeatureInput[]): Int32Array {
  const df = new Int32Array(SLOTS);
  const seen = new Int32Array(SLOTS).fill(-1);
  const found = createOccurrences();
  inputs.forEach((input, text) => {
    occurrences(found, input);
    for (let i = 0; i < found.count; i++) {
      const slot = found.slots[i] as number;
      if (seen[slot] === text) continue;
      seen[slot] = text;
      df[slot] = (df[slot] as number) + 1;
    }
  });
  return df;
}

/** Slots met in at least two texts, the commonest that fit the budget. */
function chooseSpace(inputs: readonly FeatureInput[], rowsAtMost: number): Space {
  const df = documentFrequencies(inputs);
  const counts = new Int32Array(64);
  for (const n of df) if (n > 1) counts[Math.min(63, n)] = (counts[Math.min(63, n)] as number) + 1;
  let least = 64;
  let rows = 0;
  while (least > 2 && rows + (counts[least - 1] as number) <= rowsAtMost) rows += counts[--least] as number;
  const rowOf = new Int32Array(SLOTS).fill(-1);
  const idf: number[] = [];
  for (let slot = 0; slot < SLOTS; slot++) {
    if ((df[slot] as number) < least) continue;
    rowOf[slot] = idf.length;
    idf.push(roundedIdf(Math.log((1 + inputs.length) / (1 + (df[slot] as number))) + 1));
  }
  return { rowOf, rows: idf.length, idf: Float32Array.from(idf) };
}

/** As it will be read back from its byte in the file. */
export const IDF_STEP = 16;
const roundedIdf = (idf: number) => Math.min(255, Math.round(idf * IDF_STEP)) / IDF_STEP;

export function toMatrix(space: Space, inputs: readonly FeatureInput[]): Matrix {
  const found = createOccurrences();
  const vector = createVector();
  const sums = new Float32Array(space.rows);
  const starts = new Int32Array(inputs.length + 1);
  const rows: Int32Array[] = [];
  const values: Float32Array[] = [];
  let length = 0;
  inputs.forEach((input, text) => {
    occurrences(found, input);
    vectorise(space, found, vector, sums);
    rows.push(vector.rows.slice(0, vector.count));
    values.push(vector.values.slice(0, vector.count));
    length += vector.count;
    starts[text + 1] = length;
  });
  const x = { starts, rows: new Int32Array(length), values: new Float32Array(length), width: space.rows };
  for (const [text, row] of rows.entries()) x.rows.set(row, starts[text] as number);
  for (const [text, row] of values.entries()) x.values.set(row, starts[text] as number);
  return x;
}

function examplesOf(x: Matrix, task: Task, keep: (text: number) => boolean): Examples {
  const which: number[] = [];
  task.labels.forEach((label, text) => {
    if (label !== null && keep(text)) which.push(text);
  });
  const classOf = new Map(task.classes.map((name, c) => [name, c]));
  return {
    x,
    which: Int32Array.from(which),
    y: Int32Array.from(which, (text) => classOf.get(task.labels[text] as string) ?? -1),
    also: which.map((text) => (task.also?.[text] ?? []).flatMap((name) => classOf.get(name) ?? [])),
    classes: task.classes.length,
  };
}

function judge(weights: Weights, examples: Examples): Judged[] {
  return [...examples.which].map((text, i) => {
    const z = new Float64Array(examples.classes);
    scores(weights, examples.x, text, z);
    return { z, y: examples.y[i] as number, also: examples.also[i] ?? [] };
  });
}

type Part = { readonly svm: number; readonly logistic: number };

function mean(svm: Weights, logistic: Weights, part: Part): Weights {
  const w = svm.w.map((value, i) => value * part.svm + (logistic.w[i] as number) * part.logistic);
  const bias = svm.bias.map((value, c) => value * part.svm + (logistic.bias[c] as number) * part.logistic);
  return { w, bias, classes: svm.classes };
}

interface HeadLearned {
  readonly head: Head;
  readonly weights: Weights;
}

const FEW_CLASSES = 20;

/** Both learners' judgements of texts that they did not see, fold by fold. */
function unseen(x: Matrix, task: Task, lesson: Lesson): { svm: Judged[]; logistic: Judged[] } {
  const { options, folds } = lesson;
  const made: { svm: Judged[]; logistic: Judged[] } = { svm: [], logistic: [] };
  // A head of many classes takes as long as all others together, and its one number is as well found on one fold.
  const tried = task.classes.length > FEW_CLASSES ? 1 : options.tried;
  for (let fold = 0; fold < tried; fold++) {
    const held = (text: number) => folds[text] === fold;
    const most = examplesOf(x, task, (text) => !held(text));
    const rest = examplesOf(x, task, held);
    made.svm.push(...judge(trainSvm(most, options), rest));
    made.logistic.push(...judge(trainLogistic(most, options), rest));
  }
  return made;
}

function mixed(tried: { svm: Judged[]; logistic: Judged[] }, part: Part): Judged[] {
  return tried.svm.map((one, i) => {
    const other = tried.logistic[i] as Judged;
    return { ...one, z: one.z.map((value, c) => value * part.svm + (other.z[c] as number) * part.logistic) };
  });
}

/** Of texts by hands that the judging heads had not read. */
function rightOf(judged: readonly Judged[]): string {
  const labelled = judged.filter(({ y }) => y >= 0);
  const right = labelled.filter(({ z, y, also }) => {
    const best = z.indexOf(Math.max(...z));
    return best === y || also.includes(best);
  });
  return `${((100 * right.length) / Math.max(1, labelled.length)).toFixed(1)} % right of ${labelled.length} by unread hands`;
}

function learnHead(x: Matrix, task: Task, lesson: Lesson): HeadLearned {
  const { options } = lesson;
  const tried = unseen(x, task, lesson);
  const part = {
    svm: options.svm / bestTemperature(tried.svm),
    logistic: (1 - options.svm) / bestTemperature(tried.logistic),
  };
  const judged = mixed(tried, part);
  const isEven = options.isEven && task.classes.length <= FEW_CLASSES;
  const shift = isEven ? evenShift(judged, task.classes.length) : new Float64Array(task.classes.length);
  const shifted = judged.map((one) => ({ ...one, z: one.z.map((value, c) => value + (shift[c] as number)) }));
  const temperature = bestTemperature(shifted);
  const all = examplesOf(x, task, () => true);
  const weights = mean(trainSvm(all, options), trainLogistic(all, options), part);
  for (let c = 0; c < weights.classes; c++) weights.bias[c] = (weights.bias[c] as number) + (shift[c] as number);
  options.progress(
    `${task.name}: ${all.which.length} texts, ${task.classes.length} classes, ${rightOf(shifted)}, T ${temperature.toFixed(2)}${isEven ? `, shifted ${[...shift].map((by) => by.toFixed(1)).join(' ')}` : ''}`,
  );
  return { head: { name: task.name, classes: task.classes, temperature }, weights };
}

/** Largest weight of each class becomes 127. */
function quantised(
  heads: readonly HeadLearned[],
  rows: number,
): Pick<Trained, 'scales' | 'bias' | 'weights' | 'total'> {
  const total = heads.reduce((sum, { head }) => sum + head.classes.length, 0);
  const scales = new Float32Array(total);
  const bias = new Float32Array(total);
  const weights = new Int8Array(rows * total);
  let from = 0;
  for (const { weights: own } of heads) {
    for (let c = 0; c < own.classes; c++) {
      let top = 1e-9;
      for (let row = 0; row < rows; row++) top = Math.max(top, Math.abs(own.w[row * own.classes + c] as number));
      const scale = Math.fround(top / 127);
      scales[from + c] = scale;
      bias[from + c] = own.bias[c] as number;
      for (let row = 0; row < rows; row++) {
        weights[row * total + from + c] = Math.round((own.w[row * own.classes + c] as number) / scale);
      }
    }
    from += own.classes;
  }
  return { total, scales, bias, weights };
}

export function learn(lesson: Lesson): Trained {
  const classes = lesson.tasks.reduce((sum, task) => sum + task.classes.length, 0);
  const space = chooseSpace(lesson.inputs, Math.floor(lesson.options.budget / classes));
  lesson.options.progress(`${lesson.inputs.length} texts, ${space.rows} features`);
  const x = toMatrix(space, lesson.inputs);
  const learned = lesson.tasks.map((task) => learnHead(x, task, lesson));
  return {
    heads: learned.map(({ head }) => head),
    space,
    ...quantised(learned, space.rows),
    words: lesson.words,
    latin: lesson.latin,
    said: lesson.said ?? new Map(),
  };
}
