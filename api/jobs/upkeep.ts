/** Work that comes round: each at its own pace from the start on, and no longer once the server closes. What fails is tried again. */
import type { FastifyInstance } from 'fastify';

export interface Chore {
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
}

export function keepUp(server: FastifyInstance, chores: readonly Chore[]): void {
  const timers = chores.map(({ everyMs, work }) =>
    setInterval(() => {
      work().catch((error: unknown) => server.log.warn({ err: error }, 'will try again'));
    }, everyMs),
  );
  server.addHook('preClose', async () => {
    for (const timer of timers) clearInterval(timer);
  });
}
