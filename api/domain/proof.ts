/** The rules of one-time codes: how long, how often, to whom. Pure. */
import { asciiDigits } from '../contract/reference.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const CODE_LENGTH = 6;
export const CODE_LASTS = 10 * MINUTE;
export const MOST_TRIES = 5;
/** Phones change hands: a proof is good for half a year. */
export const PROOF_LASTS = 180 * DAY;

/** How many codes may go out, and in how long: to one phone, for one sender, from the whole house. */
export const CODE_LIMITS = [
  { of: 'phone', most: 1, within: MINUTE },
  { of: 'phone', most: 4, within: HOUR },
  { of: 'phone', most: 10, within: DAY },
  { of: 'sender', most: 6, within: HOUR },
  { of: 'sender', most: 15, within: DAY },
  { of: 'house', most: 1000, within: HOUR },
] as const;
export type CodeLimit = (typeof CODE_LIMITS)[number];

/** Six digits out of a keyed hash: 48 bits of it, so that none is noticeably likelier. */
export const codeFrom = (hash: Uint8Array): string => {
  const number = hash.subarray(0, CODE_LENGTH).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 10 ** CODE_LENGTH).padStart(CODE_LENGTH, '0');
};

/** As typed by a person: any digits, spaces and dashes; null when these are not six digits. */
export function readCode(text: string): string | null {
  const digits = asciiDigits(text.normalize('NFKC')).replace(/[^\p{L}\p{N}]/gu, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
