import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label, Part } from '../../api/contract/classification.ts';
import { createModel } from '../../nlu/model.ts';
import { areDifferent, type Cut, couldDiffer } from '../../nlu/parts.ts';
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

describe('a piece is passed over only where no neighbour could be another matter', () => {
  const label = <T extends string>(...values: (T | null)[]): fc.Arbitrary<Label<T>> =>
    fc
      .record({ value: fc.constantFrom(...values), confidence: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map((one) => ({ ...one, alternatives: [], why: [] }));
  const [sure, lang] = [label('request' as const, 'thanks' as const), label('ar' as const)];
  const importance = label('low' as const);
  const type = label('complaint' as const, 'compliment' as const, 'inquiry' as const, 'grievance' as const, null);
  const axis = label('service_time' as const, 'staff_conduct' as const, null);
  const place = label('GAM', 'CSPD', null);
  const part: fc.Arbitrary<Part> = fc
    .record({ act: sure, lang, importance, type, axis, department: place, governorate: place, text: fc.string() })
    .map((one) => ({ ...one, text: `three more words ${one.text}`, start: 0, end: 1, entities: [] }));
  const cut: fc.Arbitrary<Cut> = fc.record({
    at: fc.constant(1),
    grade: fc.constantFrom('announced' as const, 'strong' as const, 'also' as const, 'pause' as const),
    turns: fc.boolean(),
    but: fc.boolean(),
  });
  it('whatever the two are', () =>
    fc.assert(
      fc.property(part, part, cut, (a, b, at) => !areDifferent(a, b, at) || couldDiffer(a, at)),
      {
        numRuns: 2000,
      },
    ));
});
