/** Tokens: for a server that holds the secret, for a client that has one already, and for our own widget without either. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../api/contract/problem.ts';
import { type Fields, fields, textOf } from '../fields.ts';
import { callerOf, type Door, pass } from './door.ts';
import type { Claims } from './verify.ts';

const LONGEST_USER = 120;

/** Microsoft's samples write `User: { Id }` as well. */
function wantedUser(body: Fields): string | undefined {
  const user = fields(body.user ?? body.User);
  return textOf(user.id ?? user.Id);
}

function wantedClaims(body: unknown, conversation: string): Claims {
  const user = wantedUser(fields(body));
  if (user !== undefined && (!user.startsWith('dl_') || user.length > LONGEST_USER))
    throw new ProblemError('invalid_request', { field: 'user.id', allowed: `dl_… (${LONGEST_USER})` });
  const { trustedOrigins } = fields(body);
  const origins = Array.isArray(trustedOrigins) ? trustedOrigins.filter((each) => typeof each === 'string') : [];
  return { conversation, ...(user === undefined ? {} : { user }), ...(origins.length === 0 ? {} : { origins }) };
}

const bearer = (request: FastifyRequest) => /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];

/** Needs the secret, or the token to refresh. */
export function tokenRoutes(scope: FastifyInstance, door: Door) {
  scope.post('/tokens/generate', async (request) => {
    if (callerOf(request).kind !== 'secret') throw new ProblemError('forbidden');
    return pass(door, wantedClaims(request.body, door.newId()));
  });

  scope.post('/tokens/refresh', async (request) => {
    const caller = callerOf(request);
    if (caller.kind !== 'token') throw new ProblemError('forbidden');
    const { kind: _, ...claims } = caller;
    return pass(door, claims);
  });
}

/** Needs nothing. Whoever brings a token given here before, even one that ran out lately, stays who they were. */
export function widgetTokenRoute(scope: FastifyInstance, door: Door) {
  scope.post('/token', async (request) => {
    door.newTokens.spend(request.ip);
    const token = bearer(request) ?? textOf(fields(request.body).token);
    const before = token === undefined ? undefined : await door.verify.returning(token);
    const user = before?.user ?? `dl_${door.newId()}`;
    const conversation = before?.user === undefined ? door.newId() : before.conversation;
    return { ...(await pass(door, { conversation, user, widget: true })), userId: user };
  });
}
