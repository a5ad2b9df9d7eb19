/**
 * What is wrong with a YAML value, in the words of whoever wrote it: which name is not known and which are, what is
 * missing. Of alternatives it takes the one that was meant (a step by its verb). Knows schemas, and no flow.
 */
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

export type Path = readonly (string | number)[];

export interface Fault {
  readonly path: Path;
  readonly text: string;
}

/** The part of JSON Schema that the flow language is written in. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown) => JSON.stringify(value);
const listed = (names: readonly unknown[]) => names.map(String).join(', ');

/** Alternatives of alternatives are one list of them. */
const alternatives = (schema: Schema): readonly Schema[] => schema.anyOf?.flatMap(alternatives) ?? [schema];

/** The codes a value may be, where it may only be a code. */
function codesOf(schema: Schema): readonly unknown[] {
  if (schema.enum) return schema.enum;
  return schema.const === undefined ? [] : [schema.const];
}

const shapeOf = (value: unknown) => (Array.isArray(value) ? 'array' : isEntries(value) ? 'object' : 'scalar');
const shapeWanted = ({ type }: Schema) => (type === 'array' || type === 'object' ? type : 'scalar');

/** What of an alternative's names stands in the value: its verb counts before any other. */
function likeness(schema: Schema, value: Entries): number {
  const verbs = (schema.required ?? []).slice(0, 1).filter((name) => name in value).length;
  return verbs * 100 + Object.keys(schema.properties ?? {}).filter((name) => name in value).length;
}

function amongAlternatives(options: readonly Schema[], value: unknown, path: Path): Fault {
  const same = options.filter((option) => shapeWanted(option) === shapeOf(value));
  const codes = same.flatMap(codesOf);
  if (codes.length > 0) return { path, text: `${shown(value)} is not one of: ${listed(codes)}` };
  const only = same[0];
  if (only === undefined) return misshapen(options, value, path);
  if (!isEntries(value)) return faultIn(only, value, path);
  const likest = same.reduce((best, each) => (likeness(each, value) > likeness(best, value) ? each : best));
  if (likeness(likest, value) < 100) return withoutVerb(same, value, path);
  return faultIn(likest, value, path);
}

function withoutVerb(options: readonly Schema[], value: Entries, path: Path): Fault {
  const verbs = [...new Set(options.flatMap(({ required }) => required?.slice(0, 1) ?? []))];
  const first = Object.keys(value)[0];
  if (first === undefined) return { path, text: `is empty; begin it with one of: ${listed(verbs)}` };
  return { path: [...path, first], text: `is not known here; begin with one of: ${listed(verbs)}` };
}

const KINDS: Readonly<Record<string, string>> = { array: 'a list', object: 'names with values' };

function misshapen(wanted: readonly Schema[], value: unknown, path: Path): Fault {
  const kinds = wanted.map(({ type, enum: codes }) => (codes ? `one of ${listed(codes)}` : KINDS[type ?? '']));
  const found = value === null ? 'empty' : (KINDS[shapeOf(value)] ?? shown(value));
  return {
    path,
    text: `must be ${[...new Set(kinds)].map((kind) => kind ?? 'a text (in quotes)').join(' or ')}, and is ${found}`,
  };
}

function inList(schema: Schema, value: readonly unknown[], path: Path): Fault {
  const bad = value.findIndex((each) => !Value.Check((schema.items ?? {}) as TSchema, each));
  if (bad >= 0) return faultIn(schema.items ?? {}, value[bad], [...path, bad]);
  const most = schema.maxItems === undefined ? '' : ` and at most ${schema.maxItems}`;
  return { path, text: `must have at least ${schema.minItems ?? 0}${most} entries, and has ${value.length}` };
}

function inEntries(schema: Schema, value: Entries, path: Path): Fault {
  const known = schema.properties ?? {};
  const free = Object.values(schema.patternProperties ?? {})[0];
  const unknown = free ? undefined : Object.keys(value).find((name) => !(name in known));
  if (unknown !== undefined)
    return { path: [...path, unknown], text: `is not known here; allowed: ${listed(Object.keys(known))}` };
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  if (missing.length > 0) return { path, text: `lacks ${listed(missing)}` };
  for (const [name, each] of Object.entries(value)) {
    const part = known[name] ?? free ?? {};
    if (!Value.Check(part as TSchema, each)) return faultIn(part, each, [...path, name]);
  }
  return { path, text: 'is not what it must be' };
}

/** The first fault of a value that the schema refused. */
export function faultIn(schema: Schema, value: unknown, path: Path = []): Fault {
  if (schema.anyOf) return amongAlternatives(alternatives(schema), value, path);
  const codes = codesOf(schema);
  if (codes.length > 0) return { path, text: `${shown(value)} is not one of: ${listed(codes)}` };
  if (schema.type === 'array' && Array.isArray(value)) return inList(schema, value, path);
  if (schema.type === 'object' && isEntries(value)) return inEntries(schema, value, path);
  if (value === '') return { path, text: 'is empty' };
  return misshapen([schema], value, path);
}
