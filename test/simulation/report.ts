/** Verdicts as a table by behaviour, and the gates over them. Pure. */
import { judge, meansToFile, type Verdict } from './judge.ts';
import type { Visit } from './visit.ts';

export interface Judged {
  readonly visit: Visit;
  readonly verdict: Verdict;
}

export const LIMITS = { right: 0.95, clearTurns: 4, vagueTurns: 7 } as const;

export const judged = (visits: readonly Visit[]): readonly Judged[] =>
  visits.map((visit) => ({ visit, verdict: judge(visit) }));

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

const turnsOf = ({ visit }: Judged) => (visit.turnsToFile === undefined ? [] : [visit.turnsToFile]);
/** Without what the person did beside the matter. */
const straightTurnsOf = ({ visit, verdict }: Judged) =>
  visit.turnsToFile === undefined ? [] : [visit.turnsToFile - verdict.aside];

const files = ({ visit }: Judged) => meansToFile(visit.persona);
const clear = ({ visit }: Judged) => visit.persona.clear;

/** Which groups a persona belongs to, in the order of the table. */
function groupsOf({ visit: { persona }, verdict }: Judged): string[] {
  return [
    'everybody',
    ...(persona.unseen ? ['never tuned on'] : []),
    `goal: ${persona.goal ?? 'file'}`,
    ...(persona.goal === undefined || persona.goal === 'file' ? [persona.clear ? 'clear' : 'vague'] : []),
    persona.register,
    ...verdict.shown.map((name) => name.replaceAll('_', ' ')),
  ];
}

const share = (part: number, whole: number) => (whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`);

function row(name: string, group: readonly Judged[]): string[] {
  const counted = (what: string) =>
    group.filter(({ verdict }) => verdict.wrong.some((wrong) => wrong.startsWith(what))).length;
  const show = (value: number | undefined) => (value === undefined ? '' : String(value));
  return [
    name,
    String(group.length),
    share(group.filter(({ verdict }) => verdict.right).length, group.length),
    String(counted('type')),
    String(counted('department')),
    String(counted('description')),
    String(group.filter(({ verdict }) => verdict.off.length > 0).length),
    String(group.filter(({ visit }) => visit.slips.length > 0).length),
    show(median(group.filter(files).flatMap(turnsOf))),
    show(median(group.filter(files).flatMap(straightTurnsOf))),
  ];
}

const HEAD = [
  'who',
  'people',
  'right',
  'wrong type',
  'department',
  'words',
  'other fields off',
  'slips',
  'median turns',
  'without asides',
];

export function table(all: readonly Judged[]): string {
  const groups = new Map<string, Judged[]>();
  for (const each of all) for (const name of groupsOf(each)) groups.set(name, [...(groups.get(name) ?? []), each]);
  const lines = [HEAD, ...[...groups].map(([name, group]) => row(name, group))];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export interface Gate {
  readonly name: string;
  readonly passed: boolean;
  readonly measured: string;
}

export function gates(all: readonly Judged[]): readonly Gate[] {
  const filing = all.filter(files);
  const right = filing.filter(({ verdict }) => verdict.right).length / Math.max(1, filing.length);
  const of = (group: readonly Judged[]) => median(group.flatMap(straightTurnsOf)) ?? 0;
  const clearTurns = of(filing.filter(clear));
  const vagueTurns = of(filing.filter((each) => !clear(each)));
  return [
    {
      name: `at least ${LIMITS.right * 100} % of those who mean to file are right`,
      passed: right >= LIMITS.right,
      measured: `${(right * 100).toFixed(1)} % of ${filing.length}`,
    },
    {
      name: `median turns, clear: at most ${LIMITS.clearTurns}`,
      passed: clearTurns <= LIMITS.clearTurns,
      measured: String(clearTurns),
    },
    {
      name: `median turns, vague: at most ${LIMITS.vagueTurns}`,
      passed: vagueTurns <= LIMITS.vagueTurns,
      measured: String(vagueTurns),
    },
  ];
}

const options = (sawt: Visit['turns'][number]['said'][number]['sawt']) =>
  sawt.ask === undefined ? '' : `  «${sawt.ask}${(sawt.options ?? []).map(({ id }) => ` ${id}`).join('')}»`;

/** The whole talk, for whoever wants to see why. */
export function script({ visit, verdict }: Judged): string {
  const lines = visit.turns.flatMap(({ move, said }) => [
    `  > ${move.text}${move.file ? ` [${move.file}]` : ''}${move.awayHours === undefined ? '' : ` (${move.awayHours} h later)`}`,
    ...said.map(({ text, sawt }) => `  < ${text.replaceAll('\n', '\n    ')}${options(sawt)}`),
  ]);
  const faults = [...verdict.wrong, ...verdict.off.map((each) => `(${each})`), ...visit.slips];
  return [`== ${visit.persona.id}: ${visit.persona.persona}`, ...faults.map((fault) => `  ! ${fault}`), ...lines].join(
    '\n',
  );
}
