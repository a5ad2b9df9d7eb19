/**
 * What the Graph API's answer means for a message: its table of errors, by code first. Pure.
 * Sub-codes come and go and are only ever a second hint.
 */
import type { Delivery } from '../channel.ts';
import { type Fields, fields } from '../fields.ts';

/** What came back for one call, or why nothing did. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Parsed JSON; undefined when it was none. */
      readonly body: unknown;
      /** Rest at least so long before the next call, says the answer's header. */
      readonly restMs?: number;
    }
  /** It never left: nothing can have been delivered. */
  | { readonly kind: 'unsent'; readonly why: string }
  /** It left, and no answer came. */
  | { readonly kind: 'unanswered'; readonly why: string };

/** `closed`: by our own clock the person's 24 hours are over. */
export interface Sent {
  readonly closed: boolean;
}

const MINUTE = 60_000;
const TRANSIENT = [1, 2, 1200];
const RATE = [4, 17, 32, 341, 613];
const PERMISSION = [3, 10, 200, 230];
const POLICY = [368, 2018065];

const OUTSIDE_WINDOW = 2018278;
const RESTRICTED = 1893063;
const NOT_OWNER = 2018300;
const NO_SUCH_PERSON = 2018001;

const RATE_REST = 2 * MINUTE;
/** Until whoever has the thread gives it back. */
const OWNER_REST = 15 * MINUTE;

interface Refusal {
  readonly code: number;
  readonly subcode: number;
  readonly message: string;
}

function refusalIn(body: unknown): Refusal | undefined {
  const error: Fields = fields(fields(body).error);
  const code = Number(error.code);
  if (error.code === undefined || !Number.isInteger(code)) return undefined;
  return { code, subcode: Number(error.error_subcode ?? 0), message: String(error.message ?? '') };
}

export function fateOf(answer: Answer, sent: Sent): Delivery {
  if (answer.kind === 'unsent') return { kind: 'later', why: answer.why };
  if (answer.kind === 'unanswered') return { kind: 'unknown', why: answer.why };
  const { status, body, restMs } = answer;
  const refusal = refusalIn(body);
  if (refusal) return refused(refusal, restMs, sent);
  const id = fields(body).message_id;
  if (status === 200 && body !== undefined) {
    return { kind: 'sent', ...(typeof id === 'string' && { platformId: id }) };
  }
  return unexplained(status, restMs);
}

/** An answer without the API's own words: a proxy's page, an empty body. */
function unexplained(status: number, restMs: number | undefined): Delivery {
  const why = `HTTP ${status} without an explanation`;
  if (status === 429) return { kind: 'later', why, afterMs: restMs ?? RATE_REST };
  if (status === 401 || status === 403) return { kind: 'stopped', why };
  return status >= 500 || status < 400 ? { kind: 'later', why } : { kind: 'refused', why };
}

/** The message itself is never told on: it may hold a name. */
function refused({ code, subcode, message }: Refusal, restMs: number | undefined, { closed }: Sent): Delivery {
  const why = `Graph error ${code}${subcode === 0 ? '' : `/${subcode}`}`;
  if (TRANSIENT.includes(code)) return { kind: 'later', why };
  if (RATE.includes(code)) return { kind: 'later', why, afterMs: Math.max(restMs ?? 0, RATE_REST) };
  if (code === 190) return { kind: 'stopped', why: `${why}: the Page's token is not valid` };
  if (POLICY.includes(code) || POLICY.includes(subcode)) return { kind: 'stopped', why: `${why}: blocked by policy` };
  if (code === 10 && subcode === RESTRICTED) return { kind: 'stopped', why: `${why}: the Page is restricted` };
  if (code === 10 && (subcode === OUTSIDE_WINDOW || closed || /outside of (the )?allowed window/i.test(message))) {
    return { kind: 'unreachable', why: `${why}: outside the 24-hour window` };
  }
  if (code === 10 && subcode === NOT_OWNER)
    return { kind: 'later', why: `${why}: another app has the thread`, afterMs: OWNER_REST };
  if (PERMISSION.includes(code)) return { kind: 'stopped', why: `${why}: a permission is missing` };
  if (code === 551) return { kind: 'unreachable', why: `${why}: this person is not available` };
  if (code === 100 && (subcode === NO_SUCH_PERSON || /no matching user/i.test(message))) {
    return { kind: 'unreachable', why: `${why}: no such person` };
  }
  return { kind: 'refused', why };
}
