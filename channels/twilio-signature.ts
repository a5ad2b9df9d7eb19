/**
 * Who speaks for Twilio: the signature over the address it called and every parameter it sent, checked by its own library.
 * Shared by every door that Twilio calls.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { ProblemError } from '../api/contract/problem.ts';
import { createAllowance } from './allowance.ts';

/** A parameter sent twice is an array, as the signature counts it. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

export interface Signing {
  readonly authToken: string;
  /** As the world addresses us: behind a proxy the request does not know. Undefined: as it says. */
  readonly publicUrl?: string;
  readonly now: () => Date;
}

/** From one address; whoever signs is never counted. */
const REFUSALS_A_MINUTE = 300;

/** Every parameter as it was sent, untrimmed: new ones appear without notice and are signed too. */
export function parametersOf(body: string): Parameters {
  const search = new URLSearchParams(body);
  const entries = [...new Set(search.keys())].map((name) => {
    const values = search.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? '') : values] as const;
  });
  return Object.fromEntries(entries);
}

/** The single value of a parameter; of several, the first. */
export const parameter = (parameters: Parameters, name: string): string | undefined => {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return typeof value === 'object' ? value[0] : value;
};

const calledAt = (request: FastifyRequest, publicUrl: string | undefined) =>
  `${publicUrl ?? `${request.protocol}://${request.host}`}${request.raw.url ?? request.url}`;

export function isSigned(
  request: FastifyRequest,
  { authToken, publicUrl }: Pick<Signing, 'authToken' | 'publicUrl'>,
): boolean {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || signature === '') return false;
  return webhooks.validateRequest(authToken, signature, calledAt(request, publicUrl), {
    ...asParameters(request.body),
  });
}

const asParameters = (body: unknown): Parameters =>
  typeof body === 'object' && body !== null ? (body as Parameters) : {};

/** Routes of this scope take forms alone, and only from Twilio. */
export function onlyTwilio(scope: FastifyInstance, signing: Signing): void {
  const refusals = createAllowance(REFUSALS_A_MINUTE, signing.now);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, parametersOf(String(body))),
  );
  // Before anything is looked at, and before anything is answered that could tell a stranger what is here.
  scope.addHook('preValidation', async (request) => {
    if (isSigned(request, signing)) return;
    refusals.spend(request.ip);
    throw new ProblemError('bad_signature', { allowed: 'X-Twilio-Signature' });
  });
}
