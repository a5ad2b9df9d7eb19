/** The figures as a table, and the gates over them. Pure. */
import type { Cold } from './cold.ts';
import type { Round } from './measure.ts';
import type { Parts } from './parts.ts';

export const ROWS = ['bare', 'insert', 'limit', 'sawt'] as const;
export type Row = (typeof ROWS)[number];

export interface Measured {
  readonly one: Round;
  readonly many: Round;
}

export interface Figures {
  readonly date: string;
  readonly machine: string;
  readonly users: number;
  readonly rows: Readonly<Record<Row, Measured>>;
  /** Medians of what each round gave, since a round's neighbours share its noise. */
  readonly ratios: { readonly cpu: number; readonly cpuWithUnderstand: number };
  readonly rss: { readonly start: number; readonly warm: number; readonly end: number };
  /** The turn that files, once a request. */
  readonly filing: { readonly p50: number; readonly cpuMs: number; readonly statements: number };
  readonly parts: Parts;
  readonly cold: Cold | null;
  readonly citizens: Citizens | null;
}

/** What came of the simulated citizens' talks, by behaviour. */
export interface Citizens {
  readonly table: string;
  readonly gates: readonly { readonly name: string; readonly passed: boolean; readonly measured: string }[];
}

export const LIMITS = { statements: 3, cpuRatio: 2, coldSeconds: 3, p50Micros: 500, p99Micros: 3000 } as const;

export interface Gate {
  readonly name: string;
  readonly measured: string;
  /** Where the name does not say it. */
  readonly allowed?: string;
  readonly passed: boolean;
}

const gate = (name: string, measured: number, allowed: number): Gate => ({
  name,
  measured: measured.toFixed(2),
  allowed: `at most ${allowed}`,
  passed: measured <= allowed,
});

export function gatesOf({ rows, users, ratios, parts: { understand }, cold, citizens }: Figures): Gate[] {
  const { one, many } = rows.sawt;
  return [
    gate('SQL statements a turn', Math.max(one.statements, many.statements), LIMITS.statements),
    gate(`CPU of a turn without understanding / the limit's, ${users} users`, ratios.cpu, LIMITS.cpuRatio),
    gate('understand, warm, p50, µs', understand.p50Micros, LIMITS.p50Micros),
    gate('understand, warm, p99, µs', understand.p99Micros, LIMITS.p99Micros),
    ...(cold === null
      ? []
      : [
          gate('first start to first answered turn, s', cold.first, LIMITS.coldSeconds),
          gate('second start to first answered turn, s', cold.second, LIMITS.coldSeconds),
        ]),
    ...(citizens?.gates.map((each) => ({ ...each, name: `simulated citizens: ${each.name}` })) ?? []),
  ];
}

const NAMES: Readonly<Record<Row, string>> = {
  bare: 'bare Fastify, JSON in and out',
  insert: '+ one durable INSERT',
  limit: 'the limit',
  sawt: 'Sawt, a whole durable turn',
};

const whole = (value: number) => Math.round(value).toLocaleString('en-US');
const fixed = (value: number, digits: number) => value.toFixed(digits);
const both = ({ one, many }: Measured, show: (round: Round) => string) => `${show(one)} / ${show(many)}`;

function cells(name: Row, { rows, ratios }: Figures): string[] {
  const row = rows[name];
  const statements = { bare: '0', insert: '1', limit: '1', sawt: both(row, (round) => fixed(round.statements, 2)) };
  return [
    NAMES[name],
    both(row, (round) => whole(round.perSecond)),
    fixed(row.many.perSecond / rows.bare.many.perSecond, 2),
    both(row, (round) => fixed(round.p50, 1)),
    both(row, (round) => fixed(round.p99, 1)),
    both(row, (round) => fixed(round.cpuMs, 3)),
    fixed(name === 'sawt' ? ratios.cpuWithUnderstand : row.many.cpuMs / rows.limit.many.cpuMs, 2),
    statements[name],
  ];
}

function withoutUnderstanding({ rows: { sawt }, ratios }: Figures): string[] {
  const rest = both(sawt, (round) => fixed(round.cpuMs - round.understandMs, 3));
  return ['Sawt, without understanding', '', '', '', '', rest, fixed(ratios.cpu, 2), ''];
}

const understanding = ({ rows: { sawt } }: Figures): string[] => {
  const spent = both(sawt, (round) => fixed(round.understandMs, 3));
  return ['  understanding, within the turn', '', '', '', '', spent, '', ''];
};

function table(lines: readonly (readonly string[])[]): string[] {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

export function report(figures: Figures): string {
  const { users, rss, filing, parts, cold, citizens } = figures;
  const head = ['what', 'turns/s', 'x bare', 'p50 ms', 'p99 ms', 'CPU ms a turn', 'x limit', 'SQL statements'];
  const rows = [...ROWS.map((name) => cells(name, figures)), understanding(figures), withoutUnderstanding(figures)];
  const { engine, understand } = parts;
  return [
    `${figures.date}, ${figures.machine}; where two figures stand: 1 user / ${users} users`,
    '',
    ...table([head, ...rows]),
    '',
    `engine: ${whole(engine.perSecond)} steps/s, ${fixed(engine.micros, 1)} µs a step`,
    `understand, warm, ${whole(understand.texts)} texts: p50 ${whole(understand.p50Micros)} µs, p99 ${whole(understand.p99Micros)} µs`,
    `the turn that files: p50 ${fixed(filing.p50, 1)} ms, CPU ${fixed(filing.cpuMs, 2)} ms, ${fixed(filing.statements, 1)} statements, BEGIN and COMMIT not counted`,
    `RSS: ${whole(rss.start)} MB before, ${whole(rss.warm)} MB warm, ${whole(rss.end)} MB after`,
    cold === null
      ? 'cold start: not measured'
      : `cold start to the first answered turn: ${fixed(cold.first, 2)} s the first time, ${fixed(cold.second, 2)} s after`,
    '',
    ...(citizens === null ? ['simulated citizens: not asked'] : ['simulated citizens', '', citizens.table]),
    '',
    ...gatesOf(figures).map(({ name, measured, allowed, passed }) =>
      [`${passed ? 'PASS' : 'FAIL'}: ${name}: ${measured}`, ...(allowed ? [allowed] : [])].join(', '),
    ),
  ].join('\n');
}
