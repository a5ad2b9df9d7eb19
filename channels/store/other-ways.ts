/** A message of a transcript on its way to another address than its conversation's: each piece once under its key. */
import type { Queries } from '../../api/contract/database.ts';

export interface Instead {
  readonly conversationId: string;
  readonly seq: number;
  /** The door it was meant for. */
  readonly insteadOf: string;
  readonly channel: string;
  readonly lane: string;
  readonly at: Date;
  /** In order. */
  readonly pieces: readonly { readonly key: string; readonly sealed: string }[];
}

/** All pieces in one statement; whatever was queued before stays as it is. */
export async function queueInstead(db: Queries, instead: Instead): Promise<void> {
  const { conversationId, seq, insteadOf, channel, lane, at, pieces } = instead;
  await db.query(
    `insert into outbox (lane, channel, conversation_id, seq, instead_of, text_key, sealed, next_at, queued_at)
     select $1, $2, $3, $4::integer, $5, piece.key, piece.sealed, $6::timestamptz, $6::timestamptz
     from unnest($7::text[], $8::text[]) with ordinality as piece (key, sealed, number) order by piece.number
     on conflict (text_key) do nothing`,
    [
      lane,
      channel,
      conversationId,
      seq,
      insteadOf,
      at,
      pieces.map(({ key }) => key),
      pieces.map(({ sealed }) => sealed),
    ],
  );
}

/** The request whose news this inbound event was; undefined: a person wrote it, or a timer. */
export async function referenceOf(db: Queries, conversationId: string, seq: number): Promise<string | undefined> {
  const [row] = await db.query<{ reference: string | null }>(
    `select body #>> '{event,reference}' as reference from messages
     where conversation_id = $1 and seq = $2 and kind = 'event'`,
    [conversationId, seq],
  );
  return row?.reference ?? undefined;
}
