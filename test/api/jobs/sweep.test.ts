/** Old answers under a key go, new ones stay, and two replicas that sweep at once get in nobody's way. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepKeys } from '../../../api/jobs/sweep.ts';
import { keyedRow, recall, remember } from '../../../api/store/idempotency.ts';
import { createVault } from '../../../api/store/vault.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-11-20T12:00:00+03:00').getTime();
const now = () => new Date(NOW);
const vault = createVault('a data key for tests, 32 bytes long', randomBytes);
const keyed = (key: string) => ({ scope: 'bot POST /v1/requests', key, fingerprint: 'f' });

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh?.close());

const keep = (key: string, age: number) => remember(fresh.db, keyedRow(keyed(key), { key }, NOW - age, vault));

test('after thirty days, in batches, by any number of replicas', async () => {
  for (let i = 0; i < 7; i += 1) await keep(`old-${i}`, 30 * DAY + 1000 + i);
  await keep('nearly', 30 * DAY - 1000);
  await keep('new', 0);
  const went = await Promise.all([1, 2, 3].map(() => sweepKeys({ db: fresh.db, now }, 2)));
  expect(went.reduce((sum, each) => sum + each, 0) + (await sweepKeys({ db: fresh.db, now }, 2))).toBe(7);
  expect(await recall(fresh.db, vault, keyed('old-0'))).toBeNull();
  expect(await recall(fresh.db, vault, keyed('nearly'))).toEqual({ key: 'nearly' });
  expect(await recall(fresh.db, vault, keyed('new'))).toEqual({ key: 'new' });
});

test('nothing old, nothing done', async () => {
  expect(await sweepKeys({ db: fresh.db, now })).toBe(0);
});
