/** What must be refused, in Direct Line's shape, in both languages, readable by a page of any origin; never a 500. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { begin, call } from './client.ts';
import { type EchoServer, SECRET, startEcho } from './echo-server.ts';

let database: FreshDatabase;
let echo: EchoServer;
let clock = new Date();
beforeAll(async () => {
  database = await freshDatabase();
  echo = await startEcho(database.db, { now: () => clock });
});
afterAll(async () => {
  await echo?.close();
  await database?.close();
});

const post = (id: string, token: string, body: unknown, headers = {}) =>
  call(`${echo.directLine}/conversations/${id}/activities`, { token, body, headers });
const message = (more: object) => ({ type: 'message', from: { id: 'x' }, ...more });

test.each([
  ['cut off', '--x\r\nbroken', 'x'],
  [
    'a part cut off',
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\nab',
    'x',
  ],
  ['nothing in it', '', 'x'],
  ['no boundary', '--x--', ''],
])('a multipart body, %s: refused, nothing kept', async (_what, body, boundary) => {
  const { conversationId, token } = await begin(echo.directLine);
  const type = `multipart/form-data${boundary && `; boundary=${boundary}`}`;
  const answer = await call(`${echo.directLine}/conversations/${conversationId}/upload`, {
    token,
    body,
    headers: { 'content-type': type },
  });
  expect([answer.status, answer.body.error.code]).toEqual([400, expect.stringMatching(/^Bad/)]);
});

describe('bodies', () => {
  test.each([
    ['not JSON', '{', 400, 'BadSyntax'],
    ['nothing', '', 400, 'BadArgument'],
    ['null', 'null', 400, 'BadArgument'],
    ['a list', '[]', 400, 'BadArgument'],
    ['no type', { text: 'x' }, 400, 'BadArgument'],
    ['empty', message({ text: '' }), 400, 'BadArgument'],
    ['300 kB', message({ text: 'ب'.repeat(300_000) }), 413, 'MessageSizeTooBig'],
    ['20 MB', message({ text: 'x'.repeat(20_000_000) }), 413, 'MessageSizeTooBig'],
    ['SVG', message({ attachments: [{ contentUrl: 'data:image/svg+xml,<svg>' }] }), 415, 'UnsupportedMediaType'],
  ])('%s', async (_name, body, status, code) => {
    const { conversationId, token } = await begin(echo.directLine);
    const answer = await post(conversationId, token, body, { origin: 'https://elsewhere.example' });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.error.message).toMatch(/[\u0600-\u06ff].* \/ .*[a-z]/);
    expect(answer.headers.get('access-control-allow-origin')).toBeTruthy();
  });

  test('another media type', async () => {
    const { conversationId, token } = await begin(echo.directLine);
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/xml']) {
      const answer = await post(conversationId, token, 'a=b', { 'content-type': type });
      expect([type, answer.status, answer.body.error.code]).toEqual([type, 415, 'UnsupportedMediaType']);
    }
  });

  test('NUL, lone surrogates, a hostile prototype and endless nesting are survived', async () => {
    const { conversationId, token } = await begin(echo.directLine);
    const bodies = [
      '{"type":"message","text":"a\\u0000b\\ud800","channelData":{"clientActivityID":"\\u0000"}}',
      '{"type":"message","text":"x","__proto__":{"a":1},"constructor":{"prototype":{"b":1}}}',
      `{"type":"message","text":"x","channelData":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
      `{"type":"message","text":"x","entities":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ];
    const statuses = [];
    for (const body of bodies) statuses.push((await post(conversationId, token, body)).status);
    expect(statuses.slice(0, 2)).toEqual([200, 200]);
    for (const status of statuses) expect([200, 400, 413]).toContain(status);
    const { body } = await call(`${echo.directLine}/conversations/${conversationId}/activities`, { token });
    expect(body.activities.find((each: { text: string }) => each.text === 'a\ufffdb\ufffd')).toBeTruthy();
  });
});

describe('callers', () => {
  test.each([
    ['none', undefined, 401, 'Unauthorized'],
    ['malformed', 'Basic abc', 401, 'Unauthorized'],
    ['forged', 'Bearer a.b.c', 403, 'Forbidden'],
    ['unsigned', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`, 403, 'Forbidden'],
  ])('%s', async (_name, authorization, status, code) => {
    const headers = authorization === undefined ? {} : { authorization };
    for (const path of [
      'tokens/generate',
      'tokens/refresh',
      'conversations',
      'conversations/c/activities',
      'conversations/c/upload',
    ]) {
      const answer = await call(`${echo.directLine}/${path}`, { method: 'POST', headers });
      expect([path, answer.status, answer.body.error.code]).toEqual([path, status, code]);
    }
  });

  test("another's conversation is refused, to read, to write, to follow", async () => {
    const mine = await begin(echo.directLine, 'dl_me');
    const theirs = await begin(echo.directLine, 'dl_them');
    const base = `${echo.directLine}/conversations/${theirs.conversationId}`;
    const tries = [
      call(base, { token: mine.token }),
      call(`${base}/activities`, { token: mine.token }),
      call(`${base}/activities`, { token: mine.token, body: message({ text: 'x' }) }),
      call(`${base}/upload`, { token: mine.token, body: 'x', headers: { 'content-type': 'text/plain' } }),
    ];
    for (const answer of await Promise.all(tries)) expect(answer.status).toBe(403);
  });

  test('a token cannot make tokens, nor the secret be refreshed', async () => {
    const { token } = await begin(echo.directLine);
    expect((await call(`${echo.directLine}/tokens/generate`, { token, method: 'POST' })).status).toBe(403);
    expect((await call(`${echo.directLine}/tokens/refresh`, { token: SECRET, method: 'POST' })).status).toBe(403);
  });

  test('a token that ran out says so, and can no longer be refreshed', async () => {
    const { conversationId, token } = await begin(echo.directLine);
    const before = clock;
    clock = new Date(before.getTime() + 1801 * 1000);
    const answers = [
      await post(conversationId, token, message({ text: 'x' })),
      await call(`${echo.directLine}/tokens/refresh`, { token, method: 'POST' }),
    ];
    clock = before;
    for (const { status, body } of answers) expect([status, body.error.code]).toEqual([403, 'TokenExpired']);
  });

  test('trusted origins', async () => {
    const { body } = await call(`${echo.directLine}/tokens/generate`, {
      token: SECRET,
      body: { user: { id: 'dl_o' }, trustedOrigins: ['https://gov.example'] },
    });
    const from = (origin: string) =>
      call(`${echo.directLine}/conversations`, { token: body.token, method: 'POST', headers: { origin } });
    expect((await from('https://elsewhere.example')).status).toBe(403);
    expect((await from('https://gov.example')).status).toBe(201);
  });
});

test('preflight for any page, with the header of Microsoft’s client', async () => {
  for (const path of [`${echo.directLine}/conversations`, `${echo.url}/v1/webchat/token`]) {
    const { status, headers } = await call(path, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://portal.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-ms-bot-agent',
      },
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://portal.example');
    expect(headers.get('access-control-allow-headers')).toMatch(/authorization, ?content-type, ?x-ms-bot-agent/);
  }
});

test('one address may not ask for tokens without end, and others are not touched by a caller with a secret', async () => {
  const statuses = new Set<number>();
  let last = await call(`${echo.url}/v1/webchat/token`, { method: 'POST' });
  for (let asked = 0; asked < 320; asked += 1) {
    last = await call(`${echo.url}/v1/webchat/token`, { method: 'POST' });
    statuses.add(last.status);
  }
  expect([...statuses].sort()).toEqual([200, 429]);
  expect(last.body.error.code).toBe('TooManyRequests');
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await call(`${echo.directLine}/tokens/generate`, { token: SECRET, method: 'POST' })).status).toBe(200);
});
