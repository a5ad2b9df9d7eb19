import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Event, MessageEvent } from '../../bot/engine/event.ts';
import { initialState, newFrame, type State, type Waiting } from '../../bot/engine/state.ts';
import { langOf, listen } from '../../bot/listen.ts';
import type { KeptInbound } from '../../channels/channel.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { readShippedModel } from '../../nlu/shipped.ts';
import { createUnderstanding } from '../../nlu/understand.ts';
import type { Context } from '../../nlu/understanding.ts';
import { FLOWS } from './engine/said.ts';

const directory = seedDirectory();
const model = readShippedModel(fileURLToPath(new URL('../../nlu/weights', import.meta.url)));
const understand = createUnderstanding(model);
const listening = { understand, flows: FLOWS, directory };

const kept = (text: string, more: Partial<KeptInbound> = {}): KeptInbound => ({
  conversationId: 'c1',
  seq: 7,
  at: '2026-11-20T12:00:00+03:00',
  direction: 'in',
  kind: 'message',
  messageId: 'm7',
  body: { text },
  ...more,
});

const GOVERNORATES = ['AMMAN', 'ZARQA', 'IRBID'];
const asking = (slot: string, options: readonly string[] = [], more: Partial<Waiting> = {}): Waiting => ({
  slot,
  flow: 'complaint',
  options,
  ...more,
});

/** A conversation with a complaint open, in which a question has just been asked. */
function open(waiting: Waiting, frame: Partial<State['frames'][number]> = {}): State {
  return { ...initialState('ar'), met: true, frames: [{ ...newFrame('c1:3', 'complaint'), ...frame }], waiting };
}

function heard(text: string, state: State, more: Partial<KeptInbound> = {}): MessageEvent {
  const event = listen(kept(text, more), state, listening);
  if (event?.kind !== 'message') throw new Error(`"${text}" is no message`);
  return event;
}

const MUNICIPALITY = {
  ambiguous: { term: 'البلدية', candidates: ['GAM', 'MUN_ZARQA', 'MUN_IRBID'], byGovernorate: true },
};

/** Each row: "البلدية" was said before, the governorate was asked, and this was answered. */
describe.each([
  ['الزرقاء', 'ZARQA'],
  ['بالزرقا', 'ZARQA'],
  ['2', 'ZARQA'],
  ['٢', 'ZARQA'],
  ['ZARQA', 'ZARQA'],
  ['Zarqa', 'ZARQA'],
  ['إربد', 'IRBID'],
  ['3', 'IRBID'],
])('a name that several share, and then: %s', (text, governorate) => {
  const where = { ZARQA: 'الزرقاء', IRBID: 'إربد' }[governorate] ?? '';
  const named = understand(`البلدية ${where}`, { directory, now: '2026-11-20T12:00:00+03:00' }).department.value;

  it('name one department together', () => {
    const { department } = heard(text, open(asking('governorate', GOVERNORATES), MUNICIPALITY)).understanding;
    expect(named).toMatch(/./);
    expect(department.value).toBe(named);
  });
});

describe('the option that was picked', () => {
  it.each([
    ['governorate', GOVERNORATES, '2', 'ZARQA'],
    ['governorate', GOVERNORATES, 'إربد', 'IRBID'],
    ['type', [], 'شكوى', 'complaint'],
    ['type', ['grievance', 'other'], 'غير ذلك', 'other'],
    ['location', ['skip'], 'تخطي', 'skip'],
    ['confirm', ['yes', 'change', 'cancel'], 'نعم، أرسل', 'yes'],
    ['confirm', ['yes', 'change', 'cancel'], 'Change something', 'change'],
    ['confirm', ['yes', 'change', 'cancel'], '3', 'cancel'],
  ])('%s of %j: %s is %s', (slot, options, text, choice) => {
    expect(heard(text, open(asking(slot, options))).understanding.choice?.id).toBe(choice);
  });

  it('is read by other words while a change is asked for', () => {
    const state = open(asking('confirm', ['yes', 'cancel'], { changing: true }));
    expect(heard('اتركه كما هو', state).understanding.choice?.id).toBe('yes');
  });

  it('is none where nothing was on offer', () => {
    expect(heard('2', open(asking('name'))).understanding.choice).toBeUndefined();
  });
});

/** Each row: a correction at the summary, and the department it leaves. */
describe('what was negated names no department', () => {
  it.each([
    ['لا، مش الأحوال، وزارة الصحة', 'MOH'],
    ['مش وزارة الصحة، الضمان الاجتماعي', 'SSC'],
    ['no, not the passport office, the Ministry of Health', 'MOH'],
  ])('%s: %s', (text, department) => {
    const state = open(asking('confirm', ['yes', 'change', 'cancel']));
    expect(heard(text, state).understanding.department.value).toBe(department);
  });
});

describe('a bare name where a department was asked for', () => {
  it.each([
    ['الصحة', 'MOH'],
    ['التربية', 'MOE'],
  ])('%s is %s', (text, department) => {
    expect(heard(text, open(asking('department', ['skip']))).understanding.department.value).toBe(department);
  });
});

describe('what comes with the words', () => {
  const file = { id: 'f1', name: 'hole.png', contentType: 'image/png', size: 68 };

  it('is the id of the turn, the option, the files and the point', () => {
    const body = { text: '', optionId: 'ZARQA', attachments: [file], point: { latitude: 31.9, longitude: 35.9 } };
    const event = heard('', open(asking('governorate', GOVERNORATES)), { body });
    expect(event).toMatchObject({ id: 'c1:7', text: '', optionId: 'ZARQA', files: [file], point: body.point });
  });

  it('is nothing more where nothing more was sent', () => {
    expect(Object.keys(heard('hello', initialState('ar'))).sort()).toEqual([
      'at',
      'files',
      'id',
      'kind',
      'text',
      'understanding',
    ]);
  });
});

/** Each row: how a client calls its language, and ours. */
it.each([
  ['ar', 'ar'],
  ['ar-JO', 'ar'],
  ['AR_jo', 'ar'],
  ['en', 'en'],
  ['en-GB', 'en'],
  ['fr', undefined],
  ['', undefined],
  [undefined, undefined],
])('the locale %j is %j', (locale, lang) => {
  expect(langOf(locale)).toBe(lang);
});

describe('the language of the conversation', () => {
  /** Each row: met before, the language so far, the locale, and the hint given to understanding. */
  it.each<[boolean, 'ar' | 'en', string | undefined, 'ar' | 'en']>([
    [false, 'ar', 'en-GB', 'en'],
    [false, 'ar', undefined, 'ar'],
    [true, 'ar', 'en-GB', 'ar'],
    [true, 'en', 'ar', 'en'],
  ])('met %s in %s, by a client in %s: %s', (met, lang, locale, hint) => {
    const contexts: Context[] = [];
    const spy = (text: string, context: Context) => {
      contexts.push(context);
      return understand(text, context);
    };
    const body = { text: 'ok', ...(locale !== undefined && { locale }) };
    listen(kept('ok', { body }), { ...initialState(lang), met }, { ...listening, understand: spy });
    expect(contexts.map((context) => context.lang)).toEqual([hint]);
    expect(contexts[0]?.now).toBe('2026-11-20T12:00:00+03:00');
  });
});

/** Each row: what was kept that nobody wrote, and the event it is. */
it.each<[string, Partial<KeptInbound>, Event | undefined]>([
  [
    'a start',
    { kind: 'start', body: { text: '', locale: 'en' } },
    { kind: 'start', id: 'c1:7', at: '2026-11-20T12:00:00+03:00', lang: 'en' },
  ],
  [
    'a start in no language of ours',
    { kind: 'start', body: { text: '', locale: 'fr' } },
    { kind: 'start', id: 'c1:7', at: '2026-11-20T12:00:00+03:00' },
  ],
  [
    'news with words',
    { kind: 'event', body: { text: '', event: { kind: 'asked', reference: '264817309242', text: 'When?' } } },
    { kind: 'news', id: 'c1:7', what: 'asked', reference: '264817309242', text: 'When?' },
  ],
  [
    'news without words',
    { kind: 'event', body: { text: '', event: { kind: 'closed', reference: '264817309242', text: null } } },
    { kind: 'news', id: 'c1:7', what: 'closed', reference: '264817309242', text: null },
  ],
  [
    'news of a kind nobody knows',
    { kind: 'event', body: { text: '', event: { kind: 'moved', reference: '1' } } },
    undefined,
  ],
  ['news of no request', { kind: 'event', body: { text: '', event: { kind: 'closed' } } }, undefined],
  ['news of nothing', { kind: 'event', body: { text: '' } }, undefined],
])('%s', (_name, message, event) => {
  expect(listen(kept('', message), initialState('ar'), listening)).toEqual(event);
});
