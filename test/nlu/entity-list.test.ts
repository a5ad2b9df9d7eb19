/**
 * A labelled list of what people name in messages: each text with everything that must be found in it, and nothing else.
 * Today is Friday, 20 November 2026. Names and numbers are invented.
 */
import { describe, expect, it } from 'vitest';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { createUnderstanding } from '../../nlu/understand.ts';

const directory = seedDirectory();
const understand = createUnderstanding();
const KINDS = ['phone', 'email', 'national_number', 'name', 'date', 'duration'];

/** The text, and what is in it: `kind value, kind value`, or nothing. */
const LIST: readonly (readonly [string, string])[] = [
  ['تلفوني صفر سبعة ثمانية ثمانية واحد اثنين ثلاثة اربعة خمسة ستة', 'phone +962788123456'],
  ['ارقامي 0795551234 و 0785554321', 'phone +962795551234, phone +962785554321'],
  ['واتس 079-555-1234 لو سمحت', 'phone +962795551234'],
  ['+962 7 9555 1234', 'phone +962795551234'],
  ['(06) 555 1234', 'phone +96265551234'],
  ['احكوا معي على ٠٧٧٥٥٥١٢٣٤ بعد الظهر', 'phone +962775551234'],
  ['my cell is 0777 123 456', 'phone +962777123456'],
  ['zero seven nine five five five one two three four', 'phone +962795551234'],
  ['r8mi 0795551234', 'phone +962795551234'],
  ['raqmi 00962 79 555 1234', 'phone +962795551234'],
  ['رقم العداد 1234567 ورقمي 0795551234', 'phone +962795551234'],
  ['صفر سبعة تسعة خمسة خمسة خمسة واحد تنين تلاتة اربعة', 'phone +962795551234'],
  ['oh seven nine five five five one two three four', 'phone +962795551234'],
  ['رقمي الوطني ٩٨٨١٠٢٣٤٥٦ واسمي لينا عودة', 'national_number ********56, name لينا عودة'],
  ['national number 9881023456', 'national_number ********56'],
  ['الرقم الوطني: 2000123456', 'national_number ********56'],
  ['my national id is 9881023456, phone 0795551234', 'national_number ********56, phone +962795551234'],
  ['raqmi el watani 9881023456', 'national_number ********56'],
  ['راسلوني على lina.odeh@example.jo', 'email lina.odeh@example.jo'],
  ['email: LINA_99@mail.example.com. thanks', 'email lina_99@mail.example.com'],
  ['ايميلي lina@example.com ورقمي 0795551234', 'email lina@example.com, phone +962795551234'],
  ['انا لينا عودة من السلط وبدي اشتكي', 'name لينا عودة'],
  ['معك احمد الخطيب من عمان', 'name احمد الخطيب'],
  ['معكم سامر حداد', 'name سامر حداد'],
  ['اسمي رامي ورقمي 0795551234', 'name رامي, phone +962795551234'],
  ['الاسم: رامي حداد', 'name رامي حداد'],
  ['الاسم الكامل: رامي سامي حداد', 'name رامي سامي حداد'],
  ['I am Rami Haddad and the clerk was rude', 'name Rami Haddad'],
  ["I'm Rami Haddad from Salt", 'name Rami Haddad'],
  ['this is Rami Haddad calling', 'name Rami Haddad'],
  ['name: Rami Haddad', 'name Rami Haddad'],
  ["my name's Rami", 'name Rami'],
  ['ana Rami Haddad mn Zarqa', 'name Rami Haddad'],
  ['ism: Rami Haddad', 'name Rami Haddad'],
  ['انا مواطن من اربد', ''],
  ['انا طالب بالجامعة الاردنية', ''],
  ['I am waiting for three months', 'duration P3M'],
  ['I am angry about the road', ''],
  ['انا بدي اعرف متى بفتحوا', ''],
  ['معك حق بس تأخرتوا', ''],
  ['صارلي سنة ونص بستنى', 'duration P1Y6M'],
  ['من ٣ اسابيع', 'duration P3W'],
  ['من اسبوعين', 'duration P2W'],
  ['من يومين ما في مي', 'duration P2D'],
  ['صار لنا اكثر من ستة اشهر', 'duration P6M'],
  ['منذ خمسة عشر يوما', 'duration P15D'],
  ['قبل نص ساعة', 'duration PT30M'],
  ['ساعتين بالدور', 'duration PT2H'],
  ['اربع ساعات ونحن واقفين', 'duration PT4H'],
  ['for half an hour', 'duration PT30M'],
  ['waiting 45 minutes', 'duration PT45M'],
  ['since two years', 'duration P2Y'],
  ['a month ago', 'duration P1M'],
  ['more than a year', 'duration P1Y'],
  ['sarli 3 shhoor', 'duration P3M'],
  ['sarli shahren bastanna', 'duration P2M'],
  ['men sene w noss', 'duration P1Y6M'],
  ['15 yom', 'duration P15D'],
  ['عشر ايام', 'duration P10D'],
  ['احدعشر شهر', 'duration P11M'],
  ['يوم الأحد الماضي راحت المي', 'date 2026-11-15'],
  ['الاحد الماضي', 'date 2026-11-15'],
  ['الخميس الجاي', 'date 2026-11-26'],
  ['اليوم الصبح', 'date 2026-11-20'],
  ['امبارح بالليل', 'date 2026-11-19'],
  ['أول امبارح', 'date 2026-11-18'],
  ['بكرا', 'date 2026-11-21'],
  ['yesterday morning', 'date 2026-11-19'],
  ['last Sunday', 'date 2026-11-15'],
  ['on 12 October', 'date 2026-10-12'],
  ['on October 12, 2026', 'date 2026-10-12'],
  ['في ١٥/١٠/٢٠٢٦', 'date 2026-10-15'],
  ['15-10-2026', 'date 2026-10-15'],
  ['2026-10-15', 'date 2026-10-15'],
  ['بتاريخ ٥ تشرين الاول', 'date 2026-10-05'],
  ['5 تشرين أول 2025', 'date 2025-10-05'],
  ['3 أيلول', 'date 2026-09-03'],
  ['في 20 نوفمبر 2025', 'date 2025-11-20'],
  ['embare7', 'date 2026-11-19'],
  ['last week', 'duration P1W'],
  ['الاسبوع الماضي', 'duration P1W'],
];

const PLACES: readonly (readonly [string, string | null])[] = [
  ['حفرة بشارع مكة في عمان', 'AMMAN'],
  ['المي مقطوعة ببيت راس', 'IRBID'],
  ['عنا بالهاشمي الشمالي ما في اناره', 'AMMAN'],
  ['office in Wadi Musa is closed', 'MAAN'],
  ['el mayye ma2tou3a b ramtha', 'IRBID'],
  ['الطريق من عمان الى العقبة', null],
  ['بدي اعرف رسوم الجواز', null],
  ['بلدية الكرك ما ردت', 'KARAK'],
  ['عالمفرق ما في باصات', 'MAFRAQ'],
  ['مستشفى الامير حمزة', 'AMMAN'],
];

const found = (text: string) => understand(text, { directory, now: '2026-11-20T12:00:00+03:00' });

describe('what is named', () => {
  it.each(LIST)('%s: %s', (text, wanted) => {
    const named = found(text).entities.filter(({ kind }) => KINDS.includes(kind));
    expect(named.map(({ kind, value }) => `${kind} ${value}`).join(', ')).toBe(wanted);
    for (const { start, end, text: words } of named) expect(words).toBe(text.slice(start, end));
  });

  it.each(PLACES)('%s: %s', (text, governorate) => {
    expect(found(text).governorate.value).toBe(governorate);
  });

  it('a word at the very end stands where it stands', () => {
    const text = 'بحكولي تعال بكرا';
    expect(found(text).entities.map(({ start, end }) => text.slice(start, end))).toEqual(['بكرا']);
  });
});
