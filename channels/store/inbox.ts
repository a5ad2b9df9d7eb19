/**
 * The durable receive: ONE statement numbers a message, counts it as unfinished and keeps it or, on a repeat, fails as a
 * whole. It knows rows, not channels.
 */
import type { Queries } from '../../api/contract/database.ts';
import type { Inbound, Sender } from '../channel.ts';

export interface Stored {
  readonly seq: number;
  /** Inbound messages without a finished turn, this one included. */
  readonly pending: number;
  readonly version: number;
  /** Whose conversation it is from now on. */
  readonly sender: Sender;
}

// An unproven message in a proven conversation takes the proof away: whoever reads the conversation later cannot tell
// the two hands apart. What nobody typed says nothing about the sender.
const MERGE = `
  last_seq = conversations.last_seq + 1,
  pending = conversations.pending + 1,
  updated_at = $8::timestamptz,
  heard_at = case when $5::text = 'event' then conversations.heard_at else $8::timestamptz end,
  unreachable_at = case when $5::text = 'event' then conversations.unreachable_at end,
  sender = case when conversations.last_seq = 0 and $5::text <> 'event' then $3::text else conversations.sender end,
  proven = case when $5::text = 'event' then conversations.proven
                when conversations.last_seq = 0 then $4::boolean
                else conversations.proven and $4::boolean and conversations.sender = $3::text end`;

const keeping = (upsert: string) => `
  with conversation as (${upsert} returning last_seq, pending, version, sender, proven),
  kept as (
    insert into messages (conversation_id, seq, direction, kind, message_id, body, at)
    select $1::text, last_seq, 'in', $5::text, $6::text, $7::text::jsonb, $8::timestamptz from conversation
  )
  select last_seq as seq, pending, version, sender, proven from conversation`;

const OPENING = keeping(`
  insert into conversations (id, channel, sender, proven, last_seq, pending, created_at, updated_at, heard_at)
  values ($1::text, $2::text, $3::text, $4::boolean, 1, 1, $8::timestamptz, $8::timestamptz, $8::timestamptz)
  on conflict (id) do update set ${MERGE}`);

const KNOWN = keeping(`update conversations set ${MERGE} where id = $1::text and channel = $2::text`);

type Row = { seq: number; pending: number; version: number; sender: string; proven: boolean };

/** Undefined: `known` was asked for and there is no such conversation. Throws on a repeat (unique violation). */
export async function keep(db: Queries, inbound: Inbound, at: string, known: boolean): Promise<Stored | undefined> {
  const { conversationId, channel, sender, kind, messageId, body } = inbound;
  const values = [conversationId, channel, sender.key, sender.proven, kind, messageId, JSON.stringify(body), at];
  const [row] = await db.query<Row>(known ? KNOWN : OPENING, values);
  if (row === undefined) return undefined;
  const { seq, pending, version } = row;
  return { seq, pending, version, sender: { key: row.sender, proven: row.proven } };
}

/** Where a repeated message stands. */
export async function find(db: Queries, conversationId: string, messageId: string): Promise<number | undefined> {
  const [row] = await db.query<{ seq: number }>(
    `select seq from messages where conversation_id = $1 and message_id = $2 and direction = 'in'`,
    [conversationId, messageId],
  );
  return row?.seq;
}
