/** What a telephone is written: segments counted, cheap characters kept, wishes of the channel told from answers. */
import { describe, expect, test } from 'vitest';
import { showReference } from '../../../api/contract/reference.ts';
import { STAGES } from '../../../api/contract/vocabulary.ts';
import { capabilities, LONGEST, textFor } from '../../../channels/sms/encode.ts';
import { wishOf } from '../../../channels/sms/opt-out.ts';
import { conversationOf, masked, phoneOf } from '../../../channels/sms/phone.ts';
import { costOf, forTelephone } from '../../../channels/sms/segments.ts';

describe('what a text costs', () => {
  test.each([
    ['a'.repeat(160), 1, 'GSM-7'],
    ['a'.repeat(161), 2, 'GSM-7'],
    ['ب'.repeat(70), 1, 'UCS-2'],
    ['ب'.repeat(71), 2, 'UCS-2'],
    ['{'.repeat(80), 1, 'GSM-7'],
    ['{'.repeat(81), 2, 'GSM-7'],
  ])('%#', (text, segments, alphabet) => expect(costOf(text)).toEqual({ segments, alphabet }));
});

describe('written for a telephone', () => {
  test.each([
    ['It’s “fine” – really… yes', 'It\'s "fine" - really... yes'],
    ['• Name: Sara\n• Time: 3:30\u202fpm', '- Name: Sara\n- Time: 3:30 pm'],
    ['رقمك \u20662648 1730 9242\u2069.', 'رقمك 264817309242.'],
    ['هاتفك \u2066+962790000000\u2069', 'هاتفك \u200e+962790000000'],
    ['a\u0000b\u0007c\r\nd', 'a b c\nd'],
  ])('%j', (text, written) => expect(forTelephone(text)).toBe(written));
  test('an English text stays in the cheap alphabet', () => {
    expect(costOf(forTelephone('Your request “2648” – we’ll answer…')).alphabet).toBe('GSM-7');
  });
  test('never longer than a provider takes', () => {
    const body = { text: '…'.repeat(LONGEST), lang: 'en', inputHint: 'acceptingInput' } as const;
    expect(textFor(body)).toHaveLength(LONGEST);
    expect(capabilities.textLength).toBeLessThanOrEqual(LONGEST);
  });
  test('a reference cannot change places', () => {
    expect(forTelephone(`\u2066${showReference('264817309242')}\u2069`)).toBe('264817309242');
    expect(STAGES.length).toBeGreaterThan(0);
  });
});

describe('a wish of the channel itself', () => {
  const standing = (draft: boolean, stopped = false) => ({
    draftOpen: async () => draft,
    stopped: async () => stopped,
  });
  test.each([
    ['STOP', false, false, 'stop'],
    [' stop. ', true, false, 'stop'],
    ['StopAll', true, false, 'stop'],
    ['إيقاف', true, false, 'stop'],
    ['ايقاف الرسائل', true, false, 'stop'],
    ['stop the noise in my street', false, false, undefined],
    ['cancel', true, false, undefined],
    ['cancel', false, false, 'stop'],
    ['END', false, false, 'stop'],
    ['end', true, false, undefined],
    ['إلغاء', false, false, undefined],
    ['yes', false, false, undefined],
    ['yes', false, true, 'start'],
    ['yes', true, true, undefined],
    ['START', false, true, 'start'],
    ['start', false, false, undefined],
    ['ابدأ', true, true, 'start'],
    ['help', false, false, 'help'],
    ['help', true, false, undefined],
    ['مساعده', false, false, 'help'],
    ['', false, true, undefined],
  ] as const)('%j (draft %s, stopped %s): %s', async (text, draft, stopped, wish) => {
    expect(await wishOf(text, undefined, standing(draft, stopped))).toBe(wish);
  });
  test('as the provider declares it', async () => {
    expect(await wishOf('yes', 'start', standing(true))).toBe('start');
  });
});

test.each([
  ['+962790000000', '+962790000000'],
  ['962790000000', '+962790000000'],
  ['00962790000000', '+962790000000'],
  ['0790000000', '+962790000000'],
  ['98765', '98765'],
  ['BANK', undefined],
  ['', undefined],
  ["+9627'; --", undefined],
])('the number %j is %s', (address, phone) => expect(phoneOf(address)).toBe(phone));

test('a log learns no number', () => {
  expect(masked('+962790000017')).toBe('+962…17');
  expect(conversationOf('+962790000000')).toBe('sms:+962790000000');
});
