/**
 * Sends what waits in the queue: one at a time, in the order typed, each under its own client id.
 * A lost network leaves the message queued; a refusal that will not change marks it failed, and the person decides.
 */
import type { Outcome } from '../connection/direct-line.ts';
import type { Queue, Queued } from './queue.ts';

export interface SenderDeps {
  readonly queue: Queue;
  live(): boolean;
  deliver(item: Queued): Promise<Outcome<unknown>>;
  renew(): Promise<boolean>;
  later(ms: number, work: () => void): () => void;
  /** Nobody answered: the line is worse than it looks. */
  lost(): void;
  /** Taken by the server, not yet seen on the stream. */
  sent(clientId: string): void;
  changed(): void;
}

/** After this many busy answers the person is asked, not the server again. */
const PATIENCE = 6;

export function createSender(deps: SenderDeps): { flush(): void } {
  const { queue } = deps;
  let busy = false;
  let cancelPause = () => {};

  function again({ clientId, tries }: Queued): void {
    queue.change(clientId, { state: 'queued', tries: tries + 1 });
  }

  function giveUp({ clientId }: Queued, refused: number): void {
    queue.change(clientId, { state: 'failed', tries: 0, refused });
  }

  function pause(item: Queued, after: number): void {
    again(item);
    cancelPause();
    cancelPause = deps.later(Math.max(after, 2 ** item.tries * 0.5) * 1000, flush);
  }

  function settle(item: Queued, outcome: Outcome<unknown>): void {
    const patient = item.tries < PATIENCE;
    if (outcome.kind === 'ok') {
      queue.change(item.clientId, { state: 'sent' });
      deps.sent(item.clientId);
    } else if (outcome.kind === 'refused') giveUp(item, outcome.status);
    else if (outcome.kind === 'away') {
      queue.change(item.clientId, { state: 'queued' });
      deps.lost();
    } else if (!patient) giveUp(item, outcome.kind === 'busy' ? 503 : 403);
    else if (outcome.kind === 'busy') pause(item, outcome.after);
    else {
      again(item);
      deps.lost();
    }
  }

  async function send(item: Queued): Promise<boolean> {
    queue.change(item.clientId, { state: 'sending' });
    deps.changed();
    let outcome = await deps.deliver(item);
    if (outcome.kind === 'expired' && (await deps.renew())) outcome = await deps.deliver(item);
    settle(item, outcome);
    deps.changed();
    return outcome.kind === 'ok' || outcome.kind === 'refused';
  }

  async function drain(): Promise<void> {
    busy = true;
    for (let item = queue.next(); item !== undefined && deps.live(); item = queue.next()) {
      if (!(await send(item))) break;
    }
    busy = false;
  }

  function flush(): void {
    if (!busy) void drain();
  }
  return { flush };
}
