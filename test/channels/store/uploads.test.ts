/** How long the bytes stay that no request refers to. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUploads } from '../../../channels/store/uploads.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => database?.close());

const DAY = 24 * 3600 * 1000;

test('the files of an open draft stay while somebody may come back to it', async () => {
  let at = Date.parse('2026-11-20T09:00:00Z');
  const { db } = database;
  const uploads = createUploads({ db, now: () => new Date(at), random: randomBytes });
  await db.query(
    `insert into conversations (id, channel, sender, proven, state, created_at, updated_at)
     values ('drafting', 'webchat', 'webchat:dl_d', true, '{"frames":[{}]}', $1::timestamptz, $1::timestamptz)`,
    [new Date(at)],
  );
  const file = { name: 'a.png', contentType: 'image/png', bytes: new Uint8Array([1]), conversationId: 'drafting' };
  const { id } = await uploads.keep(file);
  at += 30 * DAY;
  expect(await uploads.sweep()).toBe(0);
  at += DAY;
  expect(await uploads.sweep()).toBe(1);
  expect(await uploads.open(id)).toBeUndefined();
});
