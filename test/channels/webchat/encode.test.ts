import { expect, test } from 'vitest';
import type { Kept } from '../../../channels/channel.ts';
import { readWatermark } from '../../../channels/webchat/activity.ts';
import { toActivitySet, toFrame } from '../../../channels/webchat/encode.ts';

const at = '2026-11-20T12:00:00.000+03:00';
const fileUrl = (conversation: string, { id }: { id: string }) => `https://x/${conversation}/${id}`;
const opened: Kept = {
  conversationId: 'c',
  seq: 1,
  at,
  direction: 'in',
  kind: 'start',
  messageId: 'start',
  body: { text: '' },
};
const said: Kept = {
  conversationId: 'c',
  seq: 2,
  at,
  direction: 'in',
  kind: 'message',
  messageId: 'm',
  body: {
    text: 'نعم',
    optionId: 'yes',
    locale: 'ar-JO',
    attachments: [{ id: 'f', name: 'صورة.png', contentType: 'image/png', size: 3 }],
    echo: { from: { id: 'dl_a', role: 'user' }, channelData: { clientActivityID: '1' }, value: 'yes' },
  },
};
const answered: Kept = {
  conversationId: 'c',
  seq: 3,
  at,
  direction: 'out',
  kind: 'message',
  replyTo: 2,
  body: {
    text: 'هل هذا صحيح؟',
    lang: 'ar',
    inputHint: 'expectingInput',
    options: [{ id: 'yes', label: 'نعم' }],
    sawt: { flow: 'complaint', ask: 'confirm', options: [{ id: 'yes', label: 'نعم' }] },
  },
};

test('a transcript as activities: what nobody said stays behind the door', () => {
  expect(toActivitySet([opened, said, answered], 0, fileUrl)).toEqual({
    watermark: '3',
    activities: [
      {
        type: 'message',
        id: 'c|0000002',
        timestamp: '2026-11-20T09:00:00.000Z',
        channelId: 'directline',
        conversation: { id: 'c' },
        from: { id: 'dl_a', role: 'user' },
        channelData: { clientActivityID: '1' },
        value: 'yes',
        text: 'نعم',
        textFormat: 'plain',
        locale: 'ar-JO',
        attachments: [{ contentType: 'image/png', contentUrl: 'https://x/c/f', name: 'صورة.png' }],
      },
      {
        type: 'message',
        id: 'c|0000003',
        timestamp: '2026-11-20T09:00:00.000Z',
        channelId: 'directline',
        conversation: { id: 'c' },
        from: { id: 'sawt', name: 'صوت', role: 'bot' },
        replyToId: 'c|0000002',
        text: 'هل هذا صحيح؟',
        textFormat: 'plain',
        locale: 'ar',
        inputHint: 'expectingInput',
        suggestedActions: {
          to: [],
          actions: [{ type: 'messageBack', title: 'نعم', text: 'نعم', displayText: 'نعم', value: 'yes' }],
        },
        channelData: { sawt: answered.body.sawt },
      },
    ],
  });
});

test('nothing new keeps the watermark; hidden messages move it', () => {
  expect(toActivitySet([], 7, fileUrl)).toEqual({ activities: [], watermark: '7' });
  expect(toActivitySet([opened], 0, fileUrl)).toEqual({ activities: [], watermark: '1' });
});

test('news has an activity of its own on a socket alone, so that its answer is not waited for', () => {
  const event: Kept = { ...opened, seq: 2, kind: 'event', messageId: 'e' };
  const told: Kept = { ...answered, replyTo: 2 };
  const types = (set: ReturnType<typeof toFrame>) => set.activities.map(({ type, id }) => [type, id]);
  expect(types(toFrame([opened, event, told], 0, fileUrl))).toEqual([
    ['event', 'c|0000002'],
    ['message', 'c|0000003'],
  ]);
  expect(types(toActivitySet([opened, event, told], 0, fileUrl))).toEqual([['message', 'c|0000003']]);
});

test.each([
  [undefined, 4],
  ['', 4],
  ['-', 4],
  ['null', 4],
  ['0', 0],
  ['12', 12],
  ['x', undefined],
  ['-1', undefined],
  ['99999999999', undefined],
])('watermark %j', (text, expected) => {
  expect(readWatermark(text, 4)).toBe(expected);
});
