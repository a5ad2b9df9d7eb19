/**
 * Generated conversations, at least 100,000 steps: whatever is said, tapped, sent, answered by the world or changed in the
 * flows, the rules hold in every turn, and from wherever it went a sensible person comes to an end. `SEED=n` for another course.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sensible } from './finisher.ts';
import { type Insistence, insisting, isPlain, RULES } from './rules.ts';
import { createTalk, type Happening, type Talk, type Turn, WHAT } from './talk.ts';

const STEPS = 100_000;
const SEED = Number(process.env.SEED ?? 20_261_120);
const MOST_TURNS_TO_END = 25;
const MOST_IN_SAME_WORDS = 2;

const WEIGHTS: Readonly<Record<Happening['what'], number>> = {
  brief: 30,
  says: 20,
  answers: 14,
  taps: 14,
  'taps stale': 4,
  'taps wrong': 4,
  file: 2,
  'file and words': 2,
  point: 2,
  news: 3,
  start: 1,
  'flows change': 2,
};

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.oneof(...WHAT.map((what) => ({ weight: WEIGHTS[what], arbitrary: fc.constant(what) }))),
  pick: fc.nat(9999),
  fate: fc.nat(99),
});

const heardIn = ({ event }: Turn) => (event.kind === 'message' ? event.text.slice(0, 200) || '(no words)' : event.kind);
const scriptOf = (turns: readonly Turn[]) =>
  turns
    .slice(-8)
    .flatMap((turn) => [`> ${heardIn(turn)}`, ...turn.said.map(({ text, sawt }) => `< ${text} «${sawt?.ask ?? ''}»`)])
    .join('\n');

/** Watches a talk, turn by turn. */
function watch(talk: Talk) {
  const turns: Turn[] = [];
  let insistence: Insistence = { question: '', times: 0 };
  const check = (turn: Turn | undefined) => {
    if (!turn) return;
    turns.push(turn);
    const broken = RULES.flatMap((rule) => rule(turn));
    insistence = insisting(insistence, turn);
    if (insistence.times > MOST_IN_SAME_WORDS) broken.push(`asked ${insistence.times} times in the same words`);
    if (broken.length > 0) throw new Error(`${broken.join('; ')}\n${scriptOf(turns)}`);
  };
  const finish = () => {
    for (let left = MOST_TURNS_TO_END; left > 0; left -= 1) {
      const answer = sensible(talk.state());
      if (!answer) return;
      check(talk.hear(answer, 0));
    }
    throw new Error(`no end in ${MOST_TURNS_TO_END} sensible turns\n${scriptOf(turns)}`);
  };
  return { check, finish };
}

describe('generated conversations', () => {
  it('keep every rule in every turn, and come to an end', () => {
    let steps = 0;
    let runs = 0;
    const converse = (happenings: readonly Happening[]) => {
      const talk = createTalk();
      const { check, finish } = watch(talk);
      for (const each of happenings) check(talk.happen(each));
      expect(isPlain(talk.state())).toBe(true);
      finish();
      steps += talk.steps();
      runs += 1;
    };
    const sequence = fc.array(happening, { minLength: 1, maxLength: 60, size: 'max' });
    for (let round = 0; steps < STEPS; round += 1)
      fc.assert(fc.property(sequence, converse), { numRuns: 400, seed: SEED + round });
    console.log(`${runs} conversations, ${steps} steps`);
    expect(steps).toBeGreaterThanOrEqual(STEPS);
  }, 900_000);
});
