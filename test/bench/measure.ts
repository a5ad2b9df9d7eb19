/** Rounds: so many users each one turn after another for a while, and what the server spent on them. */
import type { Mark } from './order.ts';
import type { Child } from './servers.ts';
import { median, quantile } from './statistics.ts';

export interface Round {
  readonly turns: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the server's process, a turn. */
  readonly cpuMs: number;
  readonly understandMs: number;
  readonly statements: number;
  readonly rssMb: number;
}

/** Each figure by itself: its median over the rounds. */
export function medians(rounds: readonly Round[]): Round {
  const of = (figure: keyof Round) => median(rounds.map((round) => round[figure]));
  return {
    turns: rounds.reduce((sum, round) => sum + round.turns, 0),
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpuMs: of('cpuMs'),
    understandMs: of('understandMs'),
    statements: of('statements'),
    rssMb: of('rssMb'),
  };
}

export interface Drive {
  readonly users: number;
  readonly seconds: number;
  /** Goes on until there were this many, however long it takes. */
  readonly atLeast?: number;
  turn(user: number): Promise<void>;
}

async function drive({ users, seconds, atLeast = 0, turn }: Drive): Promise<{ times: number[]; elapsed: number }> {
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const user = async (number: number) => {
    for (let now = performance.now(); now < end || times.length < atLeast; ) {
      await turn(number);
      const after = performance.now();
      times.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: users }, (_, number) => user(number)));
  return { times, elapsed: (performance.now() - began) / 1000 };
}

export const spent = (before: Mark, after: Mark, turns: number) => ({
  cpuMs: (after.cpuMs - before.cpuMs) / turns,
  understandMs: (after.understandMs - before.understandMs) / turns,
  statements: (after.statements - before.statements) / turns,
  rssMb: after.rssMb,
});

export async function round(server: Child, wanted: Drive): Promise<Round> {
  const before = await server.mark();
  const { times, elapsed } = await drive(wanted);
  const after = await server.mark();
  const turns = times.length;
  const speed = { perSecond: turns / elapsed, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  return { turns, ...speed, ...spent(before, after, turns) };
}
