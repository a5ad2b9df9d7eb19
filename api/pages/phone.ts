/** What the stand-in telephone of the embedded default received, for the demo page. Served only where it exists. */
import type {} from '@fastify/swagger'; // `hide`: no part of the API's description
import type { FastifyInstance } from 'fastify';

interface ShownText {
  readonly phone: string;
  readonly text: string;
  readonly lang: string;
  readonly at: string;
}

export function mountPhone(server: FastifyInstance, shown: () => readonly ShownText[]): void {
  server.get('/demo/phone', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ texts: shown() }),
  );
}
