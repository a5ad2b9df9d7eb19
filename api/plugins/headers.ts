/**
 * The headers that tell browsers to be careful, on every answer. Helmet says which; it says the same for every answer, so
 * it is asked once, at the start. Pages and files add a policy of their own.
 */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

function headersOf(options: HelmetOptions): Record<string, number | string | string[]> {
  const request = new IncomingMessage(new Socket());
  const answer = new ServerResponse(request);
  helmet(options)(request, answer, (fault) => {
    if (fault !== undefined) throw fault;
  });
  return Object.fromEntries(Object.entries(answer.getHeaders()).flatMap(([name, value = '']) => [[name, value]]));
}

export function mountHeaders(server: FastifyInstance, options: HelmetOptions): void {
  const headers = headersOf(options);
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
