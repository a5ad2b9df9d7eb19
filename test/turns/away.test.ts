/** The database goes away and comes back: what was kept, what was not, and what nobody can know is told as it is. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPostgres } from '../../api/store/database.ts';
import type { App } from '../../app.ts';
import { call } from '../channels/webchat/client.ts';
import { ADMIN_KEY } from '../house-app.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import { arrive, eventually, type Open, openDoors } from './door.ts';
import { type Line, lineTo } from './proxy.ts';
import { answeredTimes, expectedOnce, pending, repliesTo, say, send, talkUntil, told, transcript } from './talk.ts';
import { type Statement, watched } from './watched-database.ts';

let database: FreshDatabase;
let line: Line;
let open: Open;
let app: App;
/** What happens once, when the next statement that begins so is about to be sent. */
let trap: { begins: RegExp; spring: () => void | Promise<void> } | null = null;
const onNext = (begins: RegExp, spring: () => void | Promise<void>) => {
  trap = { begins, spring };
};
const FILING = /^\s*with held as/;
const SAVING = /^\s*with turn as/;

beforeAll(async () => {
  database = await freshDatabase();
  line = await lineTo(database.url);
  const before = async ({ text }: Statement) => {
    if (!trap?.begins.test(text)) return;
    const { spring } = trap;
    trap = null;
    await spring();
  };
  const db = watched(openPostgres(line.url, { connectMs: 1000 }), { before });
  open = await openDoors(line.url, { db });
  app = open.app;
});
afterAll(async () => {
  await line?.mend();
  await app?.close();
  line?.close();
  await database?.close();
});
beforeEach(async () => {
  trap = null;
  await line.mend();
});

/** The rows as they are, whatever became of the line. */
const truth = () => ({ db: database.db });
const referencesOf = async (id: string) => told(await transcript(truth() as App, id));
const requestsOf = async (id: string) => {
  const lines = await transcript(truth() as App, id);
  const matter = JSON.stringify(lines.map(({ body }) => body.text));
  const rows = await database.db.query<{ reference: string; description: string }>(
    'select reference, description from requests',
  );
  return rows.filter((row) => matter.includes(row.description)).map((row) => row.reference);
};

describe('while it is away', () => {
  test('a message is refused in both languages as not kept; sent again later it is kept and answered once', async () => {
    const citizen = await arrive(open);
    await app.queue.idle();
    line.cut();
    // A statement that is sent before the process has noticed may have arrived; then it says "unavailable" alone.
    await pause(100);
    const refused = await citizen.post(open, 'مرحبا', 'm1');
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toContain('ولم تُحفظ رسالتك');
    expect(refused.body.error.message).toContain('was not kept');
    await line.mend();
    for (let i = 0; i < 2; i += 1) expect((await citizen.post(open, 'مرحبا', 'm1')).status).toBe(200);
    await app.queue.idle();
    const lines = await transcript(app, citizen.id);
    expect(lines.filter(({ message_id }) => message_id?.includes('m1'))).toHaveLength(1);
    expect([...answeredTimes(lines).values()]).toEqual([1, 1]);
  });

  test('reads say unavailable, filing says not kept, readiness names it, the process lives', async () => {
    line.cut();
    await pause(100);
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };
    const read = await call(`${open.root}/v1/requests`, { headers });
    expect([read.status, read.body.code]).toEqual([503, 'unavailable']);
    const filing = await call(`${open.root}/v1/requests`, {
      headers: { ...headers, 'idempotency-key': 'k' },
      body: { type: 'complaint', description: 'انقطعت المياه' },
    });
    expect([filing.status, filing.body.code]).toEqual([503, 'not_kept']);
    const ready = await call(`${open.root}/readyz`);
    expect([ready.status, ready.body.dependencies.database]).toEqual([503, 'away']);
    expect((await call(`${open.root}/healthz`)).status).toBe(200);
    await line.mend();
    expect((await call(`${open.root}/readyz`)).status).toBe(200);
  });
});

describe('going away in the middle of a turn', () => {
  test('after the message is kept, before its turn is: answered once after the return, without a restart', async () => {
    const id = `first-${randomUUID()}`;
    onNext(SAVING, () => line.cut());
    // Of a conversation that nobody has at hand: kept first.
    expect(await send(app, { id, text: 'مرحبا' })).toMatchObject({ seq: 1, repeated: false });
    await app.queue.idle();
    await line.mend();
    expect(await pending(app)).toBe(1);
    await eventually(async () => (await pending(app)) === 0);
    expect([...answeredTimes(await transcript(app, id)).values()]).toEqual([1]);
    const once = await expectedOnce(app, id);
    expect(once.turns).toBe(once.messages);
  });

  test.each([
    ['before message and turn are sent', () => line.cut()],
    ['when both are kept, before that is known', () => line.cutAtAnswer()],
  ])('%s: never acknowledged, and sent again it has one turn', async (_where, spring) => {
    const citizen = await arrive(open);
    await app.queue.idle();
    onNext(SAVING, spring);
    const refused = await citizen.post(open, 'مرحبا', 'm1');
    expect(refused.status).toBe(503);
    await line.mend();
    for (let i = 0; i < 2; i += 1) expect((await citizen.post(open, 'مرحبا', 'm1')).status).toBe(200);
    await app.queue.idle();
    expect((await citizen.post(open, 'شكوى', 'm2')).status).toBe(200);
    await app.queue.idle();
    const lines = await transcript(app, citizen.id);
    expect([...answeredTimes(lines).values()]).toEqual([1, 1, 1]);
    const once = await expectedOnce(app, citizen.id);
    expect(once).toMatchObject({ pending: 0, turns: 3, messages: 3 });
  });

  test.each([
    ['before the request is sent', () => line.cut()],
    ['when the request is kept, before that is known', () => line.cutAtAnswer()],
  ])('while filing, %s: one request, told once', async (_where, spring) => {
    const id = `filing-${randomUUID()}`;
    await talkUntil(app, id, 'confirm');
    const before = await requestsOf(id);
    onNext(FILING, spring);
    await send(app, { id, text: 'نعم' });
    await app.queue.idle();
    await line.mend();
    await app.queue.recover();
    await app.queue.idle();
    const filed = (await requestsOf(id)).filter((reference) => !before.includes(reference));
    expect(filed).toHaveLength(1);
    expect(await referencesOf(id)).toEqual(filed);
  });

  test('a blip: kept, the answer lost, away for a moment and back before the turn ends: nobody says "not sent"', async () => {
    const id = `blip-${randomUUID()}`;
    await talkUntil(app, id, 'confirm');
    const before = await requestsOf(id);
    onNext(FILING, () => {
      line.cutAtAnswer();
      setTimeout(() => void line.mend(), 400);
      onNext(SAVING, () => line.mend());
    });
    const { seq } = await send(app, { id, text: 'نعم' });
    await app.queue.idle();
    await line.mend();
    await app.queue.recover();
    await app.queue.idle();
    const filed = (await requestsOf(id)).filter((reference) => !before.includes(reference));
    expect(filed).toHaveLength(1);
    const replies = await repliesTo(app, id, seq);
    expect(replies.flatMap((body) => body.sawt?.reference ?? [])).toEqual(filed);
    expect(replies.map((body) => body.text).join('\n')).not.toContain('لم يُرسل شيء');
  });
});

test('only filing fails: an honest message, a yes tries again, one request', async () => {
  const id = `refused-${randomUUID()}`;
  await talkUntil(app, id, 'confirm');
  const before = await requestsOf(id);
  onNext(FILING, () => {
    throw new Error('a fault of ours, made by the test');
  });
  const sorry = await say(app, { id, text: 'نعم' });
  expect(sorry.at(-1)?.text).toContain('تعذّر تسجيل الطلب الآن ولم يُرسل شيء بعد');
  expect(sorry.at(-1)?.sawt?.ask).toBe('confirm');
  expect(await requestsOf(id)).toEqual(before);
  const done = await say(app, { id, text: 'نعم' });
  const filed = (await requestsOf(id)).filter((reference) => !before.includes(reference));
  expect(filed).toHaveLength(1);
  expect(done.flatMap((body) => body.sawt?.reference ?? [])).toEqual(filed);
});
