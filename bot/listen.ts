/** A kept inbound message as the event the engine is told: understood in the light of the question that is open. */
import type { Directory } from '../api/contract/directory.ts';
import { EVENT_KINDS } from '../api/contract/events.ts';
import type { Lang } from '../api/contract/vocabulary.ts';
import type { Flows } from '../flows/language.ts';
import type { Context, Offered, Understanding } from '../nlu/understanding.ts';
import type { KeptInbound } from './conversations.ts';
import type { Event, RequestNewsEvent } from './engine/event.ts';
import { acceptable } from './engine/slots.ts';
import { front, type State } from './engine/state.ts';
import { labelOf } from './wording.ts';

export type Understand = (text: string, context: Context) => Understanding;

export interface Listening {
  readonly understand: Understand;
  readonly flows: Flows;
  readonly directory: Directory;
}

export const langOf = (locale: string | undefined): Lang | undefined => {
  const tag = locale?.toLowerCase() ?? '';
  if (tag.startsWith('ar')) return 'ar';
  return tag.startsWith('en') ? 'en' : undefined;
};

function offered(state: State, { flows, directory }: Listening): Offered[] {
  const options = state.waiting ? acceptable(state.waiting) : [];
  return options.map((id) => {
    const label = labelOf({ id }, flows, directory);
    return { id, labels: confirmLabels(id, state, flows) ?? [label.ar, label.en] };
  });
}

/** Under the summary the options have words of their own. */
function confirmLabels(id: string, state: State, { phrases }: Flows): string[] | undefined {
  if (state.waiting?.slot !== 'confirm') return undefined;
  const label = {
    yes: state.waiting.changing ? phrases.as_it_was : phrases.confirm_yes,
    change: phrases.confirm_change,
    cancel: phrases.confirm_cancel,
  }[id];
  return label && [label.ar, label.en];
}

function inDraft(text: string, state: State, listening: Listening, understand: (text: string) => Understanding) {
  const understood = asDepartment(withoutNegated(understand(text), understand), text, state, understand);
  return withEarlierName(understood, picked(understood, listening) ?? text, state, understand);
}

/** A bare name is a department's where a department was asked for: "الصحة" alone is health, "complaint about الصحة" the ministry. */
function asDepartment(understood: Understanding, text: string, state: State, again: (text: string) => Understanding) {
  if (state.waiting?.slot !== 'department' || text.length > 60) return understood;
  const { department, ambiguous } = again(`${understood.lang.value === 'ar' ? 'شكوى على' : 'complaint about'} ${text}`);
  const surer = department.value !== null && department.confidence >= understood.department.confidence;
  const clear = understood.department.value === null || surer;
  return { ...understood, ...(clear && { department }), ...(ambiguous && { ambiguous }) };
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
  if (term === undefined || (named && state.waiting?.slot !== 'governorate')) return understood;
  return { ...understood, department: again(`${term} ${text}`).department };
}

/** "Not the municipality, the ministry": what was negated may not name the department. */
function withoutNegated(understood: Understanding, again: (text: string) => Understanding): Understanding {
  const fix = understood.moves.find((move) => move.kind === 'correct');
  if (fix === undefined || fix.kind !== 'correct' || fix.instead === understood.text) return understood;
  const { department, governorate } = again(fix.instead);
  return { ...understood, department, governorate };
}

export function listen(message: KeptInbound, state: State, listening: Listening): Event | undefined {
  const id = `${message.conversationId}:${message.seq}`;
  const { body } = message;
  if (message.kind === 'start') {
    const lang = langOf(body.locale);
    return { kind: 'start', id, ...(lang && { lang }) };
  }
  if (message.kind === 'event') return newsIn(id, body.event ?? {});
  const context = {
    directory: listening.directory,
    now: message.at,
    lang: state.met ? state.lang : (langOf(body.locale) ?? state.lang),
    offered: offered(state, listening),
  };
  const understand = (text: string) => listening.understand(text, context);
  return {
    kind: 'message',
    id,
    text: body.text,
    files: body.attachments ?? [],
    understanding: front(state) ? inDraft(body.text, state, listening, understand) : understand(body.text),
    ...(body.optionId !== undefined && { optionId: body.optionId }),
    ...(body.point && { point: body.point }),
  };
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
