/**
 * Lets go of answers under an Idempotency-Key once nobody can still ask for them: a draft is left behind after thirty days,
 * and with it the key it would be filed under. Any number of replicas may sweep at once.
 */
import type { FastifyBaseLogger } from 'fastify';
import type { Queries } from '../contract/database.ts';
import { forgetKeys } from '../store/idempotency.ts';

const EVERY_MS = 60 * 60 * 1000;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** Rows a statement: nobody who files waits for a long delete. */
const BATCH = 5000;

export interface SweepDeps {
  readonly db: Queries;
  readonly now: () => Date;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}

/** How many went. */
export async function sweepKeys({ db, now }: Omit<SweepDeps, 'log'>, batch = BATCH): Promise<number> {
  const before = now().getTime() - KEPT_MS;
  for (let gone = 0; ; ) {
    const went = await forgetKeys(db, before, batch);
    gone += went;
    if (went < batch) return gone;
  }
}

export interface Sweeper {
  start(): void;
  stop(): Promise<void>;
}

export function createSweeper(deps: SweepDeps): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    // The database is away: the rows are there in an hour, too.
    running = sweepKeys(deps).catch((error: unknown) => deps.log.warn({ fault: String(error) }, 'old keys wait'));
  };
  return {
    start() {
      timer = setInterval(sweep, EVERY_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
