/**
 * From a message to commands: what it does here, given the question that is open. The rules stand in `hear-*.ts`;
 * this file holds their order, and the first that applies decides.
 */
import type { Lang } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import type { Command } from './command.ts';
import { LANGUAGE, LITERAL } from './confidence.ts';
import { edited } from './edited.ts';
import type { MessageEvent } from './event.ts';
import {
  aside,
  backAgain,
  cameBack,
  codeTyped,
  codeWished,
  digressed,
  goesOn,
  knownAsked,
  questionAside,
  wished,
  wishedElsewhere,
} from './hear-after.ts';
import { abuse, emergency } from './hear-alarm.ts';
import {
  anyAnswer,
  checked,
  chosen,
  duplicateAnswered,
  named,
  offerAnswered,
  refused,
  tapped,
  thankedForAnswer,
} from './hear-answer.ts';
import {
  anonymityWished,
  contactAlone,
  contactAtSummary,
  correction,
  nameAtSummary,
  notSent,
  refusedSummary,
  worthNoting,
} from './hear-correction.ts';
import { announced, matterElsewhere, moreOfTheStory, newMatter, story } from './hear-matter.ts';
import {
  actSaid,
  identity,
  nod,
  nodAtReference,
  outOfScope,
  plainWish,
  rateAsked,
  statusAsked,
  whyAsked,
} from './hear-wish.ts';
import { isOffer, move, wordsIn } from './heard.ts';
import { firstOf, type Rule, type Situation, situationOf } from './situation.ts';
import type { State } from './state.ts';
import { wasAway } from './unfinished.ts';

/** Before everything, wherever it is said. */
const FIRST: readonly Rule[] = [identity, emergency, abuse];

/** Nothing is open. */
const AT_REST: readonly Rule[] = [
  tapped,
  chosen,
  codeTyped,
  wished,
  aside,
  digressed,
  announced,
  plainWish,
  statusAsked,
  actSaid,
  newMatter,
  rateAsked,
  nod,
  outOfScope,
];

/** A question is open: first what cannot be anything else. */
const ASKED: readonly Rule[] = [
  tapped,
  codeTyped,
  codeWished,
  plainWish,
  backAgain,
  cameBack,
  correction,
  anonymityWished,
  contactAtSummary,
  notSent,
  chosen,
  refused,
  aside,
  digressed,
  knownAsked,
  wishedElsewhere,
  checked,
  named,
  duplicateAnswered,
  thankedForAnswer,
  whyAsked,
  contactAlone,
  statusAsked,
  actSaid,
  nodAtReference,
  questionAside,
];

/** Then the answer, the story, and whatever else the words may be worth. */
const IN_FLOW: readonly Rule[] = [
  ...ASKED,
  nameAtSummary,
  story,
  moreOfTheStory,
  anyAnswer,
  matterElsewhere,
  refusedSummary,
  outOfScope,
  worthNoting,
];
const IN_OFFER: readonly Rule[] = [goesOn, ...ASKED, offerAnswered, newMatter];

export function interpret(flows: Flows, state: State, event: MessageEvent): readonly Command[] {
  const attached: Command[] = event.files.length > 0 ? [{ kind: 'attach', event }] : [];
  if (event.lost) attached.push({ kind: 'lost' });
  const spoken = event.text.trim() !== '' || event.optionId !== undefined || event.point !== undefined;
  if (!spoken) return attached;
  const situation = situationOf(flows, state, event);
  if (isPlaceAlone(situation)) return [...attached, { kind: 'place', event }];
  const said = firstOf([...FIRST, edited, ...rulesFor(situation)], situation);
  const heard = attached.length > 0 ? withCaption(situation, said) : orWelcome(situation, said);
  return [...attached, ...followLanguage(situation), ...forWhom(situation, heard)];
}

/** "For my mother": beside whatever else is said, or alone in a draft. */
function forWhom({ event, drafting }: Situation, heard: readonly Command[]): readonly Command[] {
  const behalf = move(event, 'on_behalf');
  if (!behalf) return heard;
  const alone = drafting && heard[0]?.kind === 'miss';
  return [...(alone ? [] : heard), { kind: 'on_behalf', relation: behalf.relation }];
}

/** A position without a word, anywhere in a draft but where the place is asked. */
const isPlaceAlone = ({ event, drafting, kind }: Situation) =>
  event.point !== undefined && event.text.trim() === '' && drafting && kind !== 'location';

function rulesFor({ waiting, frame }: Situation): readonly Rule[] {
  if (waiting && isOffer(waiting)) return IN_OFFER;
  return waiting && frame ? IN_FLOW : AT_REST;
}

/** After hours, words that say nothing here are those of somebody who is back. */
function orWelcome({ state, event, drafting }: Situation, said: readonly Command[]): readonly Command[] {
  const missed = said[0]?.kind === 'miss' && drafting && wasAway(state, event.at);
  return missed ? [{ kind: 'act', act: 'greeting', event }] : said;
}

/** Words under a picture belong to the matter, when they are not an answer. */
function withCaption({ drafting, event, waiting }: Situation, said: readonly Command[]): readonly Command[] {
  // "Here is a picture" says what the file is; where it tells of a place, it tells of the matter.
  const ofFile = move(event, 'caption') && event.understanding.spot === undefined && waiting?.slot !== 'description';
  if (drafting && ofFile && (said[0]?.kind === 'tell_more' || said[0]?.kind === 'miss')) return [];
  if (said[0]?.kind !== 'miss') return said;
  return drafting ? [{ kind: 'tell_more', event }] : [];
}

/** Answers that say nothing of the language a person writes. */
const NAMES = ['name', 'email', 'phone', 'location'];

/** Replies follow the person's language once it is plain which they write. */
function followLanguage({ state, event, waiting }: Situation): readonly Command[] {
  const { lang, act } = event.understanding;
  const written: Lang = lang.value === 'en' ? 'en' : 'ar';
  const atRest = state.frames.length === 0;
  const enough = wordsIn(event.text) >= 2 || (atRest && lang.confidence >= LITERAL);
  const plain = lang.confidence >= LANGUAGE && enough && event.optionId === undefined;
  const naming = NAMES.includes(waiting?.slot ?? '') && act.value !== 'request';
  if (written === state.lang || naming || event.text.trim() === '' || !(plain || !state.met)) return [];
  return lang.confidence >= 0.5 ? [{ kind: 'language', lang: written, asked: false }] : [];
}
