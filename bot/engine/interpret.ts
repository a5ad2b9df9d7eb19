/**
 * From an event to commands: what this message does here, given the question that is open.
 * Order decides: safety first, then a picked option, then words about the conversation, then the answer, then the matter.
 */
import type { DialogAct, Lang } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import { slotSpec } from './advance.ts';
import type { Command, Correction } from './command.ts';
import { ACT, ACT_IN_FREE_TEXT, EMERGENCY, LANGUAGE } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { contactIn, FREE_TEXT, picked, readAnswer } from './slots.ts';
import { type Frame, front, type State, type Waiting } from './state.ts';

type Move = MessageEvent['understanding']['moves'][number];

const move = <K extends Move['kind']>(event: MessageEvent, kind: K) =>
  event.understanding.moves.find((each): each is Extract<Move, { kind: K }> => each.kind === kind);

const wordCount = (text: string) => text.trim().split(/\s+/).filter(Boolean).length;

const isAct = (event: MessageEvent, act: DialogAct, from: number) =>
  event.understanding.act.value === act && event.understanding.act.confidence >= from;

/** Questions outside the request flows, whose answers are read by name. */
const OWN_KINDS: Readonly<Record<string, 'yes_no'>> = { resume: 'yes_no', next_request: 'yes_no', human: 'yes_no' };

function kindOf(flows: Flows, waiting: Waiting) {
  return OWN_KINDS[waiting.slot] ?? slotSpec(flows, waiting.flow, waiting.slot)?.kind ?? 'text';
}

/** Whether the words hold a matter of their own, beyond announcing one. */
export function hasMatter(event: MessageEvent): boolean {
  const { act, type, department } = event.understanding;
  if (move(event, 'opener')) return false;
  if (act.value !== 'request' && act.value !== 'emergency') return false;
  return type.confidence >= 0.4 || department.confidence >= 0.5 || wordCount(event.text) >= 4;
}

export function interpret(flows: Flows, state: State, event: MessageEvent): Command[] {
  const commands: Command[] = event.files.length > 0 ? [{ kind: 'attach', event }] : [];
  const spoken = event.text.trim() !== '' || event.optionId !== undefined || event.point !== undefined;
  if (!spoken) return commands;
  if (isAct(event, 'emergency', EMERGENCY)) commands.push({ kind: 'act', act: 'emergency', event });
  else if (isAct(event, 'abuse', ACT)) return [...commands, { kind: 'act', act: 'abuse', event }];
  return [...commands, ...followLanguage(state, event), ...say(flows, state, event)];
}

/** Replies follow the person's language once it is plain which they write. */
function followLanguage(state: State, event: MessageEvent): Command[] {
  const { lang, act } = event.understanding;
  const spokenLang: Lang = lang.value === 'en' ? 'en' : 'ar';
  const plain = lang.confidence >= LANGUAGE && wordCount(event.text) >= 2 && event.optionId === undefined;
  const naming = ['name', 'email', 'phone', 'location'].includes(state.waiting?.slot ?? '') && act.value !== 'request';
  const first = !state.met || (state.frames.length === 0 && plain);
  if (spokenLang === state.lang || naming || !(plain || first) || event.text.trim() === '') return [];
  return lang.confidence >= 0.5 ? [{ kind: 'language', lang: spokenLang }] : [];
}

function say(flows: Flows, state: State, event: MessageEvent): Command[] {
  const waiting = state.waiting;
  const frame = front(state);
  if (waiting && picked(event, waiting.options) !== undefined) return [answer(flows, waiting, event)];
  const exact = waiting && exactAnswer(flows, waiting, event);
  if (exact) return [exact];
  const meta = aboutTheConversation(flows, state, event);
  if (meta) return [meta];
  if (waiting && frame) return inQuestion(flows, state, waiting, frame, event);
  if (waiting && waiting.slot in OWN_KINDS) return inOffer(flows, waiting, event);
  return idle(event);
}

const answer = (flows: Flows, waiting: Waiting, event: MessageEvent): Command => ({
  kind: 'answer',
  event,
  reading: readAnswer(event, {
    kind: kindOf(flows, waiting),
    options: waiting.options,
    ...(waiting.guess !== undefined && { guess: waiting.guess }),
  }),
});

/** What was asked for and can be checked is an answer, whatever else it looks like. */
const CHECKED = ['phone', 'email', 'reference', 'stars'];

function exactAnswer(flows: Flows, waiting: Waiting, event: MessageEvent): Command | undefined {
  if (!CHECKED.includes(kindOf(flows, waiting))) return undefined;
  const reading = answer(flows, waiting, event);
  return reading.kind === 'answer' && reading.reading.kind === 'value' ? reading : undefined;
}

/** Acts that are never an answer. A question that takes any words wants them surer, or very short. */
const OBEYED: readonly DialogAct[] = [
  'cancel',
  'back',
  'restart',
  'help',
  'human_agent',
  'change_language',
  'greeting',
  'thanks',
  'goodbye',
];

function aboutTheConversation(flows: Flows, state: State, event: MessageEvent): Command | undefined {
  const language = move(event, 'language');
  if (language) return { kind: 'language', lang: language.lang };
  if (move(event, 'repeat')) return { kind: 'repeat' };
  const status = askedStatus(state, event);
  if (status) return status;
  const free = state.waiting !== undefined && FREE_TEXT.includes(kindOf(flows, state.waiting));
  const act = OBEYED.find((each) => isAct(event, each, free && front(state) ? ACT_IN_FREE_TEXT : ACT));
  if (act === undefined || wordCount(event.text) > 12) return undefined;
  return { kind: 'act', act, event };
}

/** "Where is my request?", or a reference number where none was asked for. */
function askedStatus(state: State, event: MessageEvent): Command | undefined {
  if (state.waiting?.slot === 'reference') return undefined;
  const reference = event.understanding.entities.find((entity) => entity.kind === 'reference');
  const asks = isAct(event, 'status_query', ACT);
  const inDraft = front(state) !== undefined && !asks;
  if (reference && !inDraft) return { kind: 'status', event, reference: reference.value, valid: reference.valid };
  return asks ? { kind: 'status', event, valid: true } : undefined;
}

function correction(event: MessageEvent, waiting: Waiting): Correction | undefined {
  const found = move(event, 'correct');
  if (found) return found;
  return waiting.slot === 'confirm' ? move(event, 'names') : undefined;
}

/** "Actually, the clerk was rude too" names nothing to change: it is more of the story. */
function isFix(event: MessageEvent, fix: Correction): boolean {
  if (fix.kind === 'names' || fix.slots.length > 0 || fix.type !== undefined) return true;
  return fix.instead !== event.text || wordCount(event.text) < 5;
}

/** Kinds of question where other facts in the message are a correction, not an answer. */
const PRECISE = ['phone', 'email', 'confirm', 'stars', 'yes_no', 'reference'];

function inQuestion(flows: Flows, state: State, waiting: Waiting, frame: Frame, event: MessageEvent): Command[] {
  const kind = kindOf(flows, waiting);
  const fix = correction(event, waiting);
  const isDraft = frame.flow === 'request' || flows.flows[frame.flow]?.files !== undefined;
  if (isDraft && move(event, 'anonymous')) return [{ kind: 'anonymous' }];
  if (isDraft && fix && isFix(event, fix) && kind !== 'description') return [{ kind: 'correct', event, move: fix }];
  if (kind === 'description' && move(event, 'opener')) return [{ kind: 'request', event, matter: false }];
  const reading = answer(flows, waiting, event);
  if (reading.kind === 'answer' && isAboutMatter(kind, reading.reading.kind, isDraft, event)) {
    return [{ kind: 'tell_more', event }];
  }
  if (reading.kind === 'answer' && reading.reading.kind !== 'none') return [reading];
  if (kind === 'confirm' && isAct(event, 'deny', ACT))
    return [{ kind: 'correct', event, move: { kind: 'names', slots: [] } }];
  if (isAct(event, 'out_of_scope', ACT) && state.waiting) return [{ kind: 'act', act: 'out_of_scope', event }];
  return Object.keys(contactIn(event.understanding)).length > 0 ? [{ kind: 'note', event }] : [{ kind: 'miss' }];
}

/** A sentence about the matter where a detail was asked for: it is kept, and the question stays open. */
function isAboutMatter(kind: string, reading: string, isDraft: boolean, event: MessageEvent): boolean {
  if (!isDraft || ['description', 'text'].includes(kind) || reading === 'refused' || reading === 'other') return false;
  const tells = isAct(event, 'request' as DialogAct, 0.6) && wordCount(event.text) >= 5;
  if (PRECISE.includes(kind)) return tells && reading === 'none';
  return tells && kind === 'name' && wordCount(event.text) >= 7;
}

function inOffer(flows: Flows, waiting: Waiting, event: MessageEvent): Command[] {
  const reading = answer(flows, waiting, event);
  return reading.kind === 'answer' && reading.reading.kind === 'value' ? [reading] : idle(event);
}

function idle(event: MessageEvent): Command[] {
  if (hasMatter(event)) return [{ kind: 'request', event, matter: true }];
  if (move(event, 'opener') || move(event, 'new_request')) return [{ kind: 'request', event, matter: false }];
  const { act, department, type } = event.understanding;
  if (act.value === 'rate' && act.confidence >= ACT) return [{ kind: 'act', act: 'rate', event }];
  if (act.value === 'emergency') return [];
  if (act.value === 'out_of_scope' && act.confidence >= ACT) return [{ kind: 'act', act: 'out_of_scope', event }];
  const names = Math.max(department.confidence, act.value === 'request' ? type.confidence : 0);
  return names >= 0.5 ? [{ kind: 'request', event, matter: false }] : [{ kind: 'miss' }];
}
