import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, DatabaseAway } from '../../../api/contract/database.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { asAdmin, key, type Served, serve } from '../served.ts';

let fresh: FreshDatabase;
let api: Served;
beforeAll(async () => {
  fresh = await freshDatabase();
  api = await serve(fresh.db);
});
afterAll(async () => {
  await api.server.close();
  await fresh.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const send = (payload: string | Buffer, headers: Record<string, string> = JSON_TYPE, url = '/v1/requests') =>
  api.call('POST', url, { headers: { ...asAdmin, ...key(), ...headers }, payload });

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const body = (more: string) => `{"type":"complaint","description":"x",${more}}`;

describe('bad bodies', () => {
  test.each<[string, string, number, string]>([
    ['not JSON', '{"type":', 400, 'invalid_json'],
    ['nothing', '', 400, 'invalid_json'],
    ['a word', 'hello', 400, 'invalid_json'],
    ['null', 'null', 422, 'invalid_request'],
    ['a list', '[]', 422, 'invalid_request'],
    ['a number', '1', 422, 'invalid_request'],
    ['a text', '"x"', 422, 'invalid_request'],
    ['deep lists', nested(100_000), 422, 'invalid_request'],
    ['deep lists inside', body(`"location":${nested(50_000)}`), 422, 'invalid_request'],
    ['deep objects', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`, 422, 'invalid_request'],
    ['a prototype', body('"__proto__":{"admin":true}'), 400, 'invalid_json'],
    ['a constructor', body('"constructor":{"prototype":{"admin":true}}'), 400, 'invalid_json'],
    ['a huge number', body('"location":{"latitude":1e999,"longitude":0}'), 422, 'invalid_request'],
    ['too many files', body(`"attachments":[${Array(21).fill('"x"').join()}]`), 422, 'invalid_request'],
    ['too long', body(`"x":"${'x'.repeat(6_300_000)}"`), 413, 'too_large'],
    [
      'too long a description',
      JSON.stringify({ type: 'complaint', description: 'x'.repeat(1_000_001) }),
      422,
      'invalid_request',
    ],
    [
      '10,000 unknown fields',
      body(Array.from({ length: 10_000 }, (_, i) => `"f${i}":1`).join()),
      422,
      'invalid_request',
    ],
  ])('%s', async (_what, payload, status, code) => {
    const refused = await send(payload);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect(refused.body.detailAr).toMatch(/\p{Script=Arabic}/u);
  });

  test.each<[string, Record<string, string>]>([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['XML', { 'content-type': 'application/xml' }],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['no type', { 'content-type': '' }],
  ])('%s instead of JSON is 415', async (_what, headers) => {
    expect(await send('type=complaint', headers)).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type' },
    });
  });

  test.each([
    ['100 kB', 'x'.repeat(100 * 1024)],
    ['several of the longest messages', 'شكوى\n'.repeat(200_000)],
  ])('a description of %s is kept whole, every letter escaped or not', async (_what, description) => {
    const plain = JSON.stringify({ type: 'complaint', description });
    const escaped = plain.replace(/[\u0600-\u06ff]/g, (letter) => `\\u0${letter.charCodeAt(0).toString(16)}`);
    for (const payload of [plain, escaped]) {
      const filed = await send(payload);
      expect(filed.status).toBe(201);
      expect((await api.get(`/v1/requests/${filed.body.reference}`)).body.description).toBe(description);
    }
  });

  test('a text of 100 kB is classified', async () => {
    for (const text of ['x'.repeat(100 * 1024), 'ش'.repeat(256 * 1024)]) {
      expect((await api.post('/v1/classify', { text }, {})).status).toBe(200);
    }
    expect((await api.post('/v1/classify', { text: 'x'.repeat(256 * 1024 + 1) }, {})).status).toBe(422);
  });

  test('half letters and NUL are kept as U+FFFD, wherever they stand', async () => {
    const filed = await send(
      '{"type":"complaint","description":"a\\u0000b\\ud800","requester":{"name":"\\u0000x"},"location":"\\udfff1"}',
    );
    expect(filed.status).toBe(201);
    const { body: view } = await api.get(`/v1/requests/${filed.body.reference}`);
    expect(view).toMatchObject({ description: 'a\uFFFDb\uFFFD', requester: { name: '\uFFFDx' }, location: '\uFFFD1' });
  });

  test('half letters and NUL in addresses and headers are no failure either', async () => {
    for (const url of [
      '/v1/requests?q=%00',
      '/v1/requests?q=%ED%A0%80',
      '/v1/requests?department=%00',
      '/v1/requests?cursor=%00',
      '/v1/requests/%00',
      '/v1/requests/%zz',
      '/v1/status/%ff',
      `/v1/status/${'1'.repeat(5000)}`,
      '/v1/requests/260000000085/attachments/%00',
      '/v1/requests/../../etc/passwd',
      '/v1//requests',
    ]) {
      const { status, body: told } = await api.get(url);
      expect([url, status < 500, status === 200 || typeof told.code === 'string']).toEqual([url, true, true]);
    }
    const headers = { authorization: `Bearer ${'x'.repeat(5000)}` };
    expect((await api.get('/v1/requests', headers)).status).toBe(401);
    const bot = { authorization: 'Bearer bot-key-for-tests', 'sawt-sender': '%E0%A4%A' };
    const { reference } = (await api.file()).body;
    expect((await api.get(`/v1/status/${reference}`, bot)).status).toBe(422);
  });
});

describe('addresses and methods', () => {
  test.each([
    ['DELETE', '/v1/requests', 'GET, HEAD, POST'],
    ['PUT', '/v1/requests/260000000085', 'GET, HEAD'],
    ['GET', '/v1/requests/260000000085/rating', 'POST'],
    ['GET', '/v1/requests/260000000085/actions/close', 'POST'],
    ['PATCH', '/v1/classify', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ] as const)('%s %s: 405', async (method, url, allowed) => {
    const refused = await api.call(method, url, { headers: asAdmin });
    expect(refused).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(refused.headers.allow).toBe(allowed);
  });

  test.each(['/nothing', '/v1', '/v1/request', '/v2/requests'])('%s: 404', async (url) => {
    expect(await api.get(url)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('when the database is away', () => {
  /** The real one until it is told to go. */
  function leaving(db: Database) {
    let gone: DatabaseAway | null = null;
    const through = <T>(work: () => Promise<T>) => (gone === null ? work() : Promise.reject(gone));
    const away: Database = {
      ...db,
      query: (text, values) => through(() => db.query(text, values)),
      transaction: (work) => through(() => db.transaction(work)),
    };
    return {
      db: away,
      go: (unsure: boolean) => {
        gone = new DatabaseAway(new Error('test'), unsure);
      },
    };
  }

  test('it is said truthfully, and what needs no database goes on', async () => {
    const { db, go } = leaving(fresh.db);
    const own = await serve(db);
    const { reference } = (await own.file()).body;
    go(false);
    expect(await own.file()).toMatchObject({ status: 503, body: { code: 'not_kept' } });
    expect(await own.post(`/v1/requests/${reference}/actions/note`, { text: 'x' })).toMatchObject({
      status: 503,
      body: { code: 'not_kept' },
    });
    expect(await own.get(`/v1/status/${reference}`)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect((await own.get('/v1/requests')).body.code).toBe('unavailable');
    expect((await own.get('/v1/requests')).headers['retry-after']).toBeDefined();
    expect(await own.get('/readyz')).toMatchObject({ status: 503, body: { dependencies: { database: 'away' } } });
    expect((await own.get('/healthz')).status).toBe(200);
    expect((await own.post('/v1/classify', { text: 'x' })).status).toBe(200);
    expect((await own.get('/v1/promise?importance=high')).status).toBe(200);
    expect((await own.get('/v1/departments')).status).toBe(200);
    go(true);
    expect((await own.post(`/v1/requests/${reference}/actions/note`, { text: 'x' })).body.code).toBe('not_confirmed');
    await own.server.close();
  });

  test('a filing whose connection broke after it was sent is asked again under its key', async () => {
    let breaks = true;
    const db: Database = {
      ...fresh.db,
      async query<Row extends object>(text: string, values?: readonly unknown[]) {
        const rows = await fresh.db.query<Row>(text, values);
        if (breaks && text.includes('insert into requests')) {
          breaks = false;
          throw new DatabaseAway(new Error('cut after the commit'), true);
        }
        return rows;
      },
    };
    const own = await serve(db);
    const filed = await own.file({ description: 'cut off in the middle' });
    expect(filed.status).toBe(201);
    const { items } = (await own.get('/v1/requests?q=cut+off+middle')).body;
    expect(items.map((one: { reference: string }) => one.reference)).toEqual([filed.body.reference]);
    await own.server.close();
  });

  test('what nobody expected is 500, told to the log and to nobody else', async () => {
    const own = await serve(fresh.db, {
      classify: () => {
        throw new Error('secret detail');
      },
    });
    const failed = await own.file();
    expect(failed).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(failed.body)).not.toContain('secret');
    await own.server.close();
  });
});
