/**
 * Tells whoever watches a conversation that there is something to look at. The database is the truth: a signal may be
 * lost, and whoever needs every message looks again by itself while `complete()` is false.
 */
import type { Kept } from './channel.ts';

export type Signal =
  /** Just committed here: watchers that are exactly before these need not read the database. */
  | { readonly kind: 'kept'; readonly messages: readonly Kept[] }
  | { readonly kind: 'look' }
  | { readonly kind: 'typing' }
  /** A socket was opened: an older one of the same conversation gives way. Ids sort by age. */
  | { readonly kind: 'opened'; readonly socket: string };

export type Listener = (signal: Signal) => void;

export interface Bus {
  publish(conversationId: string, signal: Signal): void;
  /** Returns how to stop. */
  subscribe(conversationId: string, listener: Listener): () => void;
  /** No other process serves the same database: nothing can be missed. */
  readonly alone: boolean;
  /** Every signal published by anybody reaches this process, as far as it can know. */
  complete(): boolean;
  close(): Promise<void>;
}

export interface LocalBus extends Bus {
  /** To everybody here: something may have been missed. */
  lookAgain(): void;
}

/** Within this process. `alone`: no other process serves the same database. */
export function createLocalBus({ alone }: { readonly alone: boolean }): LocalBus {
  const listeners = new Map<string, Set<Listener>>();

  const leave = (conversationId: string, listener: Listener) => {
    const set = listeners.get(conversationId);
    set?.delete(listener);
    if (set?.size === 0) listeners.delete(conversationId);
  };

  return {
    publish: (conversationId, signal) => {
      for (const listener of listeners.get(conversationId) ?? []) listener(signal);
    },
    subscribe: (conversationId, listener) => {
      const set = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, set.add(listener));
      return () => leave(conversationId, listener);
    },
    lookAgain: () => {
      for (const set of [...listeners.values()]) for (const listener of [...set]) listener({ kind: 'look' });
    },
    alone,
    complete: () => alone,
    close: async () => listeners.clear(),
  };
}
