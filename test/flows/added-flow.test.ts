/** A content officer adds flows in YAML alone: read beside the shipped ones, they are talked through to a reference number. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../../flows/check.ts';
import { readFlows } from '../../flows/load.ts';
import { type Housed, openHouse } from '../house-app.ts';
import { createPlayer } from '../stories/player.ts';
import { beside } from './sources.ts';

/** A question of its own, in the middle of a flow like the shipped one. */
const SUGGESTION = `
flow: suggestion
title: { ar: اقتراح, en: Suggestion }
files: suggestion
slots:
  vehicle_plate:
    kind: text
    label: { ar: رقم اللوحة, en: Plate number }
steps:
  - ask: description
    ar: "ما اقتراحك؟"
    en: "What is your idea?"
  - ask: type
  - ask: department
    need: may
  - ask: vehicle_plate
    need: may
    offer: skip
    ar: "ما رقم لوحة الحافلة التي ركبتها؟"
    en: "What is the plate number of the bus you took?"
  - check_answers: all
    ar: "هذا ما سنرسله. هل هو صحيح؟"
    en: "This is what we will send. Is it right?"
  - do: file_request
    if_failed: file_failed
  - say: filed
    ar: "وصل اقتراحك، ورقمه {reference}."
    en: "Your idea has arrived under {reference}."
`;

/** A flow of another name for a type that a shipped one filed: a choice of its own, and nothing asked about a place. */
const REPORT = `
flow: bribery_report
title: { ar: إبلاغ عن رشوة, en: Bribery report }
files: violation_report
slots:
  how_known:
    kind: choice
    label: { ar: كيف عرفت, en: How you know }
    offer:
      - { id: saw, ar: رأيته بنفسي, en: I saw it myself }
      - { id: heard, ar: سمعت عنه, en: I heard about it }
      - { id: paper, ar: عندي وثيقة, en: I have a document }
steps:
  - ask: description
    ar: "ماذا رأيت؟"
    en: "What did you see?"
  - ask: type
  - ask: department
    need: may
  - ask: how_known
    ar: "كيف عرفت بذلك؟"
    en: "How do you know of it?"
    again:
      - { ar: "اختر واحدة من الثلاث.", en: "Please pick one of the three." }
  - check_answers: all
    ar: "هذا ما سنرسله. هل هو صحيح؟"
    en: "This is what we will send. Is it right?"
  - do: file_request
    if_failed: file_failed
  - say: filed
    ar: "وصل بلاغك، ورقمه {reference}."
    en: "Your report has arrived under {reference}."
`;

const flows = readFlows([
  ...beside('suggestion.yaml', SUGGESTION).filter(({ name }) => name !== 'violation-report.yaml'),
  { name: 'bribery-report.yaml', text: REPORT },
]);

let house: Housed;
beforeAll(async () => {
  house = await openHouse({ flows });
});
afterAll(() => house.close());

async function open(lang: string) {
  const player = createPlayer(house.app);
  await player.start(lang);
  return player;
}

it('the files have no fault', () => {
  expect(faultsOf(flows)).toEqual([]);
});

describe('a question added to a flow', () => {
  const IDEA = 'I suggest that the Ministry of Transport puts timetables at every bus stop';

  it('is asked in its turn, and its answer stands in what is sent', async () => {
    const player = await open('en');
    const asked = (await player.say(IDEA)).at(-1);
    expect(asked?.sawt).toMatchObject({ flow: 'suggestion', ask: 'vehicle_plate', options: [{ id: 'skip' }] });
    expect(asked?.text).toContain('What is the plate number of the bus you took?');
    const summary = (await player.say('50-12345, the yellow one')).at(-1);
    expect(summary?.sawt?.ask).toBe('confirm');
    expect(summary?.text).toContain('50-12345, the yellow one');
    const filed = await player.say('yes');
    expect(filed.map(({ text }) => text).join()).toContain('Your idea has arrived under');
    expect(await player.request()).toMatchObject({
      type: 'suggestion',
      description: `${IDEA}\n50-12345, the yellow one`,
    });
  });

  it('may be skipped where the flow says so, in Arabic too', async () => {
    const player = await open('ar');
    const asked = (await player.say('اقترح على وزارة النقل تحط مواعيد الباصات على كل موقف')).at(-1);
    expect(asked?.text).toContain('ما رقم لوحة الحافلة التي ركبتها؟');
    expect((await player.say('تخطي')).at(-1)?.sawt?.ask).toBe('confirm');
    const filed = await player.say('نعم');
    expect(filed.map(({ text }) => text).join()).toContain('وصل اقتراحك');
    expect(await player.request()).toMatchObject({
      description: 'اقترح على وزارة النقل تحط مواعيد الباصات على كل موقف',
    });
  });
});

/** Each row: the language, the matter, the answer to the choice, and how the choice was worded. */
describe.each([
  [
    'en',
    'I want to report a violation: an employee of the Department of Lands and Survey takes bribes',
    '2',
    'How do you know of it?',
  ],
  [
    'en',
    'I want to report a violation: an employee of the Department of Lands and Survey takes bribes',
    'heard',
    'How do you know of it?',
  ],
  ['ar', 'شفت موظف بدائرة الأراضي والمساحة باخذ رشوة', '٢', 'كيف عرفت بذلك؟'],
  ['ar', 'شفت موظف بدائرة الأراضي والمساحة باخذ رشوة', 'heard', 'كيف عرفت بذلك؟'],
])('a flow of another name, answered in %s: %s, %s', (lang, matter, answer, question) => {
  it('takes the place of the shipped one, down to the reference number', async () => {
    const player = await open(lang);
    const asked = (await player.say(matter)).at(-1);
    expect(asked?.text).toContain(question);
    expect(asked?.sawt).toMatchObject({
      flow: 'bribery_report',
      ask: 'how_known',
      options: [{ id: 'saw' }, { id: 'heard' }, { id: 'paper' }],
    });
    expect(asked?.sawt?.options?.[0]?.label).toBe(lang === 'ar' ? 'رأيته بنفسي' : 'I saw it myself');
    expect((await player.say(answer)).at(-1)?.sawt?.ask).toBe('confirm');
    await player.say(lang === 'ar' ? 'نعم' : 'yes');
    expect(await player.request()).toMatchObject({ type: 'violation_report', department: 'DLS', anonymous: true });
  });
});

/** Known faults of the engine: each of these turns red on the day it is mended. */
describe('a choice of its own', () => {
  const MATTER = 'شفت موظف بدائرة الأراضي والمساحة باخذ رشوة';

  it('is answered by the words of its option', async () => {
    const player = await open('ar');
    await player.say(MATTER);
    expect((await player.say('سمعت عنه')).at(-1)?.sawt?.ask).toBe('confirm');
  });

  it('stands in the summary that is confirmed', async () => {
    const player = await open('ar');
    await player.say(MATTER);
    expect((await player.say('2')).at(-1)?.text).toContain('كيف عرفت: سمعت عنه');
  });
});
