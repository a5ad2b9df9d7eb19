/** A kept inbound message as the event the engine is told: understood in the light of the question that is open. */
import type { Directory } from '../api/contract/directory.ts';
import { EVENT_KINDS } from '../api/contract/events.ts';
import type { Lang } from '../api/contract/vocabulary.ts';
import type { KeptInbound } from '../channels/channel.ts';
import type { Flows } from '../flows/language.ts';
import { normalise } from '../nlu/normalise.ts';
import type { Context, Offered, Understanding } from '../nlu/understanding.ts';
import { DESK_DEEDS, type DeskEvent, type Event, type LeftDraft, type RequestNewsEvent } from './engine/event.ts';
import { choicesOf } from './engine/flow.ts';
import { acceptable } from './engine/slots.ts';
import { front, type State } from './engine/state.ts';
import { labelOf } from './wording.ts';

export type Understand = (text: string, context: Context) => Understanding;

export interface Listening {
  /** A draft of this sender in another conversation, looked for when this one opens. */
  readonly left?: LeftDraft | undefined;
  readonly understand: Understand;
  readonly flows: Flows;
  readonly directory: Directory;
}

export const langOf = (locale: string | undefined): Lang | undefined => {
  const tag = locale?.toLowerCase() ?? '';
  if (tag.startsWith('ar')) return 'ar';
  return tag.startsWith('en') ? 'en' : undefined;
};

/** A department's name is shorter than this; longer text is a sentence. */
const LONGEST_NAME = 60;

function offered(state: State, { flows, directory }: Listening): Offered[] {
  const options = state.waiting ? acceptable(state.waiting) : [];
  return options.map((id) => {
    const own =
      state.waiting && choicesOf(flows, state.waiting.flow, state.waiting.slot).find((choice) => choice.id === id);
    const label = own ?? labelOf({ id }, flows, directory);
    const further = id === 'other' && state.waiting?.slot === 'reference' ? furtherLabels(flows) : [];
    const worded = own ? [own.ar, own.en] : (confirmLabels(id, state, flows) ?? [label.ar, label.en]);
    return { id, labels: [...worded, ...further] };
  });
}

const furtherLabels = ({ phrases }: Flows) =>
  [phrases.older, phrases.elsewhere].flatMap((label) => [label.ar, label.en]);

/** Under the summary the options have words of their own. */
function confirmLabels(id: string, state: State, { phrases, slots }: Flows): string[] | undefined {
  if (state.waiting?.slot !== 'confirm') return undefined;
  const label = {
    yes: state.waiting.changing ? phrases.as_it_was : phrases.confirm_yes,
    change: phrases.confirm_change,
    cancel: phrases.confirm_cancel,
  }[id];
  const worded = label ?? slots[id]?.label;
  return worded && [worded.ar, worded.en];
}

type Read = (text: string, namesDepartment?: boolean) => Understanding;

function inDraft(text: string, state: State, listening: Listening, understand: Read) {
  const { waiting } = state;
  const asked = (waiting?.slot === 'department' || waiting?.changing === true) && text.length <= LONGEST_NAME;
  const understood = withoutNegated(asked ? named(text, state, listening, understand) : understand(text), understand);
  return withEarlierName(understood, picked(understood, listening) ?? text, state, understand);
}

/** The name of a department, read with the governorate that is already known: "البلدية" in Irbid is Irbid's. */
function named(text: string, state: State, { directory }: Listening, understand: Read): Understanding {
  const understood = understand(text, true);
  const code = front(state)?.slots.governorate?.value;
  const governorate = directory.governorates.find((each) => each.code === code)?.nameAr;
  if (governorate === undefined || understood.ambiguous === undefined) return understood;
  return { ...understood, department: understand(`${text} ${governorate}`, true).department };
}

/** A picked option stands for its name: "2" for the governorate that was second. */
function picked({ choice }: Understanding, { flows, directory }: Listening): string | undefined {
  return choice && labelOf({ id: choice.id }, flows, directory).ar;
}

/** "البلدية" was said before and the place now: together they name the department. */
function withEarlierName(
  understood: Understanding,
  text: string,
  state: State,
  again: (text: string) => Understanding,
) {
  const term = front(state)?.ambiguous?.term;
  const named = understood.department.value !== null && understood.department.confidence >= 0.9;
  const settled =
    front(state)?.slots.department !== undefined && !understood.moves.some(({ kind }) => kind === 'correct');
  if (term === undefined || ((named || settled) && state.waiting?.slot !== 'governorate')) return understood;
  return { ...understood, department: again(`${term} ${text}`).department };
}

/** "Not the municipality, the ministry": what was negated may not name the department. */
function withoutNegated(understood: Understanding, again: Read): Understanding {
  const fix = understood.moves.find((move) => move.kind === 'correct');
  if (fix?.kind !== 'correct' || (fix.instead === understood.text && fix.value === undefined)) return understood;
  const { spot: _, ...rest } = understood;
  const { department, governorate, spot } = again(fix.value ?? fix.instead, true);
  return { ...rest, department, governorate, ...(spot !== undefined && { spot }) };
}

export function listen(message: KeptInbound, state: State, listening: Listening): Event | undefined {
  const id = `${message.conversationId}:${message.seq}`;
  const { body } = message;
  const { left } = listening;
  if (message.kind === 'start') {
    const lang = langOf(body.locale);
    return { kind: 'start', id, at: message.at, ...(lang && { lang }), ...(left && { left }) };
  }
  if (message.kind === 'event' && body.event?.kind === 'silence') return { kind: 'silence', id };
  if (message.kind === 'event') return deskIn(id, message.at, body.event ?? {}) ?? newsIn(id, body.event ?? {});
  const context = {
    directory: listening.directory,
    now: message.at,
    lang: state.met ? state.lang : (langOf(body.locale) ?? state.lang),
    offered: offered(state, listening),
  };
  const understand: Read = (text, namesDepartment = false) =>
    listening.understand(text, namesDepartment ? { ...context, namesDepartment } : context);
  return {
    kind: 'message',
    id,
    at: message.at,
    ...(left && { left }),
    text: body.text,
    files: body.attachments ?? [],
    understanding: front(state) ? inDraft(body.text, state, listening, understand) : understand(body.text),
    ...(body.optionId !== undefined && { optionId: body.optionId }),
    ...(body.point && { point: body.point }),
    ...(body.lost !== undefined && { lost: body.lost }),
    ...(body.edits !== undefined && { edits: body.edits }),
    ...(state.human && isBackToBot(body.text, listening.flows) && { backToBot: true }),
  };
}

function deskIn(id: string, at: string, { desk, by }: Readonly<Record<string, unknown>>): DeskEvent | undefined {
  const what = DESK_DEEDS.find((deed) => deed === desk);
  return what && { kind: 'desk', id, what, at, ...(typeof by === 'string' && { by }) };
}

const bare = (text: string) =>
  normalise(text)
    .text.replace(/[^\p{L}\p{N}\s]/gu, '')
    .trim();

/** One of the words that call the bot back, and nothing else. */
function isBackToBot(text: string, { phrases }: Flows): boolean {
  const { ar, en } = phrases.back_to_bot;
  return `${ar}،${en}`.split(/[،,]/).some((words) => bare(words) === bare(text));
}

function newsIn(id: string, event: Readonly<Record<string, unknown>>): RequestNewsEvent | undefined {
  const what = EVENT_KINDS.find((kind) => kind === event.kind);
  if (!what || typeof event.reference !== 'string') return undefined;
  return {
    kind: 'news',
    id,
    what,
    reference: event.reference,
    text: typeof event.text === 'string' ? event.text : null,
  };
}
