/**
 * A question may have to be put many times; never a third time in the same words. Knows what was asked last and how often,
 * and rewords it: a summary that stands unchanged is not read out again, any other question is announced as one.
 */
import type { Flows, Text } from '../../flows/language.ts';
import type { Reply } from './reply.ts';
import type { State } from './state.ts';

type Ask = Reply & { readonly kind: 'ask' };

const MOST_IN_THE_SAME_WORDS = 2;

/** Short enough to be kept with the state; two questions that share it by chance are reworded once too early. */
function wordsOf(ask: Ask, lang: State['lang']): string {
  const named = Object.entries(ask.facts).filter(([name]) => ask.text.en.includes(`{${name}`));
  const whole = JSON.stringify([lang, ask.slot, ask.text.en, named, ask.summary?.map(({ value }) => value)]);
  let hash = 5381;
  for (let i = 0; i < whole.length; i += 1) hash = (hash * 33) ^ whole.charCodeAt(i);
  return (hash >>> 0).toString(36);
}

const joined = (first: Text, second: Text): Text => ({
  ar: `${first.ar} ${second.ar}`,
  en: `${first.en} ${second.en}`,
});

function reworded({ patterns }: Flows, ask: Ask): Ask {
  const { summary, after: _, ...rest } = ask;
  if (summary) return { ...rest, text: patterns.still_as_shown };
  return { ...ask, text: joined(patterns.asked_again, ask.text) };
}

interface Spoken {
  readonly state: State;
  readonly replies: readonly Reply[];
}

export function insist<T extends Spoken>(flows: Flows, before: State, spoken: T): T {
  const last = spoken.replies.at(-1);
  if (last?.kind !== 'ask') return spoken;
  const words = wordsOf(last, spoken.state.lang);
  const times = before.asked?.words === words ? before.asked.times + 1 : 1;
  const often = times > MOST_IN_THE_SAME_WORDS;
  const state: State = { ...spoken.state, asked: { words, times: often ? 0 : times } };
  if (!often) return { ...spoken, state };
  return { ...spoken, state, replies: [...spoken.replies.slice(0, -1), reworded(flows, last)] };
}
