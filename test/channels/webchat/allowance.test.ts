/** What an address without the secret may use up in a minute. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAllowance } from '../../../channels/allowance.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { begin, call } from './client.ts';
import { type EchoServer, SECRET, startEcho } from './echo-server.ts';

let database: FreshDatabase;
let echo: EchoServer;
let at = Date.parse('2026-11-20T09:00:00Z');
beforeAll(async () => {
  database = await freshDatabase();
  echo = await startEcho(database.db, { fileBytes: 10, now: () => new Date(at) });
});
afterAll(async () => {
  await echo?.close();
  await database?.close();
});

test('each address has its own minute, and costs add up', () => {
  let now = 0;
  const allowance = createAllowance(3, () => new Date(now));
  allowance.spend('a');
  allowance.spend('a', 2);
  expect(() => allowance.spend('a')).toThrow('rate_limited');
  allowance.spend('b', 3);
  now = 60_000;
  allowance.spend('a', 3);
});

test('a token keeps so many bytes a minute; words and the secret pass', async () => {
  const { conversationId, token } = await begin(echo.directLine);
  const url = `${echo.directLine}/conversations/${conversationId}`;
  const file = async (as: string, bytes: number) => {
    const headers = { 'content-type': 'image/png' };
    return (await call(`${url}/upload`, { token: as, body: new Uint8Array(bytes), headers })).status;
  };
  const said = { type: 'message', text: 'x', attachments: [{ contentUrl: 'data:text/plain,abc', name: 'x.txt' }] };
  const say = async (body: object) => (await call(`${url}/activities`, { token, body })).status;
  expect(await file(token, 6)).toBe(200);
  expect(await file(token, 6)).toBe(429);
  expect(await say(said)).toBe(429);
  expect(await say({ type: 'message', text: 'x' })).toBe(200);
  expect(await file(SECRET, 6)).toBe(200);
  const rows = await database.db.query('select size from uploads');
  expect(rows).toEqual([{ size: 6 }, { size: 6 }]);
  at += 61_000;
  expect(await say(said)).toBe(200);
});
