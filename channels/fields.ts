/** Reading what a client sent without believing its shape. Pure. */
import type { ProblemCode, ProblemFacts } from '../api/contract/problem.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

export interface Refused {
  readonly kind: 'refused';
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;
}

export const refused = (code: ProblemCode, facts: ProblemFacts = {}): Refused => ({ kind: 'refused', code, facts });
