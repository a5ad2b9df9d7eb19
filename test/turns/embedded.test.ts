/** The embedded default under `kill -9`: the same folder opened again holds one request, told once. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../api/store/embedded.ts';
import { seedPolicy } from '../../api/store/seed.ts';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { migrate } from '../../migrations/migrate.ts';
import { ADMIN_KEY, DIRECTLINE_SECRET } from '../house-app.ts';
import { runChild } from './children.ts';
import { answeredTimes, filed, pending, say, send, shown, talkUntil, told, transcript } from './talk.ts';

const ID = 'at-the-summary';
const YES = { id: ID, text: 'نعم', messageId: 'the-yes' };
let folder: string;

const environment = (dataDir: string) => ({
  DATA_DIR: dataDir,
  ADMIN_API_KEY: ADMIN_KEY,
  DIRECTLINE_SECRET,
  DATA_KEY: 'data-key-of-the-tests',
  LOG_LEVEL: 'error',
});

async function start(dataDir: string) {
  const config = readConfig(environment(dataDir));
  const app = await buildApp(config, { db: await openEmbedded(config.dataDir) });
  await app.server.ready();
  return app;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sawt-turns-'));
  const base = join(folder, 'base');
  const db = await openEmbedded(base);
  await migrate(db, seedPolicy);
  await db.close();
  const app = await start(base);
  await talkUntil(app, ID, 'confirm');
  await app.close();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The message kept (1), its turn begun (2), the request looked for (3), filed (4), the turn saved (5): after each write.
test.each([1, 4, 5])('killed after statement %i of a filing turn', { timeout: 120_000 }, async (n) => {
  const dataDir = join(folder, `killed-${n}`);
  // Without the lock beside it, which is a socket.
  cpSync(join(folder, 'base/database'), join(dataDir, 'database'), { recursive: true });
  const dies = { n, when: 'after' } as const;
  const end = await runChild({ environment: environment(dataDir), at: Date.now(), message: YES, dies });
  expect(end.killed).toBe(true);
  const app = await start(dataDir);
  await app.queue.recover();
  await send(app, YES);
  await app.queue.idle();
  const requests = await filed(app);
  expect(requests).toHaveLength(1);
  const lines = await transcript(app, ID);
  expect(told(lines)).toEqual(requests);
  expect(new Set(answeredTimes(lines).values())).toEqual(new Set([1]));
  expect(await pending(app)).toBe(0);
  const status = await say(app, { id: ID, text: `وين صار طلبي ${requests[0]}` });
  expect(status.map((body) => body.text).join('\n')).toContain(shown(requests[0] ?? ''));
  await app.close();
});
