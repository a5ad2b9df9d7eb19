/** What the shipped weights must reach on messages by a hand that nobody trained on; and that training is the same each time. */
import { describe, expect, it } from 'vitest';
import { trainBench } from '../../nlu/bench.ts';
import { isHeldOut, readMessages } from '../../nlu/corpus.ts';
import { judgeMessages } from '../../nlu/judge-own.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { targetsOf } from '../../nlu/targets.ts';
import { readVersion, SHIPPED } from '../../nlu/versions.ts';
import { writeModel } from '../../nlu/weights.ts';

const directory = seedDirectory();

describe('the shipped weights', () => {
  const held = readMessages(isHeldOut);
  const targets = targetsOf(judgeMessages(readVersion(SHIPPED), held, directory));
  it.each(['type, macro-F1', 'axis, macro-F1', 'department, first', 'dialog acts, balanced', 'emergencies missed'])(
    'reach what they must: %s',
    (what) => {
      const one = targets.find((target) => target.what === what);
      if (!one) throw new Error(`${what} is not measured`);
      if (one.isCeiling) expect(one.value).toBeLessThanOrEqual(one.must);
      else expect(one.value).toBeGreaterThanOrEqual(one.must);
    },
  );
});

describe('training', () => {
  it('makes the same bytes from the same messages', () => {
    const few = readMessages((file) => file === 'requests-plain2.jsonl').flatMap(({ text, type }) =>
      type === undefined ? [] : [{ text, label: type }],
    );
    const made = () => writeModel(trainBench(few, [], { epochs: 3 }).trained);
    const [one, other] = [made(), made()];
    expect(Buffer.compare(one.binary, other.binary)).toBe(0);
    expect(Buffer.compare(one.header, other.header)).toBe(0);
  });
});
