/** The bus between replicas when the Redis is shared with strangers. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bus } from '../../channels/bus.ts';
import { createRedisBus } from '../../channels/redis-bus.ts';
import { type PrivateRedis, startRedis } from '../services/redis.ts';
import { until } from './webchat/client.ts';

let redis: PrivateRedis;
let bus: Bus;
let stranger: Redis;
beforeAll(async () => {
  redis = await startRedis();
  bus = createRedisBus(redis.url);
  stranger = new Redis(redis.url);
  await until(() => bus.complete());
});
afterAll(async () => {
  stranger?.disconnect();
  await bus?.close();
  await redis?.stop();
});

test('what strangers say on its topic is passed over, and the bus goes on', async () => {
  const heard: unknown[] = [];
  bus.subscribe('c', (signal) => heard.push(signal));
  for (const text of [
    'null',
    '7',
    '{}',
    '[]',
    'not JSON',
    '{"conversation":"c"}',
    '{"conversation":"c","signal":null}',
  ])
    await stranger.publish('sawt:conversations', text);
  await stranger.publish(
    'sawt:conversations',
    JSON.stringify({ from: 'x', conversation: 'c', signal: { kind: 'look' } }),
  );
  await until(() => heard.length > 0);
  expect(heard).toEqual([{ kind: 'look' }]);
});
