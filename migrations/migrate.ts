/**
 * Brings a database to this release's shape: the numbered SQL files beside this one, forward only, all or none,
 * then the seed rows. Safe when several replicas start at once: they queue on one advisory lock.
 */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from '../api/contract/database.ts';

/** One session, several statements a call allowed. */
interface Session {
  query(
    text: string | { text: string; values?: unknown[] },
    values?: unknown[],
  ): Promise<{ rows: Record<string, unknown>[] }>;
}

interface Migratable extends Database {
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

/** Beside this file in the sources, beside the bundle in `dist/`. */
const FOLDER = fileURLToPath(
  new URL(existsSync(new URL('./migrations', import.meta.url)) ? './migrations' : '.', import.meta.url),
);
const NOT_SQL = '(?!.*\\.sql$).*';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const namesIn = (folder: string) =>
  readdirSync(folder).flatMap((file) => (file.endsWith('.sql') ? [file.slice(0, -'.sql'.length)] : []));

/** Names of the files that ran now; empty when the database was up to date. */
export async function migrate(db: Migratable, seed: (db: Database) => Promise<void>): Promise<string[]> {
  if (await hasAll(db, namesIn(FOLDER))) {
    await seed(db);
    return [];
  }
  // Loaded only when there is work: it costs a start more than all its queries.
  const { PG_MIGRATE_LOCK_ID, runner } = await import('node-pg-migrate');
  return db.session(async (session) => {
    // The library takes this same lock; taking it first keeps it over the seeding too.
    await session.query(`select pg_advisory_lock(${PG_MIGRATE_LOCK_ID})`);
    try {
      const ran = await runner({
        // The library's type wants all of pg's client; it calls `query` alone.
        dbClient: session as never,
        dir: FOLDER,
        ignorePattern: NOT_SQL,
        direction: 'up',
        migrationsTable: 'migrations',
        advisoryLockMode: 'wait',
        singleTransaction: true,
        logger: quiet,
      });
      await seed(db);
      return ran.map(({ name }) => name);
    } finally {
      await session.query(`select pg_advisory_unlock(${PG_MIGRATE_LOCK_ID})`);
    }
  });
}

async function hasAll(db: Database, names: readonly string[]): Promise<boolean> {
  const [table] = await db.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`);
  if (!table?.there) return false;
  const ran = new Set((await db.query<{ name: string }>('select name from migrations')).map(({ name }) => name));
  return names.every((name) => ran.has(name));
}
