/** The matter: a new one, the story where it was asked for, and more of it where something else was. */
import { ACT, SURE_NAME } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { isDraft } from './flow.ts';
import { isAct, isPieceOfStory, matterOf, move, wordsIn } from './heard.ts';
import type { Rule, Situation } from './situation.ts';

/** "I want to complain", "I have a problem": the matter comes next. */
export const announced: Rule = ({ event }) => {
  if (matterOf(event) === 'announced') return [{ kind: 'request', event, matter: 'announced' }];
  return move(event, 'hint') ? [{ kind: 'request', event, matter: 'vague' }] : undefined;
};

export const newMatter: Rule = ({ event }) => {
  const matter = matterOf(event);
  return matter === 'none' ? undefined : [{ kind: 'request', event, matter }];
};

/** The story where it was asked for: words that say something. A bare yes, a number or noise is not a story. */
export const story: Rule = ({ kind, event, reading, frame }) => {
  if (kind !== 'description') return undefined;
  const matter = matterOf(event);
  if (matter === 'announced' && move(event, 'opener')) return [{ kind: 'request', event, matter: 'announced' }];
  // Hinted at twice, it is still to be told.
  if (move(event, 'hint') && (frame?.tries.description ?? 0) < 1) return [{ kind: 'miss' }];
  // What was vague is joined by whatever comes next; the first telling wants some words.
  const enough = frame?.facts.vague === true ? 1 : 4;
  const says = matter !== 'none' || wordsIn(event.text) >= enough;
  return says && reading.kind === 'value' ? [{ kind: 'answer', event, reading }] : [{ kind: 'miss' }];
};

/** Kinds of question whose answer is short: a whole sentence there is more of the story. */
const SHORT_ANSWERS = ['phone', 'email', 'confirm', 'yes_no'];
const LABELS = ['type', 'department', 'governorate'];

export const moreOfTheStory: Rule = (situation) => {
  const { drafting, event } = situation;
  return drafting && isMore(situation) ? [{ kind: 'tell_more', event }] : undefined;
};

function isMore({ kind = 'text', reading, event }: Situation): boolean {
  const pieces = kind === 'name' || kind === 'location';
  if (pieces && reading.kind === 'none' && isFragment(event)) return true;
  if (kind === 'name' && isPieceOfStory(event)) return true;
  if (LABELS.includes(kind) && event.understanding.bodyAlone) return false;
  const count = wordsIn(event.text);
  const tells = isAct(event, 'request', SURE_NAME) && count >= (kind === 'name' ? 7 : 5);
  if (!tells || reading.kind === 'refused' || reading.kind === 'other') return false;
  if (LABELS.includes(kind)) return reading.kind === 'none' || count >= 5;
  return kind === 'name' || (SHORT_ANSWERS.includes(kind) && reading.kind === 'none');
}

/** People write in pieces: "Irbid office", "three months now" behind the matter still belong to it. */
function isFragment({ text, understanding: { act } }: MessageEvent): boolean {
  // Somebody who was away and is back says so.
  if (act.value === 'greeting' && wordsIn(text) <= 6) return false;
  return wordsIn(text) >= 2 && !/[?؟]/.test(text) && (act.value === 'request' || act.confidence < ACT);
}

/** A matter told where a number or a rating was asked: of the draft beneath, or a new one. */
export const matterElsewhere: Rule = (situation) => {
  const { drafting, kind, event, flows, state } = situation;
  const matter = matterOf(event);
  if (drafting || kind === 'text' || matter === 'none' || !leadsAway(situation)) return undefined;
  const beneath = state.frames.at(-2);
  const told = beneath && isDraft(flows, beneath);
  return [{ kind: 'leave' }, told ? { kind: 'tell_more', event } : { kind: 'request', event, matter }];
};

/** A rating may be answered with an angry sentence: the second one, or a matter with a place of its own, leads away. */
function leadsAway({ kind, frame, waiting, event: { text, understanding } }: Situation): boolean {
  if (kind !== 'stars' || (frame?.tries[waiting?.slot ?? ''] ?? 0) > 0) return true;
  return wordsIn(text) >= 8 && understanding.type.confidence >= SURE_NAME && understanding.spot !== undefined;
}
