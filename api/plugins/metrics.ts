/** Figures for Prometheus: how long answers take, by route and never by address, and what is filed. */
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Figures } from '../deps.ts';

export function mountMetrics(server: FastifyInstance, registry = new Registry()): Figures {
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'sawt_http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const filed = new Counter({
    name: 'sawt_requests_filed_total',
    help: 'Requests filed',
    labelNames: ['channel', 'type'],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  server.get('/metrics', { logLevel: 'warn' }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return {
    registry,
    filed: (channel, type) => filed.inc({ channel, type }),
  };
}
