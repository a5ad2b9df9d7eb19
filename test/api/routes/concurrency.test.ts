/** Only real PostgreSQL has several sessions: here replicas meet. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../../api/store/database.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { asBot, key, type Served, serve } from '../served.ts';

let fresh: FreshDatabase;
let second: ReturnType<typeof openPostgres>;
let replicas: [Served, Served];

beforeAll(async () => {
  fresh = await freshDatabase();
  second = openPostgres(fresh.url);
  replicas = [await serve(fresh.db), await serve(second)];
});
afterAll(async () => {
  for (const { server } of replicas) await server.close();
  await second.close();
  await fresh.close();
});

const count = async (sql: string) =>
  Number((await fresh.db.query<{ n: number }>(`select count(*) as n from ${sql}`))[0]?.n);

test('one key, fifty at once, two replicas: one request, one answer', async () => {
  const before = await count('requests');
  const under = key();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => replicas[index % 2 === 0 ? 0 : 1].file({ anonymous: true }, under)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await count('requests')).toBe(before + 1);
});

test('one key, two bodies at once: one is filed, the other refused', async () => {
  const before = await count('requests');
  const under = key();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      replicas[index % 2 === 0 ? 0 : 1].file({ description: `text ${index % 2}` }, under),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), ...Array(10).fill(422)]);
  expect(await count('requests')).toBe(before + 1);
});

test('fifty keys at once: fifty requests', async () => {
  const before = await count('requests');
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => replicas[index % 2 === 0 ? 0 : 1].file()));
  expect(new Set(answers.map(({ body }) => body.reference)).size).toBe(50);
  expect(await count('requests')).toBe(before + 50);
});

test('the same action twenty times at once happens once', async () => {
  const { reference } = (await replicas[0].file()).body;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      replicas[index % 2 === 0 ? 0 : 1].post(`/v1/requests/${reference}/actions/ask`, { question: 'which?' }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  expect(await count(`request_events where reference = '${reference}' and kind = 'asked'`)).toBe(1);
});

test('the same action under one key twenty times at once: one event, twenty equal answers', async () => {
  const { reference } = (await replicas[0].file()).body;
  const under = { ...asBot, ...key() };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      replicas[index % 2 === 0 ? 0 : 1].post(`/v1/requests/${reference}/actions/note`, { text: 'more' }, under),
    ),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
  expect(await count(`request_events where reference = '${reference}' and kind = 'noted'`)).toBe(1);
});

test('two replicas tell the citizen once each, in order', async () => {
  const origin = { conversation: 'c', sender: 'webchat:dl_c', proven: true };
  const filed = await Promise.all(Array.from({ length: 10 }, () => replicas[0].file({ origin }, asBot)));
  for (const action of ['ask', 'reply', 'close'] as const) {
    const body = action === 'ask' ? { question: 'q' } : action === 'reply' ? { text: 't' } : {};
    await Promise.all(
      filed.map((one, index) =>
        replicas[index % 2 === 0 ? 0 : 1].post(`/v1/requests/${one.body.reference}/actions/${action}`, body),
      ),
    );
  }
  const told = () => replicas.flatMap((replica) => replica.told).filter((event) => event.conversation === 'c');
  await expect.poll(() => told().length, { timeout: 4000 }).toBe(30);
  expect(new Set(told().map(({ id }) => id)).size).toBe(30);
  expect(await count('request_events where for_citizen and delivered_at is null')).toBe(0);
});
