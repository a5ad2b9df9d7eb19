/** Calls without a key are counted per address; a valid key is never throttled. */
import rateLimit from '@fastify/rate-limit';
import { ProblemError } from '../contract/problem.ts';
import type { Scope } from '../deps.ts';

const DEFAULT_LIMIT = 120;
const BODY_LIMIT = 256 * 1024;

export async function limit(scope: Scope, max = DEFAULT_LIMIT): Promise<void> {
  await scope.register(rateLimit, {
    max,
    timeWindow: 60_000,
    allowList: (request) => request.role !== null || request.routeOptions.config.access !== 'public',
    errorResponseBuilder: (_request, { ttl }) => new ProblemError('rate_limited', { seconds: Math.ceil(ttl / 1000) }),
  });
  scope.addHook('onRoute', (route) => {
    route.bodyLimit ??= BODY_LIMIT;
  });
}
