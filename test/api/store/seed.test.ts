import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDirectory, loadPolicy, readVersion } from '../../../api/store/directory.ts';
import { seedPolicy } from '../../../api/store/seed.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

/** A start with lists of another release. */
async function nextRelease(): Promise<void> {
  await fresh.db.query(`delete from seeded where list = 'editions'`);
  await seedPolicy(fresh.db);
}

describe('the official lists', () => {
  test('are all there', async () => {
    const directory = await loadDirectory(fresh.db);
    expect(directory.departments).toHaveLength(119);
    expect(directory.ambiguous).toHaveLength(30);
    expect(directory.genericAliasesAr).toHaveLength(42);
    expect(directory.governorates).toHaveLength(12);
    expect(directory.governorates.flatMap(({ areas }) => areas)).toHaveLength(247);
    expect(directory.ambiguousAreas).toHaveLength(11);
    expect([directory.genericPlacesAr.length, directory.genericPlacesEn.length]).toEqual([41, 7]);
    expect(directory.departments.find(({ code }) => code === 'GAM')).toMatchObject({
      parent: expect.any(String),
      nameAr: expect.stringContaining('أمانة'),
      governorate: 'AMMAN',
    });
    expect(directory.departments.find(({ code }) => code === 'CSPD')).not.toHaveProperty('governorate');
    const town = directory.ambiguous.find(({ termsAr }) => termsAr.includes('البلدية'));
    expect(town).toMatchObject({
      byGovernorate: { IRBID: 'MUN_IRBID' },
      byAreaField: 'municipality',
      fallback: 'MOLA',
    });
    expect(town).not.toHaveProperty('byAnswer');
  });

  test('make a calendar', async () => {
    const { calendar, matrix } = await loadPolicy(fresh.db);
    expect(calendar.days).toEqual([0, 1, 2, 3, 4]);
    expect(calendar.hours).toEqual({ starts: 480, ends: 930 });
    expect(calendar.ramadan[0]).toEqual({ from: '2026-02-19', to: '2026-03-19', starts: 540, ends: 870 });
    expect(calendar.holidays.has('2026-05-27')).toBe(true);
    expect(calendar.holidays.has('2026-04-05')).toBe(false);
    const base = matrix.map(({ importance, minutes }) => [importance, minutes]);
    expect(Object.fromEntries(base)).toEqual({ critical: 450, high: 1350, medium: 3150, low: 4500 });
  });

  test("an administrator's changes, moves and removals survive the next start, and bump the version", async () => {
    const before = await readVersion(fresh.db, 'directory');
    await fresh.db.query(`update departments set name_en = 'Changed' where code = 'GAM'`);
    expect(await readVersion(fresh.db, 'directory')).not.toBe(before);
    await fresh.db.query(`update holidays set day = '2026-05-28' where day = '2026-05-25'`);
    await fresh.db.query(`delete from holidays where day = '2026-12-25'`);
    await fresh.db.query(`update sla_matrix set minutes = 300 where importance = 'critical' and axis is null`);
    await nextRelease();
    const { departments } = await loadDirectory(fresh.db);
    expect(departments.find(({ code }) => code === 'GAM')?.nameEn).toBe('Changed');
    const { calendar, matrix } = await loadPolicy(fresh.db);
    expect(calendar.holidays.has('2026-05-25')).toBe(false);
    expect(calendar.holidays.has('2026-12-25')).toBe(false);
    expect(matrix.find(({ importance }) => importance === 'critical')?.minutes).toBe(300);
  });

  test('what a release adds is put in', async () => {
    await fresh.db.query(`delete from seeded where key = 'CSPD'`);
    await fresh.db.query(`delete from departments where code = 'CSPD'`);
    await nextRelease();
    expect((await loadDirectory(fresh.db)).departments.some(({ code }) => code === 'CSPD')).toBe(true);
  });
});
