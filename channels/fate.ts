/**
 * What follows from what a platform said of one message. Pure: the clock and the die are handed in.
 *
 * later      surely not delivered: again after a back-off, for a day; then a dead letter
 * unknown    may have arrived: once more after a minute (said twice is better than never), then a dead letter
 * stopped    the message waits as it was, its whole channel rests
 * refused, unreachable    never again here: another way, or a dead letter
 */
import type { Delivery } from './channel.ts';
import type { Fate } from './store/outbox.ts';

export interface Tried {
  readonly attempts: number;
  readonly unknowns: number;
  readonly queuedAt: string;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 120_000;
const AFTER_UNKNOWN_MS = 60_000;
const PATIENCE_MS = 24 * 60 * 60 * 1000;
const LONGEST_WHY = 300;
export const MOST_UNKNOWNS = 1;

/** Twice as long each time, a quarter more or less, so that a provider coming back is not met by everybody at once. */
export function waitAfter(attempts: number, die: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(wait * (0.75 + die / 2));
}

export function fateOf(delivery: Delivery, tried: Tried, now: Date, die: number): Fate {
  const { attempts, unknowns, queuedAt } = tried;
  const at = (ms: number) => new Date(now.getTime() + ms);
  const why = 'why' in delivery ? delivery.why.slice(0, LONGEST_WHY) : undefined;
  const told = { ...(why !== undefined && { why }), erase: false };
  switch (delivery.kind) {
    case 'sent': {
      const { platformId } = delivery;
      return { state: 'sent', unknowns, erase: true, ...(platformId !== undefined && { platformId }) };
    }
    case 'later': {
      if (now.getTime() - Date.parse(queuedAt) > PATIENCE_MS) return { ...told, state: 'dead', unknowns };
      const nextAt = at(Math.max(waitAfter(attempts, die), delivery.afterMs ?? 0));
      return { ...told, state: 'waiting', unknowns, nextAt };
    }
    case 'unknown': {
      const state = unknowns + 1 > MOST_UNKNOWNS ? 'dead' : 'waiting';
      return { ...told, state, unknowns: unknowns + 1, nextAt: at(AFTER_UNKNOWN_MS) };
    }
    case 'stopped':
      return { ...told, state: 'waiting', unknowns };
    case 'unreachable':
    case 'refused':
      return { ...told, state: 'dead', unknowns };
  }
}
