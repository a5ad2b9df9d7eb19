/**
 * Reads `flows/*.yaml` into checked, frozen flows. Refuses with file and line whatever the language does not allow:
 * a wrong word here would otherwise be met by a citizen.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type Fault, faultIn, type Path } from './fault.ts';
import { type Card, CardFile, toCard } from './knowledge.ts';
import { Elsewhere, Flow, type Flows, PATTERNS, Patterns, PHRASES, Slots } from './language.ts';
import { ReadyFile } from './ready.ts';

/** One line a content officer can act on: `complaint.yaml:12: ...`. */
export class FlowError extends Error {}

/** A YAML source and the name it is reported under. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

interface Parsed {
  readonly value: unknown;
  readonly lineOf: (path: Path) => number;
}

/** A name stands where it is written, not where its value begins: that may be the next line. */
function startOf(document: Document, path: Path): number | undefined {
  const [last, parent] = [path.at(-1), document.getIn(path.slice(0, -1), true)];
  const pair = isMap(parent) ? parent.items.find((each) => isScalar(each.key) && each.key.value === last) : undefined;
  const node = isScalar(pair?.key) ? pair.key : document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

/** What stands nearest to the path, from within outwards. */
function nearest(document: Document, path: Path): number {
  const start = startOf(document, path);
  return start ?? (path.length === 0 ? 0 : nearest(document, path.slice(0, -1)));
}

function parse(source: Source): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, uniqueKeys: true });
  const first = document.errors[0];
  if (first) {
    const said = first.message.split('\n')[0]?.replace(/ at line \d+, column \d+:$/, '');
    throw new FlowError(`${source.name}:${first.linePos?.[0].line ?? 1}: ${said}`);
  }
  visit(document, {
    // "*important*" without quotes is YAML for something named elsewhere.
    Alias: (_, { range, source: name }) => {
      const line = lines.linePos(range?.[0] ?? 0).line;
      throw new FlowError(`${source.name}:${line}: a text that begins with a star ("*${name}") stands in quotes`);
    },
  });
  return { value: document.toJS(), lineOf: (path) => lines.linePos(nearest(document, path)).line };
}

const at = ({ name }: Source, { lineOf }: Parsed, { path, text }: Fault) =>
  new FlowError(`${name}:${lineOf(path)}: ${path.length === 0 ? 'the file' : path.join('.')} ${text}`);

function check(schema: TSchema, source: Source): Parsed {
  const parsed = parse(source);
  if (Value.Check(schema, parsed.value)) return parsed;
  throw at(source, parsed, faultIn(schema, parsed.value));
}

/** Files with words beside the flows. */
const WORDS = ['patterns', 'slots', 'phrases', 'elsewhere'] as const;

type Texts = Readonly<Record<string, unknown>>;

function complete(source: Source, parsed: Parsed, wanted: readonly string[]): void {
  const texts = parsed.value as Texts;
  const missing = wanted.filter((key) => texts[key] === undefined);
  if (missing.length > 0) throw at(source, parsed, { path: [], text: `lacks ${missing.join(', ')}` });
  const orphan = Object.keys(texts).find((key) => !wanted.includes(key));
  if (orphan !== undefined) throw at(source, parsed, { path: [orphan], text: 'is said by nobody' });
}

/** One of the files with words, every word of it wanted. */
function readWords(sources: readonly Source[], name: (typeof WORDS)[number], schema: TSchema): Texts {
  const source = sources.find((each) => each.name === `${name}.yaml`);
  if (!source) throw new FlowError(`${name}.yaml:1: the file is missing`);
  const parsed = check(schema, source);
  const wanted = { patterns: PATTERNS, phrases: PHRASES, slots: undefined, elsewhere: undefined }[name];
  if (wanted) complete(source, parsed, wanted);
  return parsed.value as Texts;
}

const isWords = ({ name }: Source) => WORDS.some((word) => name === `${word}.yaml`);

/** Where the cards lie, below the flows. */
const CARDS = 'knowledge';
const isCards = ({ name }: Source) => name.startsWith(`${CARDS}/`);

/** Every card of every file, by its name. */
function readCards(sources: readonly Source[]): Record<string, Card> {
  const cards: Record<string, Card> = {};
  for (const source of sources) {
    const parsed = check(CardFile, source);
    const file = parsed.value as CardFile;
    for (const [i, written] of file.cards.entries()) {
      const path = ['cards', i, 'card'];
      if (cards[written.card])
        throw at(source, parsed, { path, text: `"${written.card}" is the name of another card too` });
      cards[written.card] = toCard(written, file.department);
    }
  }
  return cards;
}

const isReady = ({ name }: Source) => name === 'ready_answers.yaml';

/** A house may have none. */
function readReady(sources: readonly Source[]): ReadyFile['answers'] {
  const source = sources.find(isReady);
  return source === undefined ? [] : (check(ReadyFile, source).value as ReadyFile).answers;
}

/** Checked flows out of sources, each named as its file is. Throws `FlowError` with file and line. */
export function readFlows(sources: readonly Source[]): Flows {
  const patterns = readWords(sources, 'patterns', Patterns);
  const slots = readWords(sources, 'slots', Slots);
  const phrases = readWords(sources, 'phrases', Patterns);
  const elsewhere = readWords(sources, 'elsewhere', Elsewhere);
  const flows: Record<string, Flow> = {};
  const files: Record<string, string> = {};
  for (const source of sources.filter((each) => !isWords(each) && !isCards(each) && !isReady(each))) {
    const parsed = check(Flow, source);
    const flow = parsed.value as Flow;
    const other = files[flow.flow];
    if (other) throw at(source, parsed, { path: ['flow'], text: `"${flow.flow}" is the name of ${other} too` });
    files[flow.flow] = source.name;
    flows[flow.flow] = flow;
  }
  const cards = readCards(sources.filter(isCards));
  return Object.freeze({
    flows,
    slots,
    patterns,
    phrases,
    cards,
    elsewhere,
    ready: readReady(sources),
  } as unknown as Flows);
}

const yamlIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .sort();

/** The `.yaml` files of a directory and of its `knowledge/`, by name. */
export function sourcesIn(directory: string): Source[] {
  const below = join(directory, CARDS);
  const names = [...yamlIn(directory), ...(existsSync(below) ? yamlIn(below).map((name) => `${CARDS}/${name}`) : [])];
  return names.map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }));
}
