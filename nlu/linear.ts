/**
 * Two linear learners over sparse texts, offline: one-vs-rest SVM by dual coordinate descent (Hsieh et al. 2008, squared
 * hinge, with shrinking) and multinomial logistic regression by AdaGrad. Same data and seed, same weights.
 */

/** Texts as rows of a sparse matrix. */
export interface Matrix {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float32Array;
  readonly width: number;
}

export interface Examples {
  readonly x: Matrix;
  /** Which texts of the matrix take part. */
  readonly which: Int32Array;
  /** Class of each; -1: of no class (a negative for all). */
  readonly y: Int32Array;
  /** Classes also acceptable for a text: never a negative of theirs. */
  readonly also: readonly (readonly number[])[];
  readonly classes: number;
}

/** Weights by row then class, with a bias a class. */
export interface Weights {
  readonly w: Float32Array;
  readonly bias: Float32Array;
  readonly classes: number;
}

export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffle(items: Int32Array, random: () => number, length = items.length): void {
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = items[i] as number;
    items[i] = items[j] as number;
    items[j] = kept;
  }
}

/** Rare classes weigh more, within bounds. */
export function classWeights(examples: Examples, most = 8): Float32Array {
  const counts = new Float32Array(examples.classes);
  for (const y of examples.y) if (y >= 0) counts[y] = (counts[y] as number) + 1;
  const used = counts.filter((count) => count > 0).length;
  return counts.map((count) => Math.min(most, Math.max(0.4, examples.y.length / (used * Math.max(1, count)))));
}

const BIAS = 1;

function dot(x: Matrix, text: number, w: Float32Array): number {
  let sum = 0;
  for (let i = x.starts[text] as number; i < (x.starts[text + 1] as number); i++) {
    sum += (w[x.rows[i] as number] as number) * (x.values[i] as number);
  }
  return sum;
}

function addScaled(x: Matrix, text: number, scale: number, w: Float32Array): void {
  for (let i = x.starts[text] as number; i < (x.starts[text + 1] as number); i++) {
    const row = x.rows[i] as number;
    w[row] = (w[row] as number) + scale * (x.values[i] as number);
  }
}

function squares(examples: Examples): Float32Array {
  const { x, which } = examples;
  return Float32Array.from(which, (text) => {
    let sum = BIAS * BIAS;
    for (let i = x.starts[text] as number; i < (x.starts[text + 1] as number); i++) sum += (x.values[i] as number) ** 2;
    return sum;
  });
}

interface Binary {
  readonly examples: Examples;
  readonly target: number;
  readonly cost: number;
  readonly weight: number;
  readonly square: Float32Array;
  readonly epochs: number;
}

/** One class against the rest; the last entry of the answer is the bias. */
function oneAgainstRest(task: Binary): Float32Array {
  const { examples, target, square } = task;
  const { x, which, y, also } = examples;
  const w = new Float32Array(x.width + 1);
  const active = Int32Array.from(which.keys()).filter((i) => y[i] === target || !also[i]?.includes(target));
  const alpha = new Float32Array(which.length);
  const random = createRandom(target + 1);
  let length = active.length;
  let most = Number.POSITIVE_INFINITY;
  for (let epoch = 0; epoch < task.epochs; epoch++) {
    shuffle(active, random, length);
    let high = Number.NEGATIVE_INFINITY;
    let low = Number.POSITIVE_INFINITY;
    for (let s = 0; s < length; s++) {
      const i = active[s] as number;
      const sign = y[i] === target ? 1 : -1;
      const diagonal = 1 / (2 * task.cost * (sign > 0 ? task.weight : 1));
      const text = which[i] as number;
      const a = alpha[i] as number;
      const gradient = sign * (dot(x, text, w) + (w[x.width] as number) * BIAS) - 1 + diagonal * a;
      if (a === 0 && gradient > most) {
        length--;
        active[s] = active[length] as number;
        active[length] = i;
        s--;
        continue;
      }
      const projected = a === 0 ? Math.min(gradient, 0) : gradient;
      high = Math.max(high, projected);
      low = Math.min(low, projected);
      if (Math.abs(projected) < 1e-9) continue;
      const next = Math.max(0, a - gradient / ((square[i] as number) + diagonal));
      alpha[i] = next;
      addScaled(x, text, (next - a) * sign, w);
      w[x.width] = (w[x.width] as number) + (next - a) * sign * BIAS;
    }
    if (high - low < 0.05) {
      if (length === active.length) break;
      length = active.length;
      most = Number.POSITIVE_INFINITY;
    } else most = high <= 0 ? Number.POSITIVE_INFINITY : high;
  }
  return w;
}

export function trainSvm(examples: Examples, options: { cost: number; epochs: number }): Weights {
  const { classes, x } = examples;
  const weights = classWeights(examples);
  const square = squares(examples);
  const w = new Float32Array(x.width * classes);
  const bias = new Float32Array(classes);
  for (let target = 0; target < classes; target++) {
    const one = oneAgainstRest({ examples, target, weight: weights[target] as number, square, ...options });
    for (let row = 0; row < x.width; row++) w[row * classes + target] = one[row] as number;
    bias[target] = (one[x.width] as number) * BIAS;
  }
  return { w, bias, classes };
}

export function scores(weights: Weights, x: Matrix, text: number, into: Float64Array): void {
  const { w, bias, classes } = weights;
  for (let c = 0; c < classes; c++) into[c] = bias[c] as number;
  for (let i = x.starts[text] as number; i < (x.starts[text + 1] as number); i++) {
    const base = (x.rows[i] as number) * classes;
    const value = x.values[i] as number;
    for (let c = 0; c < classes; c++) into[c] = (into[c] as number) + value * (w[base + c] as number);
  }
}

export function softmax(z: Float64Array, temperature = 1): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const value of z) if (value > top) top = value;
  let total = 0;
  const p = z.map((value) => {
    const e = Math.exp((value - top) / temperature);
    total += e;
    return e;
  });
  return p.map((value) => value / total);
}

/** Share of the target given to the other acceptable classes. */
const ALSO = 0.25;

function wanted(examples: Examples, i: number, into: Float64Array): void {
  const y = examples.y[i] as number;
  into.fill(y < 0 ? 1 / examples.classes : 0);
  if (y < 0) return;
  const also = examples.also[i] ?? [];
  into[y] = also.length > 0 ? 1 - ALSO : 1;
  for (const other of also) into[other] = (into[other] as number) + ALSO / also.length;
}

export function trainLogistic(examples: Examples, options: { rate: number; epochs: number }): Weights {
  const { x, which, classes } = examples;
  const made: Weights = { w: new Float32Array(x.width * classes), bias: new Float32Array(classes), classes };
  const squared = new Float32Array(x.width * classes).fill(1e-4);
  const squaredBias = new Float32Array(classes).fill(1e-4);
  const weights = classWeights(examples, 4);
  const order = Int32Array.from(which.keys());
  const random = createRandom(7);
  const z = new Float64Array(classes);
  const want = new Float64Array(classes);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      const text = which[i] as number;
      scores(made, x, text, z);
      const p = softmax(z);
      wanted(examples, i, want);
      const y = examples.y[i] as number;
      const weight = y < 0 ? 1 : (weights[y] as number);
      for (let c = 0; c < classes; c++) {
        const g = ((p[c] as number) - (want[c] as number)) * weight;
        if (Math.abs(g) < 0.002) continue;
        squaredBias[c] = (squaredBias[c] as number) + g * g;
        made.bias[c] = (made.bias[c] as number) - (options.rate * g) / Math.sqrt(squaredBias[c] as number);
        for (let k = x.starts[text] as number; k < (x.starts[text + 1] as number); k++) {
          const at = (x.rows[k] as number) * classes + c;
          const step = g * (x.values[k] as number);
          squared[at] = (squared[at] as number) + step * step;
          made.w[at] = (made.w[at] as number) - (options.rate * step) / Math.sqrt(squared[at] as number);
        }
      }
    }
  }
  return made;
}
