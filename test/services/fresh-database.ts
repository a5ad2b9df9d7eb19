/** What a test asks for: a database of its own, Redis, a browser. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Database } from '../../api/contract/database.ts';
import { openPostgres } from '../../api/store/database.ts';
import { binary } from './binaries.ts';
import { administer, inDatabase } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's servers are asked for. */
    readonly desk: string;
  }
}

async function ask(what: string): Promise<Record<string, string>> {
  const response = await fetch(`${inject('desk')}/${what}`);
  const answer = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new Error(`${what} for the tests: ${answer.error}`);
  return answer;
}

export interface FreshDatabase {
  readonly url: string;
  readonly db: Database;
  /** Closes the pool and drops the database; what is left open goes with the server at the end of the run. */
  close(): Promise<void>;
}

/** A migrated and seeded database of its own on real PostgreSQL. `empty`: not even migrated. */
export async function freshDatabase({ empty = false } = {}): Promise<FreshDatabase> {
  const { url: server = '', template } = await ask('postgres');
  const name = `sawt_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}${empty ? '' : ` template ${template}`}`);
  const url = inDatabase(server, name);
  const db = openPostgres(url);
  return {
    url,
    db,
    async close() {
      await db.close();
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** URL of the run's Redis; tests that stop or flush it start one of their own with `startRedis`. */
export const redisUrl = async (): Promise<string> => (await ask('redis')).url ?? '';

/** What `playwright-core` is given to start the installed Chromium. */
export const chromiumLaunch = () => ({
  executablePath: binary('chromium'),
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});
