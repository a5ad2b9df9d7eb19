/**
 * Carries out the orders of `link.ts`: opens and closes the stream, sets the timers, hands on what is heard.
 * Late answers of an abandoned try are ignored by its round number.
 */
import { type ActivitySet, decodeActivitySet } from '../activity.ts';
import type { SocketEvents } from './browser.ts';
import { type Happening, type Link, type Order, step } from './link.ts';
import type { Entrance } from './session.ts';

export interface ConnectionDeps {
  readonly entrance: Entrance;
  openSocket(url: string, events: SocketEvents): () => void;
  /** Runs `work` later; answers with its cancellation. */
  later(ms: number, work: () => void): () => void;
  jitter(): number;
  heard(set: ActivitySet): void;
  changed(link: Link): void;
}

export interface Connection {
  link(): Link;
  tell(happening: Happening): void;
}

const nothing = () => {};

export function createConnection(deps: ConnectionDeps): Connection {
  let link: Link = { kind: 'idle' };
  let round = 0;
  let closeSocket = nothing;
  let cancelWait = nothing;
  let cancelRefresh = nothing;

  function leave(): void {
    round += 1;
    closeSocket();
    closeSocket = nothing;
    cancelWait();
    cancelRefresh();
  }

  function keepFresh(expiresIn: number): void {
    cancelRefresh = deps.later(expiresIn * 500, () => {
      void deps.entrance.refresh();
      keepFresh(expiresIn);
    });
  }

  async function enter(): Promise<void> {
    leave();
    const mine = round;
    const outcome = await deps.entrance.enter();
    if (mine !== round) return;
    if (outcome.kind !== 'ok')
      return tell(outcome.kind === 'busy' ? { kind: 'lost', after: outcome.after } : { kind: 'lost' });
    const { session, url } = outcome.value;
    closeSocket = deps.openSocket(url, {
      opened: () => {
        keepFresh(session.expiresIn);
        tell({ kind: 'opened' });
      },
      frame: (value) => deps.heard(decodeActivitySet(value, session.userId)),
      closed: (collision) => tell(collision ? { kind: 'collided' } : { kind: 'lost' }),
    });
  }

  function obey(order: Order): void {
    switch (order.kind) {
      case 'enter':
        void enter();
        break;
      case 'leave':
        leave();
        break;
      case 'wait':
        cancelWait = deps.later(order.ms, () => tell({ kind: 'due' }));
    }
  }

  function tell(happening: Happening): void {
    const [next, orders] = step(link, happening, deps.jitter());
    link = next;
    orders.forEach(obey);
    deps.changed(link);
  }

  return { link: () => link, tell };
}
