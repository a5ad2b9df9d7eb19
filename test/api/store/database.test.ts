import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseAway } from '../../../api/contract/database.ts';
import { openPostgres } from '../../../api/store/database.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { startPostgres } from '../../services/postgres.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

test('a transaction commits whole or not at all', async () => {
  await fresh.db.query('create table pairs (a int primary key, b text)');
  await fresh.db.transaction(async (inside) => {
    await inside.query('insert into pairs values ($1, $2)', [1, 'x']);
    await inside.query('insert into pairs values ($1, $2)', [2, 'y']);
  });
  const failing = fresh.db.transaction(async (inside) => {
    await inside.query('insert into pairs values ($1, $2)', [3, 'z']);
    throw new Error('stop');
  });
  await expect(failing).rejects.toThrow('stop');
  expect(await fresh.db.query('select a from pairs order by a')).toEqual([{ a: 1 }, { a: 2 }]);
});

test('a failed statement that was caught inside a transaction is not reported as kept', async () => {
  await fresh.db.query('create table once (a int primary key)');
  const swallowed = fresh.db.transaction(async (inside) => {
    await inside.query('insert into once values (1)');
    await inside.query('insert into once values (1)').catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow('nothing was kept');
  expect(await fresh.db.query('select a from once')).toEqual([]);
});

test('errors of the statement keep their code', async () => {
  await fresh.db.query('create table codes (a int primary key)');
  await fresh.db.query('insert into codes values (1)');
  await expect(fresh.db.query('insert into codes values ($1)', [1])).rejects.toMatchObject({ code: '23505' });
});

test('a statement that runs too long is cut off as away', async () => {
  const db = openPostgres(fresh.url, { statementMs: 50 });
  await expect(db.query('select pg_sleep(5)')).rejects.toBeInstanceOf(DatabaseAway);
  await db.close();
});

test('nobody listens: away, and surely not kept', async () => {
  const db = openPostgres('postgres://sawt@127.0.0.1:1/none');
  await expect(db.query('select 1')).rejects.toMatchObject({ name: 'DatabaseAway', unsure: false });
  await db.close();
});

test('stopped under our feet, then back: away in between, well afterwards', async () => {
  const server = await startPostgres();
  const db = openPostgres(server.url);
  try {
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    const cut = db.query('select pg_sleep(9)').catch((error: unknown) => error);
    await expect
      .poll(() =>
        db.query(`select 1 from pg_stat_activity where query like '%pg_sleep(9)%' and pid <> pg_backend_pid()`),
      )
      .toHaveLength(1);
    await server.crash();
    expect(await cut).toBeInstanceOf(DatabaseAway);
    await expect(db.query('select 1')).rejects.toBeInstanceOf(DatabaseAway);
    await expect(db.transaction((inside) => inside.query('select 1'))).rejects.toBeInstanceOf(DatabaseAway);
    await server.start();
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await db.close();
    await server.remove();
  }
});
