/**
 * Who calls: `Authorization: Bearer <key>`, a token of the staff's identity provider, or the cookie of a signed-in person.
 * A route that does not say who may call it is for the administrator alone. A wrong key is refused everywhere, also
 * where none is needed.
 */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../contract/problem.ts';
import type { Staff } from '../contract/staff.ts';
import type { Access, Api, Role, Scope } from '../deps.ts';
import { sameSecret } from '../store/vault.ts';
import { requireCsrf, sessionOf } from './session.ts';

const BEARER = /^Bearer +([^\s]+)\s*$/i;

interface Caller {
  readonly role: Role | null;
  readonly staff: Staff | null;
}

const NOBODY: Caller = { role: null, staff: null };
const person = (staff: Staff): Caller => ({ role: staff.role, staff });

async function shownBy(header: string, { keys, identity }: Pick<Api, 'keys' | 'identity'>): Promise<Caller> {
  const shown = BEARER.exec(header)?.[1] ?? '';
  // Both are compared always: the time taken tells nothing.
  const admin = sameSecret(shown, keys.admin);
  const bot = sameSecret(shown, keys.bot);
  if (admin) return { role: 'admin', staff: null };
  if (bot) return { role: 'bot', staff: null };
  const staff = (await identity?.bearer(shown)) ?? null;
  if (staff === null) throw new ProblemError('unauthorized');
  return person(staff);
}

/** A cookie without a session is no wrong key: browsers send it to public routes, too. */
async function signedIn(request: FastifyRequest, api: Api, access: Access): Promise<Caller> {
  const session = await sessionOf(request, api);
  if (session === null || access === 'public') return NOBODY;
  if (session.locked) throw new ProblemError('session_locked');
  requireCsrf(request, session);
  return person(session.staff);
}

const callerAt = (request: FastifyRequest, api: Api, access: Access): Promise<Caller> => {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) return shownBy(authorization, api);
  return cookie === undefined ? Promise.resolve(NOBODY) : signedIn(request, api, access);
};

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

export function guard(scope: Scope, api: Api): void {
  scope.decorateRequest('role', null);
  scope.decorateRequest('staff', null);
  scope.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access ?? ['admin'];
    const { role, staff } = await callerAt(request, api, access);
    request.role = role;
    request.staff = staff;
    admit(role, access);
  });
}
