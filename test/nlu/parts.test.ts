import { describe, expect, it } from 'vitest';
import { createModel } from '../../nlu/model.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { createUnderstanding } from '../../nlu/understand.ts';
import { readVersion, SHIPPED } from '../../nlu/versions.ts';

const directory = seedDirectory();
const understand = createUnderstanding(createModel(readVersion(SHIPPED)));
const partsOf = (text: string) => understand(text, { directory, now: '2026-11-20T12:00:00+03:00' }).parts ?? [];

describe('several requests in one message', () => {
  it.each<[string, readonly string[], readonly (string | null)[]]>([
    [
      'بدي اشتكي على بلدية اربد الزبالة متراكمة من اسبوع، وكمان بدي اسأل كم رسوم تصريح العمل',
      ['complaint', 'inquiry'],
      ['IRBID', null],
    ],
    [
      'بلدية الزرقاء ما بتلم الزبالة، وشغلة تانية المي مقطوعة عنا من يومين',
      ['complaint', 'complaint'],
      ['ZARQA', 'ZARQA'],
    ],
    [
      'I want to thank the nurses of Madaba hospital, they were wonderful, but the toilets there are filthy and nobody cleans them',
      ['compliment', 'complaint'],
      ['MADABA', 'MADABA'],
    ],
  ])('%s', (text, types, governorates) => {
    const parts = partsOf(text);
    expect(parts.map((part) => part.type.value)).toEqual(types);
    expect(parts.map((part) => part.governorate.value)).toEqual(governorates);
    for (const part of parts) expect(text.slice(part.start, part.end)).toBe(part.text);
  });

  it.each([
    'صارلي ٣ شهور بستنى جوازي بأحوال إربد وكل يوم بحكولي تعال بكرا',
    'الموظف محترم بس ما خلص معاملتي',
    'I like the new app but please add a dark mode',
    'the nurse was kind but she could not find my file',
  ])('one matter stays one: %s', (text) => {
    expect(partsOf(text)).toEqual([]);
  });
});
