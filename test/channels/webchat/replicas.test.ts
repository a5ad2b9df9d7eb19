/** Two replicas on one database: who is connected to one hears what is said through the other, with and without Redis. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../../api/store/database.ts';
import { createLocalBus } from '../../../channels/bus.ts';
import { createRedisBus } from '../../../channels/redis-bus.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { type PrivateRedis, startRedis } from '../../services/redis.ts';
import { begin, call, listen, type Started, texts, until } from './client.ts';
import { type EchoServer, startEcho } from './echo-server.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => database?.close());

const say = (server: EchoServer, { conversationId, token }: Started, text: string) =>
  call(`${server.directLine}/conversations/${conversationId}/activities`, { token, body: { type: 'message', text } });
const streamAt = async (server: EchoServer, { conversationId, token }: Started) =>
  (await call(`${server.directLine}/conversations/${conversationId}`, { token })).body.streamUrl;

describe('with Redis', () => {
  let redis: PrivateRedis;
  let one: EchoServer;
  let two: EchoServer;
  const second = () => openPostgres(database.url);
  let db: ReturnType<typeof second>;
  beforeAll(async () => {
    redis = await startRedis();
    db = second();
    one = await startEcho(database.db, { bus: createRedisBus(redis.url) });
    two = await startEcho(db, { bus: createRedisBus(redis.url) });
    await until(() => one.bus.complete() && two.bus.complete());
  });
  afterAll(async () => {
    await one?.close();
    await two?.close();
    await db?.close();
    await redis?.stop();
  });

  test('said through one, heard through the other, once and in order', async () => {
    const started = await begin(one.directLine, 'dl_replicas');
    const frames = await listen(await streamAt(two, started));
    for (const text of ['أ', 'ب', 'ج']) expect((await say(one, started, text)).status).toBe(200);
    await until(() => frames.activities.length === 6, 900);
    const ids = frames.activities.map((activity) => activity.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    frames.socket.close();
  });

  test('a socket on one closes the older one on the other', async () => {
    const started = await begin(one.directLine, 'dl_collide');
    const older = await listen(started.streamUrl);
    const newer = await listen(await streamAt(two, started));
    expect((await until(() => older.closed[0], 900)).reason).toBe('collision');
    expect(newer.closed).toEqual([]);
    newer.socket.close();
  });

  test('Redis dies under an open socket: everything is still heard, nothing waits; and it comes back', async () => {
    const started = await begin(one.directLine, 'dl_redis_dies');
    const frames = await listen(await streamAt(two, started));
    await redis.stop();
    const before = performance.now();
    expect((await say(one, started, 'بلا ريديس')).status).toBe(200);
    expect(performance.now() - before).toBeLessThan(500);
    await until(() => texts(frames.activities).includes('قلت: بلا ريديس'));
    await redis.start();
    await until(() => one.bus.complete() && two.bus.complete(), 10_000);
    await say(one, started, 'عاد');
    await until(() => texts(frames.activities).includes('قلت: عاد'), 900);
    const ids = frames.activities.map((activity) => activity.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    frames.socket.close();
  });
});

test('without Redis the sockets look by themselves', async () => {
  const db = openPostgres(database.url);
  const one = await startEcho(database.db, { bus: createLocalBus({ alone: false }) });
  const two = await startEcho(db, { bus: createLocalBus({ alone: false }) });
  const started = await begin(one.directLine, 'dl_no_redis');
  const frames = await listen(await streamAt(two, started));
  await say(one, started, 'مرحبا');
  await until(() => texts(frames.activities).includes('قلت: مرحبا'), 3000);
  expect(texts(frames.activities)).toEqual(['مرحبا', 'قلت: مرحبا']);
  frames.socket.close();
  await one.close();
  await two.close();
  await db.close();
});

test('the same id through both replicas and again after both were restarted: one message', async () => {
  const db = openPostgres(database.url);
  const servers = [await startEcho(database.db), await startEcho(db)];
  const [one, two] = servers as [EchoServer, EchoServer];
  const started = await begin(one.directLine, 'dl_once');
  const post = (server: EchoServer) =>
    call(`${server.directLine}/conversations/${started.conversationId}/activities`, {
      token: started.token,
      body: { type: 'message', text: 'مرة', channelData: { clientActivityID: 'same' } },
    });
  const answers = await Promise.all([post(one), post(two), post(one), post(two)]);
  await one.close();
  await two.close();
  const restarted = await startEcho(db);
  answers.push(await post(restarted));
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expect(one.arrivals.length + two.arrivals.length + restarted.arrivals.length).toBe(2); // the start and the message
  await restarted.close();
  await db.close();
});
