/** The targets that our own messages are judged by, each with where it stands. Public sets are benches of their own. Pure. */
import { type Figures, figures, type Judged, type Pair, pairsOf, type Question } from './judge-own.ts';

export interface Target {
  readonly what: string;
  readonly value: number;
  readonly must: number;
  readonly aim?: number;
  /** Less is better. */
  readonly isCeiling: boolean;
}

/** Share of all that may be answered at this precision, the surest first. */
export function coverageAt(pairs: readonly Pair[], precision: number): number {
  const sorted = [...pairs].sort((a, b) => b.confidence - a.confidence);
  let [right, most] = [0, 0];
  sorted.forEach((pair, i) => {
    right += pair.wanted === pair.got ? 1 : 0;
    if (right / (i + 1) >= precision) most = i + 1;
  });
  return most / Math.max(1, pairs.length);
}

const floor = (what: string, value: number, must: number, aim?: number): Target => ({
  what,
  value,
  must,
  ...(aim !== undefined && { aim }),
  isCeiling: false,
});
const ceiling = (what: string, value: number, must: number, aim?: number): Target => ({
  ...floor(what, value, must, aim),
  isCeiling: true,
});

const TRAILS: readonly (readonly [string, (one: Judged) => boolean, number])[] = [
  ['dialect', (one) => one.message.register === 'dialect', 3],
  ['Arabizi', (one) => one.message.lang === 'ar-Latn', 8],
  ['English', (one) => one.message.lang === 'en', 3],
];

/** How many points each register is behind formal Arabic. */
function trailing(judged: readonly Judged[], question: Question): Target[] {
  const share = (keep: (one: Judged) => boolean) =>
    figures(pairsOf(judged.filter(keep), question, () => true)).accuracy;
  const formal = share((one) => one.message.register === 'formal');
  return TRAILS.map(([name, keep, must]) =>
    ceiling(`${name} behind formal, ${question}`, 100 * (formal - share(keep)), must),
  );
}

export const isReached = ({ value, isCeiling }: Target, bound: number): boolean =>
  isCeiling ? value <= bound : value >= bound;

export function targetsOf(judged: readonly Judged[]): Target[] {
  const of = (question: Question): Figures => figures(pairsOf(judged, question, () => true));
  const [type, axis, department, act] = [of('type'), of('axis'), of('department'), of('act')];
  const emergencies = judged.filter((one) => one.message.act === 'emergency');
  const missed = emergencies.filter((one) => one.understood.act.value !== 'emergency').length;
  const calm = judged.filter((one) => one.message.act === 'request' && !one.message.isPart);
  const false_ = calm.filter((one) => one.understood.act.value === 'emergency').length;
  return [
    floor('type, macro-F1', 100 * type.macroF1, 85, 93),
    floor('axis, macro-F1', 100 * axis.macroF1, 78, 88),
    floor('department, first', 100 * department.accuracy, 80, 90),
    floor('department, first three', 100 * department.top3, 92, 97),
    floor('dialog acts, balanced', 100 * act.balanced, 92, 97),
    ceiling('emergencies missed', missed, 0, 0),
    ceiling('requests taken for an emergency, %', (100 * false_) / Math.max(1, calm.length), 2),
    ceiling('ECE type', type.ece, 3, 1.5),
    ceiling('ECE axis', axis.ece, 3, 1.5),
    ceiling('ECE department', department.ece, 3, 1.5),
    floor(
      'types given at 95 % precision',
      100 *
        coverageAt(
          pairsOf(judged, 'type', () => true),
          0.95,
        ),
      80,
    ),
    ...(['type', 'axis', 'department'] as const).flatMap((question) => trailing(judged, question)),
  ];
}
