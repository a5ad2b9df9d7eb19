/**
 * The staff's cookie: who is signed in, from a secret that only the browser holds. A session idle too long is locked, and
 * what changes something needs the session's own word against forged forms (CSRF).
 */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../contract/problem.ts';
import { CSRF_HEADER } from '../contract/staff.ts';
import type { Api } from '../deps.ts';
import { presenceOf } from '../domain/presence.ts';
import { endSession, type KeptSession, readSession } from '../store/sessions.ts';

type Deps = Pick<Api, 'db' | 'vault' | 'now' | 'publicUrl'>;

const isSecure = ({ publicUrl }: Pick<Api, 'publicUrl'>) => publicUrl?.startsWith('https:') === true;

/** A `__Host-` cookie is bound to this very host; without https there is no such thing. */
export const cookieName = (deps: Pick<Api, 'publicUrl'>, name: string) =>
  isSecure(deps) ? `__Host-sawt-${name}` : `sawt-${name}`;

export function setCookie(reply: FastifyReply, deps: Pick<Api, 'publicUrl'>, name: string, value: string | null): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(deps) } as const;
  const full = cookieName(deps, name);
  if (value === null) void reply.clearCookie(full, options);
  else void reply.setCookie(full, value, options);
}

export const secretOf = (request: FastifyRequest, deps: Pick<Api, 'publicUrl'>) =>
  request.cookies[cookieName(deps, 'staff')];

/** The session of a request, present or locked; null when there is none or it is over. */
export async function sessionOf(
  request: FastifyRequest,
  deps: Deps,
): Promise<(KeptSession & { locked: boolean }) | null> {
  const secret = secretOf(request, deps);
  if (secret === undefined || secret === '') return null;
  const session = await readSession(deps.db, deps.vault, secret);
  if (session === null) return null;
  const presence = presenceOf(session, deps.now().getTime());
  if (presence !== 'over') return { ...session, locked: presence === 'locked' };
  await endSession(deps.db, deps.vault, secret);
  return null;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** A form on another page can send the cookie, but not this header. */
export function requireCsrf(request: FastifyRequest, { csrf }: KeptSession): void {
  if (SAFE.has(request.method)) return;
  const shown = request.headers[CSRF_HEADER];
  if (typeof shown !== 'string' || !/^[\w-]+$/.test(shown) || !same(shown, csrf)) throw new ProblemError('csrf');
}
