/** Within Messenger's limits whatever is to be said, and nothing of it lost. */
import { expect, test } from 'vitest';
import type { OutboundBody } from '../../../channels/channel.ts';
import { encode, encodePage } from '../../../channels/messenger/encode.ts';
import { splitText } from '../../../channels/split.ts';

const words = { more: { ar: 'المزيد', en: 'More' } };
const asking = (labels: readonly string[], text = 'Which one?'): OutboundBody => ({
  text,
  lang: 'en',
  inputHint: 'expectingInput',
  options: labels.map((label, index) => ({ id: `o${index + 1}`, label })),
});
const many = (count: number) => Array.from({ length: count }, (_, index) => `Place ${index + 1}`);

test('an id is the payload, a label that fits is the title', () => {
  expect(encode(asking(['Yes', 'No']), 4, words)).toEqual([
    {
      text: 'Which one?',
      quick_replies: [
        { content_type: 'text', title: 'Yes', payload: 'o1' },
        { content_type: 'text', title: 'No', payload: 'o2' },
      ],
    },
  ]);
});

test('labels that do not fit are numbered, stay apart, and stand whole in the text', () => {
  const labels = ['دائرة الأحوال المدنية والجوازات في إربد', 'دائرة الأحوال المدنية والجوازات في عجلون'];
  const [message] = encode({ ...asking(labels), lang: 'ar' }, 4, words);
  for (const label of labels) expect(message?.text).toContain(label);
  const titles = message?.quick_replies?.map(({ title }) => title) ?? [];
  expect(new Set(titles).size).toBe(2);
  for (const title of titles) expect(title.length).toBeLessThanOrEqual(20);
  expect(titles[1]).toMatch(/^2\. .+…$/);
});

test.each([13, 14, 25, 26, 40])('%i options: at most 13 a page, every one within reach, in order', (count) => {
  const body = asking(many(count));
  const seen: string[] = [];
  let replies = encode(body, 4, words).at(-1)?.quick_replies ?? [];
  for (let pages = 0; pages < 10; pages++) {
    expect(replies.length).toBeLessThanOrEqual(13);
    const more = replies.at(-1)?.payload.match(/^sawt\.more:4:(\d+)$/);
    seen.push(...(more ? replies.slice(0, -1) : replies).map(({ payload }) => payload));
    if (!more) break;
    const page = encodePage(body, { seq: 4, from: Number(more[1]), words });
    expect(page?.text).toContain(`${Number(more[1]) + 1}. Place`);
    replies = page?.quick_replies ?? [];
  }
  expect(seen).toEqual(many(count).map((_, index) => `o${index + 1}`));
});

test('a page that is not there', () => expect(encodePage(asking(many(3)), { seq: 4, from: 9, words })).toBeUndefined());

test('long texts are split at sentence ends; what can be tapped stands on the last part', () => {
  const text = 'This is a sentence of some length, said again. '.repeat(120).trim();
  const parts = encode(asking(['Yes', 'No'], text), 4, words);
  expect(parts.length).toBe(3);
  for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(2000);
  for (const part of parts) expect(part.text).toMatch(/\.$/);
  expect(parts.map(({ quick_replies }) => quick_replies?.length ?? 0)).toEqual([0, 0, 2]);
  expect(parts.map((part) => part.text).join(' ')).toBe(text);
});

test('one word without an end is cut, never inside a sign', () => {
  const parts = splitText('😀'.repeat(1500), 2000);
  expect(parts.join('')).toBe('😀'.repeat(1500));
  for (const part of parts) expect(/\p{Surrogate}/u.test(part)).toBe(false);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(2000);
});
