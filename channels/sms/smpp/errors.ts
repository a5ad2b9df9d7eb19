/** What an operator's refusals mean, for a message and for the connection. Pure. */
import type { Delivery } from '../../channel.ts';

const LATER: Readonly<Record<number, string>> = {
  4: 'not bound',
  8: "the operator's fault",
  20: 'its queue is full',
  69: 'not taken now',
  88: 'too many at once',
  100: "the operator's fault for now",
};
const UNREACHABLE: Readonly<Record<number, string>> = {
  11: 'not a telephone number',
  80: 'not a telephone number',
  81: 'not a telephone number',
  254: 'could not be delivered',
};
const STOPPED: Readonly<Record<number, string>> = {
  10: 'the sender is not accepted',
  14: 'the password is wrong',
  15: 'the system id is wrong',
  72: 'the sender is not accepted',
  73: 'the sender is not accepted',
  83: 'the system type is wrong',
};
const REST_MS: Readonly<Record<number, number>> = { 20: 30_000, 88: 2000 };

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
