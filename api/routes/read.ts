/** What routes read from a call beside its body: the reference in the path, the idempotency key, who the citizen is. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { ProblemError } from '../contract/problem.ts';
import { isValidReference, parseReference } from '../contract/reference.ts';
import type { Api, Role } from '../deps.ts';
import { canonical } from '../domain/fingerprint.ts';
import { readFollowUpCode } from '../domain/follow-up.ts';
import { callerOf } from '../plugins/auth.ts';
import type { Keyed } from '../store/idempotency.ts';

export const ReferenceParams = Type.Object({
  reference: Type.String({ description: '12 digits, any digits and separators' }),
});

/** Twelve bare digits with the right check digits. */
export function readReference({ reference }: { readonly reference: string }): string {
  const bare = parseReference(reference);
  if (bare === null || !isValidReference(bare)) throw new ProblemError('invalid_reference');
  return bare;
}

export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ description: '1 to 200 printable characters; a repeat under the same key changes nothing' }),
  ),
});

const KEY = /^[\x20-\x7E]{1,200}$/;

/** Bytes stand for themselves by their hash. */
const spelling = (body: unknown) =>
  body instanceof Uint8Array ? createHash('sha256').update(body).digest('base64url') : canonical(body);

/** The key of a call, for its role and operation; null when none was sent. */
export function keyedOf(request: FastifyRequest, { vault }: Api, operation: string, ...body: unknown[]): Keyed | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw new ProblemError('missing_idempotency_key');
  const scope = `${callerOf(request)} ${request.method} ${operation}`;
  return { scope, key, fingerprint: vault.key('fingerprint', ...body.map(spelling)) };
}

const inUri = (of: string) =>
  Type.String({ maxLength: 1000, description: `${of}, URI-encoded; with the bot's key only` });

export const ProofHeaders = Type.Object({
  'sawt-sender': Type.Optional(inUri('Who writes')),
  'sawt-conversation': Type.Optional(inUri('Where')),
  'sawt-follow-up-code': Type.Optional(Type.String({ maxLength: 100 })),
});

/** Who the citizen is, as far as the call can tell: nothing of it is proof before the rows agree. */
export interface Proof {
  readonly sender: string | null;
  readonly conversation: string | null;
  readonly code: string | null;
}

function decoded(name: string, header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw new ProblemError('invalid_request', { field: name, allowed: 'URI-encoded' });
  }
}

type ProofHeaders = Readonly<Partial<Record<'sawt-sender' | 'sawt-conversation' | 'sawt-follow-up-code', string>>>;

export function readProof(headers: ProofHeaders, role: Role | null): Proof {
  const told = (name: 'sawt-sender' | 'sawt-conversation') => {
    const given = headers[name];
    return role === 'bot' && given !== undefined ? decoded(name, given) : null;
  };
  const code = headers['sawt-follow-up-code'];
  return {
    sender: told('sawt-sender'),
    conversation: told('sawt-conversation'),
    code: code === undefined ? null : readFollowUpCode(code),
  };
}
