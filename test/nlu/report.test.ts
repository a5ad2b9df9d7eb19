import { describe, expect, it } from 'vitest';
import type { Label } from '../../api/contract/classification.ts';
import { isHeldOut, readMessages } from '../../nlu/corpus.ts';
import { deletionTest } from '../../nlu/deletion.ts';
import { slicesOf } from '../../nlu/own-report.ts';
import { coverageAt, isReached } from '../../nlu/targets.ts';
import { varietyOf } from '../../nlu/variety.ts';
import { label, understood } from '../bot/engine/said.ts';

describe('variety', () => {
  it.each<[string, readonly string[], object]>([
    [
      'all different',
      ['حفرة بشارع مكة من شهر', 'كم رسوم الجواز', 'the clerk was rude'],
      { distinctOpenings: 1, nearDuplicates: 0 },
    ],
    [
      'a template with its slot filled',
      ['بدي اشتكي على بلدية اربد كثير', 'بدي اشتكي على بلدية جرش كثير', 'كم رسوم تجديد رخصة السواقة'],
      { distinctOpenings: 1 / 3 },
    ],
    ['the same twice', ['شكرا لموظفي الاحوال', 'شكرا لموظفي الاحوال'], { nearDuplicates: 1, typeToken: 0.5 }],
    ['nothing', [], { messages: 0, nearDuplicates: 0 }],
  ])('%s', (_, texts, expected) => {
    expect(varietyOf(texts)).toMatchObject(expected);
  });
});

describe('reasons left out', () => {
  const because = (words: string, confidence: number): Label<'complaint'> => ({
    ...label('complaint', confidence),
    why: [{ text: words, start: 0, end: words.length }],
  });
  const told = (confidence: number) => understood('rude clerk', { more: { type: because('rude', confidence) } });
  it('count when the label is less sure without them', () => {
    expect(deletionTest([told(0.9)], () => told(0.6)).type).toEqual({ named: 1, lowered: 1 });
    expect(deletionTest([told(0.9)], () => told(0.9)).type).toEqual({ named: 1, lowered: 0 });
  });
  it('are left out of the text, and only they', () => {
    const heard: string[] = [];
    deletionTest([told(0.9)], (text) => {
      heard.push(text);
      return told(0.5);
    });
    expect(heard).toEqual(['  clerk']);
  });
});

describe('targets', () => {
  const pair = (confidence: number, isRight: boolean) => ({
    wanted: 'a',
    got: isRight ? 'a' : 'b',
    confidence,
    among: isRight,
  });
  it('coverage is as far as the surest are right often enough', () => {
    const pairs = [pair(0.9, true), pair(0.8, true), pair(0.7, false), pair(0.6, true)];
    expect(coverageAt(pairs, 0.95)).toBe(0.5);
    expect(coverageAt(pairs, 0.75)).toBe(1);
    expect(coverageAt([], 0.95)).toBe(0);
  });
  it('a floor is reached from above, a ceiling from below', () => {
    const one = { what: '', value: 3, must: 3 };
    expect(isReached({ ...one, isCeiling: true }, 2)).toBe(false);
    expect(isReached({ ...one, isCeiling: false }, 2)).toBe(true);
  });
});

describe('hands that nobody trains on', () => {
  const judged = readMessages(isHeldOut).map((message) => ({
    message,
    understood: understood(message.text),
    pairs: { act: { wanted: message.act, got: message.act, confidence: 1, among: true } },
  }));
  it('are two, kept whole from training', () => {
    const files = new Set(judged.map(({ message }) => message.file));
    expect([...files].sort()).toEqual([
      'acts-heldout.jsonl',
      'acts-heldout2.jsonl',
      'requests-heldout.jsonl',
      'requests-heldout2.jsonl',
    ]);
    expect(readMessages((file) => !isHeldOut(file)).filter(({ file }) => files.has(file))).toEqual([]);
  });
  it('are reported each by itself, and hands that were trained on are not', () => {
    const [known] = readMessages((file) => file === 'acts-guests.jsonl');
    if (!judged[0] || !known) throw new Error('no messages');
    const names = slicesOf([...judged, { ...judged[0], message: known }]).map((line) => line.trim().split(/\s+/)[0]);
    expect(names).toEqual(expect.arrayContaining(['heldout', 'heldout2']));
    expect(names).not.toContain('guests');
  });
});
