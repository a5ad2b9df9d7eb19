/** Files on their way in and out. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUploads } from '../../../channels/store/uploads.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { begin, call, type Started } from './client.ts';
import { type EchoServer, SECRET, startEcho } from './echo-server.ts';

let database: FreshDatabase;
let echo: EchoServer;
let mine: Started;
beforeAll(async () => {
  database = await freshDatabase();
  echo = await startEcho(database.db);
  mine = await begin(echo.directLine, 'dl_files');
});
afterAll(async () => {
  await echo?.close();
  await database?.close();
});

const base = () => `${echo.directLine}/conversations/${mine.conversationId}`;
const upload = (body: Uint8Array | FormData | string, headers = {}) =>
  call(`${base()}/upload?userId=dl_files`, { token: mine.token, body, headers });
const find = async (id: string) => {
  const { body } = await call(`${base()}/activities`, { token: mine.token });
  return body.activities.find((activity: { id: string }) => activity.id === id);
};
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255]);

test('one raw body, named by Content-Disposition, comes back byte by byte', async () => {
  const { status, body } = await upload(png, {
    'content-type': 'image/png',
    'content-disposition': 'name="file"; filename="hole.png"',
  });
  expect(status).toBe(200);
  const activity = await find(body.id);
  expect(activity.attachments).toMatchObject([{ contentType: 'image/png', name: 'hole.png' }]);
  const file = await fetch(activity.attachments[0].contentUrl);
  expect(file.status).toBe(200);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(png);
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `attachment; filename="hole.png"; filename*=UTF-8''hole.png`,
    'x-content-type-options': 'nosniff',
  });
});

const form = (activity: object | undefined, ...files: [string, string, Uint8Array][]) => {
  const data = new FormData();
  const type = 'application/vnd.microsoft.activity';
  if (activity !== undefined) data.append('activity', new Blob([JSON.stringify(activity)], { type }), 'blob');
  for (const [name, kind, bytes] of files) data.append('file', new Blob([Buffer.from(bytes)], { type: kind }), name);
  return data;
};

test('several parts with an activity: one message, its words, its id', async () => {
  const activity = {
    type: 'message',
    from: { id: 'someone' },
    text: 'هذه الصور',
    channelData: { clientActivityID: 'u1' },
    attachments: [{ name: 'حفرة.png', contentType: 'image/png' }],
  };
  const send = () => upload(form(activity, ['حفرة.png', 'image/png', png], ['b.pdf', 'application/pdf', png]));
  const first = await send();
  const again = await send();
  expect([first.status, again.body.id]).toEqual([200, first.body.id]);
  const kept = await find(first.body.id);
  expect(kept).toMatchObject({ text: 'هذه الصور', from: { id: 'dl_files' }, channelData: { clientActivityID: 'u1' } });
  expect(kept.attachments.map((each: { name: string }) => each.name)).toEqual(['حفرة.png', 'b.pdf']);
  const file = await fetch(kept.attachments[0].contentUrl);
  expect(file.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('حفرة.png')}`);
});

test('parts without an activity are a message of files', async () => {
  const { status, body } = await upload(form(undefined, ['a.txt', 'text/plain', png]));
  expect(status).toBe(200);
  expect((await find(body.id)).text).toBeUndefined();
});

test('an activity may name a file of its own conversation, not of another', async () => {
  const { body } = await upload(png, { 'content-type': 'image/png' });
  const { contentUrl } = (await find(body.id)).attachments[0];
  const say = (started: Started) =>
    call(`${echo.directLine}/conversations/${started.conversationId}/activities`, {
      token: started.token,
      body: { type: 'message', text: 'انظر', attachments: [{ contentUrl }] },
    });
  expect((await say(mine)).status).toBe(200);
  expect((await say(await begin(echo.directLine, 'dl_thief'))).status).toBe(400);
});

test.each([
  ['a page', 'text/html', 'x.html', 415],
  ['a program', 'application/x-msdownload', 'x.exe', 415],
  ['SVG', 'image/svg+xml', 'x.svg', 415],
  ['unnamed kind, known ending', 'application/octet-stream', 'x.PDF', 200],
  ['unnamed kind, unknown ending', 'application/octet-stream', 'x.bin', 415],
])('%s', async (_name, type, name, status) => {
  const whole = await upload(png, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` });
  const parts = await upload(form({ type: 'message' }, [name, type, png]));
  expect([whole.status, parts.status]).toEqual([status, status]);
});

test('more than 10 MB is refused, exactly 10 MB is not', async () => {
  const limit = 10 * 1024 * 1024;
  const sizes = [limit, limit + 1];
  const whole = [];
  const parts = [];
  for (const size of sizes) {
    whole.push((await upload(new Uint8Array(size), { 'content-type': 'image/png' })).status);
    parts.push((await upload(form({ type: 'message' }, ['a.png', 'image/png', new Uint8Array(size)]))).status);
  }
  expect([whole, parts]).toEqual([
    [200, 413],
    [200, 413],
  ]);
});

test.each([
  [
    'broken JSON as activity',
    () => {
      const data = new FormData();
      data.append('activity', new Blob(['{'], { type: 'application/vnd.microsoft.activity' }), 'blob');
      return data;
    },
  ],
  ['no parts', () => new FormData()],
])('%s is a 400', async (_name, make) => {
  expect((await upload(make())).status).toBe(400);
});

test('a file opens only by its signature or the token of its conversation', async () => {
  const { body } = await upload(png, { 'content-type': 'image/png' });
  const { contentUrl } = (await find(body.id)).attachments[0];
  const [plain] = contentUrl.split('?');
  const other = await begin(echo.directLine, 'dl_other');
  const open = async (url: string) => (await fetch(url)).status;
  expect(await open(plain)).toBe(401);
  expect(await open(`${plain}?s=abc`)).toBe(403);
  expect(await open(`${plain}?t=${mine.token}`)).toBe(200);
  expect(await open(`${plain}?t=${other.token}`)).toBe(403);
  expect(await open(contentUrl.replace(mine.conversationId, other.conversationId))).toBe(404);
});

test('the secret uploads for a claimed user', async () => {
  const { body } = await call(`${echo.directLine}/conversations`, { token: SECRET, method: 'POST' });
  const url = `${echo.directLine}/conversations/${body.conversationId}`;
  await call(`${url}/upload?userId=bob`, { token: SECRET, body: png, headers: { 'content-type': 'image/png' } });
  const { activities } = (await call(`${url}/activities`, { token: SECRET })).body;
  expect(activities[0].from.id).toBe('bob');
});

test('after a day what no request refers to is gone', async () => {
  let at = Date.parse('2026-11-20T09:00:00Z');
  const uploads = createUploads({ db: database.db, now: () => new Date(at), random: randomBytes });
  const file = { name: 'a.png', contentType: 'image/png', bytes: png };
  const [dropped, stays] = [await uploads.keep(file), await uploads.keep(file)];
  await database.db.query('update uploads set kept = true where id = $1', [stays.id]);
  at += 24 * 3600 * 1000;
  expect(await uploads.sweep()).toBe(0);
  at += 1000;
  expect(await uploads.sweep()).toBe(1);
  expect(await uploads.open(dropped.id)).toBeUndefined();
  expect((await uploads.open(stays.id))?.bytes).toEqual(Buffer.from(png));
});
