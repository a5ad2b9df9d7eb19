/**
 * Texts as an operator carries them: the alphabet, and the parts of what is too long for one message, each under a header
 * that names its place. Pure.
 */
import smpp from 'smpp';

const GSM = smpp.encodings.ASCII;

export const DEFAULT_ALPHABET = 0x00;
export const UCS_2 = 0x08;

/** Bit of esm_class: the text begins with a header. */
export const HAS_HEADER = 0x40;

/** Octets of text alone, and beside a header of six octets (in the default alphabet seven bits are a character). */
const ROOM = {
  [DEFAULT_ALPHABET]: { alone: 160, part: 153 },
  [UCS_2]: { alone: 140, part: 134 },
} as const;

export interface Encoded {
  readonly dataCoding: typeof DEFAULT_ALPHABET | typeof UCS_2;
  readonly esmClass: number;
  readonly parts: readonly Buffer[];
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** Never between the two halves of one character: an escape and its letter, a surrogate and its pair. */
function cutAt(bytes: Buffer, from: number, room: number, wide: boolean): number {
  const end = from + room;
  if (end >= bytes.length) return bytes.length;
  if (!wide) return bytes[end - 1] === 0x1b ? end - 1 : end;
  const last = bytes.readUInt16BE(end - 2);
  return last >= 0xd800 && last <= 0xdbff ? end - 2 : end;
}

/** A header of concatenation: an element of three octets, the message's number, how many parts, which one. */
const header = (reference: number, total: number, number: number) =>
  Buffer.from([0x05, 0x00, 0x03, reference & 0xff, total, number]);

export function encodeText(text: string, reference: number): Encoded {
  const cheap = GSM.match(text);
  const dataCoding = cheap ? DEFAULT_ALPHABET : UCS_2;
  const bytes = cheap ? GSM.encode(text) : utf16(text);
  const { alone, part } = ROOM[dataCoding];
  if (bytes.length <= alone) return { dataCoding, esmClass: 0, parts: [bytes] };
  const cuts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = cutAt(bytes, from, part, !cheap);
    cuts.push(bytes.subarray(from, to));
    from = to;
  }
  const parts = cuts.map((cut, i) => Buffer.concat([header(reference, cuts.length, i + 1), cut]));
  return { dataCoding, esmClass: HAS_HEADER, parts };
}

/** Which part of which long message; `reference` tells the three ways of numbering apart. */
export interface Place {
  readonly reference: number;
  readonly total: number;
  readonly number: number;
}

const place = (reference: number, total = 0, number = 0): Place | undefined =>
  total > 1 && number >= 1 && number <= total ? { reference, total, number } : undefined;

/** From the elements of a header, each with its tag and length before it. */
export function placeIn(elements: readonly Buffer[]): Place | undefined {
  for (const element of elements) {
    if (element[0] === 0x00 && element.length >= 5) return place(element[2] ?? 0, element[3], element[4]);
    if (element[0] === 0x08 && element.length >= 6)
      return place(0x1_0000 + element.readUInt16BE(2), element[4], element[5]);
  }
  return undefined;
}

/** From the optional parameters that some operators use in place of a header. */
export const placeOf = (reference: unknown, total: unknown, number: unknown): Place | undefined =>
  typeof reference === 'number' && typeof total === 'number' && typeof number === 'number'
    ? place(0x2_0000 + reference, total, number)
    : undefined;
