/** What may leave a request for learning: nothing that tells whose it is. */
import { describe, expect, it } from 'vitest';
import { checkDigits } from '../../api/contract/reference.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { strip } from '../../nlu/strip.ts';
import { createUnderstanding } from '../../nlu/understand.ts';

const understand = createUnderstanding();
const directory = seedDirectory();
const stripped = (text: string) =>
  strip(text, understand(text, { directory, now: '2026-11-20T12:00:00+03:00' }).entities);
const reference = `2648173092${checkDigits('2648173092')}`;

describe('a text without identities', () => {
  it.each([
    ['a phone', 'رقمي 0791234567 احكوا معي', 'رقمي [phone] احكوا معي'],
    ['Arabic-Indic digits', 'رقمي ٠٧٩١٢٣٤٥٦٧', 'رقمي [phone]'],
    ['an e-mail', 'write to sara.h@example.com please', 'write to [email] please'],
    ['a national number', 'رقمي الوطني 9851012345', 'رقمي الوطني [national_number]'],
    ['a name', 'اسمي محمد العلي وبدي اشتكي', 'اسمي [name] وبدي اشتكي'],
    ['an English name', 'My name is Sara Haddad, the clerk was rude', 'My name is [name], the clerk was rude'],
    ['a reference', `وين طلبي ${reference}`, 'وين طلبي [reference]'],
    ['a number of nobody knows what', 'عداد رقم 55-1234 ولوحه 1234567', 'عداد رقم [number] ولوحه [number]'],
    ['an account in Arabic-Indic digits', 'حساب ١٢٣٤٥٦٧٨٩', 'حساب [number]'],
    ['two of them', '0791234567 او 0787654321', '[phone] او [phone]'],
  ])('%s', (_, text, expected) => {
    expect(stripped(text)).toBe(expected);
  });

  it.each(['صارلي ٣ شهور بستنى', 'فاتورة ٧٠ دينار', 'the bill was 1250 dinars in 2025', 'حفرة بشارع مكة في عمان'])(
    'leaves the matter: %s',
    (text) => {
      expect(stripped(text)).toBe(text);
    },
  );

  it('is the same when stripped again', () => {
    const once = stripped('اسمي محمد العلي رقمي 0791234567');
    expect(stripped(once)).toBe(once);
  });
});
