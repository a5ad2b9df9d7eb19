import { describe, expect, it } from 'vitest';
import { findRemarks } from '../../nlu/remarks.ts';

const kinds = (text: string) => findRemarks(text).map(({ kind }) => kind);

describe('what kind it should be', () => {
  it.each([
    ['قبل الاسم، سجلوها تظلماً وليست شكوى', 'grievance'],
    ['اعتبروها اقتراح', 'suggestion'],
    ['سجلها بلاغ', 'violation_report'],
    ['put it down as a suggestion', 'suggestion'],
    ['it is more of a complaint than a question', 'complaint'],
    ['مو استفسار هاد، انا بشتكي', 'complaint'],
    ["not a question, I'm complaining", 'complaint'],
  ])('%s', (text, type) => {
    expect(findRemarks(text)).toContainEqual({ kind: 'correct', slots: ['type'], instead: text, type });
  });
  it.each(['سجلوا رقم السيارة', 'انا بشتكي على مدير المستشفى', 'it is more than a month now'])('not: %s', (text) => {
    expect(kinds(text)).not.toContain('correct');
  });
});

describe.each([
  ['belongs', ['المستشفى تابع لوزارة الصحة', 'هاي شغلة الأمانة', "that's the municipality's job", 'it belongs to GAM']],
  ['skip', ['لازم اسمي؟ بلاش', 'لا أستطيع ذكر اسمي، أنا موظفة هناك', 'لا، بدون رقم', "I can't give my name"]],
  ['anonymous', ['بس ما بدي اسمي يطلع', "I don't want my name to appear"]],
  ['aside', ['لو حكيت اسمي بصير شي لاخوي؟', 'if I give my name will something happen to me']],
  ['caption', ['هاي صورة من قدام باب البيت', 'here is a photo', 'مرفق', 'attached the receipt']],
  ['back_again', ['رجعت، كنت بالسوق', 'معلش انقطع النت مبارح', 'sorry I was away', 'hi, back again']],
  ['identity', ['انت بني ادم ولا كمبيوتر؟', 'are you a robot or a person']],
])('%s', (kind, texts) => {
  it.each(texts)('%s', (text) => expect(kinds(text)).toContain(kind));
});

it.each([
  'صارلي ٣ شهور بستنى جواز سفري بأحوال إربد',
  'back please',
  'the clerk asked me for a photo of my son and then lost it on his desk',
  'سارة حداد',
  '0790000000',
  'نعم',
])('nothing of the kind: %s', (text) => expect(kinds(text)).toEqual([]));
