import { expect, test } from 'vitest';
import { openPostgres } from '../../api/store/database.ts';
import { seedPolicy } from '../../api/store/seed.ts';
import { migrate } from '../../migrations/migrate.ts';
import { freshDatabase } from '../services/fresh-database.ts';

test('two replicas that start together both come up, and the work is done once', async () => {
  const fresh = await freshDatabase({ empty: true });
  const replicas = [openPostgres(fresh.url), openPostgres(fresh.url), openPostgres(fresh.url)];
  const ran = await Promise.all(replicas.map((db) => migrate(db, seedPolicy)));
  const names = ran.flat();
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size).toBe(names.length);
  expect(await fresh.db.query('select name from migrations order by id')).toEqual(
    [...names].sort().map((name) => ({ name })),
  );
  await Promise.all(replicas.map((db) => db.close()));
  await fresh.close();
});

test('a second start changes nothing', async () => {
  const { db, close, url } = await freshDatabase();
  const again = openPostgres(url);
  const count = () => db.query('select count(*) as n from departments');
  const before = await count();
  expect(await migrate(again, seedPolicy)).toEqual([]);
  expect(await count()).toEqual(before);
  await again.close();
  await close();
});

test('a start that fails while seeding gives the lock back', async () => {
  const fresh = await freshDatabase({ empty: true });
  const db = openPostgres(fresh.url);
  await expect(migrate(db, () => Promise.reject(new Error('no seeds')))).rejects.toThrow('no seeds');
  await migrate(db, seedPolicy);
  await db.close();
  await fresh.close();
});
