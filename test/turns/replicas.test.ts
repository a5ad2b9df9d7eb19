/** Two replicas on one database and one conversation between them: every message has one turn, in order, whoever dies. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPostgres } from '../../api/store/database.ts';
import { type App, buildApp } from '../../app.ts';
import { ADMIN_KEY, DIRECTLINE_SECRET, settings } from '../house-app.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import { runChild } from './children.ts';
import { eventually } from './door.ts';
import {
  answeredTimes,
  expectedOnce,
  filed,
  pending,
  repliesTo,
  say,
  send,
  shown,
  talkUntil,
  told,
  transcript,
} from './talk.ts';
import { type Statement, watched } from './watched-database.ts';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => database?.close());

async function start(db = openPostgres(database.url)): Promise<App> {
  const app = await buildApp(settings(database.url), { db });
  await app.server.ready();
  return app;
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

const TEXTS = Array.from({ length: 20 }, (_, i) => `مرحبا ${i + 1}`);

async function expectAllAnsweredInOrder(app: App, id: string, count: number) {
  const lines = await transcript(app, id);
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, i) => i + 1));
  expect([...answeredTimes(lines).values()]).toEqual(Array.from({ length: count }, () => 1));
  const answered = [...new Set(lines.flatMap(({ reply_to }) => reply_to ?? []))];
  expect(answered).toEqual([...answered].sort((a, b) => a - b));
  const once = await expectedOnce(app, id);
  expect(once).toEqual({ pending: 0, turns: count, messages: count, upTo: once.newest, newest: once.newest });
  return lines;
}

test('twenty messages, every other one through the other replica: in order, each answered once', async () => {
  const [one, two] = [await start(), await start()];
  const id = `both-${randomUUID()}`;
  for (const [i, text] of TEXTS.entries()) await send(i % 2 === 0 ? one : two, { id, text });
  await Promise.all([one.queue.idle(), two.queue.idle()]);
  const lines = await expectAllAnsweredInOrder(one, id, 20);
  expect(lines.flatMap(({ direction, body }) => (direction === 'in' ? [body.text] : []))).toEqual(TEXTS);
  await Promise.all([one.close(), two.close()]);
});

test('both run the same "yes" to the end at once: one request, one confirmation', async () => {
  const first = await start();
  const id = `yes-${randomUUID()}`;
  await talkUntil(first, id, 'confirm');
  await first.close();
  let arrived = 0;
  const both = signal();
  // Neither saves before the other is about to.
  const meet = async ({ text }: Statement) => {
    if (!/with turn as/.test(text)) return;
    arrived += 1;
    if (arrived === 2) both.give();
    await both.given;
  };
  const replica = () => start(watched(openPostgres(database.url), { before: meet }));
  const [one, two] = [await replica(), await replica()];
  await send(one, { id, text: 'نعم' });
  two.queue.wake(id);
  await Promise.all([one.queue.idle(), two.queue.idle()]);
  expect(arrived).toBe(2);
  const requests = await filed(one);
  expect(requests).toHaveLength(1);
  expect(told(await transcript(two, id))).toEqual(requests);
  expect(await pending(one)).toBe(0);
  await Promise.all([one.close(), two.close()]);
});

test('one is killed in the middle of a turn: the other finishes by itself', { timeout: 60_000 }, async () => {
  const two = await start();
  const id = `killed-${randomUUID()}`;
  for (const text of TEXTS.slice(0, 5)) await send(two, { id, text });
  await two.queue.idle();
  const environment = {
    DATABASE_URL: database.url,
    ADMIN_API_KEY: ADMIN_KEY,
    DIRECTLINE_SECRET,
    DATA_KEY: 'data-key-of-the-tests',
    LOG_LEVEL: 'error',
  };
  const message = { id, text: TEXTS[5] ?? '' };
  // Received, loaded; the turn is never saved.
  expect((await runChild({ environment, at: Date.now(), dies: { n: 2, when: 'after' }, message })).killed).toBe(true);
  expect(await pending(two)).toBe(1);
  await eventually(async () => (await pending(two)) === 0);
  for (const text of TEXTS.slice(6)) await send(two, { id, text });
  await two.queue.idle();
  await expectAllAnsweredInOrder(two, id, 20);
  await two.close();
});

test('kept with its turn through one while the other writes there too: in order, each once, nothing overwritten', async () => {
  const id = `together-${randomUUID()}`;
  const [reached, release] = [signal(), signal()];
  let hold = false;
  const before = async ({ text }: Statement) => {
    if (!hold || !/with turn as/.test(text)) return;
    hold = false;
    reached.give();
    await release.given;
  };
  const [one, two] = [await start(watched(openPostgres(database.url), { before })), await start()];
  await say(one, { id, text: TEXTS[0] ?? '' });
  hold = true;
  const late = send(one, { id, text: TEXTS[1] ?? '' });
  await reached.given;
  await say(two, { id, text: TEXTS[2] ?? '' });
  release.give();
  await late;
  await one.queue.idle();
  // What the first has at hand is stale by now, and it knows.
  await say(two, { id, text: TEXTS[3] ?? '' });
  await say(one, { id, text: TEXTS[4] ?? '', messageId: 'the-same' });
  expect((await send(one, { id, text: TEXTS[4] ?? '', messageId: 'the-same' })).repeated).toBe(true);
  const lines = await expectAllAnsweredInOrder(one, id, 5);
  const heard = lines.flatMap(({ direction, body }) => (direction === 'in' ? [body.text] : []));
  expect(heard).toEqual([0, 2, 1, 3, 4].map((i) => TEXTS[i]));
  await Promise.all([one.close(), two.close()]);
});

test('one message id five times, restarted between: one turn', async () => {
  const id = `repeat-${randomUUID()}`;
  for (let i = 0; i < 5; i += 1) {
    const app = await start();
    const receipt = await send(app, { id, text: 'مرحبا', messageId: 'the-same' });
    expect(receipt.repeated).toBe(i > 0);
    await app.close();
  }
  const app = await start();
  await expectAllAnsweredInOrder(app, id, 1);
  await app.close();
});

test('filed, killed, and meanwhile somebody unproven wrote there: the same request, its number told', async () => {
  let die = false;
  const never = new Promise<never>(() => undefined);
  // What would follow never comes: to the database, a death.
  const db = watched(openPostgres(database.url), {
    before: ({ text }) => (die && /with turn as/.test(text) ? never : undefined),
  });
  const one = await start(db);
  const id = `proof-${randomUUID()}`;
  await talkUntil(one, id, 'confirm');
  die = true;
  const { seq } = await send(one, { id, text: 'نعم' });
  await eventually(async () => (await filed(one)).length === 1);
  const two = await start();
  await send(two, { id, text: 'مرحبا', of: 'somebody else', proven: false });
  await two.queue.idle();
  const requests = await filed(two);
  expect(requests).toHaveLength(1);
  expect((await repliesTo(two, id, seq)).flatMap((body) => body.sawt?.reference ?? [])).toEqual(requests);
  await two.close();
  await db.close();
});

test('closing in the middle of a turn: the turn ends first, with the request API still there', async () => {
  const id = `closing-${randomUUID()}`;
  const before = await start();
  await talkUntil(before, id, 'confirm');
  await say(before, { id, text: 'نعم' });
  const [reference = ''] = await filed(before);
  await before.close();
  const [reached, release] = [signal(), signal()];
  const holdLoad = async ({ text }: Statement) => {
    if (!/^\s*select c.channel, c.sender/.test(text)) return;
    reached.give();
    await release.given;
  };
  const one = await start(watched(openPostgres(database.url), { before: holdLoad }));
  const { seq } = await send(one, { id, text: `وين صار طلبي ${reference}` });
  await reached.given;
  const closed = one.close();
  setTimeout(release.give, 200);
  await closed;
  const two = await start();
  await two.queue.recover();
  const replies = await repliesTo(two, id, seq);
  expect(replies.map((body) => body.text).join('\n')).toContain(shown(reference));
  await two.close();
});

test('a turn that cannot be saved is said loudly and apologised for; the next one goes on', async () => {
  let broken = 0;
  const before = ({ text }: Statement) => {
    if (!/with turn as/.test(text) || broken < 1 || broken > 2) return;
    broken += 1;
    throw new Error('a fault of ours, made by the test');
  };
  const app = await start(watched(openPostgres(database.url), { before }));
  const id = `unsaved-${randomUUID()}`;
  await talkUntil(app, id, 'name');
  broken = 1;
  const sorry = await say(app, { id, text: 'محمد العلي' });
  expect(sorry.map((body) => body.text)).toEqual([app.flows.patterns.call_failed.ar]);
  expect(await pending(app)).toBe(0);
  expect((await say(app, { id, text: 'محمد العلي' })).at(-1)?.sawt?.ask).toBe('phone');
  await app.close();
});
