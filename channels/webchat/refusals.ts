/** Expected failures in Direct Line's own shape, `{ error: { code, message } }`, the message in both languages. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseAway } from '../../api/contract/database.ts';
import { PROBLEMS, type ProblemCode, ProblemError, type ProblemFacts, problem } from '../../api/contract/problem.ts';

const CODES: Partial<Record<ProblemCode, string>> = {
  invalid_json: 'BadSyntax',
  invalid_request: 'BadArgument',
  empty_message: 'BadArgument',
  unauthorized: 'Unauthorized',
  forbidden: 'Forbidden',
  token_expired: 'TokenExpired',
  not_found: 'NotFound',
  unknown_conversation: 'ConversationNotFound',
  method_not_allowed: 'MethodNotAllowed',
  too_large: 'MessageSizeTooBig',
  unsupported_media_type: 'UnsupportedMediaType',
  rate_limited: 'TooManyRequests',
  not_kept: 'ServiceUnavailable',
  unavailable: 'ServiceUnavailable',
};

/** Direct Line knows no 422. */
const statusOf = (code: ProblemCode) => (PROBLEMS[code].status === 422 ? 400 : PROBLEMS[code].status);

const BY_STATUS: Readonly<Record<number, readonly [ProblemCode, ProblemFacts]>> = {
  400: ['invalid_json', {}],
  404: ['not_found', {}],
  413: ['too_large', { allowed: '256K / 10 MB' }],
  415: ['unsupported_media_type', { allowed: 'application/json, multipart/form-data' }],
};

/** What the inbox did not judge itself came before it: a file of a message that then was not kept either. */
const away = (method: string) => new ProblemError(method === 'POST' ? 'not_kept' : 'unavailable');

function expected(error: FastifyError, method: string): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof DatabaseAway) return away(method);
  const known = BY_STATUS[error.statusCode ?? 500];
  return known && new ProblemError(...known);
}

export function refuse(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const told = expected(error, request.method);
  if (told === undefined) request.log.error(error);
  const code = told?.code ?? 'internal';
  const facts = told?.facts ?? {};
  if (facts.seconds !== undefined) reply.header('retry-after', String(facts.seconds));
  return reply
    .code(statusOf(code))
    .send({ error: { code: CODES[code] ?? 'InternalServerError', message: problem(code, facts).detail } });
}
