/**
 * The directory as the seed files spell it, for training and tests, which run without a database.
 */
import { readFileSync } from 'node:fs';
import Type, { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type {
  AmbiguousArea,
  AmbiguousName,
  Area,
  Department,
  Directory,
  Governorate,
} from '../api/contract/directory.ts';

const Strings = Type.Array(Type.String());
const Optional = <T extends TSchema>(schema: T) => Type.Optional(schema);

const SeedDepartment = Type.Object({
  code: Type.String(),
  parent: Type.Union([Type.String(), Type.Null()]),
  name_ar: Type.String(),
  name_en: Type.String(),
  kind: Type.String(),
  aliases_ar: Strings,
  aliases_en: Strings,
  topics_ar: Strings,
  topics_en: Strings,
  governorate: Optional(Type.String()),
});
const SeedAmbiguous = Type.Object({
  terms_ar: Strings,
  terms_en: Strings,
  candidates: Strings,
  resolved_by: Type.String(),
  question_ar: Type.String(),
  question_en: Type.String(),
  by_governorate: Optional(Type.Record(Type.String(), Type.String())),
  by_answer: Optional(Type.Record(Type.String(), Type.String())),
  by_area_field: Optional(Type.Union([Type.Literal('municipality'), Type.Literal('electricity')])),
  fallback: Optional(Type.String()),
});
const SeedArea = Type.Object({
  ar: Type.String(),
  en: Type.String(),
  aliases_ar: Optional(Strings),
  aliases_en: Optional(Strings),
  municipality: Optional(Type.String()),
  electricity: Optional(Type.String()),
});
const SeedGovernorate = Type.Object({
  code: Type.String(),
  iso: Type.String(),
  name_ar: Type.String(),
  name_en: Type.String(),
  capital_ar: Type.String(),
  capital_en: Type.String(),
  aliases_ar: Strings,
  aliases_en: Strings,
  areas: Type.Array(SeedArea),
});
const SeedAmbiguousArea = Type.Object({
  ar: Type.String(),
  en: Type.String(),
  aliases_ar: Optional(Strings),
  candidates: Strings,
  question_ar: Type.String(),
  question_en: Type.String(),
});
const Departments = Type.Object({
  version: Type.String(),
  departments: Type.Array(SeedDepartment),
  ambiguous: Type.Array(SeedAmbiguous),
  generic_aliases_ar: Strings,
});
const Governorates = Type.Object({
  version: Type.String(),
  governorates: Type.Array(SeedGovernorate),
  ambiguous_areas: Type.Array(SeedAmbiguousArea),
  generic_names_ar: Strings,
  generic_names_en: Strings,
});

const department = (d: Static<typeof SeedDepartment>): Department => ({
  code: d.code,
  parent: d.parent,
  nameAr: d.name_ar,
  nameEn: d.name_en,
  kind: d.kind,
  aliasesAr: d.aliases_ar,
  aliasesEn: d.aliases_en,
  topicsAr: d.topics_ar,
  topicsEn: d.topics_en,
  ...(d.governorate ? { governorate: d.governorate } : {}),
});

const ambiguous = (a: Static<typeof SeedAmbiguous>): AmbiguousName => ({
  termsAr: a.terms_ar,
  termsEn: a.terms_en,
  candidates: a.candidates,
  resolvedBy: a.resolved_by,
  questionAr: a.question_ar,
  questionEn: a.question_en,
  ...(a.by_governorate ? { byGovernorate: a.by_governorate } : {}),
  ...(a.by_answer ? { byAnswer: a.by_answer } : {}),
  ...(a.by_area_field ? { byAreaField: a.by_area_field } : {}),
  ...(a.fallback ? { fallback: a.fallback } : {}),
});

const area = (a: Static<typeof SeedArea>): Area => ({
  ar: a.ar,
  en: a.en,
  aliasesAr: a.aliases_ar ?? [],
  aliasesEn: a.aliases_en ?? [],
  ...(a.municipality ? { municipality: a.municipality } : {}),
  ...(a.electricity ? { electricity: a.electricity } : {}),
});

const governorate = (g: Static<typeof SeedGovernorate>): Governorate => ({
  code: g.code,
  iso: g.iso,
  nameAr: g.name_ar,
  nameEn: g.name_en,
  capitalAr: g.capital_ar,
  capitalEn: g.capital_en,
  aliasesAr: g.aliases_ar,
  aliasesEn: g.aliases_en,
  areas: g.areas.map(area),
});

const ambiguousArea = (a: Static<typeof SeedAmbiguousArea>): AmbiguousArea => ({
  ar: a.ar,
  en: a.en,
  aliasesAr: a.aliases_ar ?? [],
  candidates: a.candidates,
  questionAr: a.question_ar,
  questionEn: a.question_en,
});

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../migrations/seed/${name}`, import.meta.url), 'utf8'));

export function seedDirectory(): Directory {
  const d = Value.Parse(Departments, read('departments.json'));
  const g = Value.Parse(Governorates, read('governorates.json'));
  return {
    version: `${d.version}+${g.version}`,
    departments: d.departments.map(department),
    ambiguous: d.ambiguous.map(ambiguous),
    genericAliasesAr: d.generic_aliases_ar,
    governorates: g.governorates.map(governorate),
    ambiguousAreas: g.ambiguous_areas.map(ambiguousArea),
    genericPlacesAr: g.generic_names_ar,
    genericPlacesEn: g.generic_names_en,
  };
}
