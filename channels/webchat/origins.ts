/**
 * Pages of any origin may call: the same headers from `@fastify/cors` and, on the one path that carries every message, set
 * in place, where reckoning them anew cost as much as the rest of the answer's headers.
 */
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Not `@fastify/cors`, which reads it too. */
    readonly cors?: false;
  }
}

const EXPOSED = 'retry-after';

/** For a route that is called all the time: not by the plugin. */
export const SET_IN_PLACE = { cors: false } as const;

export async function allowOrigins(scope: FastifyInstance): Promise<void> {
  scope.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.cors === false) {
      const { origin } = request.headers;
      reply.header('vary', 'Origin');
      if (origin !== undefined) reply.header('access-control-allow-origin', origin);
      reply.header('access-control-expose-headers', EXPOSED);
    }
    done();
  });
  await scope.register(cors, {
    origin: true,
    methods: ['GET', 'POST', 'OPTIONS'],
    exposedHeaders: [EXPOSED],
    maxAge: 86_400,
  });
}
