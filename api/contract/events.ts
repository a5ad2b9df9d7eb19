/** What can happen to a request after filing, as `GET .../events` lists it and as the conversation hears of it. */
import Type, { type Static } from 'typebox';
import { STAGES } from './vocabulary.ts';

export const EVENT_KINDS = [
  'registered',
  'assigned',
  'referred',
  'asked',
  'answered_by_citizen',
  'replied',
  'closed',
  'reopened',
  'noted',
  'rated',
  'added',
  'withdrawn',
  'reclassified',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The kinds a citizen is told about in the conversation. */
export const CITIZEN_EVENTS: readonly EventKind[] = ['asked', 'replied', 'closed'];

export const RequestEvent = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...EVENT_KINDS]),
  at: Type.String(),
  actor: Type.String(),
  status: Type.Enum([...STAGES]),
  /** The words that came with it: a question, an answer, a reason, a note; an assignee's name or a department's code. */
  text: Type.Union([Type.String(), Type.Null()]),
  /** Why it was referred; `text` then is the department's code. */
  reason: Type.Optional(Type.String()),
  stars: Type.Optional(Type.Integer()),
});
export type RequestEvent = Static<typeof RequestEvent>;

/** An event on its way to the citizen who filed the request. */
export interface CitizenEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly reference: string;
  readonly text: string | null;
  /** `<channel>:<platform user id>` and the conversation the request was filed in. */
  readonly sender: string;
  readonly conversation: string;
}
