/**
 * The embedded default: PGlite (PostgreSQL in WebAssembly) on a directory, behind the contract's `Database`.
 *
 * One session, so everything queues; a query through the outer database inside a transaction would wait for itself and is
 * refused instead. A commit is in the kernel's hands before it is acknowledged: it survives `kill -9` of this process, and
 * not a power cut. PGlite has no background processes: checkpoints and vacuum are done here.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Queries } from '../contract/database.ts';
import { awayOr } from './away.ts';
import type { OpenDatabase, Session } from './database.ts';
import { lockFolder } from './lock.ts';
import { PARSERS, TIME_ZONE } from './rows.ts';

export interface EmbeddedOptions {
  /** A directory made by the build, migrated and seeded; copied when there is no database yet. */
  readonly template?: string;
  readonly checkpointMs?: number;
  readonly checkpointsPerVacuum?: number;
}

export async function openEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<OpenDatabase> {
  const { template } = options;
  const lock = await lockFolder(folder);
  try {
    const place = join(folder, 'database');
    if (template !== undefined && existsSync(template)) copyOnce(template, place);
    mkdirSync(place, { recursive: true, mode: 0o700 });
    const lite = await PGlite.create({ dataDir: place, parsers: PARSERS, initDbStartParams: ['--wal-segsize=1'] });
    await lite.exec(`set timezone = '${TIME_ZONE}'`);
    return facade(lite, keepTidy(lite, options), lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Whole or not at all: a copy cut off half-way is started again. */
function copyOnce(template: string, place: string) {
  if (existsSync(place)) return;
  const unfinished = `${place}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(template, unfinished, { recursive: true });
  renameSync(unfinished, place);
}

const rejected = (error: unknown) => Promise.reject(awayOr(error, false));

function facade(lite: PGlite, upkeep: Upkeep, release: () => Promise<void>): OpenDatabase {
  const inside = new AsyncLocalStorage<{ open: boolean }>();

  const outer = <T>(work: () => Promise<T>): Promise<T> => {
    if (inside.getStore()?.open) throw new Error('The outer database was used inside a transaction: use its argument');
    return work();
  };

  const transaction = <T>(work: (inside: Queries) => Promise<T>): Promise<T> =>
    lite.transaction(async (tx) => {
      const mark = { open: true };
      const queries: Queries = {
        query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
          (await tx.query<Row>(text, [...values])).rows,
      };
      try {
        return await inside.run(mark, () => work(queries));
      } finally {
        mark.open = false;
      }
    });

  return {
    kind: 'pglite',
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      outer(async () => (await lite.query<Row>(text, [...values]).catch(rejected)).rows),
    transaction: async (work) => outer(() => transaction(work).catch(rejected)),
    session: async (work) => outer(() => work(session(lite))),
    async close() {
      await upkeep.end();
      await lite.close();
      await release();
    },
  };
}

const session = (lite: PGlite): Session => ({
  async query(statement, values) {
    const text = typeof statement === 'string' ? statement : statement.text;
    const given = values ?? (typeof statement === 'string' ? undefined : statement.values);
    if (given !== undefined) return lite.query<Record<string, unknown>>(text, given);
    return { rows: (await lite.exec(text)).at(-1)?.rows ?? [] };
  },
});

interface Upkeep {
  end(): Promise<void>;
}

/** Without checkpoints the log grows and the start after a crash gets slower; without vacuum the rows' old versions stay. */
function keepTidy(lite: PGlite, { checkpointMs = 60_000, checkpointsPerVacuum = 30 }: EmbeddedOptions): Upkeep {
  let round = 0;
  let running = Promise.resolve();
  const tidy = async () => {
    round += 1;
    if (round % checkpointsPerVacuum === 0) await lite.exec('vacuum analyze');
    await lite.exec('checkpoint');
  };
  const timer = setInterval(() => {
    running = running.then(tidy);
  }, checkpointMs).unref();
  return {
    async end() {
      clearInterval(timer);
      await running;
    },
  };
}
