/** What Twilio's refusals mean for one message. Pure. */
import type { Delivery } from '../../channel.ts';

const UNREACHABLE: Readonly<Record<number, string>> = {
  21211: 'not a telephone number',
  21217: 'not a telephone number',
  21408: 'its country is not enabled',
  21610: 'it asked for no messages',
  21612: 'no way to this number',
  21614: 'not a mobile telephone',
  30003: 'out of reach',
  30005: 'unknown to its network',
  30006: 'a landline',
};
const LATER: Readonly<Record<number, string>> = {
  20429: 'too many calls',
  21611: 'its queue is full',
  30001: 'its queue overflowed',
  30022: "the network's rate",
};
/** The account or the sender is wrong: the next message would fare no better. */
const STOPPED: Readonly<Record<number, string>> = {
  20003: 'the account or its token is wrong',
  20005: 'the account is not active',
  20006: 'access is denied',
  20404: 'no such account',
  21212: 'the sender is not a valid number',
  21603: 'no sender is set',
  21606: 'the sender cannot send messages',
  21659: 'the sender is not of this account',
  21660: 'the sender is not of this account',
};

/** After this the same call may succeed. */
const QUEUE_FULL_MS = 10 * 60_000;

export interface Refusal {
  readonly status: number;
  /** Twilio's own code; undefined when the answer was not Twilio's. */
  readonly code?: number;
  readonly retryAfterMs?: number;
}

const why = (words: string, { code, status }: Refusal) => `${words} (${code ?? status})`;

export function deliveryOf(refusal: Refusal): Delivery {
  const { code = 0, status, retryAfterMs } = refusal;
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined) return { kind: 'unreachable', why: why(unreachable, refusal) };
  const later = LATER[code] ?? (status === 429 ? 'too many calls' : status === 503 ? 'Twilio is away' : undefined);
  if (later !== undefined) {
    const afterMs = retryAfterMs ?? (code === 21611 ? QUEUE_FULL_MS : undefined);
    return { kind: 'later', why: why(later, refusal), ...(afterMs !== undefined && { afterMs }) };
  }
  const stopped = STOPPED[code] ?? (status === 401 || status === 403 ? 'the account or its token is wrong' : undefined);
  if (stopped !== undefined) return { kind: 'stopped', why: why(stopped, refusal) };
  // A gateway's page or a fault of theirs: it may have been sent all the same.
  if (status >= 500) return { kind: 'unknown', why: why('Twilio failed', refusal) };
  return { kind: 'refused', why: why('Twilio refused it', refusal) };
}

/** By these the person is not to be written to again until they ask for it. */
export const isOptOut = (code: number | undefined) => code === 21610;

/** Nothing was sent: the connection never stood. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

export function deliveryOfFault(error: unknown): Delivery {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return NEVER_SENT.includes(code) ? { kind: 'later', why: code } : { kind: 'unknown', why: code };
}
