/**
 * Brings events to the citizen's conversation: straight after the commit, and by a look every two seconds for what a
 * crash left over. At least once: an event counts as delivered only after it was taken; the receiver drops repeats.
 */
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../contract/database.ts';
import type { CitizenEvent } from '../contract/events.ts';
import { claimEvents, markDelivered, restEvent } from '../store/events.ts';
import type { Vault } from '../store/vault.ts';

const LOOK_EVERY = 2000;
/** What a dead replica had taken is free again after this. */
const CLAIM = 10_000;
const BATCH = 20;

export interface NotifyDeps {
  readonly db: Database;
  readonly vault: Vault;
  readonly now: () => Date;
  readonly tell: (event: CitizenEvent) => Promise<void>;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}

export interface Notifier {
  /** Something was committed: look now. */
  look(): void;
  start(): void;
  stop(): Promise<void>;
}

/** Delivers everything that is waiting; what fails rests and is tried again. */
export async function deliverWaiting({ db, vault, now, tell, log }: NotifyDeps): Promise<number> {
  const at = () => now().getTime();
  const deliver = async (event: CitizenEvent) => {
    try {
      await tell(event);
    } catch (error) {
      log.warn({ event: event.id, fault: String(error) }, 'a citizen could not be told yet');
      return restEvent(db, event.id, at());
    }
    return markDelivered(db, event.id, at());
  };
  for (let delivered = 0; ; ) {
    const events = await claimEvents(db, vault, { now: at(), till: at() + CLAIM, limit: BATCH });
    if (events.length === 0) return delivered;
    // Each is of another request: their order does not matter.
    await Promise.all(events.map(deliver));
    delivered += events.length;
  }
}

export function createNotifier(deps: NotifyDeps): Notifier {
  let running: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  const run = async () => {
    do {
      again = false;
      await deliverWaiting(deps);
    } while (again);
  };

  const look = () => {
    again = true;
    running ??= run()
      // The database is away: the events are safe in it, the next look finds them.
      .catch((error: unknown) => deps.log.warn({ fault: String(error) }, 'events wait'))
      .finally(() => {
        running = null;
      });
  };

  return {
    look,
    start() {
      timer = setInterval(look, LOOK_EVERY);
      timer.unref();
      look();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
