import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase, redisUrl } from './services/fresh-database.ts';
import { freePort } from './services/ports.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sawt-server-'));
const running: ChildProcess[] = [];
afterAll(async () => {
  const gone = running
    .filter((child) => child.exitCode === null && child.signalCode === null)
    .map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(gone);
  rmSync(folder, { recursive: true, force: true });
});

/** The program itself, in a process and an environment of its own. */
function start(environment: Record<string, string>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    cwd: ROOT,
    env: { PATH, LOG_LEVEL: 'error', HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let said = '';
  const hear = (text: string) => {
    said += text;
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, ended, said: () => said };
}

const listens = { timeout: 60_000, interval: 50 };
const addressIn = (said: string) => /listens: (http:\/\/localhost:\d+)\//.exec(said)?.[1];
const statusWith = async (address: string | undefined, key: string) =>
  (await fetch(`${address}/v1/requests`, { headers: { authorization: `Bearer ${key}` } })).status;

describe('with no settings', { timeout: 120_000 }, () => {
  const DATA_DIR = join(folder, 'data');

  test('it starts, tells its address and a key that works, refuses a second opener, and knows all after a restart', async () => {
    const first = start({ PORT: '0', DATA_DIR });
    await expect.poll(() => addressIn(first.said()), listens).toBeDefined();
    const key = /made and is kept in \S+: (\S+)/.exec(first.said())?.[1] ?? '';
    expect(readFileSync(join(DATA_DIR, 'admin-api-key'), 'utf8').trim()).toBe(key);
    expect(await statusWith(addressIn(first.said()), key)).toBe(200);
    expect(await statusWith(addressIn(first.said()), 'wrong')).toBe(401);

    const second = start({ PORT: '0', DATA_DIR });
    expect(await second.ended).toBe(1);
    expect(second.said()).toBe(
      `sawt: DATA_DIR ${DATA_DIR} is in use by another running process: stop that one, or set another DATA_DIR\n`,
    );

    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const again = start({ PORT: '0', DATA_DIR });
    await expect.poll(() => addressIn(again.said()), listens).toBeDefined();
    expect(again.said()).not.toContain(key);
    expect(await statusWith(addressIn(again.said()), key)).toBe(200);
    again.child.kill('SIGKILL');
    await again.ended;
    const afterKill = start({ PORT: '0', DATA_DIR });
    await expect.poll(() => addressIn(afterKill.said()), listens).toBeDefined();
    expect(await statusWith(addressIn(afterKill.said()), key)).toBe(200);
    afterKill.child.kill('SIGTERM');
    expect(await afterKill.ended).toBe(0);
  });
});

describe('what it cannot start with', { timeout: 60_000 }, () => {
  test('wrong settings: all of them, one line each', async () => {
    const { ended, said } = start({ PORT: 'x', DATABASE_URL: 'mysql://a', LOG_LEVEL: 'loud' });
    expect(await ended).toBe(1);
    expect(said().trim().split('\n')).toEqual([
      expect.stringMatching(/^sawt: DATABASE_URL /),
      expect.stringMatching(/^sawt: PORT /),
      expect.stringMatching(/^sawt: LOG_LEVEL /),
    ]);
  });

  test('a database that is away: one line', async () => {
    const { ended, said } = start({ PORT: '0', DATABASE_URL: `postgres://sawt@127.0.0.1:${await freePort()}/sawt` });
    expect(await ended).toBe(1);
    expect(said()).toMatch(/^sawt: The database is away: [^\n]+\n$/);
  });
});

test('two replicas that start together on an empty database agree on keys nobody set', {
  timeout: 120_000,
}, async () => {
  const fresh = await freshDatabase({ empty: true });
  const shared = { PORT: '0', DATABASE_URL: fresh.url, REDIS_URL: await redisUrl() };
  const replicas = ['one', 'two'].map((name) => start({ ...shared, DATA_DIR: join(folder, name) }));
  for (const { said } of replicas) await expect.poll(() => addressIn(said()), listens).toBeDefined();
  const [key] = replicas.flatMap(({ said }) => /made and is kept in \S+: (\S+)/.exec(said())?.[1] ?? []);
  for (const { said } of replicas) expect(await statusWith(addressIn(said()), key ?? '')).toBe(200);
  for (const { child } of replicas) child.kill('SIGTERM');
  expect(await Promise.all(replicas.map(({ ended }) => ended))).toEqual([0, 0]);
  await fresh.close();
});
