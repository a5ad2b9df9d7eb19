/**
 * Puts the official lists of `migrations/seed` into their tables: departments, places, holidays, the SLA matrix.
 * Inserts what was never seeded before; a row that an administrator changed, moved or removed is left alone.
 */
import { createHash } from 'node:crypto';
import departments from '../../migrations/seed/departments.json' with { type: 'json' };
import governorates from '../../migrations/seed/governorates.json' with { type: 'json' };
import holidays from '../../migrations/seed/holidays.json' with { type: 'json' };
import matrix from '../../migrations/seed/matrix.json' with { type: 'json' };
import type { Queries } from '../contract/database.ts';

interface List {
  readonly table: string;
  /** Column and type of everything a row brings. */
  readonly columns: Readonly<Record<string, string>>;
  /** What makes a row the same row, as SQL over the columns. */
  readonly key: string;
  readonly rows: readonly object[];
}

const NAMES = { name_ar: 'text', name_en: 'text' };
const ALIASES = { aliases_ar: 'jsonb', aliases_en: 'jsonb' };
const QUESTION = { question_ar: 'text', question_en: 'text' };
const HOURS = { starts: 'text', ends: 'text' };

const inOrder = <Row extends object>(rows: readonly Row[]) => rows.map((row, position) => ({ ...row, position }));

const words = (list: string, from: readonly string[]) => inOrder(from.map((word) => ({ list, word })));

const areas = governorates.governorates.flatMap(({ code, areas }) =>
  inOrder(areas.map((area) => ({ aliases_ar: [], aliases_en: [], ...area, governorate: code }))),
);

const week = holidays.working_week;

const LISTS: readonly List[] = [
  {
    table: 'departments',
    columns: {
      code: 'text',
      parent: 'text',
      ...NAMES,
      kind: 'text',
      governorate: 'text',
      ...ALIASES,
      topics_ar: 'jsonb',
      topics_en: 'jsonb',
      position: 'int',
    },
    key: 'code',
    rows: inOrder(departments.departments),
  },
  {
    table: 'ambiguous_names',
    columns: {
      id: 'text',
      terms_ar: 'jsonb',
      terms_en: 'jsonb',
      candidates: 'jsonb',
      resolved_by: 'text',
      ...QUESTION,
      by_governorate: 'jsonb',
      by_answer: 'jsonb',
      by_area_field: 'text',
      fallback: 'text',
      position: 'int',
    },
    key: 'id',
    rows: inOrder(departments.ambiguous).map((row) => ({ ...row, id: row.terms_ar[0] })),
  },
  {
    table: 'governorates',
    columns: {
      code: 'text',
      iso: 'text',
      ...NAMES,
      capital_ar: 'text',
      capital_en: 'text',
      ...ALIASES,
      position: 'int',
    },
    key: 'code',
    rows: inOrder(governorates.governorates),
  },
  {
    table: 'areas',
    columns: {
      governorate: 'text',
      ar: 'text',
      en: 'text',
      ...ALIASES,
      municipality: 'text',
      electricity: 'text',
      position: 'int',
    },
    key: "governorate || '/' || ar",
    rows: areas,
  },
  {
    table: 'ambiguous_areas',
    columns: { ar: 'text', en: 'text', aliases_ar: 'jsonb', candidates: 'jsonb', ...QUESTION, position: 'int' },
    key: 'ar',
    rows: inOrder(governorates.ambiguous_areas),
  },
  {
    table: 'generic_words',
    columns: { list: 'text', word: 'text', position: 'int' },
    key: "list || '/' || word",
    rows: [
      ...words('aliases_ar', departments.generic_aliases_ar),
      ...words('places_ar', governorates.generic_names_ar),
      ...words('places_en', governorates.generic_names_en),
    ],
  },
  {
    table: 'working_week',
    columns: { days: 'jsonb', ...HOURS },
    key: "'week'",
    rows: [{ days: week.days, starts: week.start, ends: week.end }],
  },
  {
    table: 'ramadan_hours',
    columns: { first_day: 'date', last_day: 'date', ...HOURS, tentative: 'boolean' },
    key: 'first_day::text',
    rows: week.ramadan.map(({ from, to, start, end, tentative }) => ({
      first_day: from,
      last_day: to,
      starts: start,
      ends: end,
      tentative,
    })),
  },
  {
    table: 'holidays',
    columns: { day: 'date', ...NAMES, closes_offices: 'boolean', tentative: 'boolean' },
    key: "day::text || '/' || name_ar",
    rows: holidays.holidays.map(({ date, ...row }) => ({ ...row, day: date })),
  },
  {
    table: 'sla_matrix',
    columns: { importance: 'text', axis: 'text', type: 'text', minutes: 'int' },
    key: "importance || '/' || coalesce(axis, '') || '/' || coalesce(type, '')",
    rows: matrix.matrix,
  },
];

function statement({ table, columns, key }: List): string {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `
    with given as (select *, ${key} as seed_key from jsonb_to_recordset($1::jsonb) as row (${typed.join(', ')})),
    fresh as (
      insert into seeded (list, key) select '${table}', seed_key from given on conflict do nothing returning key
    )
    insert into ${table} (${names}) select ${names} from given where seed_key in (select key from fresh)
    on conflict do nothing`;
}

/** Changes with the lists: a start with the lists of the last one has nothing to do. */
const EDITION = createHash('sha256').update(JSON.stringify(LISTS)).digest('base64url');

export async function seedPolicy(db: Queries): Promise<void> {
  const done = await db.query(`select 1 from seeded where list = 'editions' and key = $1`, [EDITION]);
  if (done.length > 0) return;
  for (const list of LISTS) await db.query(statement(list), [JSON.stringify(list.rows)]);
  await db.query(`insert into seeded (list, key) values ('editions', $1) on conflict do nothing`, [EDITION]);
}
