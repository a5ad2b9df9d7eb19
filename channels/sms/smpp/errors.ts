/** What an operator's refusals mean, for a message and for the connection. Pure. */
import type { Delivery } from '../../channel.ts';

const LATER: Readonly<Record<number, string>> = {
  0x04: 'not bound',
  0x08: "the operator's fault",
  0x14: 'its queue is full',
  0x45: 'not taken now',
  0x58: 'too many at once',
  0x64: "the operator's fault for now",
};
const UNREACHABLE: Readonly<Record<number, string>> = {
  0x0b: 'not a telephone number',
  0x50: 'not a telephone number',
  0x51: 'not a telephone number',
  0xfe: 'could not be delivered',
};
const STOPPED: Readonly<Record<number, string>> = {
  0x0a: 'the sender is not accepted',
  0x0e: 'the password is wrong',
  0x0f: 'the system id is wrong',
  0x48: 'the sender is not accepted',
  0x49: 'the sender is not accepted',
  0x53: 'the system type is wrong',
};
const REST_MS: Readonly<Record<number, number>> = { 0x14: 30_000, 0x58: 2000 };

const hex = (status: number) => `0x${status.toString(16).padStart(8, '0')}`;

export function deliveryOf(status: number): Delivery {
  const later = LATER[status];
  const afterMs = REST_MS[status];
  if (later !== undefined)
    return { kind: 'later', why: `${later} (${hex(status)})`, ...(afterMs !== undefined && { afterMs }) };
  const unreachable = UNREACHABLE[status];
  if (unreachable !== undefined) return { kind: 'unreachable', why: `${unreachable} (${hex(status)})` };
  const stopped = STOPPED[status];
  if (stopped !== undefined) return { kind: 'stopped', why: `${stopped} (${hex(status)})` };
  return { kind: 'refused', why: `the operator refused it (${hex(status)})` };
}

/** Worth the same part again in a moment. */
export const isThrottled = (status: number) => status === 0x58 || status === 0x14;

/** The account is wrong: trying again soon changes nothing. */
export const isWrongAccount = (status: number) => STOPPED[status] !== undefined;

export const OK = 0x00;
/** Said to the operator: keep it and send it again. */
export const TRY_AGAIN = 0x64;
