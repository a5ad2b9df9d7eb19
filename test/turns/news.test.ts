/** A question, a reply and a closing reach the citizen exactly once, wherever the process dies between deed and word. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseAway } from '../../api/contract/database.ts';
import { openPostgres } from '../../api/store/database.ts';
import { type App, buildApp, type Overrides } from '../../app.ts';
import { ADMIN_KEY, DIRECTLINE_SECRET, settings } from '../house-app.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import type { Order } from './child.ts';
import { copyDatabase, inTurns, runChild } from './children.ts';
import { eventually } from './door.ts';
import { answeredTimes, filed, pending, say, talkUntil, transcript } from './talk.ts';
import { type Statement, watched } from './watched-database.ts';

const ID = 'the-citizen';
const QUESTION = 'ما رقم المعاملة؟';
/** What a dead process had taken is free again by then. */
const LATER = 15_000;

let base: FreshDatabase;
let reference = '';
beforeAll(async () => {
  base = await freshDatabase();
  await base.db.close();
  const app = await start(base.url);
  await talkUntil(app, ID, 'confirm');
  await say(app, { id: ID, text: 'نعم' });
  [reference = ''] = await filed(app);
  await app.close();
});
afterAll(async () => base?.close().catch(() => undefined));

async function start(url: string, overrides: Overrides = {}): Promise<App> {
  const app = await buildApp(settings(url), overrides);
  await app.server.ready();
  return app;
}

const copy = () => copyDatabase(base.url, `sawt_news_${randomUUID().replaceAll('-', '')}`);

const asking = { body: { question: QUESTION }, key: 'the-question' };
const ask = (app: App) =>
  app.server.inject({
    method: 'POST',
    url: `/v1/requests/${reference}/actions/ask`,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': asking.key },
    payload: asking.body,
  });

const order = (url: string, dies: Order['dies']): Order => ({
  environment: {
    DATABASE_URL: url,
    ADMIN_API_KEY: ADMIN_KEY,
    DIRECTLINE_SECRET,
    DATA_KEY: 'data-key-of-the-tests',
    LOG_LEVEL: 'error',
  },
  at: Date.now(),
  call: { url: `/v1/requests/${reference}/actions/ask`, ...asking },
  dies,
});

const undelivered = async ({ db }: App) =>
  (await db.query('select from request_events where for_citizen and delivered_at is null')).length;

async function expectToldOnce(app: App, where: string) {
  await eventually(async () => (await undelivered(app)) === 0 && (await pending(app)) === 0);
  await app.queue.idle();
  const events = await app.db.query(`select conversation_id from messages where kind = 'event'`);
  expect(events, where).toHaveLength(1);
  const said = await app.db.query<{ body: { text: string } }>(`select body from messages where direction = 'out'`);
  expect(said.filter(({ body }) => body.text.includes(QUESTION)).length, where).toBe(1);
}

test('killed between the deed and the word: told once after the restart', { timeout: 180_000 }, async () => {
  const { statements } = await runChild(order(await copy(), null));
  const committed = statements.indexOf('commit');
  expect(committed, statements.join('\n')).toBeGreaterThan(0);
  // Claimed, addressed, received, answered, marked at least.
  expect(statements.length - committed).toBeGreaterThanOrEqual(5);
  // Dying after a read is dying after the write before it.
  const writes = [...statements.keys()].filter((i) => i >= committed && !/^select/.test(statements[i] ?? ''));
  const points = [committed - 1, ...writes];
  await inTurns(points, 2, async (i) => {
    const where = `killed after statement ${i + 1}: ${statements[i]}`;
    const url = await copy();
    expect(await runChild(order(url, { n: i + 1, when: 'after' })), where).toMatchObject({ killed: true });
    const app = await start(url, { now: () => new Date(Date.now() + LATER) });
    // The officer's platform got no answer and calls again under the same key.
    expect((await ask(app)).statusCode, where).toBe(200);
    await expectToldOnce(app, where);
    expect(new Set(answeredTimes(await transcript(app, ID)).values()), where).toEqual(new Set([1]));
    const answer = await say(app, { id: ID, text: 'المعاملة رقم ١١٤' });
    expect(answer.length, where).toBeGreaterThan(0);
    await app.close();
  });
});

test('told, not yet marked, and the citizen has moved on to another conversation: not told there again', async () => {
  let skew = 0;
  let away = true;
  const url = await copy();
  const before = ({ text }: Statement) => {
    if (away && text.includes('set delivered_at')) throw new DatabaseAway(new Error('made by the test'));
  };
  const db = watched(openPostgres(url), { before });
  const app = await start(url, { db, now: () => new Date(Date.now() + skew) });
  await ask(app);
  await eventually(async () => (await transcript(app, ID)).some(({ body }) => body.text.includes(QUESTION)));
  await say(app, { id: 'another', of: ID, text: 'مرحبا' });
  away = false;
  skew = LATER;
  await expectToldOnce(app, 'moved on');
  await app.close();
});
