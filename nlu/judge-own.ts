/**
 * Our own figures: understanding judged on labelled messages it was not trained on, per slice of register, language and
 * length. Acceptable second labels count as right, as labelling.md has it.
 */
import type { Directory } from '../api/contract/directory.ts';
import { macroF1 } from './bench.ts';
import { calibrationError } from './calibrate.ts';
import type { Message } from './corpus.ts';
import { createModel, type Trained } from './model.ts';
import { createUnderstanding } from './understand.ts';
import type { Understanding } from './understanding.ts';

export interface Pair {
  readonly wanted: string;
  readonly got: string;
  readonly confidence: number;
  /** One of the first three. */
  readonly among: boolean;
}

export interface Judged {
  readonly message: Message;
  readonly understood: Understanding;
  readonly pairs: Readonly<Partial<Record<Question, Pair>>>;
}

export const QUESTIONS = ['act', 'type', 'axis', 'importance', 'department', 'governorate'] as const;
export type Question = (typeof QUESTIONS)[number];

const NOTHING = '-';

/** What the classifier made of a message, with an acceptable second label taken for the first. */
function pair(message: Message, understood: Understanding, question: Question): Pair | null {
  const wanted = message[question];
  if (wanted === undefined || (question === 'act' && message.isPart)) return null;
  const label = understood[question];
  const also: readonly (string | null)[] =
    question === 'type'
      ? (message.typeAlso ?? [])
      : question === 'axis'
        ? (message.axisAlso ?? [])
        : question === 'department'
          ? (message.departmentAlso ?? [])
          : [];
  const accepted = [wanted, ...also];
  const got = accepted.includes(label.value) ? wanted : label.value;
  const first = [label.value, ...label.alternatives.map((one) => one.value)].slice(0, 3);
  const among = wanted === null ? label.value === null : first.some((value) => accepted.includes(value));
  return { wanted: wanted ?? NOTHING, got: got ?? NOTHING, confidence: label.confidence, among };
}

/** Any day will do: no label depends on it. */
export const NOW = '2026-06-01T12:00:00+03:00';

export function judgeMessages(trained: Trained | null, messages: readonly Message[], directory: Directory): Judged[] {
  const understand = createUnderstanding(trained ? createModel(trained) : null);
  return messages.map((message) => {
    const understood = understand(message.text, { directory, now: NOW });
    const pairs: Partial<Record<Question, Pair>> = {};
    for (const question of QUESTIONS) {
      const made = pair(message, understood, question);
      if (made) pairs[question] = made;
    }
    return { message, understood, pairs };
  });
}

export interface Figures {
  readonly count: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly top3: number;
  readonly ece: number;
  /** Of those at 0.7 and up: how many, how many right. */
  readonly sure: number;
  readonly sureRight: number;
  readonly balanced: number;
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

export function figures(pairs: readonly Pair[]): Figures {
  const right = pairs.filter((one) => one.wanted === one.got);
  const sure = pairs.filter((one) => one.confidence >= 0.7);
  const classes = [...new Set(pairs.map((one) => one.wanted))];
  const recalls = classes.map((name) => {
    const of = pairs.filter((one) => one.wanted === name);
    return share(of.filter((one) => one.got === name).length, of.length);
  });
  return {
    count: pairs.length,
    accuracy: share(right.length, pairs.length),
    macroF1: macroF1(pairs),
    top3: share(pairs.filter((one) => one.among).length, pairs.length),
    ece: calibrationError(pairs.map((one) => ({ confidence: one.confidence, right: one.wanted === one.got }))),
    sure: share(sure.length, pairs.length),
    sureRight: share(sure.filter((one) => one.wanted === one.got).length, sure.length),
    balanced: recalls.reduce((sum, recall) => sum + recall, 0) / Math.max(1, recalls.length),
  };
}

const SHORT = 8;

export const SLICES: readonly (readonly [string, (message: Message) => boolean])[] = [
  ['all', () => true],
  ['dialect', (m) => m.register === 'dialect'],
  ['formal', (m) => m.register === 'formal'],
  ['speech', (m) => m.register === 'speech'],
  ['sms', (m) => m.register === 'sms'],
  ['arabizi', (m) => m.lang === 'ar-Latn'],
  ['english', (m) => m.lang === 'en'],
  ['short', (m) => m.text.split(/\s+/).length <= SHORT],
  ['long', (m) => m.text.split(/\s+/).length > 30],
];

export const pairsOf = (judged: readonly Judged[], question: Question, keep: (m: Message) => boolean): Pair[] =>
  judged.flatMap((one) => (keep(one.message) && one.pairs[question] ? [one.pairs[question]] : []));
