/**
 * From labelled texts to trained heads, offline and deterministic: features chosen by how many texts have them, an SVM and
 * a logistic regression a head, each scaled by its own temperature, their mean rounded to eight bits.
 */
import { bestTemperature, type Judged } from './calibrate.ts';
import {
  createOccurrences,
  createVector,
  type FeatureInput,
  occurrences,
  SLOTS,
  type Space,
  vectorise,
} from './features.ts';
import { type Examples, type Matrix, scores, trainLogistic, trainSvm, type Weights } from './linear.ts';
import type { Head, Trained } from './model.ts';

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
  /** Texts of one group stay on one side of a calibration split. */
  readonly groups: readonly number[];
  readonly words: ReadonlyMap<string, number>;
  readonly latin: ReadonlySet<string>;
  readonly options: Options;
}

export interface Options {
  readonly cost: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of the groups kept aside for the temperatures. */
  readonly aside: number;
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
  aside: 0.15,
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
    return { z, y: examples.y[i] as number };
  });
}

function mean(svm: Weights, logistic: Weights, part: { svm: number; logistic: number }): Weights {
  const w = svm.w.map((value, i) => value * part.svm + (logistic.w[i] as number) * part.logistic);
  const bias = svm.bias.map((value, c) => value * part.svm + (logistic.bias[c] as number) * part.logistic);
  return { w, bias, classes: svm.classes };
}

interface HeadLearned {
  readonly head: Head;
  readonly weights: Weights;
}

function learnHead(x: Matrix, task: Task, lesson: Lesson, aside: ReadonlySet<number>): HeadLearned {
  const { options, groups } = lesson;
  const held = (text: number) => aside.has(groups[text] as number);
  const most = examplesOf(x, task, (text) => !held(text));
  const rest = examplesOf(x, task, held);
  const settings = { cost: options.cost, epochs: options.epochs, rate: options.rate };
  const [svmTried, logisticTried] = [trainSvm(most, settings), trainLogistic(most, settings)];
  const part = {
    svm: options.svm / bestTemperature(judge(svmTried, rest)),
    logistic: (1 - options.svm) / bestTemperature(judge(logisticTried, rest)),
  };
  const temperature = bestTemperature(judge(mean(svmTried, logisticTried, part), rest));
  const all = examplesOf(x, task, () => true);
  const weights = mean(trainSvm(all, settings), trainLogistic(all, settings), part);
  options.progress(
    `${task.name}: ${all.which.length} texts, ${task.classes.length} classes, T ${temperature.toFixed(2)}`,
  );
  return { head: { name: task.name, classes: task.classes, temperature }, weights };
}

function asideGroups(groups: readonly number[], share: number): Set<number> {
  const all = [...new Set(groups)];
  const spread = (group: number) => (Math.imul(group + 1, 0x9e3779b1) >>> 0) / 4_294_967_296;
  return new Set(all.filter((group) => spread(group) < share));
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
  const aside = asideGroups(lesson.groups, lesson.options.aside);
  const learned = lesson.tasks.map((task) => learnHead(x, task, lesson, aside));
  return {
    heads: learned.map(({ head }) => head),
    space,
    ...quantised(learned, space.rows),
    words: lesson.words,
    latin: lesson.latin,
  };
}
