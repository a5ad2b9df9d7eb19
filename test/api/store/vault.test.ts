import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault, sameSecret } from '../../../api/store/vault.ts';

const vault = createVault('one data key', randomBytes);

test('what is sealed opens in its own context, under its own key, whole', () => {
  const sealed = vault.seal({ name: 'سلمى' }, 'requester:1');
  expect(vault.open(sealed, 'requester:1')).toEqual({ name: 'سلمى' });
  expect(() => vault.open(sealed, 'requester:2')).toThrow();
  expect(() => createVault('another', randomBytes).open(sealed, 'requester:1')).toThrow();
  const broken = `${sealed.slice(0, 12)}${sealed[12] === 'A' ? 'B' : 'A'}${sealed.slice(13)}`;
  expect(() => vault.open(broken, 'requester:1')).toThrow();
});

test('the same text is sealed differently each time, and hashed the same', () => {
  expect(vault.seal('x', 'c')).not.toBe(vault.seal('x', 'c'));
  expect(vault.key('phone', '1')).toBe(vault.key('phone', '1'));
  expect(vault.key('phone', '1')).not.toBe(vault.key('sender', '1'));
  expect(vault.key('a', 'bc')).not.toBe(vault.key('ab', 'c'));
  expect(vault.key('phone', '1')).not.toBe(createVault('another', randomBytes).key('phone', '1'));
});

test('secrets are compared whole', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abd')).toBe(false);
  expect(sameSecret('abc', 'abcd')).toBe(false);
  expect(sameSecret('', 'x')).toBe(false);
});
