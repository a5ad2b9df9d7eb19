/** The message as the answer to the open question: from what cannot be anything else to what merely may be one. */
import type { Act } from '../../api/contract/vocabulary.ts';
import { ACT, LITERAL, SURE_NAME } from './confidence.ts';
import { isAct, isOffer, isPieceOfStory, move, wordsIn } from './heard.ts';
import type { Rule, Situation } from './situation.ts';
import { confirmed } from './slots.ts';

const answered = ({ event, reading }: Situation) => [{ kind: 'answer', event, reading } as const];

/** A button is an answer whatever stands on it. */
export const tapped: Rule = (situation) =>
  situation.option !== undefined && situation.event.optionId !== undefined ? answered(situation) : undefined;

export const chosen: Rule = (situation) => (situation.option !== undefined ? answered(situation) : undefined);

export const refused: Rule = (situation) => (situation.reading.kind === 'refused' ? answered(situation) : undefined);

const CHECKED = ['phone', 'email', 'reference', 'stars', 'one_time_code'];

/** What was asked for and can be checked is an answer, whatever else it looks like. */
export const checked: Rule = (situation) =>
  CHECKED.includes(situation.kind ?? '') && situation.reading.kind === 'value' ? answered(situation) : undefined;

/** A department or governorate by its name, a person's by nothing but the look of one. */
export const named: Rule = (situation) => {
  const { kind, reading, event } = situation;
  if (reading.kind !== 'value') return undefined;
  if (kind === 'name') return isNameHere(situation) ? answered(situation) : undefined;
  if (kind !== 'department' && kind !== 'governorate') return undefined;
  const sure =
    event.understanding[kind].confidence >= SURE_NAME &&
    (wordsIn(event.text) <= 4 || event.understanding.bodyAlone === true);
  return sure ? answered(situation) : undefined;
};

/** Nobody is called "cancel", however often a name was asked for. */
const NO_NAMES: readonly (Act | null)[] = ['cancel', 'back', 'restart', 'human_agent', 'change_language', 'emergency'];

/** Said twice where a name is asked for, it is one: people are called Salam and Hala. */
function isNameHere({ event, frame }: Situation): boolean {
  const { act } = event.understanding;
  if (isPieceOfStory(event)) return false;
  if (act.value === 'request' || act.confidence < LITERAL) return true;
  return (frame?.tries.name ?? 0) > 0 && !NO_NAMES.includes(act.value);
}

/** "Shall I add it there?" also takes a yes or a no. */
export const duplicateAnswered: Rule = ({ waiting, event, option }) => {
  if (waiting?.slot !== 'duplicate' || option !== undefined) return undefined;
  const anew = isAct(event, 'deny', ACT) || move(event, 'new_request') !== undefined;
  const add = isAct(event, 'affirm', ACT) || move(event, 'send') !== undefined;
  const value = anew ? 'new' : add ? 'add' : undefined;
  return value && [{ kind: 'answer', event, reading: { kind: 'value', filled: confirmed(value) } }];
};

/** Thanked for its answer, a card has answered. */
export const thankedForAnswer: Rule = ({ waiting, event }) =>
  waiting?.slot === 'satisfied' && (isAct(event, 'thanks', ACT) || isAct(event, 'goodbye', ACT))
    ? [{ kind: 'answer', event, reading: { kind: 'value', filled: confirmed('yes') } }]
    : undefined;

/** "Shall we go on?" takes a yes or a no. */
export const offerAnswered: Rule = (situation) =>
  situation.waiting && isOffer(situation.waiting) && situation.reading.kind === 'value'
    ? answered(situation)
    : undefined;

export const anyAnswer: Rule = (situation) => (situation.reading.kind !== 'none' ? answered(situation) : undefined);
