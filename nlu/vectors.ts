/** Occurrences of features as a vector over the rows of the weights: what learning and scoring both see of a text. */
import { CAPACITY, GROUPS, type Occurrences } from './features.ts';

/** Which rows of the weights the slots have, and how telling each is. */
export interface Space {
  readonly rowOf: Int32Array;
  readonly rows: number;
  readonly idf: Float32Array;
}

/** A text as rows and values, each group of length one times its weight. */
export interface Vector {
  count: number;
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

export const createVector = (): Vector => ({
  count: 0,
  rows: new Int32Array(CAPACITY),
  values: new Float32Array(CAPACITY),
});

const GROUP_WEIGHTS: readonly number[] = [1, 1.4, 0.7, 0.5];

/** `sums` and `seen` are scratch of one entry a row, zero between calls. */
export function vectorise(space: Space, from: Occurrences, into: Vector, sums: Float32Array): void {
  into.count = 0;
  for (let group = 0; group < GROUPS; group++) {
    const start = into.count;
    for (let i = 0; i < from.count; i++) {
      if (from.groups[i] !== group) continue;
      const row = space.rowOf[from.slots[i] as number] as number;
      if (row < 0) continue;
      if (sums[row] === 0) into.rows[into.count++] = row;
      sums[row] = (sums[row] as number) + (from.weights[i] as number);
    }
    let square = 0;
    for (let i = start; i < into.count; i++) {
      const row = into.rows[i] as number;
      const sum = sums[row] as number;
      const value = (sum > 1 ? 1 + Math.log(sum) : sum) * (space.idf[row] as number);
      into.values[i] = value;
      square += value * value;
      sums[row] = 0;
    }
    const scale = square > 0 ? (GROUP_WEIGHTS[group] as number) / Math.sqrt(square) : 0;
    for (let i = start; i < into.count; i++) into.values[i] = (into.values[i] as number) * scale;
  }
}
