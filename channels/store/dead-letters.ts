/** What operators may see and do: the fate of messages without their words, dead letters again, channels that rest. */
import type { Queries } from '../../api/contract/database.ts';
import type { OutboxEntry, OutboxQuery, OutboxState, StoppedChannel } from '../../api/contract/outbox.ts';

interface Row {
  readonly id: number;
  readonly lane: string;
  readonly channel: string;
  readonly state: OutboxState;
  readonly conversation: string | null;
  readonly attempts: number;
  readonly unknown: number;
  readonly why: string | null;
  readonly platformId: string | null;
  readonly insteadOf: string | null;
  readonly queuedAt: string;
  readonly nextAt: string;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
  readonly failedAt: string | null;
}

const FIELDS = `id, lane, channel, state, conversation_id as conversation, attempts, unknowns as unknown, why,
  platform_id as "platformId", instead_of as "insteadOf", queued_at as "queuedAt", next_at as "nextAt", sent_at as "sentAt",
  delivered_at as "deliveredAt", read_at as "readAt", failed_at as "failedAt"`;

/** A lane may be made of a phone: it stays inside. */
const entryOf = ({ lane: _, ...entry }: Row): OutboxEntry => entry;

export async function listOutbox(db: Queries, { state, before, limit }: OutboxQuery): Promise<OutboxEntry[]> {
  const rows = await db.query<Row>(
    `select ${FIELDS} from outbox where state = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [state, before ?? null, limit],
  );
  return rows.map(entryOf);
}

export const listStops = (db: Queries): Promise<StoppedChannel[]> =>
  db.query<StoppedChannel>('select channel, why, at from channel_stops order by channel');

/** Undefined: no such entry; false: it is no dead letter, or its words are gone. */
export async function revive(db: Queries, id: number, now: Date) {
  const [row] = await db.query<Row>(
    `update outbox set state = 'waiting', unknowns = 0, next_at = $2::timestamptz, queued_at = $2::timestamptz,
       platform_id = null, sent_at = null, failed_at = null
     where id = $1 and state = 'dead' and (conversation_id is not null or sealed is not null) returning ${FIELDS}`,
    [id, now],
  );
  if (row) return { lane: row.lane, entry: entryOf(row) };
  return (await db.query('select id from outbox where id = $1', [id])).length > 0 ? false : undefined;
}
