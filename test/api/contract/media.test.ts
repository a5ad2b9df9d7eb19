/** One list of files for every door: what the chat takes in, a request can hold. */
import { expect, test } from 'vitest';
import { MEDIA_TYPES } from '../../../api/contract/media.ts';
import { acceptedType } from '../../../channels/files.ts';

test.each(Object.entries(MEDIA_TYPES))('%s is kept as it is, and known by its endings', (type, endings) => {
  expect(acceptedType(type, 'x')).toBe(type);
  for (const ending of endings) expect(acceptedType('', `x.${ending}`)).toBe(type);
});

test.each([
  ['text/html', 'a.html'],
  ['image/svg+xml', 'a.svg'],
  ['', 'a.exe'],
  ['application/octet-stream', 'a.html'],
  ['text/html', 'a.png'],
  ['constructor', 'a'],
])('%s named %s is not', (type, name) => expect(acceptedType(type, name)).toBeUndefined());
