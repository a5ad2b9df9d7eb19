import { describe, expect, it } from 'vitest';
import type { Fact, Offer } from '../../bot/engine/reply.ts';
import { labelOf, showMoment, wordFact } from '../../bot/wording.ts';
import { word } from '../../flows/texts.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { FLOWS } from './engine/said.ts';

const directory = seedDirectory();
const SPACES = /[\u00a0\u202f]/g;

/** Each row: a moment, and how it is said in Arabic and in English. */
describe.each([
  ['2026-12-03T15:30:00.000+03:00', 'الخميس، 3 كانون الأول في 3:30 م', 'Thursday 3 December at 3:30 pm'],
  ['2026-12-03T21:30:00.000Z', 'الجمعة، 4 كانون الأول في 12:30 ص', 'Friday 4 December at 12:30 am'],
  ['2027-01-17T08:05:00.000+03:00', 'الأحد، 17 كانون الثاني في 8:05 ص', 'Sunday 17 January at 8:05 am'],
  ['2027-02-01T10:00:00.000+03:00', 'الاثنين، 1 شباط في 10:00 ص', 'Monday 1 February at 10:00 am'],
  ['2027-07-20T12:00:00.000+03:00', 'الثلاثاء، 20 تموز في 12:00 م', 'Tuesday 20 July at 12:00 pm'],
])('%s', (iso, ar, en) => {
  it("is said in Amman's time and Jordan's months, with Latin digits", () => {
    expect(showMoment(iso, 'ar').replace(SPACES, ' ')).toBe(ar);
    expect(showMoment(iso, 'en').replace(SPACES, ' ')).toBe(en);
  });
});

it('what is no moment is said as it is', () => {
  expect(showMoment('soon', 'en')).toBe('soon');
});

/** Each row: a fact, and its words in both languages. */
it.each<[string, Fact, string | number, string | number]>([
  ['words', 'a hole in the street', 'a hole in the street', 'a hole in the street'],
  ['a number', 3, 3, 3],
  ['a reference number', { reference: '264817309242' }, '\u20662648 1730 9242\u2069', '2648 1730 9242'],
  ['a telephone', '+962790000000', '\u2066+962790000000\u2069', '+962790000000'],
  ['a phrase', { phrase: { ar: 'شكوى', en: 'Complaint' } }, 'شكوى', 'Complaint'],
  ['a department', { department: 'CSPD' }, 'دائرة الأحوال المدنية والجوازات', 'Civil Status and Passports Department'],
  ['a department nobody knows any more', { department: 'GONE' }, 'GONE', 'GONE'],
  ['a governorate', { governorate: 'IRBID' }, 'إربد', 'Irbid'],
])('%s', (_name, fact, ar, en) => {
  expect(wordFact(fact, 'ar', directory)).toBe(ar);
  expect(wordFact(fact, 'en', directory)).toBe(en);
});

/** Each row: an option, and its labels. */
it.each<[Offer, string, string]>([
  [{ id: 'yes' }, 'نعم', 'Yes'],
  [{ id: 'no' }, 'لا', 'No'],
  [{ id: 'skip' }, 'تخطي', 'Skip'],
  [{ id: 'other' }, 'غير ذلك', 'Something else'],
  [{ id: 'complaint' }, 'شكوى', 'Complaint'],
  [{ id: 'staff_conduct' }, 'سلوك الموظف', 'Employee conduct'],
  [{ id: 'high' }, 'مرتفعة', 'High'],
  [{ id: 'ZARQA' }, 'الزرقاء', 'Zarqa'],
  [{ id: 'CSPD' }, 'دائرة الأحوال المدنية والجوازات', 'Civil Status and Passports Department'],
  [{ id: '264817309242' }, '2648 1730 9242', '2648 1730 9242'],
  [{ id: '5' }, '5', '5'],
  [{ id: 'yes', label: { ar: 'نعم، أرسل', en: 'Yes, send it' } }, 'نعم، أرسل', 'Yes, send it'],
])('the option $id', (offer, ar, en) => {
  expect(labelOf(offer, FLOWS, directory)).toEqual({ ar, en });
});

describe('a text with its values', () => {
  const files = {
    ar: '{count, plural, one {ملف واحد} two {ملفان} few {# ملفات} many {# ملفًا} other {# ملف}}',
    en: '{count, plural, one {# file} other {# files}}',
  };

  /** Each row: a count, and its words: Arabic has six ways of counting. */
  it.each([
    [1, 'ملف واحد', '1 file'],
    [2, 'ملفان', '2 files'],
    [3, '3 ملفات', '3 files'],
    [10, '10 ملفات', '10 files'],
    [11, '11 ملفًا', '11 files'],
    [100, '100 ملف', '100 files'],
  ])('%i files', (count, ar, en) => {
    expect(word(files, 'ar', { count })).toBe(ar);
    expect(word(files, 'en', { count })).toBe(en);
  });

  it.each<[string, Record<string, string>, string]>([
    ['Registered as {reference}.', { reference: '1' }, 'Registered as 1.'],
    ['Registered as {reference}.', {}, 'Registered as .'],
    ['Nothing to fill', { reference: '1' }, 'Nothing to fill'],
    ['"{answer}"', { answer: "look at {this} & <b>that</b> it's" }, '"look at {this} & <b>that</b> it\'s"'],
    ["The department's answer: {answer}", { answer: 'yes' }, "The department's answer: yes"],
    ['<b>{answer}</b>', { answer: 'yes' }, '<b>yes</b>'],
  ])('%s', (en, values, said) => {
    expect(word({ ar: en, en }, 'en', values)).toBe(said);
  });
});
