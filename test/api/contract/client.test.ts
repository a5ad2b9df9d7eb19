import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient, type Send } from '../../../api/contract/client.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { asBot, type Served, serve } from '../served.ts';

let fresh: FreshDatabase;
let api: Served;
let client: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  api = await serve(fresh.db);
  const send: Send = async ({ method, path, headers, body }) => {
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    return api.call(method, path, { headers: { ...headers, ...asBot }, ...payload });
  };
  client = createClient(send);
});
afterAll(async () => {
  await api.server.close();
  await fresh.close();
});

const sender = 'webchat:dl_سلمى/1 &?';
const filing = {
  type: 'complaint',
  description: 'طابور',
  origin: { conversation: 'c', sender, proven: true },
} as const;

/** The value of an answer that must be one. */
const taken = <Value>(result: { ok: true; value: Value } | { ok: false }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

describe('the client', () => {
  test('files once under a key, whatever the key looks like', async () => {
    for (const key of ['draft-1', 'مسودة ١', 'a b']) {
      const first = taken(await client.file(key, filing));
      expect(taken(await client.file(key, filing))).toEqual(first);
    }
  });

  test('carries the whole life', async () => {
    const { reference } = taken(await client.file('draft-2', filing));
    expect(taken(await client.status(reference)).details).toBeUndefined();
    expect(taken(await client.status(reference, sender)).details).toMatchObject({ description: 'طابور' });
    expect(taken(await client.list(sender)).requests.map((one) => one.reference)).toContain(reference);
    await api.post(`/v1/requests/${reference}/actions/ask`, { question: 'which?' });
    expect(taken(await client.act('k1', reference, 'answer', { text: 'this' })).status).toBe('in_progress');
    await api.post(`/v1/requests/${reference}/actions/reply`, { text: 'done' });
    expect(taken(await client.rate('k2', reference, { stars: 2 })).status).toBe('answered');
    expect(taken(await client.promise({ type: null, axis: null, importance: 'low' })).dueAt).toMatch(/\+03:00$/);
  });

  test('the code of an anonymous requester proves them', async () => {
    const { reference, followUpCode } = taken(await client.file('draft-3', { ...filing, anonymous: true }));
    expect(taken(await client.status(reference, undefined, followUpCode)).details).toBeDefined();
  });

  test('a refusal is a problem', async () => {
    for (const reference of ['nonsense', '../../x', '\ud800', '']) {
      expect(await client.status(reference)).toMatchObject({ ok: false });
    }
    expect(await client.status('260000000085')).toMatchObject({ ok: false, problem: { code: 'unknown_reference' } });
  });

  test('no answer, or one that is not ours, is "unavailable"', async () => {
    const unavailable = { ok: false, problem: { code: 'unavailable' } };
    expect(await createClient(() => Promise.reject(new Error('cut'))).status('1')).toMatchObject(unavailable);
    expect(await createClient(async () => ({ status: 502, body: '<html>' })).status('1')).toMatchObject(unavailable);
  });
});
