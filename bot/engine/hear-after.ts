/** After filing: wishes about a request that is registered, one-time codes, and small questions in passing. */
import type { Command } from './command.ts';
import { ACT, CARD, NAMED_BODY, SURE_QUESTION, SURELY_A_QUESTION } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { plainFollowUpCode } from './follow-up.ts';
import { isAct, isOffer, isPieceOfStory, move, wordsIn } from './heard.ts';
import type { Rule, Situation } from './situation.ts';
import { confirmed, FREE_TEXT } from './slots.ts';
import { wasAway } from './unfinished.ts';

const referenceIn = (event: MessageEvent) => event.understanding.entities.find(({ kind }) => kind === 'reference');

function wishIn({ event, state }: Situation): readonly Command[] | undefined {
  const wish = move(event, 'wish')?.wish;
  if (wish === undefined) return undefined;
  // Whoever has filed nothing yet and knows no number tells of a matter.
  const knows = state.filed.length > 0 || state.last !== undefined;
  if (wish === 'not_solved' && !knows && wordsIn(event.text) > 4) return undefined;
  const reference = referenceIn(event);
  const about = reference && { reference: reference.value, valid: reference.valid };
  return [{ kind: 'wish', wish, event, ...about }];
}

/** At rest. */
export const wished: Rule = (situation) => wishIn(situation);

/** The secret code of an anonymous request, unasked: after its status, or beside its number. */
export const codeTyped: Rule = ({ event, state, drafting, kind }) => {
  const code = plainFollowUpCode(event.text);
  const reference = referenceIn(event);
  if (code === undefined || drafting || kind === 'text' || kind === 'follow_up_code') return undefined;
  if (reference === undefined && state.last === undefined) return undefined;
  const about = reference && { reference: reference.value, valid: reference.valid };
  return wordsIn(event.text) <= 12 ? [{ kind: 'wish', wish: 'follow_up', event, ...about }] : undefined;
};

/** Wishes that lead away from an open question; the others are about the draft itself, or are an answer. */
export const wishedElsewhere: Rule = (situation) => {
  const { event, drafting, kind, waiting } = situation;
  const wish = move(event, 'wish')?.wish;
  if (wish === undefined || wish === 'continue' || (wish === 'prove' && waiting?.slot === 'code')) return undefined;
  if (waiting && isOffer(waiting)) return wishIn(situation);
  if (drafting) return wish === 'my_requests' || referenceIn(event) ? wishIn(situation) : undefined;
  const free = kind !== undefined && FREE_TEXT.includes(kind);
  return free && wish !== 'withdraw' && wish !== 'my_requests' ? undefined : wishIn(situation);
};

/** "Go on", where just that was offered. */
export const goesOn: Rule = ({ event, waiting }) =>
  waiting?.slot === 'resume' && move(event, 'wish')?.wish === 'continue'
    ? [{ kind: 'answer', event, reading: { kind: 'value', filled: confirmed('yes') } }]
    : undefined;

/** "Go on", "I am back", with a question open: that question. A plain yes to the summary stays one. */
export const backAgain: Rule = ({ event, drafting, kind }) => {
  if (!drafting || move(event, 'wish')?.wish !== 'continue') return undefined;
  return kind === 'confirm' && isAct(event, 'affirm', ACT) ? undefined : [{ kind: 'repeat' }];
};

/** "I am back, I was out", where something else was asked: a welcome and the question again; never a name, never the story. */
export const cameBack: Rule = ({ event, drafting, state, kind }) => {
  if (!drafting || !move(event, 'back_again') || isPieceOfStory(event)) return undefined;
  const short = kind !== 'description' && kind !== 'location' && kind !== 'text';
  return short || wasAway(state, event.at) ? [{ kind: 'act', act: 'greeting', event }] : undefined;
};

const LONGEST_QUESTION = 15;

/** A question with a known answer, asked in the middle of another matter: answered in passing, and no part of that matter. */
export const knownAsked: Rule = ({ event, drafting, frame, kind }) => {
  const { card, type, act } = event.understanding;
  if (!drafting || kind === 'description' || kind === 'text' || frame?.slots.type?.value === 'inquiry')
    return undefined;
  if (card === undefined || card.confidence < CARD || wordsIn(event.text) > LONGEST_QUESTION) return undefined;
  const asks = /[?؟]/.test(event.text) || (type.value === 'inquiry' && type.confidence >= SURE_QUESTION);
  return asks && act.value === 'request' ? [{ kind: 'known', card: card.id }] : undefined;
};

const WORDS_OF_A_QUESTION = 8;

/** Another question in passing, whose answer is not known: kept for after this request, and no part of it. */
export const questionAside: Rule = ({ event, drafting, frame, kind }) => {
  const { type, act, department, parts, spot } = event.understanding;
  if (!drafting || (kind !== 'confirm' && kind !== 'name' && kind !== 'phone')) return undefined;
  if (frame?.slots.type?.value === 'inquiry' || !/[?؟]\s*$/.test(event.text) || spot !== undefined) return undefined;
  if (move(event, 'why') || (parts ?? []).length > 1 || wordsIn(event.text) > WORDS_OF_A_QUESTION) return undefined;
  const asks = type.value === 'inquiry' && type.confidence >= SURELY_A_QUESTION && act.value === 'request';
  return asks && department.confidence < NAMED_BODY ? [{ kind: 'later', event }] : undefined;
};

/** "By the way, when is Eid?" in the middle of a request: answered in passing, and never part of it. */
export const digressed: Rule = ({ event, waiting, frame, drafting }) => {
  if (!move(event, 'digression') || (frame && waiting?.slot === 'description')) return undefined;
  return frame === undefined || drafting ? [{ kind: 'act', act: 'out_of_scope', event }] : undefined;
};

/** Where the code is asked for: another one, or another phone. */
export const codeWished: Rule = ({ event, kind }) => {
  if (kind !== 'one_time_code') return undefined;
  const phone = event.understanding.entities.find((each) => each.kind === 'phone' && each.valid);
  if (phone) return [{ kind: 'new_code', phone: phone.value }];
  const again = move(event, 'resend') ?? move(event, 'wish');
  return again ? [{ kind: 'new_code' }] : undefined;
};

/** "Who sees my name?" in the middle of a question: one sentence, and the question again. */
export const aside: Rule = ({ event, state, frame, waiting, kind }) => {
  const asked = move(event, 'aside')?.aside;
  if (asked === undefined || waiting?.slot === 'description') return undefined;
  // Before anything was filed it may be the beginning of a matter.
  if (frame === undefined && asked !== 'is_free' && state.filed.length === 0) return undefined;
  // How long now that it is filed: its own date says that.
  if (frame === undefined && asked === 'how_long' && state.last !== undefined)
    return [{ kind: 'status', event, reference: state.last, valid: true }];
  // A department's question takes any words.
  return kind === 'text' ? undefined : [{ kind: 'aside', aside: asked }];
};
