import { describe, expect, test } from 'vitest';
import { readEmail, readPhone } from '../../../api/domain/contact.ts';
import { canonical } from '../../../api/domain/fingerprint.ts';
import { makeFollowUpCode, readFollowUpCode } from '../../../api/domain/follow-up.ts';
import { isBlank, keepable, searchable } from '../../../api/domain/text.ts';

describe('texts', () => {
  test.each([
    ['a\0b', 'a\uFFFDb'],
    ['\ud83d', '\uFFFD'],
    ['\ude00x', '\uFFFDx'],
    ['😀 سلام', '😀 سلام'],
  ])('%j is kept as %j', (given, kept) => expect(keepable(given)).toBe(kept));

  test.each([
    ['', true],
    [' \n\t\u00a0', true],
    ['\u200f\u200b', true],
    ['\uFFFD', true],
    ['؟', false],
    ['😀', false],
    ['ا', false],
  ])('%j is blank: %s', (text, blank) => expect(isBlank(text)).toBe(blank));

  test.each([
    ['إِدَارَةُ الجَوَازَات', 'اداره الجوازات'],
    ['مستشفى', 'مستشفي'],
    ['الـــكهرباء', 'الكهرباء'],
    ['شارع ٤٥', 'شارع 45'],
    ['  GAM,  Amman! ', 'gam amman'],
    ['مسؤول', 'مسوول'],
    ['', ''],
  ])('%s is searched as %s', (text, found) => expect(searchable(text)).toBe(found));
});

describe('contacts', () => {
  test.each([
    ['0790000000', '+962790000000'],
    ['٠٧٩ ٠٠٠ ٠٠٠٠', '+962790000000'],
    ['00962 79 000 0000', '+962790000000'],
    ['+962-79-0000000', '+962790000000'],
    ['\u200e+962790000000', '+962790000000'],
    ['065008080', '+96265008080'],
    ['+14155552671', '+14155552671'],
    ['0790', null],
    ['call me 0790000000', null],
    ['hello', null],
    ['', null],
  ])('phone %s: %s', (text, phone) => expect(readPhone(text)).toBe(phone));

  test.each([
    ['salma@example.jo', 'salma@example.jo'],
    [' Salma@Example.JO ', 'Salma@example.jo'],
    ['salma@example', null],
    ['salma example@x.jo', null],
    ['@example.jo', null],
    ['a@b..jo', null],
    ['', null],
  ])('e-mail %s: %s', (text, email) => expect(readEmail(text)).toBe(email));

  test('a follow-up code has no sign that is taken for another, and is read as people type it', () => {
    const code = makeFollowUpCode(Uint8Array.from({ length: 10 }, (_, index) => index * 25));
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
    expect(readFollowUpCode(` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`)).toBe(code);
  });
});

describe('the spelling of a body', () => {
  test('the order of keys does not matter, anything else does', () => {
    expect(canonical({ b: 1, a: [{ d: null, c: 'x' }] })).toBe(canonical({ a: [{ c: 'x', d: null }], b: 1 }));
    expect(canonical({ a: undefined, b: 1 })).toBe(canonical({ b: 1 }));
    expect(canonical({ a: null })).not.toBe(canonical({}));
    expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
    expect(canonical('1')).not.toBe(canonical(1));
  });
});
