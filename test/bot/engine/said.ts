/** Understandings made by hand, so that the engine is tested on what it is told and not on what nlu makes of words. */
import { join } from 'node:path';
import type { Entity, Label } from '../../../api/contract/classification.ts';
import type { Act, RequestType } from '../../../api/contract/vocabulary.ts';
import type { Effect, Outcome } from '../../../bot/engine/effect.ts';
import type { Event, MessageEvent } from '../../../bot/engine/event.ts';
import type { Reply } from '../../../bot/engine/reply.ts';
import { initialState, type State } from '../../../bot/engine/state.ts';
import { step } from '../../../bot/engine/step.ts';
import type { Flows } from '../../../flows/language.ts';
import { readFlows, sourcesIn } from '../../../flows/load.ts';
import { plainNameIn } from '../../../nlu/names.ts';
import type { Move, Understanding } from '../../../nlu/understanding.ts';

export const FLOWS = readFlows(sourcesIn(join(import.meta.dirname, '../../../flows')));

export const label = <T extends string>(value: T | null, confidence = 0.95): Label<T> => ({
  value,
  confidence,
  alternatives: [],
  why: [],
});

export interface Said {
  readonly act?: Act;
  readonly type?: RequestType | readonly [RequestType, number];
  readonly department?: string | readonly [string, number];
  readonly governorate?: string;
  readonly entities?: readonly Partial<Entity>[];
  readonly moves?: readonly Move[];
  readonly choice?: string;
  readonly lang?: 'ar' | 'en';
  readonly more?: Partial<Understanding>;
}

const labelled = <T extends string>(given: T | readonly [T, number] | undefined): Label<T> => {
  if (given === undefined) return label<T>(null, 0.3);
  return typeof given === 'string' ? label(given) : label(given[0], given[1]);
};

export function understood(text: string, said: Said = {}): Understanding {
  const entities = (said.entities ?? []).map((entity) => ({
    kind: 'phone' as const,
    text: entity.value ?? '',
    start: 0,
    end: 0,
    value: '',
    valid: true,
    ...entity,
  }));
  const contacts = entities.filter(({ kind }) => kind === 'phone' || kind === 'email').map((entity) => entity.text);
  const plainName = plainNameIn(text, contacts);
  return {
    text,
    lang: label(said.lang ?? 'ar', 0.9),
    act: label(said.act ?? 'request'),
    type: labelled(said.type),
    axis: label('procedures', 0.5),
    importance: label('medium', 0.5),
    department: labelled(said.department),
    governorate: labelled(said.governorate),
    entities,
    atPlace: false,
    moves: said.moves ?? [],
    ...(plainName !== undefined && { plainName }),
    ...(said.choice !== undefined && { choice: { id: said.choice, sure: true } }),
    ...said.more,
  };
}

let count = 0;
export function message(text: string, said: Said = {}, more: Partial<MessageEvent> = {}): MessageEvent {
  count += 1;
  return { kind: 'message', id: `m${count}`, text, files: [], understanding: understood(text, said), ...more };
}

/** What the world answers to each effect, unless a test says otherwise. */
export const WORLD: Readonly<Record<Effect['kind'], Outcome>> = {
  promise: { kind: 'promised', dueAt: '2026-12-06T10:00:00.000+03:00' },
  file_request: { kind: 'filed', reference: '264817309242', dueAt: '2026-12-06T10:00:00.000+03:00' },
  find_status: {
    kind: 'status',
    late: false,
    view: {
      reference: '264817309242',
      status: 'in_progress',
      updatedAt: '2026-11-22T10:00:00.000+03:00',
      dueAt: '2026-12-06T10:00:00.000+03:00',
    },
  },
  find_mine: { kind: 'mine', requests: [] },
  send_code: { kind: 'code_sent', proof: 'p1' },
  check_code: { kind: 'code_judged', result: 'proven', triesLeft: 4 },
  withdraw_request: { kind: 'done', effect: 'withdraw_request' },
  add_to_request: { kind: 'done', effect: 'add_to_request' },
  find_draft: { kind: 'draft_found' },
  take_draft: { kind: 'failed', effect: 'take_draft', why: 'refused' },
  reopen_request: { kind: 'reopened', dueAt: '2026-12-06T10:00:00.000+03:00' },
  find_duplicate: { kind: 'duplicate', known: null },
  add_to_duplicate: { kind: 'done', effect: 'add_to_duplicate' },
  find_human: { kind: 'human', free: false, at: '2026-11-22T10:00:00.000+03:00' },
  send_answer: { kind: 'done', effect: 'send_answer' },
  send_rating: { kind: 'done', effect: 'send_rating' },
};

export interface Talk {
  readonly state: () => State;
  readonly effects: Effect[];
  /** One event, with everything it leads to; the replies of the turn. */
  hear(event: Event): readonly Reply[];
}

export function talk(flows: Flows = FLOWS, world: Partial<typeof WORLD> = {}, from?: State): Talk {
  let state = from ?? { ...initialState('ar'), met: true };
  const done: Effect[] = [];
  return {
    state: () => state,
    effects: done,
    hear(event) {
      let result = step(flows, state, event);
      const replies = [...result.replies];
      for (let i = 0; result.effects.length > 0 && i < 20; i++) {
        const effect = result.effects[0] as Effect;
        done.push(effect);
        result = step(flows, result.state, { kind: 'outcome', id: 'o', outcome: { ...WORLD, ...world }[effect.kind] });
        replies.push(...result.replies);
      }
      state = result.state;
      return replies;
    },
  };
}

/** The question a turn ends with. */
export const asked = (replies: readonly Reply[]): string | undefined => {
  const last = replies.at(-1);
  return last?.kind === 'ask' ? last.slot : undefined;
};

/** The names of the patterns and texts said, for readable failures. */
export const words = (replies: readonly Reply[]): string => replies.map((reply) => reply.text.en).join(' | ');
