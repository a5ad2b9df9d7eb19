/** Corrections: before any other reading, at every question of a draft but that for the story itself. */
import type { Correction } from './command.ts';
import { ACT, ACT_IN_FREE_TEXT, NAMED_BODY, SURE_NAME } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { OBEYED } from './hear-wish.ts';
import { isAct, move, wordsIn } from './heard.ts';
import type { Rule, Situation } from './situation.ts';
import { contactIn } from './slots.ts';

export const correction: Rule = (situation) => {
  const { event, drafting, waiting } = situation;
  const fix = fixIn(situation);
  if (!fix || !drafting || waiting?.slot === 'description') return undefined;
  if (isAct(event, 'cancel', ACT) || move(event, 'skip') || move(event, 'unknown')) return undefined;
  if (fix.slots.length === 0 && OBEYED.some((act) => isAct(event, act, ACT_IN_FREE_TEXT))) return undefined;
  if (!isFix(event, fix) && !namesAnother(situation)) return undefined;
  const fixed = { kind: 'correct', event, move: fix } as const;
  // "I forgot to tell you, it is in Zarqa and not in Amman": of the story, too.
  return move(event, 'recall') ? [{ kind: 'tell_more', event }, fixed] : [fixed];
};

function fixIn({ event, waiting, option }: Situation): Correction | undefined {
  const said = move(event, 'correct');
  if (owned(event) && waiting?.slot !== 'department')
    return { kind: 'correct', slots: ['department'], instead: event.text };
  if (said) return answersItself(waiting?.slot, said) ? undefined : said;
  if (waiting?.slot !== 'confirm') return undefined;
  const named = move(event, 'names');
  if (named) return named;
  if (event.understanding.bodyAlone && option === undefined)
    return { kind: 'correct', slots: ['department'], instead: event.text };
  const headed = move(event, 'headed');
  if (headed) return { kind: 'correct', slots: ['type'], instead: event.text, type: headed.type };
  // To "what should be different?" a bare value answers: the department or governorate it names.
  const asks = /[?؟]/.test(event.text) || move(event, 'wish') !== undefined;
  const bare = waiting.changing && option === undefined && wordsIn(event.text) <= 6 && !asks;
  return bare ? { kind: 'correct', slots: [], instead: '' } : undefined;
}

/** "The hospital is under the ministry of health": whose matter it is, by name. */
const owned = (event: MessageEvent): boolean =>
  move(event, 'belongs') !== undefined &&
  event.understanding.department.value !== null &&
  event.understanding.department.confidence >= NAMED_BODY;

/** "The name is Sara" where the name was asked for is simply the answer. */
const answersItself = (slot: string | undefined, fix: Extract<Correction, { kind: 'correct' }>) =>
  (fix.slots.length === 1 && fix.slots[0] === slot && fix.value !== undefined) ||
  (slot === 'type' && fix.type !== undefined);

/** "Actually, the clerk was rude too" names nothing to change: it is more of the story. */
function isFix({ text, understanding }: MessageEvent, fix: Correction): boolean {
  if (fix.kind === 'names' || fix.slots.length > 0 || fix.type !== undefined) return true;
  if (fix.instead === text) return false;
  const labels = [understanding.department, understanding.governorate];
  const named = labels.some((label) => label.confidence >= SURE_NAME && label.value !== null);
  const given = understanding.spot !== undefined || Object.keys(contactIn(understanding)).length > 0;
  return named || given || wordsIn(text) < 5;
}

/** "Wrong hospital, it was Prince Hamzah": another body outright, in few words. */
function namesAnother({ event, frame }: Situation): boolean {
  const { value, confidence } = event.understanding.department;
  return confidence >= NAMED_BODY && value !== frame?.slots.department?.value && wordsIn(event.text) <= 8;
}

/** "Is it anonymous?" asks, and wishes for nothing. */
const asksOnly = (event: MessageEvent) => /[?؟]\s*$/.test(event.text) && move(event, 'aside') !== undefined;

/** "Nobody may learn my name", or the name kept back where something else was asked. */
export const anonymityWished: Rule = ({ drafting, event, waiting }) => {
  const keptBack = move(event, 'kept_back') !== undefined && !['name', 'phone', 'email'].includes(waiting?.slot ?? '');
  const wished = move(event, 'anonymous') !== undefined && !asksOnly(event);
  return drafting && (wished || keptBack) ? [{ kind: 'anonymous' }] : undefined;
};

const hasContact = ({ understanding }: MessageEvent) => Object.keys(contactIn(understanding)).length > 0;

/** "Yes, but my number is 079...": the number first, the yes to the summary that shows it. */
export const contactAtSummary: Rule = ({ waiting, event }) =>
  waiting?.slot === 'confirm' && hasContact(event) ? [{ kind: 'note', event }] : undefined;

/** A name by itself, where the summary shows none. */
export const nameAtSummary: Rule = ({ waiting, frame, event, option }) => {
  const { plainName, type } = event.understanding;
  if (waiting?.slot !== 'confirm' || option !== undefined || frame?.slots.name !== undefined) return undefined;
  if (plainName === undefined || frame?.slots.anonymous !== undefined) return undefined;
  const words = wordsIn(event.text);
  if (words < 2 || words > 4 || type.confidence >= SURE_NAME || /[?؟]/.test(event.text)) return undefined;
  const named = { kind: 'correct', slots: ['name'], instead: event.text, value: plainName } as const;
  return [{ kind: 'correct', event, move: named }];
};

export const notSent: Rule = ({ waiting, event }) =>
  waiting?.slot === 'confirm' && move(event, 'dont_send') ? [{ kind: 'act', act: 'cancel', event }] : undefined;

/** Contact details alone, where something else was asked. */
export const contactAlone: Rule = ({ drafting, event, reading }) =>
  drafting && reading.kind === 'none' && wordsIn(event.text) <= 6 && hasContact(event)
    ? [{ kind: 'note', event }]
    : undefined;

/** What else a message gives that is worth noting: contact details, a name that several departments share. */
export const worthNoting: Rule = ({ event, kind }) => {
  const shared = kind === 'department' && event.understanding.ambiguous !== undefined;
  return shared || hasContact(event) ? [{ kind: 'note', event }] : undefined;
};

/** A bare no to the summary. */
export const refusedSummary: Rule = ({ event, kind }) =>
  kind === 'confirm' && isAct(event, 'deny', ACT)
    ? [{ kind: 'correct', event, move: { kind: 'names', slots: [] } }]
    : undefined;
