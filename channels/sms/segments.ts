/**
 * What a text costs and how it is written for a telephone: the segments it takes, and the characters that would turn a
 * cheap alphabet into a dear one. Pure.
 */
import { SegmentedMessage } from 'sms-segments-calculator';

export type Alphabet = 'GSM-7' | 'UCS-2';

export interface Cost {
  readonly segments: number;
  readonly alphabet: Alphabet;
}

/** As operators count: 160 or 70 characters in one message, 153 or 67 in each part of a longer one. */
export function costOf(text: string): Cost {
  const { segmentsCount, encodingName } = new SegmentedMessage(text);
  return { segments: segmentsCount, alphabet: encodingName };
}

/** Each of these alone doubles the price of an English message. */
const CHEAPER: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u2032\u00b4`]/g, "'"],
  [/[\u201c\u201d\u201e\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u2022\u00b7\u25cf]/g, '-'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u200b\u2060\ufeff]/g, ''],
];

/** Old telephones show an isolate as a box: digits are joined instead, so that no group of them can change places. */
const ISOLATED = /\u2066([^\u2069]*)\u2069/g;
const unisolated = (_: string, inside: string) =>
  /^[\d ]+$/.test(inside) ? inside.replaceAll(' ', '') : `\u200e${inside}`;

// Neither XML nor a telephone takes them; a line break is kept.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]/g;

export function forTelephone(text: string): string {
  const joined = text
    .replaceAll('\r\n', '\n')
    .replace(ISOLATED, unisolated)
    .replace(/[\u2066-\u2069\u202a-\u202e]/g, '');
  return CHEAPER.reduce((so, [dear, cheap]) => so.replace(dear, cheap), joined).replace(CONTROLS, ' ');
}
