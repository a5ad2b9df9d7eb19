/** What texts to telephones cost: every text of every flow in both languages, counted by the library as operators count. */
import { describe, expect, test } from 'vitest';
import {
  AXIS_NAMES,
  IMPORTANCE_NAMES,
  type Lang,
  STAGE_NAMES,
  STAGES,
  TYPE_NAMES,
} from '../../../api/contract/vocabulary.ts';
import type { Fact, Facts, Reply, SummaryLine } from '../../../bot/engine/reply.ts';
import { render } from '../../../bot/render.ts';
import { capabilities, textFor } from '../../../channels/sms/encode.ts';
import { costOf } from '../../../channels/sms/segments.ts';
import type { PlainStep, Text } from '../../../flows/language.ts';
import { textsIn } from '../../../flows/style.ts';
import { seedDirectory } from '../../../nlu/seed-directory.ts';
import { FLOWS } from '../../bot/engine/said.ts';

const directory = seedDirectory();
const LANGS = ['ar', 'en'] as const;
const longest = <T>(all: readonly T[], length: (each: T) => number): T =>
  all.reduce((most, each) => (length(each) > length(most) ? each : most));
const longestOf = (names: Readonly<Record<string, Text>>): Text => longest(Object.values(names), ({ ar }) => ar.length);
/** The longest day of the year in either language. */
const DAY = '2026-11-30T12:59:00.000+03:00';
const DEPARTMENT = longest(directory.departments, ({ nameAr }) => nameAr.length);
const STAGE = longest(STAGES, (stage) => STAGE_NAMES[stage].ar.length);

const FACTS: Facts = {
  reference: { reference: '264817309242' },
  knownReference: { reference: '264817309242' },
  dueAt: { moment: DAY },
  knownDueAt: { moment: DAY },
  updatedAt: { moment: DAY },
  department: { department: DEPARTMENT.code },
  knownDepartment: { department: DEPARTMENT.code },
  status: { phrase: STAGE_NAMES[STAGE] },
  knownStatus: { phrase: STAGE_NAMES[STAGE] },
  knownType: { phrase: longestOf(TYPE_NAMES) },
  followUpCode: 'K7M2P9QX4T',
  code: '123456',
  name: 'محمد عبد الرحمن العبداللات',
  phone: '+962790000000',
  left: 2,
  count: 11,
  // What people and officers write is as long as it is.
  question: '',
  answer: '',
  news: '',
  matter: '',
};

const cost = (replies: readonly Reply[], lang: Lang) => {
  const bodies = render(replies, { flows: FLOWS, directory, lang, capabilities });
  const texts = bodies.map(textFor);
  const costs = texts.map(costOf);
  return {
    segments: costs.reduce((sum, { segments }) => sum + segments, 0),
    alphabets: new Set(costs.map(({ alphabet }) => alphabet)),
    text: texts.join('\n---\n'),
  };
};
const say = (text: Text): Reply => ({ kind: 'say', text, facts: FACTS });
const stepsOf = (flow: string): readonly PlainStep[] =>
  FLOWS.flows[flow]?.steps.flatMap((step) => ('steps' in step ? step.steps : [step])) ?? [];
function said(flow: string, name: string): Text {
  const step = stepsOf(flow).find((each) => 'say' in each && each.say === name);
  if (step === undefined || !('say' in step)) throw new Error(`${flow} says no ${name}`);
  const { ar, en, brief } = step;
  return { ar, en, ...(brief && { brief }) };
}

/** Spoken ones go to no telephone's screen; what stands in a brief wording is counted with the whole of it. */
const TEXTS = textsIn(FLOWS).filter(
  ({ where }) => !/, (spoken|brief)$|patterns: call_|phrases: (menu_|back_to_bot|spoken_)/.test(where),
);

describe('a text', () => {
  test('there are many', () => expect(TEXTS.length).toBeGreaterThan(300));
  test.each(LANGS)('of the flows in %s takes at most two segments, an answer from the public pages six', (lang) => {
    const dear = TEXTS.flatMap(({ where, text, card }) => {
      const { segments, text: shown } = cost([say(text)], lang);
      return segments > (card ? 6 : 2) ? [`${where}: ${segments} (${shown.length}) ${shown}`] : [];
    });
    expect(dear).toEqual([]);
  });
  test('in English stays in the cheap alphabet', () => {
    const facts = { ...FACTS, name: 'Sara Haddad' };
    const dear = TEXTS.filter(
      ({ text, card }) => card !== true && cost([{ ...say(text), facts } as Reply], 'en').alphabets.has('UCS-2'),
    );
    expect(dear.map(({ where, text }) => `${where}: ${text.en}`)).toEqual([]);
  });
});

const FILING = Object.values(FLOWS.flows).filter(({ files }) => files !== undefined);

interface Theirs {
  readonly words: string;
  readonly place: string;
  readonly name: string;
}
const THEIRS: Readonly<Record<Lang, Theirs>> = {
  ar: {
    words: 'صارلي ثلاثة شهور بستنى جواز سفري وكل مرة بقولولي ارجع بكرا '.repeat(9),
    place: 'شارع الأمير حسن مقابل مدرسة الملكة رانيا الأساسية للبنات',
    name: 'محمد عبد الرحمن العبداللات',
  },
  en: {
    words: 'I have waited for my passport for three months and each time they tell me to come back tomorrow '.repeat(6),
    place: 'Prince Hassan street, opposite the girls’ school',
    name: 'Sara Abdelrahman Haddad',
  },
};

describe('a summary', () => {
  const { slots, phrases } = FLOWS;
  const line = (slot: string, value: Fact): SummaryLine => ({ label: slots[slot]?.label ?? { ar: '', en: '' }, value });
  const lines = (department: string, { words, place, name }: Theirs): SummaryLine[] => [
    line('type', { phrase: longestOf(TYPE_NAMES) }),
    line('department', { department }),
    line('governorate', { governorate: longest(directory.governorates, ({ nameAr }) => nameAr.length).code }),
    line('location', place),
    line('axis', { phrase: longestOf(AXIS_NAMES) }),
    line('importance', { phrase: longestOf(IMPORTANCE_NAMES) }),
    line('description', words),
    line('name', name),
    line('phone', '+962790000000'),
    { label: phrases.answer_by, value: { moment: DAY } },
  ];
  const asked = (department: string, theirs: Theirs = THEIRS.ar): Reply => {
    const step = stepsOf('complaint').find((each) => 'check_answers' in each);
    const { ar = '', en = '', brief } = step && 'check_answers' in step ? step : {};
    const names = { yes: phrases.confirm_yes, change: phrases.confirm_change, cancel: phrases.confirm_cancel };
    return {
      kind: 'ask',
      text: { ar, en, ...(brief && { brief }) },
      facts: {},
      flow: 'complaint',
      slot: 'confirm',
      offers: Object.entries(names).map(([id, label]) => ({ id, label })),
      summary: lines(department, theirs),
      after: phrases.invite,
    };
  };
  test.each(LANGS)('in %s takes at most four, whatever the department', (lang) => {
    const dear = directory.departments.flatMap(({ code }) => {
      const { segments, text } = cost([asked(code, THEIRS[lang])], lang);
      return segments > 4 ? [`${segments} (${text.length}): ${text}`] : [];
    });
    expect(dear).toEqual([]);
  });
  test('shows every guess whole, the answer’s day, the beginning of what they wrote, and how to answer', () => {
    const { text } = cost([asked('CSPD')], 'ar');
    const department = directory.departments.find(({ code }) => code === 'CSPD')?.nameAr ?? '?';
    for (const whole of [
      longestOf(TYPE_NAMES).ar,
      department,
      longestOf(AXIS_NAMES).ar,
      '+962790000000',
      'صارلي',
      '1. ',
    ])
      expect(text).toContain(whole);
  });
  test('a short one invites what else may be sent', () => {
    const reply = asked('CSPD', { ...THEIRS.ar, words: 'الشارع مظلم' });
    const short = reply.kind === 'ask' ? { ...reply, summary: reply.summary?.slice(0, 2) ?? [] } : reply;
    expect(cost([short], 'ar').text).toContain(phrases.invite.brief?.ar ?? '?');
  });
});

describe('a filing and a status', () => {
  test.each(FILING.flatMap(({ flow }) => LANGS.map((lang) => [flow, lang] as const)))(
    '%s in %s: at most two',
    (flow, lang) => {
      const made = cost([say(said(flow, 'filed'))], lang);
      expect(made.segments, made.text).toBeLessThanOrEqual(2);
      expect(made.text.replaceAll(' ', '')).toContain('264817309242');
    },
  );
  test.each(
    [
      ['in hand', ['status', 'holder', 'due']],
      ['in hand, to anybody', ['status', 'due', 'owner_only']],
      ['late', ['status', 'holder', 'late']],
      ['waiting for the citizen', ['status', 'clock_stopped']],
    ].flatMap(([name, parts]) => LANGS.map((lang) => [name, lang, parts] as [string, Lang, string[]])),
  )('a status %s in %s: one message of at most two', (_name, lang, parts) => {
    const made = cost(
      parts.map((name) => say(said('status', name))),
      lang,
    );
    expect(made.segments, made.text).toBeLessThanOrEqual(2);
    expect(made.text).not.toContain('---');
  });
  test.each(LANGS)('the first words in %s: at most two', (lang) => {
    const made = cost([say(FLOWS.patterns.disclosure), say(FLOWS.patterns.greeting)], lang);
    expect(made.segments, made.text).toBeLessThanOrEqual(2);
  });
});

test('two filings of one turn stay two messages, each with its number', () => {
  const filed = (reference: string): Reply => ({
    ...(say(said('complaint', 'filed')) as Extract<Reply, { kind: 'say' }>),
    facts: { ...FACTS, reference: { reference } },
    filed: { reference, dueAt: DAY },
  });
  const bodies = render([filed('264817309242'), filed('264817309339')], {
    flows: FLOWS,
    directory,
    lang: 'ar',
    capabilities,
  });
  expect(bodies.map(({ sawt }) => sawt?.reference)).toEqual(['264817309242', '264817309339']);
});
