/** The process is killed between every pair of steps of a turn: one request, one confirmation, and the talk goes on. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../app.ts';
import { ADMIN_KEY, DIRECTLINE_SECRET, settings } from '../house-app.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import type { Order } from './child.ts';
import { copyDatabase, inTurns, runChild } from './children.ts';
import {
  answeredTimes,
  expectedOnce,
  filed,
  pending,
  type Said,
  say,
  send,
  shown,
  talkUntil,
  told,
  transcript,
} from './talk.ts';

const SUMMED = { id: 'at-the-summary', text: 'نعم', messageId: 'the-yes' };
const NAMED = { id: 'at-the-name', text: 'محمد العلي', messageId: 'the-name' };

let base: FreshDatabase;
const at = Date.now();
beforeAll(async () => {
  base = await freshDatabase();
  await base.db.close();
  const app = await buildApp(settings(base.url));
  await app.server.ready();
  await talkUntil(app, SUMMED.id, 'confirm');
  await talkUntil(app, NAMED.id, 'name');
  await app.close();
});
afterAll(async () => base?.close().catch(() => undefined));

const copy = () => copyDatabase(base.url, `sawt_killed_${randomUUID().replaceAll('-', '')}`);

const order = (url: string, message: typeof SUMMED, dies: Order['dies'], first?: Said): Order => ({
  ...(first && { first }),
  environment: {
    DATABASE_URL: url,
    ADMIN_API_KEY: ADMIN_KEY,
    DIRECTLINE_SECRET,
    DATA_KEY: 'data-key-of-the-tests',
    LOG_LEVEL: 'error',
  },
  at,
  message,
  dies,
});

/** Before the first statement and after each: on a copy each it dies there, is started again and sent the same message. */
async function dieEverywhere(
  message: typeof SUMMED,
  isPoint: (text: string) => boolean,
  check: (app: App, where: string) => Promise<void>,
  first?: Said,
) {
  const { statements } = await runChild(order(await copy(), message, null, first));
  const after = statements.map((text, i) => ({ n: i + 1, when: 'after' as const, text }));
  const points = [{ n: 1, when: 'before' as const, text: statements[0] }, ...after.filter(({ text }) => isPoint(text))];
  await inTurns(points, 2, async ({ n, when, text }) => {
    const where = `killed ${when} statement ${n}: ${text}`;
    const url = await copy();
    expect(await runChild(order(url, message, { n, when }, first)), where).toMatchObject({ killed: true });
    const app = await buildApp(settings(url));
    await app.server.ready();
    await app.queue.recover();
    await app.queue.idle();
    // Its platform got no receipt, so it sends the message once more.
    await send(app, message);
    await app.queue.idle();
    await check(app, where);
    await app.close();
  });
  return statements;
}

async function namedOnce(app: App, where: string) {
  const lines = await transcript(app, NAMED.id);
  expect(new Set(answeredTimes(lines).values()), where).toEqual(new Set([1]));
  expect(
    lines.filter((line) => line.message_id === NAMED.messageId),
    where,
  ).toHaveLength(1);
  expect(lines.at(-1)?.body.sawt?.ask, where).toBe('phone');
  expect(await pending(app), where).toBe(0);
  const next = await say(app, { id: NAMED.id, text: '0790000000' });
  expect(next.at(-1)?.sawt?.ask, where).toBe('confirm');
  expect(next.at(-1)?.text, where).toContain(NAMED.text);
}

test('while filing: one request, its number told once, the talk goes on', { timeout: 180_000 }, async () => {
  const everywhere = () => true;
  const statements = await dieEverywhere(SUMMED, everywhere, async (app, where) => {
    const requests = await filed(app);
    expect(requests, where).toHaveLength(1);
    const lines = await transcript(app, SUMMED.id);
    expect(told(lines), where).toEqual(requests);
    expect(new Set(answeredTimes(lines).values()), where).toEqual(new Set([1]));
    expect(await pending(app), where).toBe(0);
    const [reference = ''] = requests;
    const status = await say(app, { id: SUMMED.id, text: `وين صار طلبي ${reference}` });
    expect(status.map((body) => body.text).join('\n'), where).toContain(shown(reference));
    const once = await expectedOnce(app, SUMMED.id);
    expect(once, where).toMatchObject({ pending: 0, turns: once.messages, upTo: once.newest });
  });
  // Kept, looked up, filed, saved at least; else the points above prove nothing.
  expect(statements.length).toBeGreaterThanOrEqual(4);
  expect(statements.some((text) => text.includes('insert into requests') || text.includes('into idempotency'))).toBe(
    true,
  );
});

test('in an ordinary turn: answered once, the draft goes on', { timeout: 180_000 }, async () => {
  // Dying after a read is dying after the write before it.
  const writes = (text: string) => !/^select/.test(text);
  await dieEverywhere(NAMED, writes, namedOnce);
});

test('kept together with its turn: all of it or nothing', { timeout: 180_000 }, async () => {
  const first = { id: NAMED.id, text: 'مرحبا', messageId: 'the-greeting' };
  const statements = await dieEverywhere(NAMED, () => true, namedOnce, first);
  expect(statements).toHaveLength(1);
});
