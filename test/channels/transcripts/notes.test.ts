/** Notes typed by hand, as stretches of a call. */
import { expect, test } from 'vitest';
import { stretchesOf } from '../../../channels/transcripts/notes.ts';

const heard = (notes: string) =>
  stretchesOf(notes)
    .filter(({ text }) => text !== '…')
    .map(({ speaker, text }) => `${speaker}: ${text}`);

test.each([
  ['', []],
  ['جواز متأخر', ['caller: جواز متأخر']],
  ['Maha Ali\n0791234567', ['caller: Maha Ali', 'agent: phone?', 'caller: 0791234567']],
  ['حفرة\r\n\r\nسامر عودة', ['caller: حفرة', 'agent: name?', 'caller: سامر عودة']],
  [
    'حفرة\nسامر عودة: ٠٧٩٠٠٠٠٤٣١',
    ['caller: حفرة', 'agent: name?', 'caller: سامر عودة', 'agent: phone?', 'caller: ٠٧٩٠٠٠٠٤٣١'],
  ],
  [
    'a hole\nsince 2 months, on the road to school',
    ['caller: a hole', 'caller: since 2 months, on the road to school'],
  ],
])('%j', (notes, stretches) => expect(heard(notes)).toEqual(stretches));
