/** One migrated and seeded database per run, which every test's own database is copied from. */

import pg from 'pg';
import { openPostgres } from '../../api/store/database.ts';
import { seedPolicy } from '../../api/store/seed.ts';
import { migrate } from '../../migrations/migrate.ts';

/** The same server, another database. */
export function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Runs statements of the server itself (create, drop) on a connection of their own. */
export async function administer(url: string, ...statements: readonly string[]) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export async function makeTemplate(url: string) {
  const name = `sawt_template_${process.pid}`;
  await administer(url, `drop database if exists ${name} with (force)`, `create database ${name}`);
  const db = openPostgres(inDatabase(url, name));
  try {
    await migrate(db, seedPolicy);
  } finally {
    await db.close();
  }
  return { name, drop: () => administer(url, `drop database if exists ${name} with (force)`) };
}
