import { describe, expect, it } from 'vitest';
import { checkDigits } from '../../api/contract/reference.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { createUnderstanding } from '../../nlu/understand.ts';

const directory = seedDirectory();
const understand = createUnderstanding();
const found = (text: string, kind: string) =>
  understand(text, { directory, now: '2026-11-20T12:00:00+03:00' }).entities.filter((entity) => entity.kind === kind);

const body = '2648173092';
const reference = `${body}${checkDigits(body)}`;
const shown = reference.replace(/(\d{4})(?=\d)/g, '$1 ');
const indic = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
const ARABIC = ['صفر', 'واحد', 'اثنين', 'ثلاثة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'ثمانية', 'تسعة'];
const DIALECT = ['زيرو', 'واحد', 'تنين', 'تلاتة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'تمنية', 'تسعة'];
const ENGLISH = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const spelled = (words: readonly string[], joint = ' ') =>
  [...reference].map((digit) => words[Number(digit)]).join(joint);

describe('a reference number', () => {
  it.each([
    ['bare', reference],
    ['grouped, in a sentence', `وين طلبي رقم ${shown} لو سمحت`],
    ['Arabic-Indic with dashes', indic(shown.replace(/ /g, '-'))],
    ['dots and slashes', reference.replace(/(\d{3})(?=\d)/g, '$1./')],
    ['spelled in Arabic', `رقم الطلب ${spelled(ARABIC)}`],
    ['spelled in dialect, with "و"', spelled(DIALECT, ' و ')],
    ['spelled in English', `my reference is ${spelled(ENGLISH)} please`],
    ['spelled with commas', spelled(ENGLISH, ', ')],
  ])('%s', (_, text) => {
    expect(found(text, 'reference').map((e) => [e.value, e.valid])).toEqual([[reference, true]]);
  });

  it('keeps twelve digits that fail their check, and says so', () => {
    const wrong = `${body}${checkDigits(body) === '00' ? '01' : '00'}`;
    expect(found(`طلبي ${wrong}`, 'reference').map((e) => [e.value, e.valid])).toEqual([[wrong, false]]);
  });

  it('reads tens: ستة وعشرين is 26', () => {
    const [entity] = found('ستة وعشرين ثمانية وأربعين سبعتعش ثلاثين اثنين وتسعين اثنين واربعين', 'reference');
    expect(entity?.value).toBe('264817309242');
  });
});

describe('contacts', () => {
  it.each([
    ['رقمي 0791234567', '+962791234567'],
    ['رقمي ٠٧٩ ١٢٣ ٤٥٦٧', '+962791234567'],
    ['call me on +962 79 123 4567', '+962791234567'],
    ['00962791234567', '+962791234567'],
    ['962791234567', '+962791234567'],
    ['صفر سبعة تسعة واحد اثنين ثلاثة اربعة خمسة ستة سبعة', '+962791234567'],
    ['اتصلوا على 065008080', '+96265008080'],
  ])('%s', (text, value) => {
    expect(found(text, 'phone').map((e) => [e.value, e.valid])).toEqual([[value, true]]);
    expect(found(text, 'reference')).toEqual([]);
  });

  it('masks a national number', () => {
    expect(found('رقمي الوطني 9881023456', 'national_number').map((e) => e.value)).toEqual(['********56']);
  });

  it('finds an address inside Arabic', () => {
    expect(found('ايميلي Sara.O@example.com شكرا', 'email').map((e) => e.value)).toEqual(['sara.o@example.com']);
  });
});

describe('names, times, stars', () => {
  it.each([
    ['اسمي محمد علي ورقمي 0791234567', 'محمد علي'],
    ['انا اسمي سارة عودة من اربد', 'سارة عودة'],
    ['my name is Sara Odeh and I was late', 'Sara Odeh'],
    ['ana esmi Lujain', 'Lujain'],
  ])('%s', (text, value) => {
    expect(found(text, 'name').map((e) => e.value)).toEqual([value]);
  });

  it.each(['اسمي مكتوب غلط بالهوية', 'my name is written wrong', 'esmi 8alat bl hawiyeh'])(
    '%s names nobody',
    (text) => {
      expect(found(text, 'name')).toEqual([]);
    },
  );

  it.each([
    ['صارلي ٣ شهور', 'duration', 'P3M'],
    ['من شهرين', 'duration', 'P2M'],
    ['ثلاث سنوات', 'duration', 'P3Y'],
    ['for two weeks', 'duration', 'P2W'],
    ['مبارح', 'date', '2026-11-19'],
    ['بتاريخ 3/9/2026', 'date', '2026-09-03'],
    ['3 ايار', 'date', '2026-05-03'],
    ['بعطيكم 4 نجوم', 'stars', '4'],
    ['⭐⭐⭐', 'stars', '3'],
    ['2 out of 5', 'stars', '2'],
    ['ممتاز', 'stars', '5'],
    ['جيد جداً', 'stars', '4'],
    ['عادي', 'stars', '3'],
    ['سيئ', 'stars', '2'],
    ['very bad', 'stars', '1'],
  ])('%s: %s %s', (text, kind, value) => {
    expect(found(text, kind).map((e) => e.value)).toEqual([value]);
  });

  it.each(['الموظف ممتاز بس الدور طويل', 'a bad smell'])('%s rates nothing', (text) => {
    expect(found(text, 'stars')).toEqual([]);
  });

  it('a number without rating words is no rating', () => {
    expect(found('عندي 4 اولاد', 'stars')).toEqual([]);
  });
});
