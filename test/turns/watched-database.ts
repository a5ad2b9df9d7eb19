/** A database that tells of every statement before it is sent and after it is answered: there a test can count, cut or kill. */
import type { Queries } from '../../api/contract/database.ts';
import type { OpenDatabase } from '../../api/store/database.ts';

export interface Watcher {
  /** What it throws the caller sees in place of an answer; nothing was sent then. */
  before?(text: string): void | Promise<void>;
  /** The statement is done; what it throws the caller sees in place of the answer. */
  after?(text: string): void | Promise<void>;
}

const watchedQueries = (inner: Queries, watcher: Watcher): Queries => ({
  async query<Row extends object>(text: string, values?: readonly unknown[]) {
    await watcher.before?.(text);
    const rows = await inner.query<Row>(text, values);
    await watcher.after?.(text);
    return rows;
  },
});

export function watched(inner: OpenDatabase, watcher: Watcher): OpenDatabase {
  return {
    ...inner,
    ...watchedQueries(inner, watcher),
    async transaction(work) {
      const result = await inner.transaction((inside) => work(watchedQueries(inside, watcher)));
      await watcher.after?.('commit');
      return result;
    },
  };
}

/** Statements that run by the clock and belong to no turn: a look for what is unfinished, for news, for changed rows. */
export const isUpkeep = (text: string) =>
  /^\s*(select id from conversations where pending|update request_events e set claimed|select version)/.test(text);
