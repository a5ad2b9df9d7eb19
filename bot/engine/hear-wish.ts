/** Words about the conversation itself: another language, the question again, help, back, where is my request. */
import type { DialogAct } from '../../api/contract/vocabulary.ts';
import { ACT, ACT_IN_FREE_TEXT, LITERAL } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { slotSpec } from './flow.ts';
import { isAct, isOffer, move, wordsIn } from './heard.ts';
import type { Rule, Situation } from './situation.ts';
import { contactIn, FREE_TEXT } from './slots.ts';

/** Acts that are never an answer. */
export const OBEYED: readonly DialogAct[] = [
  'cancel',
  'back',
  'restart',
  'human_agent',
  'change_language',
  'help',
  'greeting',
  'thanks',
  'goodbye',
];
/** Those that end or turn the talk: inside a question they must be sure. */
const WEIGHTY: readonly DialogAct[] = ['cancel', 'restart', 'back'];
/** Those obeyed where a free answer is asked for, in a few words. */
const OBEYED_IN_ANSWERS: readonly DialogAct[] = ['cancel', 'back', 'human_agent', 'change_language'];
const WORDS_OF_AN_ACT = 12;

export const identity: Rule = ({ event }) => (move(event, 'identity') ? [{ kind: 'identity' }] : undefined);

/** Said in so many words: another language, or the question again. */
export const plainWish: Rule = ({ event }) => {
  const language = move(event, 'language');
  if (language) return [{ kind: 'language', lang: language.lang, asked: true }];
  return move(event, 'repeat') ? [{ kind: 'repeat' }] : undefined;
};

/** "Why do you need my name?" */
export const whyAsked: Rule = ({ flows, waiting, event }) => {
  if (!waiting || isOffer(waiting) || !move(event, 'why')) return undefined;
  return [{ kind: 'why', text: slotSpec(flows, waiting.flow, waiting.slot)?.why }];
};

/** A department's question or the reason of a rating takes any words: only a few, sure ones turn away from it. */
const isFreeAnswer = ({ kind, frame, drafting }: Situation) =>
  frame !== undefined && !drafting && kind !== undefined && FREE_TEXT.includes(kind);

/** "Where is my request?", or a reference number where none was asked for. */
export const statusAsked: Rule = (situation) => {
  const { event, waiting, frame } = situation;
  if (waiting?.slot === 'reference' || isFreeAnswer(situation)) return undefined;
  const reference = event.understanding.entities.find((entity) => entity.kind === 'reference');
  const asks = isAct(event, 'status_query', ACT) && Object.keys(contactIn(event.understanding)).length === 0;
  const inFlow = frame !== undefined && !(waiting && isOffer(waiting));
  if (reference && (!inFlow || asks || reference.valid)) {
    return [{ kind: 'status', event, reference: reference.value, valid: reference.valid }];
  }
  return asks ? [{ kind: 'status', event, valid: true }] : undefined;
};

/** Greetings may be long: peace and blessings upon everybody, and how are they all? */
const WORDS_OF_A_GREETING = 25;
const isGreetingAlone = (event: MessageEvent) => isAct(event, 'greeting', LITERAL);

export const actSaid: Rule = (situation) => {
  const { event, frame, kind } = situation;
  const answering = isFreeAnswer(situation);
  if (wordsIn(event.text) > (answering ? 3 : isGreetingAlone(event) ? WORDS_OF_A_GREETING : WORDS_OF_AN_ACT))
    return undefined;
  if (frame && !answering && isAct(event, 'out_of_scope', LITERAL))
    return [{ kind: 'act', act: 'out_of_scope', event }];
  const free = frame !== undefined && kind !== undefined && FREE_TEXT.includes(kind);
  const from = (act: DialogAct) => (frame && (free || WEIGHTY.includes(act)) ? ACT_IN_FREE_TEXT : ACT);
  const act = (answering ? OBEYED_IN_ANSWERS : OBEYED).find((each) => isAct(event, each, from(each)));
  return act && [{ kind: 'act', act, event }];
};

/** "Ok", "no", a thumb up. */
export const isNod = (event: MessageEvent): boolean =>
  isAct(event, 'deny', ACT) || isAct(event, 'affirm', ACT) || move(event, 'send') !== undefined;

const ONLY_PICTURES = /^(?:\s|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{fe0f})+$/u;

export const nod: Rule = ({ event }) =>
  isNod(event) || ONLY_PICTURES.test(event.text) ? [{ kind: 'nod' }] : undefined;

/** Where a reference number is asked for, a bare yes or no leads out. */
export const nodAtReference: Rule = ({ waiting, event }) =>
  waiting?.slot === 'reference' && isNod(event) ? [{ kind: 'leave' }] : undefined;

/** Stars from somebody who has nothing to rate, in a whole sentence, are the bitter beginning of a matter. */
export const rateAsked: Rule = ({ event, state }) => {
  const stars = event.understanding.entities.some(({ kind }) => kind === 'stars');
  if (!isAct(event, 'rate', stars ? ACT : ACT_IN_FREE_TEXT)) return undefined;
  if (state.filed.length === 0 && wordsIn(event.text) >= 4) return [{ kind: 'request', event, matter: 'vague' }];
  return [{ kind: 'act', act: 'rate', event }];
};

export const outOfScope: Rule = ({ event, frame }) =>
  isAct(event, 'out_of_scope', frame ? ACT_IN_FREE_TEXT : ACT)
    ? [{ kind: 'act', act: 'out_of_scope', event }]
    : undefined;
