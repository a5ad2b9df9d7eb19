/**
 * Reads `flows/*.yaml` into checked, frozen flows. Refuses with file and line whatever the language does not allow:
 * a wrong word here would otherwise be met by a citizen.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { LineCounter, parseDocument } from 'yaml';
import { Flow, type Flows, PATTERNS, Patterns, PHRASES, Slots } from './language.ts';

/** One line a content officer can act on: `complaint.yaml:12: ...`. */
export class FlowError extends Error {}

/** A YAML source and the name it is reported under. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

type Path = readonly (string | number)[];

interface Parsed {
  readonly value: unknown;
  readonly lineOf: (path: Path) => number;
}

const toPath = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replace(/~1/g, '/').replace(/~0/g, '~')));

function parse(source: Source): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, uniqueKeys: true });
  const first = document.errors[0];
  if (first) throw new FlowError(`${source.name}:${first.linePos?.[0].line ?? 1}: ${first.message.split('\n')[0]}`);
  const rangeStart = (path: Path): number | undefined => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    return node?.range?.[0];
  };
  return {
    value: document.toJS(),
    lineOf: (path) => {
      for (let length = path.length; length >= 0; length--) {
        const offset = rangeStart(path.slice(0, length));
        if (offset !== undefined) return lines.linePos(offset).line;
      }
      return 1;
    },
  };
}

/** The error that points deepest is the one the author made; the others are of alternatives not meant. */
function check(schema: TSchema, source: Source): unknown {
  const { value, lineOf } = parse(source);
  if (Value.Check(schema, value)) return value;
  const errors = [...Value.Errors(schema, value)];
  const deepest = errors.reduce((best, each) => (depth(each.instancePath) > depth(best.instancePath) ? each : best));
  const where = deepest.instancePath === '' ? 'the file' : deepest.instancePath.slice(1).replace(/\//g, '.');
  throw new FlowError(`${source.name}:${lineOf(toPath(deepest.instancePath))}: ${where} ${deepest.message}`);
}

const depth = (pointer: string) => pointer.split('/').length;

/** Files with words beside the flows. */
const WORDS = ['patterns', 'slots', 'phrases'] as const;

function complete<T extends string>(name: string, texts: Record<string, unknown>, wanted: readonly T[]): void {
  const missing = wanted.filter((key) => texts[key] === undefined);
  if (missing.length > 0) throw new FlowError(`${name}.yaml:1: missing ${missing.join(', ')}`);
  const orphans = Object.keys(texts).filter((key) => !wanted.includes(key as T));
  if (orphans.length > 0) throw new FlowError(`${name}.yaml:1: nobody says ${orphans.join(', ')}`);
}

/** Checked flows out of sources, each named as its file is. Throws `FlowError` with file and line. */
export function readFlows(sources: readonly Source[]): Flows {
  const words = Object.fromEntries(WORDS.map((name) => [name, sources.find((each) => each.name === `${name}.yaml`)]));
  const read = (name: (typeof WORDS)[number], schema: TSchema) => {
    const source = words[name];
    if (!source) throw new FlowError(`${name}.yaml:1: the file is missing`);
    return check(schema, source) as Readonly<Record<string, unknown>>;
  };
  const [patterns, slots, phrases] = [read('patterns', Patterns), read('slots', Slots), read('phrases', Patterns)];
  complete('patterns', patterns, PATTERNS);
  complete('phrases', phrases, PHRASES);
  const flows: Record<string, Flow> = {};
  for (const source of sources.filter((each) => !WORDS.some((name) => each.name === `${name}.yaml`))) {
    const flow = check(Flow, source) as Flow;
    if (flows[flow.flow]) throw new FlowError(`${source.name}:1: there is another flow named ${flow.flow}`);
    flows[flow.flow] = flow;
  }
  return Object.freeze({ flows, slots, patterns, phrases } as unknown as Flows);
}

/** The `.yaml` files of a directory, by name. */
export function sourcesIn(directory: string): Source[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return names.map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }));
}
