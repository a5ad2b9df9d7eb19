/**
 * The whole measurement: its own PostgreSQL, durable as in production, the product and its peers in processes of their
 * own, driven in turn from here. Neighbours in a round share the machine's noise, so ratios are taken within rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { provision } from '../services/binaries.ts';
import { startPostgres } from '../services/postgres.ts';
import { administer, inDatabase } from '../services/template.ts';
import { visitOwnHouse } from '../simulation/own-house.ts';
import { readPersonas } from '../simulation/read.ts';
import { gates, judged, table } from '../simulation/report.ts';
import { type Caller, openCaller, type PeerRoute, type Provider, startProvider } from './callers.ts';
import { arrive, type Citizen } from './citizen.ts';
import { measureCold } from './cold.ts';
import { type Drive, medians, type Round, round, spent } from './measure.ts';
import { matters } from './parts.ts';
import { type Figures, type Measured, ROWS, type Row } from './report.ts';
import { bundleProgram, type Child, type Program, ROOT, runParts, startServer } from './servers.ts';
import { median } from './statistics.ts';

export interface Options {
  readonly rounds: number;
  /** A row's share of a round with many users; half as long with one. */
  readonly seconds: number;
  /** Of each row before anything counts: code is compiled as it gets hot. */
  readonly warmTurns: number;
  readonly users: number;
  readonly filings: number;
  /** Texts understood. */
  readonly texts: number;
  readonly coldRounds: number;
  /** Whether simulated citizens come and talk, all of them. */
  readonly citizens: boolean;
  /** A file for the CPU profile of the product's process. */
  readonly profileTo?: string;
}

export const USUAL: Options = {
  rounds: 7,
  seconds: 2,
  warmTurns: 8000,
  users: 32,
  filings: 30,
  texts: 2000,
  coldRounds: 3,
  citizens: true,
};

type Say = (progress: string) => void;
type Cleanup = (() => unknown)[];

interface Stage {
  readonly house: Child;
  readonly peers: Child;
  readonly citizens: readonly Citizen[];
  readonly callers: readonly Caller[];
  readonly matter: () => string;
}

/** The next of the matters each time, the same order in every run. */
function inTurn(texts: readonly string[]): () => string {
  let next = 0;
  return () => {
    next += 1;
    return texts[next % texts.length] ?? '';
  };
}

async function openStage(program: Program, options: Options, cleanup: Cleanup): Promise<Stage> {
  const postgres = await startPostgres({ durable: true });
  cleanup.push(postgres.remove);
  await administer(postgres.url, 'create database house', 'create database peers');
  const dataDir = mkdtempSync(join(tmpdir(), 'sawt-bench-'));
  cleanup.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const provider: Provider = await startProvider();
  cleanup.push(provider.close);
  const databases = { house: inDatabase(postgres.url, 'house'), peers: inDatabase(postgres.url, 'peers') };
  const peers = await startServer(program, { role: 'peers', databaseUrl: databases.peers, providerUrl: provider.url });
  cleanup.push(peers.end);
  const house = await startServer(program, { role: 'house', databaseUrl: databases.house, dataDir });
  cleanup.push(house.end);

  const matter = inTurn(matters(ROOT, 60));
  const numbers = Array.from({ length: options.users }, (_, i) => i);
  const callers = numbers.map((i) => openCaller(peers.url, `user-${i}`, provider, matter));
  const citizens = await Promise.all(numbers.map(() => arrive(house.url)));
  cleanup.push(() => {
    for (const each of [...callers, ...citizens]) each.close();
  });
  return { house, peers, citizens, callers, matter };
}

function driverOf(row: Row, { house, peers, citizens, callers, matter }: Stage) {
  const route: PeerRoute = row === 'sawt' ? '/limit' : `/${row}`;
  const server = row === 'sawt' ? house : peers;
  const turn: Drive['turn'] = async (user) => {
    await (row === 'sawt' ? citizens[user]?.next(matter) : callers[user]?.turn(route));
  };
  return { server, turn };
}

async function warmUp(stage: Stage, { users, warmTurns }: Options) {
  for (const row of ROWS) {
    const { server, turn } = driverOf(row, stage);
    await round(server, { users, seconds: 0, atLeast: warmTurns, turn });
  }
}

async function oneRound(stage: Stage, { users, seconds }: Pick<Options, 'users' | 'seconds'>) {
  const measured: Partial<Record<Row, Measured>> = {};
  for (const row of ROWS) {
    const { server, turn } = driverOf(row, stage);
    const one = await round(server, { users: 1, seconds: seconds / 2, turn });
    const many = await round(server, { users, seconds, turn });
    measured[row] = { one, many };
  }
  return measured as Record<Row, Measured>;
}

/** An ordinary request up to its summary; then its filing is the turn that counts. */
async function filingTurns({ house, citizens, matter }: Stage, filings: number): Promise<Figures['filing']> {
  const citizen = citizens[0];
  if (citizen === undefined) throw new Error('nobody is there to file');
  const times: number[] = [];
  const costs: ReturnType<typeof spent>[] = [];
  for (let tried = 0; costs.length < filings && tried < filings * 20; tried += 1) {
    const { ask } = await citizen.towardsFiling(matter);
    if (ask !== 'confirm') continue;
    const before = await house.mark();
    const began = performance.now();
    await citizen.say('نعم');
    times.push(performance.now() - began);
    costs.push(spent(before, await house.mark(), 1));
  }
  const of = (figure: 'cpuMs' | 'statements') => median(costs.map((cost) => cost[figure]));
  return { p50: median(times), cpuMs: of('cpuMs'), statements: of('statements') };
}

const overRounds = (rounds: readonly Record<Row, Measured>[], row: Row): Measured => {
  const of = (users: keyof Measured): Round => medians(rounds.map((each) => each[row][users]));
  return { one: of('one'), many: of('many') };
};

function ratiosOf(rounds: readonly Record<Row, Measured>[]): Figures['ratios'] {
  const overLimit = (cost: (turn: Round) => number) =>
    median(rounds.map(({ sawt, limit }) => cost(sawt.many) / limit.many.cpuMs));
  return {
    cpu: overLimit((turn) => turn.cpuMs - turn.understandMs),
    cpuWithUnderstand: overLimit((turn) => turn.cpuMs),
  };
}

async function simulate(say: Say): Promise<Figures['citizens']> {
  const { personas } = readPersonas();
  say(`${personas.length} simulated citizens`);
  const all = judged(await visitOwnHouse(personas));
  return { table: table(all), gates: gates(all) };
}

async function measureAll(program: Program, options: Options, say: Say, cleanup: Cleanup): Promise<Figures> {
  say('the pure parts');
  const parts = await runParts(program, options.rounds, options.texts);
  say('PostgreSQL, the product, its peers');
  const stage = await openStage(program, options, cleanup);
  const start = (await stage.house.mark()).rssMb;
  say('warming up');
  await warmUp(stage, options);
  const warm = (await stage.house.mark()).rssMb;
  if (options.profileTo !== undefined) stage.house.profile(options.profileTo);
  const rounds: Record<Row, Measured>[] = [];
  for (let i = 1; i <= options.rounds; i += 1) {
    const done = await oneRound(stage, options);
    rounds.push(done);
    const { sawt, limit } = done;
    const cost = `${sawt.many.cpuMs.toFixed(3)} ms, ${sawt.many.understandMs.toFixed(3)} of it understanding`;
    say(`round ${i} of ${options.rounds}: a turn ${cost}; the limit ${limit.many.cpuMs.toFixed(3)} ms`);
  }
  const end = (await stage.house.mark()).rssMb;
  say('turns that file');
  const filing = await filingTurns(stage, options.filings);
  for (const undo of cleanup.splice(0).reverse()) await undo();
  say('cold starts');
  const cold = options.coldRounds === 0 ? null : await measureCold(options.coldRounds, stage.matter());
  const talks = options.citizens ? await simulate(say) : null;
  const [processor] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} x ${processor?.model.trim() || process.arch}, Node ${process.versions.node}`,
    users: options.users,
    rows: {
      bare: overRounds(rounds, 'bare'),
      insert: overRounds(rounds, 'insert'),
      limit: overRounds(rounds, 'limit'),
      sawt: overRounds(rounds, 'sawt'),
    },
    ratios: ratiosOf(rounds),
    rss: { start, warm, end },
    filing,
    parts,
    cold,
    citizens: talks,
  };
}

export async function bench(options: Options, say: Say): Promise<Figures> {
  provision();
  const cleanup: Cleanup = [];
  const program = await bundleProgram();
  try {
    return await measureAll(program, options, say, cleanup);
  } finally {
    for (const undo of cleanup.reverse()) await undo();
    program.remove();
  }
}
