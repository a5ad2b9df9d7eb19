/**
 * Two sets of weights judged on the same messages: how far apart they are in each slice, with the noise of so few messages
 * beside it (paired bootstrap over situations), and the messages they disagree on. Pure; the same messages, the same answer.
 */
import { type Judged, pairsOf, QUESTIONS, type Question, SLICES } from './judge-own.ts';
import { createRandom } from './linear.ts';

export interface Verdict {
  readonly question: Question;
  readonly slice: string;
  readonly count: number;
  /** Shares of right answers. */
  readonly before: number;
  readonly after: number;
  /** Where the difference lies, but for one draw in a hundred. */
  readonly low: number;
  readonly high: number;
  /** All of that interval is a loss. */
  readonly isWorse: boolean;
}

const DRAWS = 2000;
/** Of fifty comparisons one in a hundred turns out wrong by chance every other time, one in twenty nearly always. */
const OUTSIDE = 0.005;
/** Fewer situations tell nothing of their noise. */
const FEWEST = 10;

interface Situation {
  count: number;
  gained: number;
}

const isRight = (pair: { wanted: string; got: string } | undefined) => pair !== undefined && pair.wanted === pair.got;

function situationsOf(before: readonly Judged[], after: readonly Judged[], question: Question): Situation[] {
  const found = new Map<string, Situation>();
  for (const [i, one] of before.entries()) {
    if (!one.pairs[question]) continue;
    const key = `${one.message.file}:${one.message.group}`;
    const situation = found.get(key) ?? { count: 0, gained: 0 };
    found.set(key, situation);
    situation.count++;
    situation.gained += Number(isRight(after[i]?.pairs[question])) - Number(isRight(one.pairs[question]));
  }
  return [...found.values()];
}

function interval(situations: readonly Situation[]): { low: number; high: number } {
  const random = createRandom(11);
  const drawn = Float64Array.from({ length: DRAWS }, () => {
    let [count, gained] = [0, 0];
    for (let i = 0; i < situations.length; i++) {
      const one = situations[Math.floor(random() * situations.length)] as Situation;
      count += one.count;
      gained += one.gained;
    }
    return gained / count;
  }).sort();
  const at = (share: number) => drawn[Math.min(DRAWS - 1, Math.floor(share * DRAWS))] as number;
  return { low: at(OUTSIDE), high: at(1 - OUTSIDE) };
}

/** `before` and `after` hold the same messages in the same order. */
export function compare(before: readonly Judged[], after: readonly Judged[]): Verdict[] {
  return QUESTIONS.flatMap((question) =>
    SLICES.flatMap(([slice, keep]): Verdict[] => {
      const kept = (judged: readonly Judged[]) => judged.filter((one) => keep(one.message));
      const situations = situationsOf(kept(before), kept(after), question);
      if (situations.length < FEWEST) return [];
      const share = (judged: readonly Judged[]) => {
        const pairs = pairsOf(judged, question, keep);
        return pairs.filter(isRight).length / pairs.length;
      };
      const { low, high } = interval(situations);
      const count = situations.reduce((sum, one) => sum + one.count, 0);
      return [{ question, slice, count, before: share(before), after: share(after), low, high, isWorse: high < 0 }];
    }),
  );
}

export interface Disagreement {
  readonly text: string;
  readonly question: Question;
  readonly before: string | null;
  readonly after: string | null;
  /** The surer of the two was so sure. */
  readonly confidence: number;
  /** As labelled, where it is. */
  readonly right?: string | null;
}

/** Every label on which the two differ, the surest quarrels first. */
export function disagreements(before: readonly Judged[], after: readonly Judged[]): Disagreement[] {
  return before
    .flatMap((one, i) => {
      const other = after[i];
      if (!other) return [];
      return QUESTIONS.flatMap((question): Disagreement[] => {
        const [a, b] = [one.understood[question], other.understood[question]];
        if (a.value === b.value) return [];
        const right = one.message[question];
        const confidence = Math.max(a.confidence, b.confidence);
        const told = right === undefined ? {} : { right };
        return [{ text: one.message.text, question, before: a.value, after: b.value, confidence, ...told }];
      });
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** Calls for help that the one heard and the other does not. */
export const emergenciesLost = (before: readonly Judged[], after: readonly Judged[]): readonly string[] =>
  before.flatMap((one, i) => {
    const isMissed = one.message.act === 'emergency' && after[i]?.understood.act.value !== 'emergency';
    return isMissed && one.understood.act.value === 'emergency' ? [one.message.text] : [];
  });
