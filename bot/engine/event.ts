/** What can happen to a conversation: everything the engine is ever told. */
import type { EventKind } from '../../api/contract/events.ts';
import type { Lang } from '../../api/contract/vocabulary.ts';
import type { Understanding } from '../../nlu/understanding.ts';
import type { Outcome } from './effect.ts';
import type { KeptFile } from './state.ts';

/** A person wrote, tapped, or sent a file. `id` is unique and the same when the turn is run again. */
export interface MessageEvent {
  readonly kind: 'message';
  readonly id: string;
  readonly text: string;
  readonly optionId?: string;
  readonly files: readonly KeptFile[];
  readonly point?: { readonly latitude: number; readonly longitude: number };
  /** So many files came with it and could not be received. */
  readonly lost?: number;
  /** An earlier message was changed into this one: how it read. */
  readonly edits?: string;
  /** Said while a person holds the conversation: the bot is wanted back. */
  readonly backToBot?: boolean;
  readonly understanding: Understanding;
  /** ISO 8601. */
  readonly at?: string;
  /** Left in another conversation of this sender. */
  readonly left?: LeftDraft;
}

/** A conversation opened, nothing said yet. */
export interface StartEvent {
  readonly kind: 'start';
  readonly id: string;
  readonly lang?: Lang;
  readonly at?: string;
  /** Left in another conversation of this sender. */
  readonly left?: LeftDraft;
}

/** Nobody wrote for a while. */
export interface SilenceEvent {
  readonly kind: 'silence';
  readonly id: string;
}

export interface LeftDraft {
  readonly from: string;
  readonly matter: string;
}

/** Something happened to a request this person filed. */
export interface RequestNewsEvent {
  readonly kind: 'news';
  readonly id: string;
  readonly what: EventKind;
  readonly reference: string;
  readonly text: string | null;
}

/** Staff did something with the conversation: took it, spoke from elsewhere, gave it back; or nobody came. */
export interface DeskEvent {
  readonly kind: 'desk';
  readonly id: string;
  readonly what: DeskDeed;
  readonly at: string;
  readonly by?: string;
}
export const DESK_DEEDS = ['taken', 'spoke', 'released', 'waited_in_vain'] as const;
export type DeskDeed = (typeof DESK_DEEDS)[number];

/** An effect of the step before has been carried out. */
export interface OutcomeEvent {
  readonly kind: 'outcome';
  readonly id: string;
  readonly outcome: Outcome;
}

export type Event = MessageEvent | StartEvent | RequestNewsEvent | DeskEvent | SilenceEvent | OutcomeEvent;
