import { describe, expect, it } from 'vitest';
import { compare, disagreements, emergenciesLost } from '../../nlu/compare.ts';
import type { Message } from '../../nlu/corpus.ts';
import { type Judged, judgeMessages } from '../../nlu/judge-own.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';

const TEXTS = ['بدي اشتكي على البلديه', 'كم رسوم الجواز', 'شكرا لموظفي الاحوال', 'بقترح حاويات اكثر'] as const;
const TYPES = ['complaint', 'inquiry', 'compliment', 'suggestion'] as const;

const directory = seedDirectory();
const made = new Map<number, Judged[]>();

/** Forty situations; those before `wrong` are labelled as another type, so that they count as missed. */
function judged(wrong: number): readonly Judged[] {
  const known = made.get(wrong);
  if (known) return known;
  const messages = Array.from({ length: 40 }, (_, i): Message => {
    const type = TYPES[i % 4] ?? 'complaint';
    const labelled = i < wrong ? 'human_rights' : type;
    return {
      text: `${TEXTS[i % 4]} ${i}`,
      act: 'request',
      type: labelled,
      register: 'dialect',
      lang: 'ar',
      file: 'requests-test.jsonl',
      group: `s${i}`,
      isPart: false,
    };
  });
  const fresh = judgeMessages(null, messages, directory);
  made.set(wrong, fresh);
  return fresh;
}

const type = (wrong: number, then: number) =>
  compare(judged(wrong), judged(then)).find((one) => one.question === 'type' && one.slice === 'all');

describe('two versions side by side', () => {
  it('a version is never worse than itself', () => {
    expect(compare(judged(5), judged(5)).some((one) => one.isWorse)).toBe(false);
  });
  it('a slip is noise, a landslide is not', () => {
    expect(type(5, 6)).toMatchObject({ isWorse: false });
    expect(type(5, 25)).toMatchObject({ isWorse: true });
    expect(type(25, 5)).toMatchObject({ isWorse: false });
  });
  it('holds the difference between its bounds, the same each time', () => {
    const one = type(5, 15);
    expect(one).toEqual(type(5, 15));
    if (!one) throw new Error('no figures');
    expect(one.low).toBeLessThanOrEqual(one.after - one.before);
    expect(one.high).toBeGreaterThanOrEqual(one.after - one.before);
  });
  it('says nothing of a slice with hardly any situations', () => {
    const few = judged(0).slice(0, 5);
    expect(compare(few, few)).toEqual([]);
  });
  it('lists where the two differ, and calls for help that are no longer heard', () => {
    const message = (text: string): Message => ({ text, act: 'emergency', file: 'f', group: text, isPart: false });
    const heard = judgeMessages(null, [message('في حريق بالعماره الحقونا')], directory);
    const calm = judgeMessages(null, [message('مرحبا')], directory);
    expect(emergenciesLost(heard, heard)).toEqual([]);
    expect(emergenciesLost(heard, calm)).toEqual(['في حريق بالعماره الحقونا']);
    expect(disagreements(heard, heard)).toEqual([]);
    expect(disagreements(heard, calm)).toContainEqual(
      expect.objectContaining({ question: 'act', before: 'emergency' }),
    );
  });
});
