/** Keeps a text to a telephone until the outbox has handed it over. */
import type { Queries } from '../../api/contract/database.ts';

export interface QueuedText {
  readonly lane: string;
  readonly channel: string;
  readonly key: string;
  readonly sealed: string;
  readonly at: Date;
}

export async function queueText(db: Queries, { lane, channel, key, sealed, at }: QueuedText): Promise<void> {
  await db.query(
    `insert into outbox (lane, channel, text_key, sealed, next_at, queued_at)
     values ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz) on conflict (text_key) do nothing`,
    [lane, channel, key, sealed, at],
  );
}
