/** Slots: what a message fills, whether a slot is settled, and how an answer to a question is read. */
import type { Classification, Label } from '../../api/contract/classification.ts';
import { AXES, IMPORTANCES, REQUEST_TYPES } from '../../api/contract/vocabulary.ts';
import type { SlotKind } from '../../flows/language.ts';
import { ANSWER, isGuess, isSure, LITERAL, SURE_NAME } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { followUpCodeIn } from './follow-up.ts';
import type { Filled, Frame, Waiting } from './state.ts';

type Fills = Readonly<Record<string, Filled>>;

const CONTACT = ['name', 'phone', 'email'] as const;

export const said = (value: string): Filled => ({ value, from: 'said', confidence: 1 });
export const confirmed = (value: string): Filled => ({ value, from: 'confirmed', confidence: 1 });

/** Filled for good: said or confirmed, or guessed surely enough to be shown in the summary. */
export function isSettled(frame: Frame, slot: string): boolean {
  if (frame.skipped.includes(slot)) return true;
  if (slot === 'description') return frame.description.length > (frame.facts.vague === true ? 1 : 0);
  if (slot === 'reference' && frame.facts.reference !== undefined) return true;
  if (slot === 'location') return frame.point !== undefined || frame.slots.location !== undefined;
  const filled = frame.slots[slot];
  return filled !== undefined && (filled.from !== 'guessed' || isSure(slot, filled.confidence));
}

function guess(slot: string, label: Label): Fills {
  if (label.value === null) return {};
  const alternatives = label.alternatives.map((alternative) => alternative.value);
  return { [slot]: { value: label.value, from: 'guessed', confidence: label.confidence, alternatives } };
}

/** Contact details named in the text, wherever they stand. */
export function contactIn(words: Classification): Fills {
  const fills: Record<string, Filled> = {};
  for (const kind of CONTACT) {
    const entity = words.entities.find((each) => each.kind === kind && each.valid);
    if (entity) fills[kind] = said(entity.value);
  }
  return fills;
}

/** Every slot that a message about a matter determines. */
export function fillsOf(words: Classification, spot?: string): Fills {
  return {
    ...guess('type', words.type),
    ...guess('axis', words.axis),
    ...guess('importance', words.importance),
    ...guess('department', words.department),
    ...(isGuess('governorate', words.governorate.confidence) ? guess('governorate', words.governorate) : {}),
    ...(spot !== undefined && { location: said(spot) }),
    ...contactIn(words),
  };
}

/** Later words fill what is open, and never overrule what was said, confirmed, or guessed more surely. */
export function mergeFills(slots: Fills, fresh: Fills): Fills {
  const merged: Record<string, Filled> = { ...slots };
  for (const [slot, filled] of Object.entries(fresh)) {
    const known = merged[slot];
    if (!known || (known.from === 'guessed' && (filled.from !== 'guessed' || filled.confidence > known.confidence))) {
      merged[slot] = filled;
    }
  }
  return merged;
}

/** Words added later fill what is open and better what was unsure; they never change what was settled. */
export function fillGaps(slots: Fills, fresh: Fills): Fills {
  const open = Object.entries(fresh).filter(([slot, filled]) => {
    const known = slots[slot];
    if (!known) return true;
    return known.from === 'guessed' && !isSure(slot, known.confidence) && filled.confidence > known.confidence;
  });
  return { ...slots, ...Object.fromEntries(open) };
}

/** What an answer came to: a value, a refusal, "none of these", a wrong shape, or not an answer at all. */
export type Reading =
  | { readonly kind: 'value'; readonly filled: Filled }
  | { readonly kind: 'refused' }
  | { readonly kind: 'other' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'none' };

const NONE: Reading = { kind: 'none' };
const value = (text: string): Reading => ({ kind: 'value', filled: said(text) });

export interface Question {
  readonly kind: SlotKind;
  readonly waiting: Waiting;
}

/** The kinds of request are few and known by name: any of them answers, on offer or not. */
export const acceptable = ({ slot, options }: Waiting): readonly string[] =>
  slot === 'type' ? [...new Set([...options, ...REQUEST_TYPES])] : options;

const REFERENCE = /^\d{12}$/;

/** The option the person picked, by tap, id, label or number; a reference number only exactly. */
export function picked(event: MessageEvent, waiting: Waiting): string | undefined {
  const options = acceptable(waiting);
  if (event.optionId !== undefined && options.includes(event.optionId)) return event.optionId;
  const choice = event.understanding.choice;
  if (!choice || !options.includes(choice.id)) return undefined;
  if (REFERENCE.test(choice.id) && !choice.sure) return undefined;
  return choice.sure || wordCount(event.text) <= 3 ? choice.id : undefined;
}

const acts = (event: MessageEvent, act: string, from = 0.5) =>
  event.understanding.act.value === act && event.understanding.act.confidence >= from;

function fromLabel(event: MessageEvent, label: Label, codes?: readonly string[]): Reading {
  if (label.value === null || label.confidence < ANSWER || acts(event, 'deny')) return NONE;
  // "My name is Sara, 079..." is about the person: whatever type or department it seems to have is no answer.
  if (Object.keys(contactIn(event.understanding)).length > 0) return NONE;
  return codes && !codes.includes(label.value) ? NONE : value(label.value);
}

const entity = (event: MessageEvent, kind: string) => event.understanding.entities.find((each) => each.kind === kind);

function checked(event: MessageEvent, kind: string, shape: RegExp): Reading {
  const found = entity(event, kind);
  if (found) return found.valid ? value(found.value) : { kind: 'wrong' };
  return shape.test(event.text) ? { kind: 'wrong' } : NONE;
}

/** Words to the conversation, and questions, are nobody's name. */
const NO_NAMES = [
  'send',
  'dont_send',
  'names',
  'aside',
  'why',
  'digression',
  'recall',
  'hint',
  'belongs',
  'back_again',
];
const isNoName = (event: MessageEvent) =>
  /[?؟]/.test(event.text) ||
  entity(event, 'reference') !== undefined ||
  event.understanding.moves.some(({ kind }) => NO_NAMES.includes(kind));

function readName(event: MessageEvent): Reading {
  if (isNoName(event)) return NONE;
  const named = entity(event, 'name')?.value ?? event.understanding.plainName;
  const from = wordCount(event.text) === 1 ? SURE_NAME : LITERAL;
  const bare = acts(event, 'deny', LITERAL) || acts(event, 'affirm', from);
  return named === undefined || bare ? NONE : value(named);
}

function readYesNo(event: MessageEvent): Reading {
  if (acts(event, 'affirm')) return value('yes');
  return acts(event, 'deny') ? value('no') : NONE;
}

const hasLetters = (text: string) => /[\p{L}\p{N}]{2,}/u.test(text);

/** Longer words about a place are more of the story. */
const LONGEST_PLACE = 1000;

function readLocation(event: MessageEvent): Reading {
  if (event.point) return value(event.text.trim() || `${event.point.latitude}, ${event.point.longitude}`);
  const bare = acts(event, 'deny') || acts(event, 'affirm');
  const fits = hasLetters(event.text) && event.text.length <= LONGEST_PLACE;
  return fits && !bare ? value(event.text.trim()) : NONE;
}

function readStars(event: MessageEvent): Reading {
  const stars = entity(event, 'stars');
  return stars?.valid ? value(stars.value) : NONE;
}

const DIGITS_ALONE = /^[^\p{L}\p{N}]*(?:\p{Nd}[^\p{L}\p{N}]*){4,8}$/u;

/** Six digits, whatever stands around them; digits alone that are too many or too few are a wrong code, too. */
function readOneTimeCode({ text }: MessageEvent): Reading {
  const groups = text.match(/\p{Nd}+(?:[\s-]\p{Nd}+)*/gu) ?? [];
  const code = groups.find((group) => group.replace(/[\s-]/g, '').length === 6);
  if (code !== undefined && wordCount(text) <= 8) return value(code);
  return DIGITS_ALONE.test(text) ? value(text.trim()) : NONE;
}

/** What looks like a code and is none has the wrong shape; other words are no answer. */
function readFollowUpCode({ text }: MessageEvent): Reading {
  const code = followUpCodeIn(text);
  if (code !== undefined) return value(code);
  return /^[\s\p{N}A-Z-]*$/iu.test(text) && /\d/.test(text) ? { kind: 'wrong' } : NONE;
}

const READERS: Readonly<Record<SlotKind, (event: MessageEvent) => Reading>> = {
  type: (event) => fromLabel(event, event.understanding.type, REQUEST_TYPES),
  axis: (event) => fromLabel(event, event.understanding.axis, AXES),
  importance: (event) => fromLabel(event, event.understanding.importance, IMPORTANCES),
  department: (event) => fromLabel(event, event.understanding.department),
  governorate: (event) => fromLabel(event, event.understanding.governorate),
  description: (event) => (hasLetters(event.text) ? value(event.text) : NONE),
  location: readLocation,
  attachments: () => NONE,
  anonymous: readYesNo,
  name: readName,
  phone: (event) => checked(event, 'phone', /[\d٠-٩](?:[\s-]?[\d٠-٩]){4,}/),
  email: (event) => checked(event, 'email', /@/),
  confirm: (event) => (event.understanding.moves.some(({ kind }) => kind === 'send') ? value('yes') : readYesNo(event)),
  reference: (event) => checked(event, 'reference', /[\d٠-٩](?:[\s-]?[\d٠-٩]){4,}/),
  yes_no: readYesNo,
  stars: readStars,
  text: (event) => (event.text.trim() === '' ? NONE : value(event.text)),
  choice: () => NONE,
  one_time_code: readOneTimeCode,
  follow_up_code: readFollowUpCode,
};

/** Kinds whose answer may be any words at all: a dialog act must be sure to be taken for one there. */
export const FREE_TEXT: readonly SlotKind[] = ['description', 'location', 'name', 'text'];

/** "I would rather not give my name" refuses no other question. */
const isRefusing = ({ understanding: { moves } }: MessageEvent, slot: string) =>
  moves.some(({ kind }) => kind === 'skip' || kind === 'unknown') && !keepsBack(moves, slot);

const keepsBack = (moves: MessageEvent['understanding']['moves'], slot: string) =>
  moves.some(({ kind }) => kind === 'kept_back') && !CONTACT.some((each) => each === slot);

/** "What is your name?" "No": a refusal, never a name. */
const MAY_SAY_NO: readonly SlotKind[] = ['name', 'phone', 'email', 'location'];

const wordCount = (text: string) => text.trim().split(/\s+/).length;

/** Reads an answer to the open question. */
export function readAnswer(event: MessageEvent, question: Question): Reading {
  const { waiting, kind } = question;
  const option = picked(event, waiting);
  if (option === 'skip') return { kind: 'refused' };
  if (option === 'other') return { kind: 'other' };
  if (option !== undefined) return { kind: 'value', filled: confirmed(option) };
  if (MAY_SAY_NO.includes(kind) && acts(event, 'deny') && wordCount(event.text) <= 3) return { kind: 'refused' };
  if (waiting.guess !== undefined && acts(event, 'affirm')) return { kind: 'value', filled: confirmed(waiting.guess) };
  if (waiting.guess !== undefined && acts(event, 'deny') && event.text.length < 12) return { kind: 'other' };
  if (kind !== 'description' && isRefusing(event, waiting.slot)) return { kind: 'refused' };
  return READERS[kind](event);
}
