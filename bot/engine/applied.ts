/** What applying a command comes to, and the small tools every room of the engine uses for it. */
import type { Flows } from '../../flows/language.ts';
import type { Reply } from './reply.ts';
import type { Filled, Frame, State } from './state.ts';

export interface Applied {
  readonly state: State;
  readonly replies: readonly Reply[];
}

export const told = (state: State, replies: readonly Reply[] = []): Applied => ({ state, replies });

export const CONTACT = ['name', 'phone', 'email'];

/** Contact details are remembered for the conversation's next request. */
export function remember(state: State, slots: Readonly<Record<string, Filled>>): State {
  const fresh = Object.fromEntries(Object.entries(slots).filter(([slot]) => CONTACT.includes(slot)));
  return Object.keys(fresh).length === 0 ? state : { ...state, contact: { ...state.contact, ...fresh } };
}

export const without = <T>(record: Readonly<Record<string, T>>, ...keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

export const withoutWaiting = ({ waiting: _, ...rest }: State): State => rest;

export const line = (flows: Flows, pattern: keyof Flows['patterns'], extra: object = {}): Reply => ({
  kind: 'say',
  text: flows.patterns[pattern],
  facts: {},
  ...extra,
});

/** The slot was asked in vain once more. */
export const inVain = (frame: Frame, slot: string): Frame => ({
  ...frame,
  tries: { ...frame.tries, [slot]: (frame.tries[slot] ?? 0) + 1 },
});

/** The draft without the point on the map: words have taken its place. */
export function withoutPoint(frame: Frame): Frame {
  const { point: _, ...rest } = frame;
  return rest;
}
