import { describe, expect, it } from 'vitest';
import { choose } from '../../nlu/choice.ts';
import { fold } from '../../nlu/normalise.ts';
import { tokenise } from '../../nlu/tokens.ts';
import type { Offered } from '../../nlu/understanding.ts';

const pick = (text: string, offered: readonly Offered[]) => choose(text, tokenise(fold(text)), offered);
const types: readonly Offered[] = [
  { id: 'inquiry', labels: ['استفسار', 'Inquiry'] },
  { id: 'complaint', labels: ['شكوى', 'Complaint'] },
  { id: 'suggestion', labels: ['اقتراح', 'Suggestion'] },
];
const yesNo: readonly Offered[] = [
  { id: 'yes', labels: ['نعم', 'Yes'] },
  { id: 'no', labels: ['لا', 'No'] },
];
const confirm: readonly Offered[] = [
  { id: 'yes', labels: ['أرسل', 'Send'] },
  { id: 'change', labels: ['تعديل', 'Change'] },
  { id: 'cancel', labels: ['إلغاء', 'Cancel'] },
];
const fifteen: readonly Offered[] = Array.from({ length: 15 }, (_, i) => ({
  id: `D${i + 1}`,
  labels: [`جهة ${i + 1}`],
}));
const stars: readonly Offered[] = ['1', '2', '3', '4', '5'].map((id) => ({ id, labels: [`${id} ★`] }));

describe('an option is picked by', () => {
  it.each([
    ['its id', 'complaint', types, 'complaint', true],
    ['its label', 'شكوى', types, 'complaint', true],
    ['its label in the other language', 'Suggestion', types, 'suggestion', true],
    ['its number', '2', types, 'complaint', true],
    ['its number in Arabic-Indic digits', '٣', types, 'suggestion', true],
    ['"12" on a list of fifteen', '12', fifteen, 'D12', true],
    ['"١٢" on a list of fifteen', '١٢', fifteen, 'D12', true],
    ['an ordinal', 'الثاني', types, 'complaint', true],
    ['an ordinal with a word', 'the second one', types, 'complaint', true],
    ['the last', 'الأخير', types, 'suggestion', true],
    ['a number word', 'رقم اثنين', types, 'complaint', true],
    ['a label with fillers', 'بدي شكوى', types, 'complaint', true],
    ['a slip of the pen', 'اقتراج', types, 'suggestion', false],
    ['dialect yes', 'اه تمام', yesNo, 'yes', true],
    ['dialect no', 'لا شكرا', yesNo, 'no', true],
    ['yes where it confirms', 'ايوا', confirm, 'yes', true],
    ['a star', '4', stars, '4', true],
  ] as const)('%s', (_, text, offered, id, sure) => {
    expect(pick(text, offered)).toEqual({ id, sure });
  });

  it.each([
    ['a phone number', '0791234567', fifteen],
    ['a reference number', '2648 1730 9242', fifteen],
    ['a number beyond the list', '12', types],
    ['a whole sentence', 'صارلي ثلاث شهور بستنى جواز السفر وكل يوم بقولولي تعال بكرا', types],
    ['nothing', '', types],
  ] as const)('never by %s', (_, text, offered) => {
    expect(pick(text, offered)).toBeUndefined();
  });

  it('"no" before a correction is not sure', () => {
    expect(pick('لا، مش الأحوال، الجوازات', yesNo)).toEqual({ id: 'no', sure: false });
  });
});
