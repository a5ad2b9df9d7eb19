/** Reads the official rows: the directory for whoever names departments and places, the policy for the clock. */
import type { Queries } from '../contract/database.ts';
import type { AmbiguousArea, AmbiguousName, Area, Department, Directory, Governorate } from '../contract/directory.ts';
import type { MatrixRow, Policy } from '../domain/due.ts';
import type { Hours } from '../domain/working-time.ts';

export type VersionName = 'directory' | 'policy' | 'channels';

export async function readVersion(db: Queries, name: VersionName): Promise<string> {
  const [row] = await db.query<{ version: number }>('select version from versions where name = $1', [name]);
  if (row === undefined) throw new Error(`The table versions has no row ${name}: were the migrations run?`);
  return String(row.version);
}

/** Optional columns are null in a row and absent in the directory. */
const present = <Row extends object>(row: Row) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as {
    [Key in keyof Row]: NonNullable<Row[Key]>;
  };

async function departments(db: Queries): Promise<Department[]> {
  const rows = await db.query<Department & { parent: string | null; governorate: string }>(`
    select code, parent, name_ar as "nameAr", name_en as "nameEn", kind, governorate, aliases_ar as "aliasesAr",
      aliases_en as "aliasesEn", topics_ar as "topicsAr", topics_en as "topicsEn"
    from departments order by position, code`);
  return rows.map(({ governorate, ...row }) => (governorate === null ? row : { ...row, governorate }));
}

async function ambiguousNames(db: Queries): Promise<AmbiguousName[]> {
  const rows = await db.query<AmbiguousName>(`
    select terms_ar as "termsAr", terms_en as "termsEn", candidates, resolved_by as "resolvedBy",
      question_ar as "questionAr", question_en as "questionEn", by_governorate as "byGovernorate",
      by_answer as "byAnswer", by_area_field as "byAreaField", fallback
    from ambiguous_names order by position, id`);
  return rows.map(present);
}

async function governorates(db: Queries): Promise<Governorate[]> {
  const rows = await db.query<Omit<Governorate, 'areas'>>(`
    select code, iso, name_ar as "nameAr", name_en as "nameEn", capital_ar as "capitalAr", capital_en as "capitalEn",
      aliases_ar as "aliasesAr", aliases_en as "aliasesEn"
    from governorates order by position, code`);
  const areas = await db.query<Area & { within: string }>(`
    select governorate as within, ar, en, aliases_ar as "aliasesAr", aliases_en as "aliasesEn", municipality, electricity
    from areas order by governorate, position, ar`);
  return rows.map((row) => ({
    ...row,
    areas: areas.filter(({ within }) => within === row.code).map(({ within: _, ...area }) => present(area)),
  }));
}

const ambiguousAreas = (db: Queries) =>
  db.query<AmbiguousArea>(`
    select ar, en, aliases_ar as "aliasesAr", candidates, question_ar as "questionAr", question_en as "questionEn"
    from ambiguous_areas order by position, ar`);

/** Everything at one version: read again when the version moved meanwhile. */
export async function loadDirectory(db: Queries): Promise<Directory> {
  const version = await readVersion(db, 'directory');
  const words = await db.query<{ list: string; word: string }>(
    'select list, word from generic_words order by position',
  );
  const listed = (list: string) => words.filter((row) => row.list === list).map(({ word }) => word);
  const directory = {
    version,
    departments: await departments(db),
    ambiguous: await ambiguousNames(db),
    genericAliasesAr: listed('aliases_ar'),
    governorates: await governorates(db),
    ambiguousAreas: await ambiguousAreas(db),
    genericPlacesAr: listed('places_ar'),
    genericPlacesEn: listed('places_en'),
  };
  return (await readVersion(db, 'directory')) === version ? directory : loadDirectory(db);
}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** `15:30` as minutes after midnight. */
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const hours = (row: { starts: string; ends: string }): Hours => ({
  starts: minutes(row.starts),
  ends: minutes(row.ends),
});

export async function loadPolicy(db: Queries): Promise<Policy & { readonly version: string }> {
  const version = await readVersion(db, 'policy');
  const [week] = await db.query<{ days: string[]; starts: string; ends: string }>(
    'select days, starts, ends from working_week',
  );
  if (week === undefined) throw new Error('The table working_week is empty: were the seeds put in?');
  const ramadan = await db.query<{ from: string; to: string; starts: string; ends: string }>(
    'select first_day as "from", last_day as "to", starts, ends from ramadan_hours order by first_day',
  );
  const closed = await db.query<{ day: string }>('select day from holidays where closes_offices');
  const matrix = await db.query<MatrixRow>(
    'select importance, axis, type, minutes from sla_matrix order by importance, axis nulls first, type nulls first',
  );
  const calendar = {
    days: week.days.map((day) => WEEKDAYS.indexOf(day)),
    hours: hours(week),
    ramadan: ramadan.map((row) => ({ from: row.from, to: row.to, ...hours(row) })),
    holidays: new Set(closed.map(({ day }) => day)),
  };
  return { version, calendar, matrix };
}
