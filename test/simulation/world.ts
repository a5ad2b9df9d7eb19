/** What everybody in Jordan knows: what departments, governorates and kinds of request are called. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bilingual, REQUEST_TYPES, TYPE_NAMES } from '../../api/contract/vocabulary.ts';

const SEED = join(import.meta.dirname, '../../migrations/seed');

interface Named {
  readonly code: string;
  readonly name_ar: string;
  readonly name_en: string;
  /** People say the town: nobody says "the Capital Governorate". */
  readonly capital_ar?: string;
  readonly capital_en?: string;
}

const seeded = (file: string, list: string): readonly Named[] =>
  (JSON.parse(readFileSync(join(SEED, file), 'utf8')) as Readonly<Record<string, readonly Named[]>>)[list] ?? [];

const named = (rows: readonly Named[]): ReadonlyMap<string, Bilingual> =>
  new Map(rows.map((row) => [row.code, { ar: row.capital_ar ?? row.name_ar, en: row.capital_en ?? row.name_en }]));

const DEPARTMENTS = named(seeded('departments.json', 'departments'));
const GOVERNORATES = named(seeded('governorates.json', 'governorates'));

export const isDepartment = (code: string) => DEPARTMENTS.has(code);

/** The name of a value of a slot, or the value itself. */
export function nameOf(slot: string, code: string, lang: keyof Bilingual): string {
  const type = REQUEST_TYPES.find((each) => each === code);
  const names = { department: DEPARTMENTS.get(code), governorate: GOVERNORATES.get(code) }[slot];
  const name = slot === 'type' && type ? TYPE_NAMES[type] : names;
  return name?.[lang] ?? code;
}

/** Codes of a slot whose official name stands in the text. */
export function namedIn(text: string, slot: 'department' | 'type'): readonly string[] {
  const codes = slot === 'type' ? REQUEST_TYPES : [...DEPARTMENTS.keys()];
  const plain = text.replace(/[\u200e\u200f\u2066-\u2069]/g, '');
  const lines = plain.split('\n').map((line) => line.replace(/^.*?: /, '').trim());
  return codes.filter((code) => lines.includes(nameOf(slot, code, 'ar')) || lines.includes(nameOf(slot, code, 'en')));
}
