/** A telephone's number as the platform knows a person: E.164, or a short number as it is. Pure. */
import { CHANNEL } from './encode.ts';

/** What citizens write from; a name of letters in its place is a company's, and cannot be answered. */
export function phoneOf(address: string): string | undefined {
  const digits = /^(?:\+|00)?(\d{3,15})$/.exec(address.replace(/[\s().-]/g, ''))?.[1];
  if (digits === undefined) return undefined;
  // As an operator of the country writes its own subscribers.
  if (/^07\d{8}$/.test(digits)) return `+962${digits.slice(1)}`;
  return digits.length < 8 ? digits : `+${digits}`;
}

/** One conversation for each number. */
export const conversationOf = (phone: string) => `${CHANNEL}:${phone}`;

/** For a log: the country and the last two digits. */
export const masked = (phone: string) => `${phone.slice(0, 4)}…${phone.slice(-2)}`;
