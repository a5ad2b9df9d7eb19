import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../api/contract/database.ts';
import { openEmbedded } from '../../../api/store/embedded.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';

const root = mkdtempSync(join(tmpdir(), 'sawt-embedded-'));
const template = join(root, 'template', 'database');
const folderNamed = (name: string) => join(root, name);

beforeAll(async () => {
  await (await openEmbedded(join(root, 'template'))).close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the same rows on both databases', () => {
  let lite: Database;
  let real: FreshDatabase;
  beforeAll(async () => {
    lite = await openEmbedded(folderNamed('rows'), { template });
    real = await freshDatabase({ empty: true });
  });
  afterAll(async () => {
    await lite.close();
    await real.close();
  });

  const cases: readonly [string, string, readonly unknown[], unknown][] = [
    ['a time', 'select $1::timestamptz as v', ['2026-11-20T12:00:00.5Z'], '2026-11-20T15:00:00.500+03:00'],
    ['a time as a Date', 'select $1::timestamptz as v', [new Date(0)], '1970-01-01T03:00:00.000+03:00'],
    [
      'a summer time of a year with daylight saving',
      'select $1::timestamptz as v',
      ['2019-07-01T00:00:00Z'],
      '2019-07-01T03:00:00.000+03:00',
    ],
    ['a date', 'select $1::date as v', ['2026-02-19'], '2026-02-19'],
    ['int8', 'select 9007199254740991::int8 as v', [], 9007199254740991],
    ['a count', 'select count(*) as v from generate_series(1, 3)', [], 3],
    ['numeric', 'select 1.25::numeric as v', [], 1.25],
    ['float8', 'select 0.1::float8 as v', [], 0.1],
    ['jsonb object', 'select $1::jsonb as v', [JSON.stringify({ a: [1, 'ب'] })], { a: [1, 'ب'] }],
    ['jsonb array', 'select $1::jsonb as v', [JSON.stringify([1, 2])], [1, 2]],
    ['jsonb string', 'select $1::jsonb as v', [JSON.stringify('"x"')], '"x"'],
    ['text array in and out', 'select $1::text[] as v', [['a', 'b,"c"', '']], ['a', 'b,"c"', '']],
    ['int array in and out', 'select $1::int[] as v', [[1, 2]], [1, 2]],
    ['any of an array', 'select 2 = any($1::int[]) as v', [[1, 2]], true],
    ['an undefined parameter', 'select $1::text as v', [undefined], null],
    ['a null parameter', 'select $1::int as v', [null], null],
    ['a number as text', 'select $1::text as v', ['5'], '5'],
    ['bytes', 'select $1::bytea as v', [Buffer.from([0, 255])], Buffer.from([0, 255])],
    ['Arabic', 'select $1::text as v', ['صوت ٣ 🇯🇴'], 'صوت ٣ 🇯🇴'],
    [
      'case-insensitive Arabic order',
      'select array_agg(x order by x) as v from unnest($1::text[]) x',
      [['ب', 'ا', 'a']],
      ['a', 'ا', 'ب'],
    ],
  ];
  test.each(cases)('%s', async (_, text, values, expected) => {
    expect(await real.db.query(text, values)).toEqual([{ v: expected }]);
    expect(await lite.query(text, values)).toEqual([{ v: expected }]);
  });

  test.each([
    ['a clash', 'insert into t values (1), (1)', '23505'],
    ['a missing table', 'select 1 from nowhere', '42P01'],
    ['a broken check', 'insert into t values (-1)', '23514'],
  ])('%s has the same code', async (_, text, code) => {
    for (const db of [real.db, lite]) {
      await db.query('create table if not exists t (a int primary key check (a > 0))');
      await expect(db.query(text)).rejects.toMatchObject({ code });
    }
  });
});

describe('transactions', () => {
  test('an outside query waits, an inner failure keeps nothing, and nothing hangs', async () => {
    const db = await openEmbedded(folderNamed('transactions'), { template });
    await db.query('create table t (a int)');
    const order: string[] = [];
    const first = db.transaction(async (inside) => {
      await inside.query('insert into t values (1)');
      await new Promise((done) => setTimeout(done, 50));
      await inside.query('insert into t values (2)');
      order.push('transaction');
    });
    const outside = db.query('select count(*) as n from t').then((rows) => order.push(`outside ${rows[0]?.n}`));
    const failing = db.transaction(async (inside) => {
      await inside.query('insert into t values (3)');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await Promise.all([first, outside]);
    expect(order).toEqual(['transaction', 'outside 2']);
    expect(await db.query('select a from t order by a')).toEqual([{ a: 1 }, { a: 2 }]);
    await db.close();
  });

  test('the outer database inside a transaction is refused, not waited for', async () => {
    const db = await openEmbedded(folderNamed('outer'), { template });
    await expect(db.transaction(() => db.query('select 1'))).rejects.toThrow('use its argument');
    expect(await db.query('select 1 as a')).toEqual([{ a: 1 }]);
    await db.close();
  });

  test('upkeep keeps the log that a crash would replay short', async () => {
    const folder = folderNamed('upkeep');
    const db = await openEmbedded(folder, { template, checkpointMs: 20, checkpointsPerVacuum: 2 });
    await db.query('create table t (a int primary key, b text)');
    for (let i = 0; i < 40; i += 1) {
      await db.query(`insert into t select g, repeat('x', 900) from generate_series($1::int, $1::int + 999) g`, [
        i * 1000,
      ]);
    }
    const toReplay = async () =>
      (await db.query<{ n: number }>('select pg_current_wal_lsn() - redo_lsn as n from pg_control_checkpoint()'))[0]?.n;
    expect(await toReplay()).toBeGreaterThan(30_000_000);
    await expect.poll(toReplay).toBeLessThan(1_000_000);
    const vacuumed = () => db.query('select last_vacuum is not null as done from pg_stat_user_tables');
    await expect.poll(vacuumed).toEqual([{ done: true }]);
    await db.close();
  });
});

describe('another process', () => {
  const script = fileURLToPath(new URL('./embedded-process.ts', import.meta.url));
  const running: ChildProcess[] = [];
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
  });

  const child = (folder: string, what: string) => {
    const process_ = spawn(process.execPath, ['--import', 'tsx', script, folder, template, what], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(process_);
    let said = '';
    const lines = (text: string) => {
      said += text;
    };
    process_.stdout.setEncoding('utf8').on('data', lines);
    process_.stderr.setEncoding('utf8').on('data', lines);
    return { process: process_, said: () => said };
  };

  test('a second opener is refused in one line, and after kill -9 the next one opens', async () => {
    const folder = folderNamed('locked');
    const holder = child(folder, 'hold');
    await expect.poll(holder.said, { timeout: 15_000 }).toContain('open');
    await expect(openEmbedded(folder)).rejects.toThrow(/in use by another running process/);
    const rival = child(folder, 'hold');
    await once(rival.process, 'exit');
    expect(rival.said().trim().split('\n')).toEqual([
      `DATA_DIR ${folder} is in use by another running process: stop that one, or set another DATA_DIR`,
    ]);
    holder.process.kill('SIGKILL');
    await once(holder.process, 'exit');
    await (await openEmbedded(folder)).close();
  });

  test('twice in one process is refused too, and closing frees it', async () => {
    const folder = folderNamed('twice');
    const db = await openEmbedded(folder, { template });
    await expect(openEmbedded(folder)).rejects.toThrow(/in use/);
    await db.close();
    await (await openEmbedded(folder)).close();
  });

  test('of many who find a dead lock, one wins', async () => {
    const folder = folderNamed('rush');
    const dead = child(folder, 'hold');
    await expect.poll(dead.said, { timeout: 15_000 }).toContain('open');
    dead.process.kill('SIGKILL');
    await once(dead.process, 'exit');
    const { lockFolder } = await import('../../../api/store/lock.ts');
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a lock that cannot be asked is not taken for dead', async () => {
    const folder = folderNamed('unasked');
    mkdirSync(folder, { recursive: true });
    symlinkSync('lock.1', join(folder, 'lock.1')); // leads to itself: no answer, and no refusal either
    const { lockFolder } = await import('../../../api/store/lock.ts');
    await expect(lockFolder(folder)).rejects.toThrow(/in use/);
  });

  test('a deep directory can be locked', async () => {
    const folder = join(root, 'deep', 'a'.repeat(90), 'b'.repeat(90));
    mkdirSync(folder, { recursive: true });
    const { lockFolder } = await import('../../../api/store/lock.ts');
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(/in use/);
    await lock.release();
  });

  test('every acknowledged commit survives kill -9', { timeout: 60_000 }, async () => {
    const folder = folderNamed('killed');
    let acknowledged = 0;
    for (let round = 0; round < 3; round += 1) {
      const writer = child(folder, 'write');
      await expect
        .poll(writer.said, { timeout: 15_000, interval: 5 })
        .toMatch(new RegExp(`kept ${acknowledged + 60}\n`));
      writer.process.kill('SIGKILL');
      await once(writer.process, 'close');
      acknowledged = Number([...writer.said().matchAll(/kept (\d+)\n/g)].at(-1)?.[1]);
      expect(acknowledged).toBeGreaterThan(0);
    }
    const db = await openEmbedded(folder);
    const rows = await db.query<{ n: number }>('select n from kept order by n');
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged);
    expect(rows.slice(0, acknowledged).map(({ n }) => n)).toEqual(
      Array.from({ length: acknowledged }, (_, i) => i + 1),
    );
    await db.close();
  });

  test('a copy of the template cut off half-way is made again', async () => {
    const folder = folderNamed('cut');
    mkdirSync(join(folder, 'database.unfinished'), { recursive: true });
    await (await openEmbedded(folder, { template })).close();
    expect(existsSync(join(folder, 'database.unfinished'))).toBe(false);
  });
});
