/** `/healthz`: the process lives. `/readyz`: names each thing it needs and says which is away. */
import type { FastifyInstance } from 'fastify';
import type { Api } from '../deps.ts';
import { readVersion } from '../store/directory.ts';

const PATIENCE = 2000;

/** `ok`, or `away` when it throws or takes too long. */
async function state(check: () => Promise<unknown>): Promise<'ok' | 'away'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'away'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'away');
  });
  const answer = check().then(
    () => 'ok' as const,
    () => 'away' as const,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

export function mountHealth(server: FastifyInstance, { db, checks = {}, version }: Api): void {
  const all = { database: () => readVersion(db, 'directory'), ...checks };
  server.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok', version }));
  server.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    const states = await Promise.all(
      Object.entries(all).map(async ([name, check]) => [name, await state(check)] as const),
    );
    // Only the database is needed; what is speed and no more is named all the same.
    const ready = states.some(([name, one]) => name === 'database' && one === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not_ready', dependencies: { ...Object.fromEntries(states) }, store: db.kind });
  });
}
