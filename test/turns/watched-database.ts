/** A database that tells of every statement before it is sent and after it is answered: there a test can count, cut or kill. */
import type { Queries } from '../../api/contract/database.ts';
import type { OpenDatabase } from '../../api/store/database.ts';

export interface Statement {
  /** `commit` for the end of a transaction, of which only the `after` is told. */
  readonly text: string;
}

/** What they throw the caller sees: before, and nothing was sent; after, in place of the answer. */
export interface Watcher {
  before?(statement: Statement): void | Promise<void>;
  after?(statement: Statement): void | Promise<void>;
}

const watchedQueries = (inner: Queries, watcher: Watcher): Queries => ({
  async query<Row extends object>(text: string, values?: readonly unknown[]) {
    const statement = { text };
    await watcher.before?.(statement);
    const rows = await inner.query<Row>(text, values);
    await watcher.after?.(statement);
    return rows;
  },
});

export function watched(inner: OpenDatabase, watcher: Watcher): OpenDatabase {
  return {
    ...inner,
    ...watchedQueries(inner, watcher),
    async transaction(work) {
      const result = await inner.transaction((inside) => work(watchedQueries(inside, watcher)));
      await watcher.after?.({ text: 'commit' });
      return result;
    },
  };
}

/** Statements that run by the clock and belong to no turn: a look for what is unfinished, for news, for changed
 * rows, for what a socket has missed. */
export const isUpkeep = (text: string) =>
  /^\s*(select id from conversations where pending|select id, channel, coalesce|update request_events e set claimed|with head as|delete from channel_stops|select version|select id, last_seq from conversations where id = any)/.test(
    text,
  );
