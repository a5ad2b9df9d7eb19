/** What routes read from a call beside its body: the reference in the path, the idempotency key. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { ProblemError } from '../contract/problem.ts';
import { isValidReference, parseReference } from '../contract/reference.ts';
import type { Api } from '../deps.ts';
import { canonical } from '../domain/fingerprint.ts';
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
