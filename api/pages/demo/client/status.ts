/**
 * "Where is my request?": checks the number here, asks for its status, and says it in plain words.
 * A slip of the finger is told at once, without asking the server.
 */
import { asciiDigits, isValidReference, parseReference } from '../../../contract/reference.ts';
import { type Lang, STAGE_NAMES, STAGES, type Stage } from '../../../contract/vocabulary.ts';
import { LABELS } from './labels.ts';

export interface Status {
  readonly status: Stage;
  readonly updatedAt: string;
  readonly dueAt: string;
}
export type Fault = 'empty' | 'length' | 'check' | 'unknown' | 'busy' | 'away';
export type Checked = { readonly reference: string } | { readonly fault: Fault; readonly count: number };
type Answer = Status | { readonly fault: Fault };

/** What is wrong with the number as typed; nothing when it may be asked for. */
export function check(text: string): Checked {
  const count = asciiDigits(text).replace(/\D/g, '').length;
  const reference = parseReference(text);
  if (text.trim() === '') return { fault: 'empty', count };
  if (reference === null) return { fault: 'length', count };
  return isValidReference(reference) ? { reference } : { fault: 'check', count };
}

function decode(value: unknown): Status | null {
  const { status, updatedAt, dueAt } = Object(value) as Record<string, unknown>;
  const stage = STAGES.find((known) => known === status);
  return stage === undefined || typeof updatedAt !== 'string' || typeof dueAt !== 'string'
    ? null
    : { status: stage, updatedAt, dueAt };
}

const FAULTS: Readonly<Record<number, Fault>> = { 404: 'unknown', 422: 'check', 429: 'busy' };

export async function ask(reference: string): Promise<Answer> {
  const answer = await fetch(`/v1/status/${reference}`, { cache: 'no-store' }).catch(() => null);
  if (answer === null || !answer.ok) return { fault: FAULTS[answer?.status ?? 0] ?? 'away' };
  return decode(await answer.json().catch(() => null)) ?? { fault: 'away' };
}

export function faultText(fault: Fault, count: number, lang: Lang): string {
  return fault === 'length' ? LABELS[lang].length(count) : LABELS[lang][fault];
}

export interface Row {
  readonly term: string;
  readonly value: string;
  readonly note?: string;
  readonly late?: boolean;
}

/** The answer in words. Jordan's time and Latin digits in both languages, as in the conversation. */
export function describe({ status, updatedAt, dueAt }: Status, lang: Lang, now: Date): Row[] {
  const labels = LABELS[lang];
  const locale = lang === 'ar' ? 'ar-JO-u-nu-latn-ca-gregory' : 'en-GB-u-nu-latn-ca-gregory';
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Amman' });
  const done = status === 'answered' || status === 'closed';
  const late = !done && new Date(dueAt) < now;
  return [
    { term: labels.stage, value: STAGE_NAMES[status][lang], note: labels.meaning[status] },
    { term: labels.updated, value: format.format(new Date(updatedAt)) },
    {
      term: done || late ? labels.wasDue : labels.due,
      value: format.format(new Date(dueAt)),
      ...(late ? { note: labels.late, late } : {}),
    },
  ];
}
