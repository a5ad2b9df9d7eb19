/**
 * Who says nothing: the question again, how to answer it, somebody to talk to, goodbye. Where nothing is asked, goodbye
 * at once. Pure.
 */
import type { OutboundBody } from '../channel.ts';

/** Sentences of a call itself; their words stand in the flows. */
export const CALL_WORDS = [
  'call_english',
  'call_arabic',
  'call_again',
  'call_not_heard',
  'call_how_to_answer',
  'call_offer_agent',
  'call_goodbye',
  'call_goodbye_filed',
  'call_wait',
  'call_connecting',
  'call_nobody_answered',
  'call_own_number',
  'call_failed',
  'greeting',
  'goodbye',
] as const;
export type CallWord = (typeof CALL_WORDS)[number];

export type Rung =
  | { readonly kind: 'again'; readonly word: CallWord }
  | { readonly kind: 'goodbye'; readonly word: CallWord; readonly reference?: string };

const RUNGS: readonly CallWord[] = ['call_not_heard', 'call_how_to_answer', 'call_offer_agent'];

/** `said`: what was said last, oldest first. `silent`: how often in a row nothing was heard, this time included. */
export function rungFor(silent: number, said: readonly OutboundBody[]): Rung {
  const last = said.at(-1);
  const open = last === undefined || last.inputHint === 'expectingInput';
  const word = RUNGS[silent - 1];
  if (open && word !== undefined) return { kind: 'again', word };
  if (open) return { kind: 'goodbye', word: 'call_goodbye' };
  const reference = said.findLast(({ sawt }) => sawt?.reference !== undefined)?.sawt?.reference;
  if (reference !== undefined) return { kind: 'goodbye', word: 'call_goodbye_filed', reference };
  // Nothing was asked and nothing filed: perhaps the caller thinks.
  return silent === 1 ? { kind: 'again', word: 'call_not_heard' } : { kind: 'goodbye', word: 'goodbye' };
}
