/** Danger and abuse: heard before anything else, and never in a name. */
import type { Command } from './command.ts';
import { ACT, ACT_IN_FREE_TEXT, EMERGENCY, LITERAL, WORDS_BEYOND_ALARM } from './confidence.ts';
import { isAct, move, wordsIn } from './heard.ts';
import type { Rule, Situation } from './situation.ts';
import type { Frame } from './state.ts';

/** A name is a name, though a word of it means fire or an insult elsewhere. */
function isAlarm({ event, kind, frame }: Situation, act: 'emergency' | 'abuse', from: number): boolean {
  // "place: Prince Hassan street" names a line of the summary: no cry for help does.
  if ((move(event, 'correct')?.slots.length ?? 0) > 0 && wordsIn(event.text) <= 6) return false;
  const named = frame !== undefined && kind === 'name' && event.understanding.plainName !== undefined;
  // "You fool" is none either, where nothing but an insult is said.
  const plain = act === 'abuse' && wordsIn(event.text) >= 2 && isAct(event, act, LITERAL);
  const beyondName = wordsIn(event.text) >= 3 && isAct(event, act, ACT_IN_FREE_TEXT);
  return isAct(event, act, from) && (!named || plain || beyondName);
}

/** In the middle of a story so many words belong to it. */
const WORDS_OF_A_STORY = 3;

/** Once the matter is told, an alarm that is another body's business is no part of it. */
function isElsewhere({ event: { understanding }, waiting }: Situation, frame: Frame): boolean {
  const [now, told] = [understanding.department.value, frame.slots.department?.value];
  const asked = waiting?.slot === 'description' || frame.description.length === 0;
  return !asked && now !== null && told !== undefined && now !== told;
}

/** 911 first; the words are kept where there is a matter, and nobody in front of a fire is asked to classify it. */
export const emergency: Rule = (situation) => {
  if (!isAlarm(situation, 'emergency', EMERGENCY)) return undefined;
  const { event, drafting, frame } = situation;
  const alarm: Command = { kind: 'act', act: 'emergency', event };
  const count = wordsIn(event.text);
  if (frame && drafting && isElsewhere(situation, frame)) return [alarm];
  if (drafting) return count >= WORDS_OF_A_STORY ? [alarm, { kind: 'tell_more', event }] : [alarm];
  const matter = count >= WORDS_BEYOND_ALARM ? 'clear' : 'vague';
  return frame && matter === 'vague' ? [alarm] : [alarm, { kind: 'request', event, matter }];
};

export const abuse: Rule = (situation) =>
  isAlarm(situation, 'abuse', ACT) ? [{ kind: 'act', act: 'abuse', event: situation.event }] : undefined;
