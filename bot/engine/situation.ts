/** A message in its place: the question that is open, the flow in front, and how the message reads as an answer to it. */
import type { Flows, SlotKind } from '../../flows/language.ts';
import type { Command } from './command.ts';
import type { MessageEvent } from './event.ts';
import { isDraft } from './flow.ts';
import { kindOf } from './heard.ts';
import { picked, type Reading, readAnswer } from './slots.ts';
import { type Frame, front, type State, type Waiting } from './state.ts';

export interface Situation {
  readonly flows: Flows;
  readonly state: State;
  readonly event: MessageEvent;
  readonly waiting: Waiting | undefined;
  readonly frame: Frame | undefined;
  /** The flow in front files a request. */
  readonly drafting: boolean;
  /** What kind of answer is waited for; undefined at rest. */
  readonly kind: SlotKind | undefined;
  /** How the message reads as that answer. */
  readonly reading: Reading;
  /** The option it picks, by tap or by words. */
  readonly option: string | undefined;
}

/** One way of hearing a message: commands when it applies, undefined when it does not. */
export type Rule = (situation: Situation) => readonly Command[] | undefined;

export function situationOf(flows: Flows, state: State, event: MessageEvent): Situation {
  const { waiting } = state;
  const frame = front(state);
  const kind = waiting && kindOf(flows, waiting);
  return {
    flows,
    state,
    event,
    waiting,
    frame,
    kind,
    drafting: frame !== undefined && isDraft(flows, frame),
    reading: waiting && kind ? readAnswer(event, { kind, waiting }) : { kind: 'none' },
    option: waiting && picked(event, waiting),
  };
}

/** The first rule that applies. */
export function firstOf(rules: readonly Rule[], situation: Situation): readonly Command[] {
  for (const rule of rules) {
    const commands = rule(situation);
    if (commands) return commands;
  }
  return [{ kind: 'miss' }];
}
