/** Makes reference numbers that cannot be counted through. Pure: randomness and the year are given. */
import { checkDigits } from '../contract/reference.ts';

/** Eight bytes: taken modulo 10^8 their bias is beyond notice. */
export const REFERENCE_BYTES = 8;

/** `YY` + 8 random digits + 2 check digits. */
export function makeReference(year: number, bytes: Uint8Array): string {
  const random = bytes.subarray(0, REFERENCE_BYTES).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const digits = String(random % 100_000_000n).padStart(8, '0');
  const body = `${String(year % 100).padStart(2, '0')}${digits}`;
  return `${body}${checkDigits(body)}`;
}
