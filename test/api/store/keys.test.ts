import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keepKeys } from '../../../api/store/keys.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';

const NONE = { admin: null, directline: null, data: null };

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
beforeEach(() => fresh.db.query('delete from keys'));
afterAll(() => fresh.close());

test('unset keys are made once, told once, and known after a restart', async () => {
  const first = await keepKeys(fresh.db, NONE, randomBytes);
  const second = await keepKeys(fresh.db, NONE, randomBytes);
  expect(first.adminMade).toBe(true);
  expect(first.admin.length).toBeGreaterThanOrEqual(32);
  expect(second).toEqual({ ...first, adminMade: false });
});

test('replicas that start together agree', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => keepKeys(fresh.db, NONE, randomBytes)));
  expect(new Set(all.map(({ admin, data, bot }) => `${admin} ${data} ${bot}`)).size).toBe(1);
  expect(all.filter(({ adminMade }) => adminMade)).toHaveLength(1);
});

test('given keys are used and not stored', async () => {
  const keys = await keepKeys(fresh.db, { admin: 'my-admin', directline: 'my-secret', data: 'my-data' }, randomBytes);
  expect(keys).toMatchObject({ admin: 'my-admin', adminMade: false, directline: 'my-secret', data: 'my-data' });
  const stored = JSON.stringify(await fresh.db.query('select * from keys'));
  expect(stored).not.toMatch(/my-admin|my-secret|my-data/);
});

test('another DATA_KEY than the one the rows were written under is refused', async () => {
  await keepKeys(fresh.db, { ...NONE, data: 'the first key' }, randomBytes);
  await expect(keepKeys(fresh.db, { ...NONE, data: 'another key' }, randomBytes)).rejects.toThrow(
    /DATA_KEY is not the key/,
  );
});
