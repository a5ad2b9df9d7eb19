/** Applies commands that move the matter forward: answers, new requests, more of the story, corrections. */
import type { Part } from '../../api/contract/classification.ts';
import type { Flows } from '../../flows/language.ts';
import { flowFiling, slotSpec, startQueued } from './advance.ts';
import type { Command, Correction } from './command.ts';
import { ANSWER, isSure } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import type { Reply } from './reply.ts';
import { confirmed, contactIn, fillsOf, mergeFills, type Reading, said } from './slots.ts';
import { type Filled, type Frame, front, newFrame, type Queued, type State, withFront } from './state.ts';

export interface Applied {
  readonly state: State;
  readonly replies: readonly Reply[];
}

export const told = (state: State, replies: readonly Reply[] = []): Applied => ({ state, replies });

const CONTACT = ['name', 'phone', 'email'];

/** Contact details are remembered for the conversation's next request. */
function remember(state: State, slots: Readonly<Record<string, Filled>>): State {
  const fresh = Object.fromEntries(Object.entries(slots).filter(([slot]) => CONTACT.includes(slot)));
  return Object.keys(fresh).length === 0 ? state : { ...state, contact: { ...state.contact, ...fresh } };
}

const without = <T>(record: Readonly<Record<string, T>>, ...keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

/** Fresh facts of a message, merged into the draft in front. */
function enrich(frame: Frame, event: MessageEvent): Frame {
  const { understanding } = event;
  const atPlace = frame.atPlace || understanding.atPlace;
  return {
    ...frame,
    slots: mergeFills(frame.slots, fillsOf(understanding, atPlace ? understanding.spot : undefined)),
    atPlace,
    ...(event.point && { point: event.point }),
    ...(understanding.ambiguous && { ambiguous: understanding.ambiguous }),
  };
}

function queued(parts: readonly Part[], event: MessageEvent): Queued[] {
  return parts.slice(1).map((part) => ({
    text: part.text,
    slots: without(fillsOf(part), ...CONTACT),
    atPlace: event.understanding.atPlace,
    description: [event.text],
  }));
}

export function startRequest(flows: Flows, state: State, command: Command & { kind: 'request' }): Applied {
  const { event, matter } = command;
  const current = front(state);
  if (current && flows.flows[current.flow]?.files === undefined && current.flow === 'request' && !matter) {
    return told(withFront(state, withType(current, event)));
  }
  const base = { ...newFrame(event.id, 'request'), slots: state.contact, description: matter ? [event.text] : [] };
  const parts = event.understanding.parts ?? [];
  const frame =
    parts.length > 1 && parts[0]
      ? splitFirst(base, parts[0], event)
      : matter
        ? enrich(base, event)
        : withType(base, event);
  const kept = { ...frame, files: [...event.files], slots: mergeFills(frame.slots, contactIn(event.understanding)) };
  const { waiting: _, ...rest } = state;
  const queue = parts.length > 1 ? [...state.queue, ...queued(parts, event)] : state.queue;
  return told(remember({ ...rest, queue, frames: [...state.frames, kept] }, kept.slots));
}

function splitFirst(frame: Frame, part: Part, event: MessageEvent): Frame {
  const atPlace = event.understanding.atPlace;
  return {
    ...frame,
    slots: mergeFills(frame.slots, fillsOf(part, atPlace ? event.understanding.spot : undefined)),
    atPlace,
  };
}

/** An announcement fills the type it names and the department, and no matter. */
function withType(frame: Frame, event: MessageEvent): Frame {
  const { type, department, moves } = event.understanding;
  const fills = fillsOf(event.understanding);
  const named = moves.some((move) => move.kind === 'opener') && type.confidence >= ANSWER;
  const slots: Record<string, Filled> = { ...frame.slots };
  if (named && fills.type) slots.type = fills.type;
  if (department.confidence >= 0.5 && fills.department) slots.department = fills.department;
  return { ...frame, slots };
}

export function tellMore(state: State, event: MessageEvent): Applied {
  const frame = front(state);
  if (!frame) return told(state);
  const more = enrich({ ...frame, description: [...frame.description, event.text] }, event);
  return told(remember(withFront(state, more), contactIn(event.understanding)));
}

export function note(state: State, event: MessageEvent): Applied {
  const frame = front(state);
  const contact = contactIn(event.understanding);
  const noted = frame ? withFront(state, { ...frame, slots: { ...frame.slots, ...contact } }) : state;
  return told(remember(noted, contact));
}

export function answerQuestion(flows: Flows, state: State, command: Command & { kind: 'answer' }): Applied {
  const waiting = state.waiting;
  if (!waiting) return told(state);
  if (waiting.slot === 'resume') return resume(flows, state, command.reading);
  if (waiting.slot === 'next_request') return nextRequest(flows, state, command);
  const frame = front(state);
  return frame ? answerSlot(flows, state, frame, waiting.slot, command) : told(state);
}

const saysYes = (reading: Reading) => reading.kind === 'value' && reading.filled.value === 'yes';

function resume(flows: Flows, state: State, reading: Reading): Applied {
  const { waiting: _, ...rest } = state;
  if (saysYes(reading)) return told(rest);
  return told({ ...rest, frames: state.frames.slice(0, -1) }, [line(flows, 'put_aside')]);
}

function nextRequest(flows: Flows, state: State, command: Command & { kind: 'answer' }): Applied {
  const { waiting: _, ...rest } = state;
  if (saysYes(command.reading)) return told(startQueued(rest, command.event.id));
  return told({ ...rest, queue: state.queue.slice(1) }, [line(flows, 'left_out')]);
}

export const line = (flows: Flows, pattern: keyof Flows['patterns'], extra: object = {}): Reply => ({
  kind: 'say',
  text: flows.patterns[pattern],
  facts: {},
  ...extra,
});

type Answer = Command & { kind: 'answer' };

function answerSlot(flows: Flows, state: State, frame: Frame, slot: string, command: Answer): Applied {
  const { reading, event } = command;
  if (slot === 'confirm') return confirm(flows, state, frame, reading);
  if (reading.kind === 'value') return told(fill(flows, state, frame, slot, reading.filled, event));
  if (reading.kind === 'refused') return refuse(flows, state, frame, slot);
  const tried = inVain(frame, slot);
  if (reading.kind === 'other') return told(withFront(state, { ...tried, slots: without(frame.slots, slot) }));
  const wrong = slotSpec(flows, frame.flow, slot)?.wrong;
  return told(withFront(state, tried), wrong ? [{ kind: 'say', text: wrong, facts: {} }] : []);
}

/** The slot was asked in vain once more. */
export const inVain = (frame: Frame, slot: string): Frame => ({
  ...frame,
  tries: { ...frame.tries, [slot]: (frame.tries[slot] ?? 0) + 1 },
});

function fill(flows: Flows, state: State, frame: Frame, slot: string, filled: Filled, event: MessageEvent): State {
  const spec = slotSpec(flows, frame.flow, slot);
  const own = flows.flows[frame.flow]?.slots?.[slot] !== undefined && spec?.kind === 'text';
  const isMatter = slot === 'description' || own;
  const enriched = isMatter ? enrich(frame, event) : frame;
  const also = slot === 'description' ? {} : alsoSaid(slot, event);
  const slots = slot === 'description' ? enriched.slots : { ...mergeFills(enriched.slots, also), [slot]: filled };
  const next: Frame = {
    ...enriched,
    slots,
    ...(slot === 'location' && event.point && { point: event.point }),
    description: isMatter ? [...frame.description, event.text] : frame.description,
    answered: [...frame.answered.filter((each) => each !== slot), slot],
  };
  const typed = slot === 'type' ? { ...next, flow: flowFiling(flows, filled.value) ?? next.flow } : next;
  return remember(withFront(state, typed), slots);
}

/** Facts given beside the answer: contact details always, a department with the place that decides it. */
function alsoSaid(slot: string, event: MessageEvent): Record<string, Filled> {
  const { department, governorate } = event.understanding;
  const also: Record<string, Filled> = { ...contactIn(event.understanding) };
  if (slot === 'governorate' && department.value !== null && department.confidence >= ANSWER) {
    also.department = said(department.value);
  }
  if (slot === 'department' && governorate.value !== null && isSure('governorate', governorate.confidence)) {
    also.governorate = said(governorate.value);
  }
  return without(also, slot);
}

/** A first refusal of a refusable slot is answered with the reason for asking; the second is accepted. */
function refuse(flows: Flows, state: State, frame: Frame, slot: string): Applied {
  const spec = slotSpec(flows, frame.flow, slot);
  const times = (frame.refused[slot] ?? 0) + 1;
  const refused = { ...inVain(frame, slot), refused: { ...frame.refused, [slot]: times } };
  const need = needOf(flows, frame, slot);
  if (need === 'must') return told(withFront(state, refused), [line(flows, 'cannot_skip')]);
  const known = Object.values(frame.refused).reduce((sum, each) => sum + each, 0);
  if (need === 'refusable' && times < 2 && known < 2) {
    return told(withFront(state, refused), spec?.why ? [{ kind: 'say', text: spec.why, facts: {} }] : []);
  }
  const left: Frame = { ...refused, skipped: [...frame.skipped, slot], slots: without(frame.slots, slot) };
  return told(withFront(state, left), slot === 'department' ? [line(flows, 'department_left_open')] : []);
}

function needOf(flows: Flows, frame: Frame, slot: string): 'must' | 'may' | 'refusable' {
  const steps = flows.flows[frame.flow]?.steps.flatMap((step) => ('steps' in step ? step.steps : [step])) ?? [];
  const step = steps.find((each) => 'ask' in each && each.ask === slot);
  return (step && 'ask' in step && step.need) || 'must';
}

function confirm(flows: Flows, state: State, frame: Frame, reading: Reading): Applied {
  const choice = reading.kind === 'value' ? reading.filled.value : '';
  if (choice === 'yes')
    return told(withFront(state, { ...frame, slots: { ...frame.slots, confirm: confirmed('yes') } }));
  if (choice === 'cancel') return cancel(flows, state);
  return askWhatToChange(flows, state, frame);
}

export function cancel(flows: Flows, state: State): Applied {
  const { waiting: _, ...rest } = state;
  if (!front(state)) return told(rest, [line(flows, 'nothing_to_cancel')]);
  return told({ ...rest, frames: state.frames.slice(0, -1), queue: [] }, [
    line(flows, 'cancelled', { notice: 'cancelled' }),
  ]);
}

function askWhatToChange(flows: Flows, state: State, frame: Frame): Applied {
  const offers = [
    { id: 'yes', label: flows.phrases.confirm_yes },
    { id: 'cancel', label: flows.phrases.confirm_cancel },
  ];
  const reply: Reply = {
    kind: 'ask',
    text: flows.patterns.what_to_change,
    facts: {},
    flow: frame.flow,
    slot: 'confirm',
    offers,
  };
  const waiting = { slot: 'confirm', flow: frame.flow, options: offers.map((offer) => offer.id), misses: 0 };
  return told({ ...state, waiting }, [reply]);
}

/** Lines that a correction may empty so that they are asked again. */
const ASKED_AGAIN = ['phone', 'name', 'email', 'department', 'governorate', 'location', 'type', 'description'];

export function correct(flows: Flows, state: State, event: MessageEvent, move: Correction): Applied {
  const frame = front(state);
  if (!frame) return told(state);
  const changes = changesIn(event, move);
  const named = move.slots.filter((slot) => ASKED_AGAIN.includes(slot) && changes[slot] === undefined);
  if (Object.keys(changes).length === 0 && named.length === 0) return askWhatToChange(flows, state, frame);
  const slots = { ...without(frame.slots, 'confirm', ...named), ...changes };
  const emptied: Frame = {
    ...without2(frame, named.includes('location')),
    slots,
    skipped: frame.skipped.filter((slot) => !named.includes(slot) && changes[slot] === undefined),
    tries: without(frame.tries, ...named),
    refused: without(frame.refused, ...named),
    description: named.includes('description') ? [] : frame.description,
  };
  const flow = changes.type ? (flowFiling(flows, changes.type.value) ?? frame.flow) : frame.flow;
  const corrected = Object.keys(changes).length > 0 ? [line(flows, 'corrected')] : [];
  return told(remember(withFront(state, { ...emptied, flow }), changes), corrected);
}

function without2(frame: Frame, dropPoint: boolean): Frame {
  if (!dropPoint) return frame;
  const { point: _, ...rest } = frame;
  return rest;
}

/** The new values that a correction names: a type in words, contact details, a department, a governorate, a place. */
function changesIn(event: MessageEvent, move: Correction): Record<string, Filled> {
  const { understanding } = event;
  const changes: Record<string, Filled> = { ...contactIn(understanding) };
  if (move.kind === 'names') return changes;
  if (move.type) changes.type = said(move.type);
  if (move.value !== undefined) assignValue(changes, move.slots, move.value);
  for (const slot of ['department', 'governorate'] as const) {
    const label = understanding[slot];
    if (label.value !== null && isSure(slot, label.confidence) && changes[slot] === undefined)
      changes[slot] = said(label.value);
  }
  for (const slot of ['axis', 'importance'] as const) {
    const label = understanding[slot];
    if (move.slots.includes(slot) && label.value !== null) changes[slot] = said(label.value);
  }
  return changes;
}

const PLAIN = ['name', 'location'];

function assignValue(changes: Record<string, Filled>, slots: readonly string[], value: string): void {
  const slot = slots.find((each) => PLAIN.includes(each));
  if (slot && changes[slot] === undefined) changes[slot] = said(value);
}
