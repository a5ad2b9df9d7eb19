/**
 * From corrections and bare texts to lines that a person can look through: identities stripped, labelled as understood with
 * what was corrected put right, the uncertain ones first. Pure: it is handed understanding.
 */
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { AXES, IMPORTANCES, REQUEST_TYPES } from '../api/contract/vocabulary.ts';
import { type Labelled, readLine } from './corpus.ts';
import { strip } from './strip.ts';
import { linesOf } from './texts.ts';
import type { Understanding } from './understanding.ts';

const Code = Type.Union([Type.String(), Type.Null()]);
const Change = Type.Object({ from: Code, to: Code });
const Correction = Type.Object({
  text: Type.String(),
  source: Type.Optional(Type.String()),
  labels: Type.Record(Type.String(), Change),
});
export type Correction = Static<typeof Correction>;
const Page = Type.Object({ items: Type.Array(Correction) });

/** Pages of the API or a correction a line, whichever way they were kept. */
export function readCorrections(whole: string): Correction[] {
  const text = whole.trim();
  const asOne = (): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined; // more than one line
    }
  };
  const page = asOne();
  if (Value.Check(Page, page)) return page.items;
  return linesOf(text).map((line, i) => {
    const parsed: unknown = JSON.parse(line);
    if (!Value.Check(Correction, parsed)) throw new Error(`Line ${i + 1} is no correction: it needs text and labels.`);
    return parsed;
  });
}

const LABELS = ['type', 'axis', 'importance', 'department', 'governorate'] as const;
type Label = (typeof LABELS)[number];

export interface Row extends Labelled {
  readonly review: {
    /** Who said so, or that nobody did. */
    readonly source: string;
    readonly confidence: Readonly<Record<Label, number>>;
    /** What was understood of each label that a person put right. */
    readonly corrected: Readonly<Partial<Record<Label, string | null>>>;
    /** How sure understanding is of what is most in doubt; 0: sure of what a person said is wrong. */
    readonly certainty: number;
  };
}

export interface Material {
  readonly corrections: readonly Correction[];
  readonly texts: readonly string[];
  readonly understand: (text: string) => Understanding;
  readonly isKnown: (text: string) => boolean;
}

const REGISTERS = { ar: 'dialect', 'ar-Latn': 'arabizi', en: 'english' } as const;

const codes: Readonly<Record<'type' | 'axis' | 'importance', readonly string[]>> = {
  type: REQUEST_TYPES,
  axis: AXES,
  importance: IMPORTANCES,
};

/** A label that is none of ours any more is nobody's correction. */
const isCode = (label: Label, value: string | null) =>
  label === 'department' || label === 'governorate' || (value !== null && codes[label].includes(value));

function rowOf(raw: string, source: string, changes: Correction['labels'], material: Material): Row | null {
  const text = strip(raw, material.understand(raw).entities);
  if (text.trim() === '' || material.isKnown(text)) return null;
  const understood = material.understand(text);
  const lang = understood.lang.value ?? 'ar';
  const changed = LABELS.filter((label) => changes[label] !== undefined && isCode(label, changes[label].to));
  // What is no request has no labels of one, unless a person gave it some.
  const act =
    changed.length > 0 || understood.act.value === 'emergency' ? 'request' : (understood.act.value ?? 'request');
  const labels = act === 'request' ? labelsOf(understood, changes, changed) : {};
  const isStillWrong = changed.some((label) => understood[label].value !== changes[label]?.to);
  const asked = act === 'request' ? (['act', 'type', 'axis', 'department'] as const) : (['act'] as const);
  const doubts = asked.map((label) => understood[label].confidence);
  const review: Row['review'] = {
    source,
    confidence: confidences(understood),
    corrected: Object.fromEntries(changed.map((label) => [label, changes[label]?.from ?? null])),
    certainty: isStillWrong ? 0 : rounded(Math.min(...doubts)),
  };
  const line = JSON.stringify({ text, act, ...labels, lang, register: REGISTERS[lang] });
  return { ...readLine('review', line, 1), review };
}

function labelsOf(understood: Understanding, changes: Correction['labels'], changed: readonly Label[]): object {
  const values = LABELS.map((label): [Label, string | null] => [
    label,
    changed.includes(label) ? (changes[label]?.to ?? null) : understood[label].value,
  ]);
  return Object.fromEntries(values.filter(([label, value]) => value !== null || isCode(label, null)));
}

const rounded = (value: number) => Math.round(value * 100) / 100;

const confidences = (understood: Understanding): Row['review']['confidence'] => ({
  type: rounded(understood.type.confidence),
  axis: rounded(understood.axis.confidence),
  importance: rounded(understood.importance.confidence),
  department: rounded(understood.department.confidence),
  governorate: rounded(understood.governorate.confidence),
});

export function rowsToReview(material: Material): Row[] {
  const made = [
    ...material.corrections.map((one) => rowOf(one.text, one.source ?? 'unknown', one.labels, material)),
    ...material.texts.map((text) => rowOf(text, 'nobody', {}, material)),
  ];
  const unique = new Map<string, Row>();
  for (const row of made) if (row && !unique.has(row.text)) unique.set(row.text, row);
  return [...unique.values()].sort((a, b) => a.review.certainty - b.review.certainty);
}

/** A line that was kept: checked as training will check it, without what was said about it. */
export function acceptable(file: string, line: string, number: number): Labelled {
  const { review: _, ...labelled } = { review: undefined, ...readLine(file, line, number) };
  return labelled;
}
