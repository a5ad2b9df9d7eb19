/** The matter: a new request, more of its story, contact details given in passing. The citizen's words are kept whole. */
import type { Part } from '../../api/contract/classification.ts';
import type { Flows } from '../../flows/language.ts';
import { type Applied, CONTACT, line, remember, told, without } from './applied.ts';
import type { Command } from './command.ts';
import { ANSWER, CARD, NAMED_BODY } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { isDraft } from './flow.ts';
import { move } from './heard.ts';
import { confirmed, contactIn, fillGaps, fillsOf, mergeFills, said } from './slots.ts';
import { type Filled, type Frame, front, newFrame, type Queued, type State, withFront } from './state.ts';

type Fit = MessageEvent['understanding']['card'] | null;

/** The known question a message asks, where it surely does. */
const cardIn = (fit: Fit): { readonly card?: string } => (fit && fit.confidence >= CARD ? { card: fit.id } : {});

/** Fresh facts of a message, merged into the draft in front. */
export function enrich(frame: Frame, event: MessageEvent, merge = mergeFills): Frame {
  const { understanding } = event;
  const atPlace = frame.atPlace || understanding.atPlace;
  return {
    ...frame,
    slots: merge(frame.slots, fillsOf(understanding, understanding.spot)),
    atPlace,
    facts: { ...frame.facts, ...cardIn(understanding.card) },
    ...(event.point && { point: event.point }),
    ...(understanding.ambiguous && { ambiguous: understanding.ambiguous }),
  };
}

/** Of several matters only some are at a place: those that name one, or whose result is bad. */
const isAtPlace = (part: Part, event: MessageEvent): boolean =>
  event.understanding.atPlace && (part.axis.value === 'output_quality' || spotIn(part, event) !== undefined);

/** Of the places a message names, those inside this part of it. */
function spotIn(part: Part, event: MessageEvent): string | undefined {
  const spots = (event.understanding.spot ?? '')
    .split(/[،,] /)
    .filter((spot) => spot !== '' && part.text.includes(spot));
  return spots.length === 0 ? undefined : spots.join('، ');
}

function queued(parts: readonly Part[], event: MessageEvent): Queued[] {
  return parts.slice(1).map((part, i) => ({
    text: part.text,
    message: event.id,
    ...cardIn(event.understanding.partCards?.[i + 1]),
    slots: without(fillsOf(part, spotIn(part, event)), ...CONTACT),
    atPlace: isAtPlace(part, event),
    description: [event.text],
  }));
}

/** A hint, or a few words with nothing in them, tell so little that what they seem to be gives way to what is told next. */
const DOUBTED = 0.6;
/** A body named in them stays, until a later one is named: "a hospital", then which. */
const NAMED_EARLY = 0.8;

export function hinted(event: MessageEvent): MessageEvent {
  const { understanding } = event;
  const doubted = <T extends { readonly confidence: number }>(label: T, by = DOUBTED): T => ({
    ...label,
    confidence: label.confidence * by,
  });
  const { card: _, type, department, ...rest } = understanding;
  const named = department.confidence >= NAMED_BODY && move(event, 'hint') === undefined;
  return {
    ...event,
    understanding: { ...rest, type: doubted(type), department: doubted(department, named ? NAMED_EARLY : DOUBTED) },
  };
}

export function startRequest(flows: Flows, state: State, command: Command & { kind: 'request' }): Applied {
  const { event, matter } = command;
  const current = front(state);
  if (current && isDraft(flows, current) && matter === 'announced') {
    return told(withFront(state, withType(current, event)));
  }
  const isTold = matter !== 'announced';
  const facts = matter === 'vague' ? { vague: true } : {};
  const base = {
    ...newFrame(event.id, 'request'),
    description: isTold ? [event.text] : [],
    facts,
  };
  const parts = event.understanding.parts ?? [];
  const frame =
    parts.length > 1 && parts[0]
      ? splitFirst(base, parts[0], event)
      : isTold
        ? enrich(base, matter === 'vague' ? hinted(event) : event)
        : withType(base, event);
  const named = { ...frame, files: [...event.files], slots: mergeFills(frame.slots, contactIn(event.understanding)) };
  const kept = event.understanding.moves.some(({ kind }) => kind === 'anonymous') ? unnamed(named) : named;
  const { waiting: _, strays: __, ...rest } = state;
  // A picture that came with the words has opened the draft already.
  const opened = current?.id === event.id ? state.frames.slice(0, -1) : state.frames;
  const queue = parts.length > 1 ? [...state.queue, ...queued(parts, event)] : state.queue;
  return told(remember({ ...rest, queue, frames: [...opened, kept] }, kept.slots));
}

/** Without a name: none is taken from the words, and none is asked for. */
export function unnamed(frame: Frame): Frame {
  const skipped = [...new Set([...frame.skipped, 'name', 'phone'])];
  return { ...frame, skipped, slots: { ...without(frame.slots, ...CONTACT), anonymous: confirmed('yes') } };
}

function splitFirst(frame: Frame, part: Part, event: MessageEvent): Frame {
  const atPlace = isAtPlace(part, event);
  return {
    ...frame,
    slots: mergeFills(frame.slots, fillsOf(part, spotIn(part, event))),
    atPlace,
    facts: { ...frame.facts, message: event.id, ...cardIn(event.understanding.card) },
  };
}

/** An announcement fills the type it names and the department, and no matter. */
function withType(frame: Frame, event: MessageEvent): Frame {
  const { type, department, moves } = event.understanding;
  const fills = fillsOf(event.understanding);
  const opener = moves.find((move) => move.kind === 'opener');
  const named = opener !== undefined && type.confidence >= ANSWER;
  const slots: Record<string, Filled> = { ...frame.slots };
  const spoken = moves.find((move) => move.kind === 'correct' && move.type !== undefined);
  if (named && fills.type) slots.type = fills.type;
  if (opener?.kind === 'opener' && opener.type) slots.type = said(opener.type);
  if (spoken?.kind === 'correct' && spoken.type) slots.type = said(spoken.type);
  const open = (frame.slots.department?.from ?? 'guessed') === 'guessed';
  if (open && department.confidence >= 0.5 && fills.department) slots.department = fills.department;
  return { ...frame, slots };
}

/** Asked on after an answer: another card answers that, or the department will. */
function notYetSatisfied(before: Frame, now: Frame): Frame {
  const another = now.facts.card !== before.facts.card;
  if (another) return { ...now, done: now.done.filter((step) => step !== 'say card') };
  return { ...now, slots: { ...now.slots, satisfied: confirmed('no') } };
}

export function tellMore(flows: Flows, state: State, event: MessageEvent): Applied {
  const frame = front(state);
  if (!frame) return told(state);
  const longer = { ...frame, description: [...frame.description, event.text] };
  const enriched = enrich(longer, event, frame.facts.vague === true ? mergeFills : fillGaps);
  const more = state.waiting?.slot === 'satisfied' ? notYetSatisfied(frame, enriched) : enriched;
  return told(remember(withFront(state, more), contactIn(event.understanding)), [line(flows, 'added_to_description')]);
}

/** It waits behind the request in front, like the second of two matters in one message. */
export function later(flows: Flows, state: State, { text, understanding }: MessageEvent): Applied {
  const slots = without(fillsOf(understanding, understanding.spot), ...CONTACT);
  const next: Queued = { text, slots, atPlace: understanding.atPlace, description: [text] };
  return told({ ...state, queue: [...state.queue, next] }, [line(flows, 'question_later')]);
}

export function note(flows: Flows, state: State, event: MessageEvent): Applied {
  const frame = front(state);
  const contact = contactIn(event.understanding);
  const { ambiguous } = event.understanding;
  const shared = state.waiting?.slot === 'department' && ambiguous !== undefined ? { ambiguous } : {};
  const noted = frame ? withFront(state, { ...frame, ...shared, slots: { ...frame.slots, ...contact } }) : state;
  const changed = state.waiting?.slot === 'confirm' ? [line(flows, 'corrected')] : [];
  return told(remember(noted, contact), changed);
}
