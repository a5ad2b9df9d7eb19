import { describe, expect, test } from 'vitest';
import { decode } from '../../../channels/webchat/decode.ts';

const LONE = '\ud83d';
const PNG = `data:image/png;base64,${Buffer.from('png').toString('base64')}`;
const said = (activity: object) => decode({ type: 'message', ...activity }, 'dl_a');
const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

describe('what a client says', () => {
  test.each([
    ['plain text', { text: 'مرحبا' }, { text: 'مرحبا' }],
    ['kept verbatim', { text: '  سطر\nآخر ' }, { text: '  سطر\nآخر ' }],
    ['NUL and lone surrogates', { text: `a\0b${LONE}c😀` }, { text: 'a\ufffdb\ufffdc😀' }],
    ['postBack: only a value', { value: 'yes' }, { text: 'yes', optionId: 'yes' }],
    ['messageBack: label and value', { text: 'نعم', value: 'yes' }, { text: 'نعم', optionId: 'yes' }],
    ['a number as value', { value: 3 }, { text: '3', optionId: '3' }],
    ['an option in channelData', { text: 'نعم', channelData: { optionId: 'yes' } }, { text: 'نعم', optionId: 'yes' }],
    ['its locale', { text: 'hi', locale: 'en-GB' }, { text: 'hi', locale: 'en-GB' }],
    [
      'a place',
      { entities: [{ type: 'Place', geo: { latitude: 31.9, longitude: 35.9 } }] },
      { text: '', point: { latitude: 31.9, longitude: 35.9 } },
    ],
    ['an impossible place is not one', { text: 'x', entities: [{ latitude: 191, longitude: 0 }] }, { text: 'x' }],
    ['an object as value is no option', { text: 'x', value: { a: 1 } }, { text: 'x' }],
  ])('%s', (_name, activity, body) => {
    const decoded = said(activity);
    expect(decoded.kind).toBe('message');
    if (decoded.kind !== 'message') return;
    const { echo: _, ...rest } = decoded.body;
    expect(rest).toEqual(body);
  });

  test('files in data: URIs, and ones uploaded before', () => {
    const contentUrl = `https://x/conversations/c/attachments/${'a'.repeat(32)}?s=1`;
    const decoded = said({
      attachments: [{ contentType: 'image/png', contentUrl: PNG, name: '../p.png' }, { contentUrl }],
    });
    expect(decoded).toMatchObject({
      kind: 'message',
      files: [
        { kind: 'bytes', name: 'p.png', contentType: 'image/png' },
        { kind: 'kept', id: 'a'.repeat(32) },
      ],
    });
  });

  test.each([
    ['client id', { channelData: { clientActivityID: 'c' } }, 'client:dl_a:c'],
    ['its own id', { id: 'i' }, 'id:dl_a:i'],
    ['client id before its own', { id: 'i', channelData: { clientActivityID: 'c' } }, 'client:dl_a:c'],
    ['none', {}, undefined],
    ['a very long one', { id: 'i'.repeat(5000) }, expect.stringMatching(/^sha256:[0-9a-f]{64}$/)],
  ])('recognised when repeated by: %s', (_name, activity, key) => {
    const decoded = said({ text: 'x', ...activity });
    expect(decoded.kind === 'message' ? decoded.key : 'not a message').toEqual(key);
  });
});

test.each(['typing', 'event', 'conversationUpdate', 'messageReaction', 'endOfConversation', 'invoke'])(
  '%s is ignored',
  (type) => {
    expect(decode({ type, text: 'x' }, 'u')).toEqual({ kind: 'ignored' });
  },
);

test.each([
  ['nothing', null, 'invalid_request'],
  ['a list', [], 'invalid_request'],
  ['a text', 'x', 'invalid_request'],
  ['no type', { text: 'x' }, 'invalid_request'],
  ['a number as text', { type: 'message', text: 5 }, 'invalid_request'],
  ['an object as text', { type: 'message', text: {} }, 'invalid_request'],
  ['nothing said', { type: 'message', text: ' \n' }, 'empty_message'],
  ['neither text nor anything', { type: 'message' }, 'empty_message'],
  ['too long', { type: 'message', text: 'x'.repeat(300_000) }, 'too_large'],
  ['too much beside', { type: 'message', text: 'x', channelData: { a: 'x'.repeat(300_000) } }, 'too_large'],
  ['attachments that are no list', { type: 'message', text: 'x', attachments: 5 }, 'invalid_request'],
  ['an address elsewhere', { type: 'message', attachments: [{ contentUrl: 'http://10.0.0.1/x' }] }, 'invalid_request'],
  [
    'a program',
    { type: 'message', attachments: [{ contentUrl: 'data:text/html,<script>' }] },
    'unsupported_media_type',
  ],
  ['SVG', { type: 'message', attachments: [{ contentUrl: 'data:image/svg+xml,<svg>' }] }, 'unsupported_media_type'],
  ['a card', { type: 'message', attachments: [{ contentType: 'x', content: {} }] }, 'unsupported_media_type'],
  ['broken percent', { type: 'message', attachments: [{ contentUrl: 'data:text/plain,%E0%A4%A' }] }, 'invalid_request'],
  [
    'too large a file',
    { type: 'message', attachments: [{ contentUrl: `data:image/png;base64,${'A'.repeat(15_000_000)}` }] },
    'too_large',
  ],
])('refused: %s', (_name, activity, code) => {
  expect(decode(activity, 'u')).toMatchObject({ kind: 'refused', code });
});

test('channelData too deep or too large to keep is cut, not fatal', () => {
  const decoded = said({ text: 'x', channelData: { clientActivityID: 'c', deep: deep(5000) } });
  expect(decoded).toMatchObject({ kind: 'message', body: { echo: { channelData: { clientActivityID: 'c' } } } });
  const large = said({ text: 'x', channelData: { clientActivityID: 'c', a: 'x'.repeat(20_000) } });
  expect(large.kind === 'message' && large.body.echo?.channelData).toEqual({ clientActivityID: 'c' });
});
