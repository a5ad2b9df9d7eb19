/**
 * Who calls: `Authorization: Bearer <key>`. A route that does not say who may call it is for the administrator alone.
 * A wrong key is refused everywhere, also where none is needed.
 */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../contract/problem.ts';
import type { Access, Api, Role, Scope } from '../deps.ts';
import { sameSecret } from '../store/vault.ts';

const BEARER = /^Bearer +([^\s]+)\s*$/i;

function roleOf(header: string, keys: Api['keys']): Role {
  const shown = BEARER.exec(header)?.[1] ?? '';
  // Both are compared always: the time taken tells nothing.
  const admin = sameSecret(shown, keys.admin);
  const bot = sameSecret(shown, keys.bot);
  if (admin) return 'admin';
  if (bot) return 'bot';
  throw new ProblemError('unauthorized');
}

function admit(role: Role | null, access: Access): void {
  if (access === 'public') return;
  if (role === null) throw new ProblemError('unauthorized');
  if (!access.includes(role)) throw new ProblemError('forbidden');
}

/** The role of a request that passed `admit`. */
export function callerOf(request: FastifyRequest): Role {
  if (request.role === null) throw new ProblemError('unauthorized');
  return request.role;
}

export function guard(scope: Scope, { keys }: Pick<Api, 'keys'>): void {
  scope.decorateRequest('role', null);
  scope.addHook('onRequest', async (request) => {
    const { authorization } = request.headers;
    request.role = authorization === undefined ? null : roleOf(authorization, keys);
    admit(request.role, request.routeOptions.config.access ?? ['admin']);
  });
}
