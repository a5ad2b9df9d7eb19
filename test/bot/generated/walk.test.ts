/**
 * Every question of every flow, met with whatever people send instead of an answer, in both languages: something is said,
 * a question stays open, and what was told is kept.
 */
import { describe, expect, it } from 'vitest';
import { openQuestion } from '../../../bot/engine/advance.ts';
import { allSteps, isDraft, slotSpec } from '../../../bot/engine/flow.ts';
import { confirmed, said } from '../../../bot/engine/slots.ts';
import { type Frame, front, initialState, newFrame, type State } from '../../../bot/engine/state.ts';
import type { InboundBody } from '../../../channels/channel.ts';
import type { Flow } from '../../../flows/language.ts';
import { FLOWS, talk } from '../engine/said.ts';
import { RULES } from './rules.ts';
import { createTalk } from './talk.ts';

const LANGS = ['ar', 'en'] as const;
type Lang = (typeof LANGS)[number];

const REFERENCE = '264817309242';
const STORY = 'صارلي ٣ شهور بستنى جواز سفري بأحوال إربد';
const FILLED = {
  department: confirmed('CSPD'),
  location: said('شارع الثلاثين'),
  name: said('سامر عودة'),
  phone: said('+962790000000'),
};
const voice = { id: 'f1', name: 'voice.ogg', contentType: 'audio/ogg', size: 9000 };

/** The questions of a flow, its summary among them. */
const questionsOf = (flow: Flow): string[] => [
  ...new Set(
    allSteps(flow).flatMap((each) => ('ask' in each ? [each.ask] : 'check_answers' in each ? ['confirm'] : [])),
  ),
];

/** What the world has told on the way to a question. */
const KNOWN = {
  knownReference: REFERENCE,
  knownType: 'complaint',
  knownDepartment: 'CSPD',
  knownStatus: 'registered',
  knownDueAt: '2026-12-06T10:00:00.000+03:00',
};
const BROUGHT: Readonly<Record<string, Frame['facts']>> = {
  duplicate: KNOWN,
  answer: KNOWN,
  satisfied: { card: Object.keys(FLOWS.cards)[0] ?? '' },
  resume: { from: 'c2', matter: STORY },
  code: { proof: 'p1' },
};

/** The flow, told as far as this question. */
function standing(name: string, flow: Flow, slot: string): Frame {
  const frame = newFrame('c:1', name);
  const draft = isDraft(FLOWS, frame);
  const { [slot as keyof typeof FILLED]: _, ...slots } = FILLED;
  return {
    ...frame,
    slots: {
      ...(draft && slots),
      ...(flow.files && slot !== 'type' && { type: confirmed(flow.files) }),
      ...(slot === 'answer' && draft && { duplicate: confirmed('new') }),
      ...(slot === 'rating_reason' && { rating: confirmed('1') }),
    },
    done: draft && slot !== 'description' ? ['do find_duplicate'] : [],
    description: draft && slot !== 'description' ? [STORY] : [],
    facts: {
      ...BROUGHT[slot],
      ...(slot !== 'reference' && !draft && { reference: REFERENCE }),
      promised: '2026-12-06T10:00:00.000+03:00',
    },
  };
}

function waitingAt(name: string, flow: Flow, slot: string, lang: Lang): State {
  const state: State = { ...initialState(lang), met: true, frames: [standing(name, flow, slot)] };
  const offer = slotSpec(FLOWS, name, slot)?.offer;
  const options = slot === 'confirm' ? ['yes', 'change', 'cancel'] : offer === 'yes_no' ? ['yes', 'no'] : [];
  const text = { ar: '', en: '' };
  const offers = options.map((id) => ({ id }));
  return openQuestion(state, { kind: 'ask', text, facts: {}, flow: name, slot, offers });
}

/** What comes instead of an answer. */
const INSTEAD: Readonly<Record<string, (lang: Lang) => InboundBody>> = {
  ok: (lang) => ({ text: lang === 'ar' ? 'تمام' : 'ok' }),
  'a thumb': () => ({ text: '👍' }),
  'a sticker of no words': () => ({ text: '' }),
  'a voice note': () => ({ text: '', attachments: [voice] }),
  'a file that is not taken': () => ({ text: '', lost: 1 }),
  'an edit of what was said': (lang) => ({ text: lang === 'ar' ? 'صارلي ٤ شهور' : 'four months now', edits: STORY }),
  'a stale button': (lang) => ({ text: lang === 'ar' ? 'أمانة عمان الكبرى' : 'GAM', optionId: 'GAM' }),
  'a story of 5,000 words': (lang) => ({ text: (lang === 'ar' ? 'الموظف أخرني ' : 'the clerk kept me ').repeat(2500) }),
  'an insult': (lang) => ({ text: lang === 'ar' ? 'انت غبي' : 'you idiot' }),
  'a question back': (lang) => ({ text: lang === 'ar' ? 'ليش بدكم هالمعلومة؟' : 'why do you need that?' }),
  'I do not know': (lang) => ({ text: lang === 'ar' ? 'ما بعرف' : "I don't know" }),
};

const told = (state: State) => state.frames.flatMap(({ description }) => description);

const walks = Object.entries(FLOWS.flows).flatMap(([name, flow]) =>
  questionsOf(flow).flatMap((slot) => LANGS.map((lang) => [name, slot, lang, flow] as const)),
);

it('every flow that asks is walked', () => {
  expect(new Set(walks.map(([name]) => name)).size).toBeGreaterThanOrEqual(15);
  expect(walks.length).toBeGreaterThan(100);
});

describe.each(walks)('%s, %s, %s', (name, slot, lang, flow) => {
  it.each(Object.keys(INSTEAD))('%s', (what) => {
    const before = waitingAt(name, flow, slot, lang);
    const turn = createTalk(before).hear(INSTEAD[what]?.(lang) ?? { text: '' }, 0);
    expect(turn.said.length, 'something is said').toBeGreaterThan(0);
    const edited = what.startsWith('an edit');
    // An edit takes the place of the words it edits; whoever says that the answer helped has nothing left to file.
    const meant = edited ? /^words are lost/ : slot === 'satisfied' ? /vanished$/ : /^$/;
    const slips = RULES.flatMap((rule) => rule(turn)).filter((slip) => !meant.test(slip));
    expect(slips).toEqual([]);
    const kept = edited ? [] : told(before);
    const gone = front(turn.after)?.id !== 'c:1';
    if (!gone) for (const words of kept) expect(told(turn.after), 'the words are kept').toContain(words);
    for (const { text } of turn.said) expect(text, 'no hole in a sentence').not.toMatch(/\{\w+\}|undefined|null/);
  });

  it('silence: at most a reminder, and the question stays', () => {
    const before = waitingAt(name, flow, slot, lang);
    const quiet = talk(FLOWS, {}, before);
    const replies = quiet.hear({ kind: 'silence', id: 's' });
    expect(told(quiet.state())).toEqual(told(before));
    if (replies.length > 0) expect(replies.at(-1)?.kind).toBe('ask');
    else expect(quiet.state()).toEqual(before);
  });
});
