/** Sixteen classes at a time give the sums that one at a time give, to the last bit. */
import { describe, expect, it } from 'vitest';
import { createKernel, createPlainKernel } from '../../nlu/kernel.ts';

/** The same numbers in every run. */
function* numbers() {
  for (let state = 7; ; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    yield state >>> 8;
  }
}

describe('the kernel', () => {
  it.each([1, 15, 16, 17, 128, 131])('of %d classes', (classes) => {
    const source = numbers();
    const next = (below: number) => (source.next().value as number) % below;
    const rows = 40;
    const weights = Int8Array.from({ length: rows * classes }, () => next(256) - 128);
    const [fast, plain] = [createKernel({ weights, rows, classes }, 64), createPlainKernel({ weights, rows, classes })];
    for (const count of [64, 1, 0, 33]) {
      const which = Int32Array.from({ length: 64 }, () => next(rows));
      const values = Int32Array.from({ length: 64 }, () => next(100_000) - 50_000);
      expect([...fast.score(which, values, count)]).toEqual([...plain.score(which, values, count)]);
    }
  });
});
