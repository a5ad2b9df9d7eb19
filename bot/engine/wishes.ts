/** What a citizen wants after filing: the flow that the YAML names for the wish, with the request it is about. */
import type { Wish } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import { type Applied, line, told, withoutWaiting } from './applied.ts';
import type { Command } from './command.ts';
import { flowStartedBy, isDraft } from './flow.ts';
import { followUpCodeIn } from './follow-up.ts';
import { wordsIn } from './heard.ts';
import { confirmed, said } from './slots.ts';
import { type Frame, front, newFrame, type State, withFront } from './state.ts';

/** "It is not solved", in so many words more that they say what. */
const WORDS_OF_A_REASON = 7;

/** Wishes about the request that was last talked about, where none is named. */
const ABOUT_THE_LAST: readonly Wish[] = ['not_solved', 'prove', 'follow_up', 'withdraw', 'add'];

function aboutWhich(state: State, wish: Wish, named: string | undefined): string | undefined {
  if (named !== undefined || !ABOUT_THE_LAST.includes(wish)) return named;
  const open = front(state)?.facts.reference;
  if (typeof open === 'string') return open;
  return state.last ?? (state.filed.length === 1 ? state.filed[0]?.reference : undefined);
}

export function grant(flows: Flows, state: State, command: Command & { kind: 'wish' }): Applied {
  const { wish, event } = command;
  const flow = flowStartedBy(flows, { wish });
  if (!flow) return told(state);
  if (command.valid === false) return told(state, [line(flows, 'invalid_reference')]);
  const reference = aboutWhich(state, wish, command.reference);
  const reason = wish === 'not_solved' && wordsIn(event.text) >= WORDS_OF_A_REASON;
  const code = wish === 'follow_up' ? followUpCodeIn(event.text) : undefined;
  const frame: Frame = {
    ...newFrame(event.id, flow),
    files: wish === 'add' ? event.files : [],
    facts: { words: event.text },
    slots: {
      ...(reference !== undefined && { reference: confirmed(reference) }),
      ...(code !== undefined && { code: said(code) }),
      ...(reason && { rating_reason: said(event.text) }),
    },
  };
  // What is no draft is overtaken; a draft waits beneath.
  const kept = state.frames.filter((each) => isDraft(flows, each));
  return told({ ...withoutWaiting(state), frames: [...kept, frame] });
}

/** "The next page", or behind the last one: those that only a code shows. */
export function more(state: State, frame: Frame, hasOlder: boolean): Applied {
  const facts = hasOlder
    ? { ...frame.facts, page: Number(frame.facts.page ?? 0) + 1 }
    : { ...frame.facts, proofWanted: true };
  return told(withoutWaiting(withFront(state, { ...frame, facts })));
}
