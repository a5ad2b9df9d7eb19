/**
 * From an event to commands: what this message does here, given the question that is open.
 * Order decides: safety, a tapped option, a correction, a refusal, the answer that can be checked, words about the
 * conversation, the answer, the matter.
 */
import type { DialogAct, Lang } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import type { Command, Correction } from './command.ts';
import { ACT, ACT_IN_FREE_TEXT, EMERGENCY, LANGUAGE, LITERAL, SURE_NAME, WORDS_BEYOND_ALARM } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { isDraft, slotSpec } from './flow.ts';
import { isAct, isOffer, kindOf, matterOf, move, wordsIn } from './heard.ts';
import { contactIn, FREE_TEXT, picked, readAnswer } from './slots.ts';
import { type Frame, front, type State, type Waiting } from './state.ts';

export function interpret(flows: Flows, state: State, event: MessageEvent): Command[] {
  const commands: Command[] = event.files.length > 0 ? [{ kind: 'attach', event }] : [];
  const spoken = event.text.trim() !== '' || event.optionId !== undefined || event.point !== undefined;
  if (!spoken) return commands;
  const language = followLanguage(state, event);
  if (move(event, 'identity')) return [...commands, { kind: 'identity' }];
  if (isAlarm(flows, state, event, 'emergency', EMERGENCY))
    return [...commands, ...language, ...emergency(flows, state, event)];
  if (isAlarm(flows, state, event, 'abuse', ACT)) return [...commands, { kind: 'act', act: 'abuse', event }];
  const said = say(flows, state, event);
  return [...commands, ...language, ...(commands.length > 0 ? withCaption(flows, state, said, event) : said)];
}

/** A name is a name, though a word of it means fire or an insult elsewhere. */
function isAlarm(flows: Flows, state: State, event: MessageEvent, act: 'emergency' | 'abuse', from: number): boolean {
  const waiting = state.waiting;
  const asked = waiting !== undefined && front(state) !== undefined && kindOf(flows, waiting) === 'name';
  // "place: Prince Hassan street" names a line of the summary: no cry for help does.
  if ((move(event, 'correct')?.slots.length ?? 0) > 0 && wordsIn(event.text) <= 6) return false;
  const named = asked && event.understanding.plainName !== undefined;
  return isAct(event, act, from) && (!named || (wordsIn(event.text) >= 3 && isAct(event, act, ACT_IN_FREE_TEXT)));
}

/** The matter of an emergency is kept when there is one to keep; nobody in front of a fire is asked to classify it. */
function emergency(flows: Flows, state: State, event: MessageEvent): Command[] {
  const frame = front(state);
  const telling = frame !== undefined && isDraft(flows, frame);
  const long = wordsIn(event.text) >= (telling ? 3 : WORDS_BEYOND_ALARM);
  const alarm: Command = { kind: 'act', act: 'emergency', event };
  if (!long && telling) return [alarm];
  if (!long) return frame ? [alarm] : [alarm, { kind: 'request', event, matter: 'vague' }];
  return [alarm, telling ? { kind: 'tell_more', event } : { kind: 'request', event, matter: 'clear' }];
}

/** Words under a picture belong to the matter, when they are not an answer. */
function withCaption(flows: Flows, state: State, said: Command[], event: MessageEvent): Command[] {
  if (said[0]?.kind !== 'miss') return said;
  const frame = front(state);
  return frame && isDraft(flows, frame) ? [{ kind: 'tell_more', event }] : [];
}

/** Replies follow the person's language once it is plain which they write. */
function followLanguage(state: State, event: MessageEvent): Command[] {
  const { lang, act } = event.understanding;
  const spokenLang: Lang = lang.value === 'en' ? 'en' : 'ar';
  const enough = wordsIn(event.text) >= 2 || (state.frames.length === 0 && lang.confidence >= LITERAL);
  const plain = lang.confidence >= LANGUAGE && enough && event.optionId === undefined;
  const naming = ['name', 'email', 'phone', 'location'].includes(state.waiting?.slot ?? '') && act.value !== 'request';
  const first = !state.met || (state.frames.length === 0 && plain);
  if (spokenLang === state.lang || naming || !(plain || first) || event.text.trim() === '') return [];
  return lang.confidence >= 0.5 ? [{ kind: 'language', lang: spokenLang, asked: false }] : [];
}

function say(flows: Flows, state: State, event: MessageEvent): Command[] {
  const waiting = state.waiting;
  const frame = front(state);
  if (!waiting || (!frame && !isOffer(waiting))) return atRest(state, event);
  const chosen = picked(event, waiting) !== undefined;
  const tapped = chosen && event.optionId !== undefined;
  const reading = answer(flows, waiting, event);
  if (tapped) return [reading];
  const plain = plainWish(event);
  if (plain) return [plain];
  const fix = frame && correctionHere(flows, waiting, frame, event);
  if (fix) return [fix];
  if (frame && isDraft(flows, frame) && move(event, 'anonymous')) return [{ kind: 'anonymous' }];
  if (waiting.slot === 'confirm' && Object.keys(contactIn(event.understanding)).length > 0)
    return [{ kind: 'note', event }];
  if (waiting.slot === 'confirm' && move(event, 'dont_send')) return [{ kind: 'act', act: 'cancel', event }];
  if (
    chosen ||
    isRefusal(reading) ||
    isExact(flows, waiting, reading) ||
    isNamed(flows, state, waiting, event, reading)
  )
    return [reading];
  if (move(event, 'why') && !isOffer(waiting))
    return [{ kind: 'why', text: slotSpec(flows, waiting.flow, waiting.slot)?.why }];
  if (frame && isDraft(flows, frame) && isContactAlone(event, reading)) return [{ kind: 'note', event }];
  const meta = aboutTheConversation(flows, state, event);
  if (meta) return [meta];
  if (waiting.slot === 'reference' && isNod(event)) return [{ kind: 'leave' }];
  return isOffer(waiting) ? inOffer(reading, event) : inQuestion(flows, state, event, reading);
}

type Answer = Command & { kind: 'answer' };

const answer = (flows: Flows, waiting: Waiting, event: MessageEvent): Answer => ({
  kind: 'answer',
  event,
  reading: readAnswer(event, { kind: kindOf(flows, waiting), waiting }),
});

const isRefusal = ({ reading }: Answer) => reading.kind === 'refused';

/** What was asked for and can be checked is an answer, whatever else it looks like. */
const CHECKED = ['phone', 'email', 'reference', 'stars'];
const isExact = (flows: Flows, waiting: Waiting, { reading }: Answer) =>
  CHECKED.includes(kindOf(flows, waiting)) && reading.kind === 'value';

const isContactAlone = (event: MessageEvent, { reading }: Answer) =>
  reading.kind === 'none' && wordsIn(event.text) <= 6 && Object.keys(contactIn(event.understanding)).length > 0;

/** A department or governorate by its name, a person's by nothing but the look of one. */
function isNamed(flows: Flows, state: State, waiting: Waiting, event: MessageEvent, { reading }: Answer): boolean {
  const kind = kindOf(flows, waiting);
  if (reading.kind !== 'value') return false;
  // Said twice where a name is asked for, it is one: people are called Salam and Hala.
  const isAskedAgain = (front(state)?.tries.name ?? 0) > 0;
  const { act, type } = event.understanding;
  const tells = act.value === 'request' && act.confidence >= 0.9 && type.confidence >= 0.6 && wordsIn(event.text) >= 3;
  if (kind === 'name' && tells) return false;
  if (kind === 'name') return event.understanding.act.confidence < LITERAL || isAskedAgain;
  if (kind !== 'department' && kind !== 'governorate') return false;
  return event.understanding[kind].confidence >= SURE_NAME && wordsIn(event.text) <= 6;
}

/** At rest: words about the conversation, a kind picked, or a new matter. */
function atRest(state: State, event: MessageEvent): Command[] {
  const waiting = state.waiting;
  if (waiting?.slot === 'type' && picked(event, waiting) !== undefined) {
    return [{ kind: 'answer', event, reading: readAnswer(event, { kind: 'type', waiting }) }];
  }
  const matter = matterOf(event);
  if (matter === 'announced') return [{ kind: 'request', event, matter }];
  const meta = aboutTheConversation(null, state, event);
  if (meta) return [meta];
  if (matter !== 'none') return [{ kind: 'request', event, matter }];
  if (isAct(event, 'rate', ACT)) return [{ kind: 'act', act: 'rate', event }];
  if (isNod(event) || /^(?:\s|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{fe0f})+$/u.test(event.text))
    return [{ kind: 'nod' }];
  return isAct(event, 'out_of_scope', ACT) ? [{ kind: 'act', act: 'out_of_scope', event }] : [{ kind: 'miss' }];
}

const isNod = (event: MessageEvent) =>
  isAct(event, 'deny', ACT) || isAct(event, 'affirm', ACT) || move(event, 'send') !== undefined;

/** Acts that are never an answer. */
const OBEYED: readonly DialogAct[] = [
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
/** Those that end or turn the talk: inside a question they must be sure, and short. */
const WEIGHTY: readonly DialogAct[] = ['cancel', 'restart', 'back'];

/** Said in so many words: another language, or the question again. */
function plainWish(event: MessageEvent): Command | undefined {
  const language = move(event, 'language');
  if (language) return { kind: 'language', lang: language.lang, asked: true };
  return move(event, 'repeat') ? { kind: 'repeat' } : undefined;
}

function aboutTheConversation(flows: Flows | null, state: State, event: MessageEvent): Command | undefined {
  const plain = plainWish(event);
  if (plain) return plain;
  const free = flows !== null && state.waiting !== undefined && FREE_TEXT.includes(kindOf(flows, state.waiting));
  const frame = front(state);
  const answering = free && frame !== undefined && flows !== null && !isDraft(flows, frame);
  if (answering && wordsIn(event.text) > 3) return undefined;
  const status = answering ? undefined : askedStatus(state, event);
  if (status) return status;
  if (frame && isAct(event, 'out_of_scope', 0.9)) return { kind: 'act', act: 'out_of_scope', event };
  const act = OBEYED.find((each) =>
    isAct(event, each, frame && (free || WEIGHTY.includes(each)) ? ACT_IN_FREE_TEXT : ACT),
  );
  if (act === undefined || wordsIn(event.text) > 12) return undefined;
  return answering && !['cancel', 'back', 'human_agent', 'change_language'].includes(act)
    ? undefined
    : { kind: 'act', act, event };
}

/** "Where is my request?", or a reference number where none was asked for. */
function askedStatus(state: State, event: MessageEvent): Command | undefined {
  if (state.waiting?.slot === 'reference') return undefined;
  const reference = event.understanding.entities.find((entity) => entity.kind === 'reference');
  const asks = isAct(event, 'status_query', ACT) && Object.keys(contactIn(event.understanding)).length === 0;
  const drafting = front(state) !== undefined && !(state.waiting && isOffer(state.waiting));
  if (reference && (!drafting || asks || reference.valid)) {
    return { kind: 'status', event, reference: reference.value, valid: reference.valid };
  }
  return asks ? { kind: 'status', event, valid: true } : undefined;
}

/** A correction comes before any other reading, at every question of a draft but that for the story itself. */
function correctionHere(flows: Flows, waiting: Waiting, frame: Frame, event: MessageEvent): Command | undefined {
  const fix =
    move(event, 'correct') ??
    (waiting.slot === 'confirm' ? (move(event, 'names') ?? bareValue(waiting, event)) : undefined);
  if (!fix || !isDraft(flows, frame) || waiting.slot === 'description' || answersItself(waiting, fix)) return undefined;
  if (isAct(event, 'cancel', ACT) || move(event, 'skip') || move(event, 'unknown')) return undefined;
  if (fix.slots.length === 0 && OBEYED.some((act) => isAct(event, act, ACT_IN_FREE_TEXT))) return undefined;
  return isFix(event, fix) ? { kind: 'correct', event, move: fix } : undefined;
}

/** To "what should be different?" a bare value answers: the department or governorate it names. */
function bareValue(waiting: Waiting, event: MessageEvent): Correction | undefined {
  if (!waiting.changing || wordsIn(event.text) > 6 || picked(event, waiting) !== undefined) return undefined;
  return { kind: 'correct', slots: [], instead: '' };
}

/** "The name is Sara" where the name was asked for is simply the answer. */
const answersItself = (waiting: Waiting, fix: Correction) =>
  fix.kind === 'correct' &&
  ((fix.slots.length === 1 && fix.slots[0] === waiting.slot && fix.value !== undefined) ||
    (waiting.slot === 'type' && fix.type !== undefined));

/** "Actually, the clerk was rude too" names nothing to change: it is more of the story. */
function isFix({ text, understanding }: MessageEvent, fix: Correction): boolean {
  if (fix.kind === 'names' || fix.slots.length > 0 || fix.type !== undefined) return true;
  if (fix.instead === text) return false;
  const labels = [understanding.department, understanding.governorate];
  const named = labels.some((label) => label.confidence >= SURE_NAME && label.value !== null);
  const given = understanding.spot !== undefined || Object.keys(contactIn(understanding)).length > 0;
  return named || given || wordsIn(text) < 5;
}

/** Kinds of question whose answer is short: a whole sentence there is more of the story. */
const SHORT_ANSWERS = ['phone', 'email', 'confirm', 'yes_no', 'type', 'department', 'governorate'];

function inQuestion(flows: Flows, state: State, event: MessageEvent, reading: Answer): Command[] {
  const { waiting } = state;
  const frame = front(state);
  if (!waiting || !frame) return atRest(state, event);
  const kind = kindOf(flows, waiting);
  const draft = isDraft(flows, frame);
  const matter = matterOf(event);
  if (kind === 'description') return inDescription(event, matter, reading, frame.facts.vague === true);
  if (draft && isMoreOfTheStory(kind, reading, event)) return [{ kind: 'tell_more', event }];
  if (reading.reading.kind !== 'none') return [reading];
  if (!draft && kind !== 'text' && matter !== 'none' && isNewMatter(kind, frame, waiting, event))
    return outOf(flows, state, event, matter);
  if (kind === 'confirm' && isAct(event, 'deny', ACT)) {
    return [{ kind: 'correct', event, move: { kind: 'names', slots: [] } }];
  }
  if (isAct(event, 'out_of_scope', ACT_IN_FREE_TEXT)) return [{ kind: 'act', act: 'out_of_scope', event }];
  const shared = kind === 'department' && event.understanding.ambiguous !== undefined;
  const noted = shared || Object.keys(contactIn(event.understanding)).length > 0;
  return noted ? [{ kind: 'note', event }] : [{ kind: 'miss' }];
}

/** A matter told where a number or a rating was asked: of the draft beneath, or a new one. */
function outOf(flows: Flows, state: State, event: MessageEvent, matter: 'clear' | 'vague' | 'announced'): Command[] {
  const beneath = state.frames.at(-2);
  if (beneath && isDraft(flows, beneath)) return [{ kind: 'leave' }, { kind: 'tell_more', event }];
  return [{ kind: 'leave' }, { kind: 'request', event, matter }];
}

/** A rating may be answered with an angry sentence: the second one, or a matter with a place of its own, leads away. */
function isNewMatter(kind: string, frame: Frame, waiting: Waiting, { text, understanding }: MessageEvent): boolean {
  if (kind !== 'stars' || (frame.tries[waiting.slot] ?? 0) > 0) return true;
  return wordsIn(text) >= 8 && understanding.type.confidence >= ACT_IN_FREE_TEXT && understanding.spot !== undefined;
}

/** The story itself: words that say something. A bare yes, a number or noise is not a story. */
function inDescription(event: MessageEvent, matter: string, reading: Answer, isJoining: boolean): Command[] {
  if (matter === 'announced' && move(event, 'opener')) return [{ kind: 'request', event, matter: 'announced' }];
  // What was vague is joined by whatever comes next; the first telling wants two words at least.
  const says = matter !== 'none' || wordsIn(event.text) >= (isJoining ? 1 : 4);
  return says && reading.reading.kind === 'value' ? [reading] : [{ kind: 'miss' }];
}

/** People write in pieces: "Irbid office", "three months now" behind the matter still belong to it. */
function isFragment(event: MessageEvent): boolean {
  const { act } = event.understanding;
  return wordsIn(event.text) >= 2 && !/[?؟]/.test(event.text) && (act.value === 'request' || act.confidence < ACT);
}

function isMoreOfTheStory(kind: string, { reading }: Answer, event: MessageEvent): boolean {
  if (kind === 'name' && reading.kind === 'none' && isFragment(event)) return true;
  const tells = isAct(event, 'request', SURE_NAME) && wordsIn(event.text) >= (kind === 'name' ? 7 : 5);
  if (!tells || reading.kind === 'refused' || reading.kind === 'other') return false;
  if (kind === 'type' || kind === 'department' || kind === 'governorate')
    return reading.kind === 'none' || wordsIn(event.text) >= 9;
  return kind === 'name' || (SHORT_ANSWERS.includes(kind) && reading.kind === 'none');
}

function inOffer(reading: Answer, event: MessageEvent): Command[] {
  if (reading.reading.kind === 'value') return [reading];
  const matter = matterOf(event);
  return matter === 'none' ? [{ kind: 'miss' }] : [{ kind: 'request', event, matter }];
}
