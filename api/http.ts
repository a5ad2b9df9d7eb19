/** The HTTP server that everything is mounted on: its limits, its log, its errors; and the way to it within this process. */
import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { createClient } from './contract/client.ts';
import { mountErrors, onFrameworkError, plainFault } from './plugins/errors.ts';

const BODY_LIMIT = 256 * 1024;
const SLOWEST_REQUEST_MS = 5 * 60 * 1000;

export function createHttp(level: string): FastifyInstance {
  const server = Fastify({
    logger: {
      level,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      serializers: { err: plainFault },
    },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // Whoever sends a body byte by byte holds its memory: long enough for 10 MB over a slow line, not for ever.
    requestTimeout: SLOWEST_REQUEST_MS,
    // Only a proxy on a private address may say for whom it asks.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    frameworkErrors: onFrameworkError,
  });
  mountErrors(server);
  return server;
}

/** The bot's calls to the request API stay in this process, and pass through the same door as everybody's. */
export const inProcess =
  (server: FastifyInstance, key: string): Parameters<typeof createClient>[0] =>
  async ({ method, path, headers, body }) => {
    const answer = await server.inject({
      method,
      url: path,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body !== undefined && { payload: body as object }),
    });
    return { status: answer.statusCode, body: answer.payload === '' ? undefined : answer.json() };
  };
