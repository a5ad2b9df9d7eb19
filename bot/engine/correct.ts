/** Corrections: what a person says is wrong is changed, the rest is kept, and only what no longer has a value is asked. */
import type { Flows } from '../../flows/language.ts';
import { openQuestion } from './advance.ts';
import { type Applied, line, remember, told, without, withoutPoint } from './applied.ts';
import type { Correction } from './command.ts';
import { isSure, LITERAL, NAMED_BODY } from './confidence.ts';
import { changeableIn } from './draft.ts';
import type { MessageEvent } from './event.ts';
import { flowFiling, slotSpec } from './flow.ts';
import { wordsIn } from './heard.ts';
import { offersOf } from './offers.ts';
import type { Reply } from './reply.ts';
import { contactIn, said } from './slots.ts';
import { type Filled, type Frame, front, type State, withFront } from './state.ts';

export function askWhatToChange(flows: Flows, state: State, frame: Frame): Applied {
  const topics = changeableIn(frame).flatMap((id) => {
    const label = flows.slots[id]?.label;
    return label ? [{ id, label }] : [];
  });
  const offers = [
    { id: 'yes', label: flows.phrases.as_it_was },
    { id: 'cancel', label: flows.phrases.confirm_cancel },
  ];
  const reply: Reply = {
    kind: 'ask',
    text: flows.patterns.what_to_change,
    facts: {},
    flow: frame.flow,
    slot: 'confirm',
    offers,
    topics,
  };
  const waiting = {
    slot: 'confirm',
    flow: frame.flow,
    options: [...offers, ...topics].map(({ id }) => id),
    changing: true,
  };
  return told({ ...state, waiting }, [reply]);
}

/** Lines that a correction may empty so that they are asked again. */
const ASKED_AGAIN = ['phone', 'name', 'department', 'type', 'description'];

/** Lines that no step asks for on the way: named at the summary, they are asked for there. */
export const ASKED_ON_REQUEST = ['governorate', 'location', 'axis', 'email'];

function askLine(flows: Flows, state: State, frame: Frame, slot: string): Applied {
  const spec = slotSpec(flows, frame.flow, slot);
  const { offers } = offersOf(spec?.offer, frame, state, 0);
  const text = spec?.ask ?? flows.patterns.what_to_change;
  const reply: Reply & { kind: 'ask' } = { kind: 'ask', text, facts: {}, flow: frame.flow, slot, offers };
  return told(openQuestion(state, reply), [reply]);
}

export function correct(flows: Flows, state: State, event: MessageEvent, move: Correction): Applied {
  const frame = front(state);
  if (!frame) return told(state);
  const changes = changesIn(event, move);
  const named = move.slots.filter((slot) => ASKED_AGAIN.includes(slot) && changes[slot] === undefined);
  const asked = ASKED_ON_REQUEST.find((slot) => move.slots.includes(slot) && changes[slot] === undefined);
  if (Object.keys(changes).length === 0 && asked) return askLine(flows, state, frame, asked);
  if (Object.keys(changes).length === 0 && named.length === 0) {
    return state.waiting?.slot === 'confirm' ? askWhatToChange(flows, state, frame) : told(state);
  }
  const slots = { ...without(frame.slots, 'confirm', ...named), ...changes };
  const emptied: Frame = {
    ...(changes.location ? withoutPoint(frame) : frame),
    slots,
    skipped: frame.skipped.filter((slot) => !named.includes(slot) && changes[slot] === undefined),
    tries: without(frame.tries, ...named),
    refused: without(frame.refused, ...named),
    description: named.includes('description') ? [] : frame.description,
  };
  const flow = changes.type ? (flowFiling(flows, changes.type.value) ?? frame.flow) : frame.flow;
  const corrected = Object.keys(changes).length > 0 ? [line(flows, 'corrected')] : [];
  const forgotten = { ...state, contact: without(state.contact, ...named) };
  return told(remember(withFront(forgotten, { ...emptied, flow }), changes), corrected);
}

/** The new values that a correction names: a type in words, contact details, a department, a governorate, a place. */
function changesIn(event: MessageEvent, move: Correction): Record<string, Filled> {
  const { understanding } = event;
  const changes: Record<string, Filled> = { ...contactIn(understanding) };
  if (move.kind === 'names') return changes;
  if (move.type) changes.type = said(move.type);
  if (move.axis) changes.axis = said(move.axis);
  if (move.importance) changes.importance = said(move.importance);
  if (move.value !== undefined) assignValue(changes, move.slots, move.value);
  const about = move.slots.length === 0 || move.slots.includes('location');
  if (understanding.spot !== undefined && about && changes.location === undefined)
    changes.location = said(understanding.spot);
  for (const slot of ['department', 'governorate'] as const) {
    const label = understanding[slot];
    if (move.slots.length > 0 && !move.slots.includes(slot)) continue;
    if (label.value !== null && isNamed(event, move, slot, label.confidence) && changes[slot] === undefined)
      changes[slot] = said(label.value);
  }
  for (const slot of ['axis', 'importance'] as const) {
    const label = understanding[slot];
    if (move.slots.includes(slot) && label.value !== null) changes[slot] = said(label.value);
  }
  return changes;
}

/**
 * Where the line is not named, a body must be: "no, without a number" is no word about telephones, and "a complaint,
 * obviously" none about the body that hears complaints.
 */
function isNamed({ text }: MessageEvent, move: Correct, slot: string, confidence: number): boolean {
  if (move.type) return confidence >= LITERAL && wordsIn(text) > WORDS_OF_A_KIND;
  return slot !== 'department' || move.slots.length > 0 ? isSure(slot, confidence) : confidence >= NAMED_BODY;
}

type Correct = Extract<Correction, { kind: 'correct' }>;
const WORDS_OF_A_KIND = 3;

const PLAIN = ['name', 'location'];

function assignValue(changes: Record<string, Filled>, slots: readonly string[], value: string): void {
  const slot = slots.find((each) => PLAIN.includes(each));
  if (slot) changes[slot] = said(value);
}
