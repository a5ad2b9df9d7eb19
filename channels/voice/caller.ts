/** Who calls, as Twilio says it: a number that the network vouches for, or nobody it can name. Pure. */
import type { Sender } from '../channel.ts';

export const CHANNEL = 'voice';

/** Numbers that stand for a withheld, blocked or unknown one ("ANONYMOUS", "RESTRICTED" ... on the keys). */
const NOBODY = ['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'];

export interface Caller {
  readonly callSid: string;
  /** E.164; undefined: withheld, or no telephone. */
  readonly phone: string | undefined;
}

export function phoneIn(from: string | undefined): string | undefined {
  const digits = /^(?:\+|00)?(\d{3,15})$/.exec((from ?? '').replace(/[\s().-]/g, ''))?.[1];
  if (digits === undefined || NOBODY.includes(`+${digits}`)) return undefined;
  // As an operator of the country writes its own subscribers.
  return /^0[2-7]\d{7,8}$/.test(digits) ? `+962${digits.slice(1)}` : `+${digits}`;
}

/** A known number goes on where it stopped; a withheld one is a stranger each time. */
export const conversationOf = ({ callSid, phone }: Caller) => `${CHANNEL}:${phone ?? callSid}`;

export const senderOf = (caller: Caller): Sender => ({
  key: conversationOf(caller),
  proven: caller.phone !== undefined,
});
