import { describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/engine/reply.ts';
import { apology, type Rendering, render } from '../../bot/render.ts';
import type { Capabilities, OutboundBody } from '../../channels/channel.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { FLOWS } from './engine/said.ts';

const capabilities: Capabilities = {
  quickReplies: 13,
  labelLength: 20,
  textLength: 2000,
  spoken: false,
  proactive: true,
  greets: true,
};
const rendering = (lang: 'ar' | 'en', quickReplies = 13): Rendering => ({
  flows: FLOWS,
  directory: seedDirectory(),
  lang,
  capabilities: { ...capabilities, quickReplies },
});

const SAY: Reply = { kind: 'say', text: { ar: 'وصل {name}.', en: '{name} arrived.' }, facts: { name: 'Sara' } };
const ASK: Reply = {
  kind: 'ask',
  text: { ar: 'في أي محافظة؟', en: 'In which governorate?' },
  facts: {},
  flow: 'complaint',
  slot: 'governorate',
  offers: [{ id: 'IRBID' }, { id: 'ZARQA' }, { id: 'skip' }],
};
const FILED: Reply = {
  kind: 'say',
  text: { ar: 'سُجّل برقم {reference}.', en: 'Registered as {reference}.' },
  facts: { reference: { reference: '264817309242' } },
  filed: { reference: '264817309242', dueAt: '2026-12-06T10:00:00.000+03:00', followUpCode: 'ABCDE23456' },
};

const one = (reply: Reply, given = rendering('en')): OutboundBody | undefined => render([reply], given)[0];

describe('a turn of several messages', () => {
  const bodies = render([SAY, ASK, ASK], rendering('en'));

  it.each([
    [0, 'ignoringInput', undefined, undefined],
    [1, 'ignoringInput', undefined, undefined],
    [2, 'expectingInput', 'governorate', ['IRBID', 'ZARQA', 'skip']],
  ])('message %i: %s', (i, hint, ask, options) => {
    const body = bodies[i];
    expect(body?.inputHint).toBe(hint);
    expect(body?.sawt?.ask).toBe(ask);
    expect(body?.options?.map(({ id }) => id)).toEqual(options);
    expect(body?.sawt?.options?.map(({ id }) => id)).toEqual(options);
  });

  it('says nothing when there is nothing to say', () => {
    expect(render([], rendering('en'))).toEqual([]);
  });
});

describe('a message that asks nothing', () => {
  it('accepts input when it is the last, and carries no more than it has', () => {
    expect(one(SAY)).toEqual({ text: 'Sara arrived.', lang: 'en', inputHint: 'acceptingInput' });
  });

  it('carries its notice', () => {
    expect(one({ ...SAY, notice: 'emergency' })?.sawt).toEqual({ notice: 'emergency' });
  });
});

describe('the options of a question', () => {
  /** Each row: how many quick replies the channel shows, and what stands below the question. */
  it.each([
    [13, 'In which governorate?'],
    [3, 'In which governorate?'],
    [2, 'In which governorate?\n1. Irbid\n2. Zarqa\n3. Skip'],
    [0, 'In which governorate?\n1. Irbid\n2. Zarqa\n3. Skip'],
  ])('with %i quick replies', (quickReplies, text) => {
    const body = one(ASK, rendering('en', quickReplies));
    expect(body?.text).toBe(text);
    expect(body?.options?.map(({ label }) => label)).toEqual(['Irbid', 'Zarqa', 'Skip']);
  });

  it('are in the language of the conversation', () => {
    const body = one(ASK, rendering('ar', 0));
    expect(body?.text).toBe('في أي محافظة؟\n1. إربد\n2. الزرقاء\n3. تخطي');
    expect(body?.lang).toBe('ar');
  });

  it('are not numbered where they are their own numbers', () => {
    const stars = { ...ASK, slot: 'rating', offers: ['1', '2', '3', '4', '5'].map((id) => ({ id })) };
    const body = one(stars, rendering('en', 0));
    expect(body?.text).toBe('In which governorate?');
    expect(body?.options).toHaveLength(5);
  });

  it('are none where there are none', () => {
    expect(one({ ...ASK, offers: [] }, rendering('en', 0))).toEqual({
      text: 'In which governorate?',
      lang: 'en',
      inputHint: 'expectingInput',
      sawt: { flow: 'complaint', ask: 'governorate', options: [] },
    });
  });
});

describe('a filing', () => {
  it.each([
    ['ar', 'سُجّل برقم \u20662648 1730 9242\u2069.'],
    ['en', 'Registered as 2648 1730 9242.'],
  ] as const)('shows its number in groups and carries it bare: %s', (lang, text) => {
    const body = one(FILED, rendering(lang));
    expect(body?.text).toBe(text);
    expect(body?.sawt).toEqual(FILED.kind === 'say' ? FILED.filed : undefined);
  });

  it('keeps its number when something else is said after it', () => {
    const [first, second] = render([FILED, ASK], rendering('en'));
    expect(first?.sawt?.reference).toBe('264817309242');
    expect(second?.sawt?.reference).toBeUndefined();
  });
});

describe('the summary', () => {
  const summary: Reply = {
    ...ASK,
    slot: 'confirm',
    text: { ar: 'هل هو صحيح؟', en: 'Is it right?' },
    offers: [{ id: 'yes' }],
    summary: [
      { label: { ar: 'الجهة', en: 'Department' }, value: { department: 'CSPD' } },
      { label: { ar: 'الهاتف', en: 'Phone' }, value: '+962790000000' },
      { label: { ar: 'الرد قبل', en: 'Answer by' }, value: { moment: '2026-12-06T10:00:00.000+03:00' } },
    ],
    after: { ar: 'يمكنك إرسال صورة.', en: 'You can send a picture.' },
  };

  it('has a line for each fact, what is said below it, then the options', () => {
    expect(one(summary, rendering('en', 0))?.text.replace(/[\u202f\u00a0]/g, ' ')).toBe(
      [
        'Is it right?',
        '• Department: Civil Status and Passports Department',
        '• Phone: +962790000000',
        '• Answer by: Sunday 6 December at 10:00 am',
        'You can send a picture.',
        '1. Yes',
      ].join('\n'),
    );
  });

  it('keeps a telephone in order inside Arabic', () => {
    expect(one(summary, rendering('ar'))?.text).toContain('• الهاتف: \u2066+962790000000\u2069\n');
  });
});

it('the apology stands in both languages', () => {
  expect(apology(FLOWS, 'ar')).toMatchObject({ lang: 'ar', text: expect.stringContaining('تعذّر') });
  expect(apology(FLOWS, 'en')).toMatchObject({ lang: 'en', text: expect.stringContaining('did not work') });
});

describe('a text longer than the channel takes', () => {
  const long = `${'The pavement is broken. '.repeat(120)}${'كسر الرصيف '.repeat(60)}`;
  const bodies = render([{ kind: 'say', text: { ar: '{x}', en: '{x}' }, facts: { x: long } }, ASK], rendering('en'));
  const said = bodies.slice(0, -1);

  it('is split at the ends of sentences or words, none of it lost', () => {
    expect(said.length).toBe(2);
    for (const { text } of said) expect(text.length).toBeLessThanOrEqual(2000);
    expect(
      said
        .map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ).toBe(long.replace(/\s+/g, ' ').trim());
  });

  it('leaves the question to the last message', () => {
    expect(bodies.map(({ sawt }) => sawt?.ask)).toEqual([undefined, undefined, 'governorate']);
  });
});
