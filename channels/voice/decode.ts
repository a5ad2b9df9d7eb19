/** What Twilio posts while a call runs, as what happened in it. Pure. */
import { ProblemError } from '../../api/contract/problem.ts';
import { type Parameters, parameter } from '../twilio-signature.ts';
import { type Caller, phoneIn } from './caller.ts';

/** What the address of a webhook says of the call so far: we wrote it, and the signature covers it. */
export interface Place {
  /** Which turn of the call this answers; 0: it was just picked up. */
  readonly turn: number;
  /** So often in a row nothing was heard. */
  readonly silent: number;
  /** So often the caller was asked to hold the line for this turn's reply. */
  readonly waited: number;
}

export interface CallTurn {
  readonly caller: Caller;
  readonly place: Place;
  readonly speech: string;
  readonly keys: string;
  /** The call is over, and how. */
  readonly ended?: string;
  /** What became of putting the caller through. */
  readonly dialled?: string;
  /** ConversationRelay ended: what we told it to hand over, and how its session ended. */
  readonly relay?: { readonly handoff: string; readonly status: string };
}

const SID = /^[A-Za-z0-9_-]{2,64}$/;
const ENDED = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];
const MOST = 9999;

/** Twilio names a call's own id in every request about it. */
export function callerIn(parameters: Parameters): Caller {
  const callSid = parameter(parameters, 'CallSid');
  if (callSid === undefined || !SID.test(callSid))
    throw new ProblemError('invalid_request', { field: 'CallSid', allowed: 'CA…' });
  const outbound = parameter(parameters, 'Direction')?.startsWith('outbound') === true;
  return { callSid, phone: phoneIn(parameter(parameters, outbound ? 'To' : 'From')) };
}

function count(value: unknown): number {
  const text = typeof value === 'string' ? value : '0';
  return /^\d{1,4}$/.test(text) ? Math.min(Number(text), MOST) : 0;
}

export const placeIn = (query: Readonly<Record<string, unknown>>): Place => ({
  turn: count(query.turn),
  silent: count(query.silent),
  waited: count(query.waited),
});

export const endedIn = (parameters: Parameters): string | undefined =>
  ENDED.find((status) => status === parameter(parameters, 'CallStatus'));

export function decodeTurn(parameters: Parameters, query: Readonly<Record<string, unknown>>): CallTurn {
  const dialled = parameter(parameters, 'DialCallStatus');
  const ended = endedIn(parameters);
  const session = parameter(parameters, 'SessionStatus');
  return {
    caller: callerIn(parameters),
    place: placeIn(query),
    speech: (parameter(parameters, 'SpeechResult') ?? '').trim(),
    keys: (parameter(parameters, 'Digits') ?? '').replace(/[^\d*#]/g, ''),
    ...(ended !== undefined && { ended }),
    ...(dialled !== undefined && { dialled }),
    ...(session !== undefined && {
      relay: { status: session, handoff: parameter(parameters, 'HandoffData') ?? '' },
    }),
  };
}
