/**
 * Our own lesson: the labelled messages and the directory's names and topics as tasks for the learner. Departments that
 * the governorate decides between are one class, their family.
 */
import type { Directory } from '../api/contract/directory.ts';
import { ACTS, AXES, IMPORTANCES, REQUEST_TYPES } from '../api/contract/vocabulary.ts';
import { createRetrieval } from './arabizi.ts';
import { authorOf, type Message } from './corpus.ts';
import { familyOf, NONE } from './department.ts';
import { DEFAULTS, type Lesson, learn, type Options } from './learn.ts';
import type { Trained } from './model.ts';
import { createSpeller } from './model.ts';
import { fold } from './normalise.ts';
import { type Index, indexDirectory, type Read, readText, type Words } from './reading.ts';
import { isWord, tokenise } from './tokens.ts';

interface Vocabulary {
  readonly words: Map<string, number>;
  readonly latin: Set<string>;
}

function vocabularyOf(messages: readonly Message[], directory: Directory): Vocabulary {
  const words = new Map<string, number>();
  const latin = new Set<string>();
  const add = (text: string, isName: boolean, english: boolean) => {
    for (const token of tokenise(fold(text))) {
      if (token.kind === 'arabic') words.set(token.text, (words.get(token.text) ?? 0) + 1);
      else if (token.kind === 'latin' && english && !isName) latin.add(token.text);
    }
  };
  for (const message of messages) if (!message.isPart) add(message.text, false, message.lang === 'en');
  for (const d of directory.departments)
    for (const text of [d.nameAr, ...d.aliasesAr, ...d.topicsAr]) add(text, true, false);
  for (const g of directory.governorates) {
    for (const area of g.areas) add(area.ar, true, false);
    for (const text of [g.nameAr, g.capitalAr, ...g.aliasesAr]) add(text, true, false);
  }
  return { words, latin };
}

const SHORT = 8;

/** Words of short messages of each act: all that one or two words may be taken for. */
function wordsOfActs(messages: readonly Message[]): Map<string, Set<string>> {
  const said = new Map<string, Set<string>>();
  for (const { act, text } of messages) {
    const spoken = tokenise(fold(text)).filter(isWord);
    if (act === 'request' || spoken.length > SHORT) continue;
    const known = said.get(act) ?? new Set();
    said.set(act, known);
    for (const word of spoken) known.add(word.text);
  }
  return said;
}

interface Sample {
  readonly text: string;
  /** Whose hand wrote it; undefined: the directory's. */
  readonly author?: string;
  readonly labels: Readonly<Record<string, string | null>>;
  readonly also: Readonly<Record<string, readonly string[]>>;
}

/** `requests-latin.jsonl` and `acts-latin.jsonl` are by one hand. */

function departmentLabel(index: Index, message: Message, read: Read): string | null {
  if (message.department === undefined) return null;
  if (message.department !== null) return familyOf(index.departments, message.department);
  const term = read.named.find((match) => index.departments.families.some((f) => f.name === match.of.ambiguous));
  return index.departments.families.find((family) => family.name === term?.of.ambiguous)?.id ?? NONE;
}

/** Of no class: a name, a place, noise speak against all of them alike. */
const NOTHING = 'nothing';

function sampleOf(index: Index, message: Message, read: Read): Sample {
  const isRequest = message.type !== undefined;
  const isBare = message.act === 'request' && !isRequest && !message.isPart;
  const nothing = isBare ? NOTHING : null;
  // An announcement without a matter says nothing of bodies: learned as "none" it would drown short matters.
  const isOpener = /^requests-openers/.test(message.file);
  return {
    text: message.text,
    author: authorOf(message.file),
    labels: {
      act: message.isPart ? 'request' : message.act,
      type: message.type ?? nothing,
      axis: message.axis ?? nothing,
      importance: message.importance ?? nothing,
      department: isRequest && !isOpener ? departmentLabel(index, message, read) : null,
    },
    also: {
      type: message.typeAlso ?? [],
      axis: message.axisAlso ?? [],
      department: (message.departmentAlso ?? []).map((code) => familyOf(index.departments, code)),
    },
  };
}

function topicSamples(index: Index, directory: Directory): Sample[] {
  return directory.departments.flatMap((d) =>
    [...d.topicsAr, ...d.topicsEn, ...d.aliasesEn].map((text) => ({
      text,
      labels: { department: familyOf(index.departments, d.code) },
      also: {},
    })),
  );
}

/** Folds of authors: every message is judged once by heads that never read its author, as citizens' will be. */
const FOLDS = 3;
/** The SVM's part was found on authors that neither learner had read. */
export const OWN_OPTIONS: Partial<Options> = { tried: FOLDS, isEven: true, svm: 0.65 };

/** The busiest authors each to a fold of their own, the rest back and forth: no fold takes a language with it. */
function foldsOf(authors: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const author of authors) counts.set(author, (counts.get(author) ?? 0) + 1);
  const order = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([author]) => author);
  return new Map(
    order.map((author, i) => [author, Math.floor(i / FOLDS) % 2 === 0 ? i % FOLDS : FOLDS - 1 - (i % FOLDS)]),
  );
}

/** `now` only fills in dates, which no head looks at. */
const ANY_DAY = '2026-01-01T12:00:00+03:00';

export function lessonOf(messages: readonly Message[], directory: Directory, options: Partial<Options> = {}): Lesson {
  const index = indexDirectory(directory);
  const vocabulary = vocabularyOf(messages, directory);
  const words: Words = {
    spell: createSpeller({ retrieval: createRetrieval(vocabulary.words), ...vocabulary }),
    isKnown: (word) => (vocabulary.words.get(word) ?? 0) >= 2,
  };
  const reading = { index, words, now: ANY_DAY };
  const samples: Sample[] = [];
  const reads: Read[] = [];
  for (const message of messages) {
    const read = readText(message.text, reading);
    reads.push(read);
    samples.push(sampleOf(index, message, read));
  }
  for (const sample of topicSamples(index, directory)) {
    samples.push(sample);
    reads.push(readText(sample.text, reading));
  }
  const foldOf = foldsOf(samples.flatMap((sample) => sample.author ?? []));
  const task = (name: string, classes: readonly string[]) => ({
    name,
    classes,
    labels: samples.map((sample) => sample.labels[name] ?? null),
    also: samples.map((sample) => sample.also[name] ?? []),
  });
  const departments = [...new Set(samples.flatMap((sample) => sample.labels.department ?? []))].sort();
  return {
    inputs: reads.map((read) => read.input),
    tasks: [
      task('act', ACTS),
      task('type', REQUEST_TYPES),
      task('axis', AXES),
      task('importance', IMPORTANCES),
      task('department', departments.includes(NONE) ? departments : [...departments, NONE]),
    ],
    folds: samples.map(({ author }) => (author === undefined ? -1 : (foldOf.get(author) ?? -1))),
    ...vocabulary,
    said: wordsOfActs(messages),
    options: { ...DEFAULTS, ...options },
  };
}

export const teach = (messages: readonly Message[], directory: Directory, options: Partial<Options> = {}): Trained =>
  learn(lessonOf(messages, directory, options));
