/** What a mail server's answer means for a letter, by the phase it came in (RFC 5321, RFC 3463). Pure. */
import type { Delivery } from '../channel.ts';

/** How far it came before it failed. */
export type Phase = 'connect' | 'login' | 'envelope' | 'content';

export interface Fault {
  readonly phase: Phase;
  /** The server's answer; undefined: none came. */
  readonly status?: number;
  /** Of the network or the library: `ECONNREFUSED`, `ETLS`. */
  readonly code?: string;
  /** The content was begun: without an answer nobody knows whether it was taken. */
  readonly begun: boolean;
  /** The refusal is of the one it is for, and not of us who send. */
  readonly ofAddress: boolean;
}

const RATE_REST_MS = 120_000;

export function fateOf({ phase, status, code, begun, ofAddress }: Fault): Delivery {
  const why = `${phase}: ${status ?? code ?? 'no answer'}`;
  if (status === undefined) return begun ? { kind: 'unknown', why } : { kind: 'later', why };
  if (status === 421 || status === 450 || status === 451 || status === 452)
    return { kind: 'later', why, afterMs: RATE_REST_MS };
  if (status < 500) return { kind: 'later', why };
  if (phase === 'connect' || phase === 'login') return { kind: 'stopped', why };
  if (phase === 'envelope') return ofAddress ? { kind: 'unreachable', why } : { kind: 'stopped', why };
  return { kind: 'refused', why };
}
