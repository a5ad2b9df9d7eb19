/** Redis dies and comes back under two replicas: turns go on, and every reply reaches the sockets of both, once. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Frames, texts, until } from '../channels/webchat/client.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import { type PrivateRedis, startRedis } from '../services/redis.ts';
import { arrive, type Open, openDoors } from './door.ts';
import { answeredTimes, transcript } from './talk.ts';

let database: FreshDatabase;
let redis: PrivateRedis;
let one: Open;
let two: Open;
beforeAll(async () => {
  [database, redis] = await Promise.all([freshDatabase(), startRedis()]);
  const more = { REDIS_URL: redis.url };
  [one, two] = [await openDoors(database.url, {}, more), await openDoors(database.url, {}, more)];
  await until(() => one.app.bus.complete() && two.app.bus.complete());
});
afterAll(async () => {
  await one?.app.close();
  await two?.app.close();
  await redis?.stop();
  await database?.close();
});

test('replies reach the sockets of both replicas before, while and after Redis is away', async () => {
  // A second socket closes the first of the same conversation: so two people, each served by the other's replica.
  const [near, far] = [await arrive(one, 'dl_near'), await arrive(one, 'dl_far')];
  const [here, there] = [await near.follow(one), await far.follow(two)];
  const bothHear = async (text: string, patience: number) => {
    const heard = async (frames: Frames, say: Promise<unknown>) => {
      await say;
      await until(() => {
        const at = texts(frames.activities).indexOf(text);
        return at >= 0 && frames.activities.slice(at + 1).some(({ from }) => from.id === 'sawt');
      }, patience);
    };
    await Promise.all([heard(here, near.post(two, text)), heard(there, far.post(one, text))]);
  };
  await bothHear('مرحبا ١', 3000);
  await redis.stop();
  await bothHear('مرحبا ٢', 8000);
  await redis.start();
  await until(() => one.app.bus.complete() && two.app.bus.complete(), 10_000);
  await bothHear('مرحبا ٣', 3000);
  await pause(50);
  for (const frames of [here, there]) {
    const ids = frames.activities.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    frames.socket.close();
  }
  for (const { id } of [near, far])
    expect([...answeredTimes(await transcript(one.app, id)).values()]).toEqual([1, 1, 1, 1]);
});
