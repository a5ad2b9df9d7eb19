/**
 * The one place where a failure becomes an answer, for the whole server: RFC 9457, both languages.
 * Unknown addresses are 404, known ones with another method 405. What nobody expected is logged and tells nothing.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseAway } from '../contract/database.ts';
import { type ProblemCode, ProblemError, type ProblemFacts, problem } from '../contract/problem.ts';

type Told = readonly [code: ProblemCode, facts?: ProblemFacts];

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

function away(error: DatabaseAway, request: FastifyRequest): Told {
  if (READS.has(request.method) || request.routeOptions.config.access === 'public') return ['unavailable'];
  return [error.unsure ? 'not_confirmed' : 'not_kept'];
}

/** `262144` as `256 KB`. */
export const inWords = (bytes: number) => (bytes >= 1_048_576 ? `${bytes / 1_048_576} MB` : `${bytes / 1024} KB`);

const MEDIA = 'application/json';

/** Ajv's findings, for rooms that validate with Fastify's default. */
function invalid({ validation, validationContext }: FastifyError): Told {
  const [first] = validation ?? [];
  const field = first?.instancePath.slice(1).replaceAll('/', '.');
  return ['invalid_request', { field: field || (validationContext ?? 'body'), allowed: first?.message ?? '' }];
}

function ofFastify(error: FastifyError, request: FastifyRequest): Told | null {
  const status = error.statusCode ?? 500;
  if (error.validation !== undefined) return invalid(error);
  if (error.code === 'FST_ERR_BAD_URL' || status === 404) return ['not_found'];
  if (status === 413) return ['too_large', { allowed: inWords(request.routeOptions.bodyLimit ?? 262_144) }];
  if (status === 415 || status === 406) return ['unsupported_media_type', { allowed: MEDIA }];
  if (status >= 400 && status < 500) return ['invalid_json'];
  return null;
}

type Fault = { readonly type: string; readonly message: string; readonly stack: string; readonly cause?: Fault };

/** All that a log may hold of a failure: a driver's error carries the row's values beside these. */
export function plainFault(error: unknown): Fault {
  const { name: type, message, stack = '', cause } = error instanceof Error ? error : new Error(String(error));
  return { type, message, stack, ...(cause instanceof Error && { cause: plainFault(cause) }) };
}

function told(error: unknown, request: FastifyRequest): Told {
  if (error instanceof ProblemError) return [error.code, error.facts];
  if (error instanceof DatabaseAway) return away(error, request);
  const known = error instanceof Error ? ofFastify(error as FastifyError, request) : null;
  if (known !== null) return known;
  request.log.error({ fault: plainFault(error) }, 'unexpected failure');
  return ['internal'];
}

export function sendProblem(reply: FastifyReply, code: ProblemCode, facts?: ProblemFacts): FastifyReply {
  const body = problem(code, facts);
  if (code === 'unauthorized') void reply.header('www-authenticate', 'Bearer');
  if (body.status === 503) void reply.header('retry-after', '5');
  if (body.status === 429 && facts?.seconds !== undefined) void reply.header('retry-after', String(facts.seconds));
  return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
}

/** For Fastify's own `frameworkErrors`: an address that cannot be decoded. */
export function onFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(reply, ...told(error, request));
}

/** `/v1/requests/:reference` as an expression over paths. */
const matcher = (route: string) =>
  new RegExp(
    `^${route
      .replace(/[.+?^$()|[\]{}\\]/g, '\\$&')
      .replace(/:[^/]+/g, '[^/]+')
      .replaceAll('*', '.*')}/?$`,
  );

/** Call before any route is added: it watches which methods each address has. */
export function mountErrors(server: FastifyInstance): void {
  const routes = new Map<string, { matches: RegExp; methods: Set<string> }>();
  server.addHook('onRoute', ({ url, method }) => {
    const route = routes.get(url) ?? { matches: matcher(url), methods: new Set<string>() };
    for (const name of [method].flat()) route.methods.add(name);
    routes.set(url, route);
  });
  server.setErrorHandler((error, request, reply) => sendProblem(reply, ...told(error, request)));
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const here = [...routes.values()].filter(({ matches }) => matches.test(path));
    const methods = [...new Set(here.flatMap(({ methods }) => [...methods]))].sort();
    // A catch-all that takes this method has already said no by itself.
    if (methods.length === 0 || methods.includes(request.method)) return sendProblem(reply, 'not_found');
    const allowed = methods.join(', ');
    return sendProblem(reply.header('allow', allowed), 'method_not_allowed', { allowed });
  });
}
