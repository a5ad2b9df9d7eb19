/**
 * Loads and saves conversations: one statement each. Saving is a compare-and-set on the version, so that of two replicas
 * with the same turn one wins whole (state, replies, the message marked as handled) and the other keeps nothing.
 */
import type { Queries } from '../api/contract/database.ts';
import type { Inbound, InboundBody, KeptInbound, KeptOutbound, OutboundBody, Sender } from '../channels/channel.ts';
import type { State } from './engine/state.ts';

export interface Conversation {
  readonly id: string;
  readonly channel: string;
  readonly sender: Sender;
  readonly version: number;
  readonly state: State | null;
}

export interface Loaded {
  readonly conversation: Conversation;
  /** The oldest inbound message without a finished turn. */
  readonly next: KeptInbound | undefined;
}

interface LoadedRow {
  channel: string;
  sender: string;
  proven: boolean;
  version: number;
  state: State | null;
  seq: number | null;
  kind: Inbound['kind'];
  message_id: string;
  body: InboundBody;
  at: string;
}

const LOAD = `
  select c.channel, c.sender, c.proven, c.version, c.state, m.seq, m.kind, m.message_id, m.body, m.at
  from conversations c
  left join lateral (
    select seq, kind, message_id, body, at from messages
    where conversation_id = c.id and direction = 'in' and seq > c.handled order by seq limit 1
  ) m on true
  where c.id = $1`;

export async function load(db: Queries, id: string): Promise<Loaded | undefined> {
  const [row] = await db.query<LoadedRow>(LOAD, [id]);
  if (!row) return undefined;
  const { channel, version, state, seq, kind, body, at } = row;
  const conversation = { id, channel, version, state, sender: { key: row.sender, proven: row.proven } };
  if (seq === null) return { conversation, next: undefined };
  const next = { conversationId: id, seq, at, direction: 'in', kind, messageId: row.message_id, body } as const;
  return { conversation, next };
}

const saving = (more = '') => `
  with turn as (
    update conversations
    set state = $3::jsonb, version = version + 1, handled = $4::integer, pending = pending - 1,
        last_seq = last_seq + $6::integer, updated_at = $7::timestamptz
    where id = $1 and version = $2::integer
    returning last_seq - $6::integer as base
  ), said as (
    insert into messages (conversation_id, seq, direction, kind, reply_to, body, at)
    select $1, turn.base + reply.number, 'out', 'message', $4::integer, reply.body, $7::timestamptz
    from turn, jsonb_array_elements($5::jsonb) with ordinality as reply (body, number)
  )
  ${more}
  select base from turn`;

const SAVE = saving();
// To be handed to a platform: in the same statement, so that nothing said is forgotten.
const SAVE_PUSHED = saving(`, pushed as (
    insert into outbox (lane, channel, conversation_id, seq, next_at, queued_at)
    select $1, $8::text, $1, turn.base + number, $7::timestamptz, $7::timestamptz
    from turn, generate_series(1, $6::integer) number order by number
  )`);

export interface Turned {
  readonly conversation: Conversation;
  readonly state: State;
  /** The inbound message this turn answers. */
  readonly handled: number;
  readonly replies: readonly OutboundBody[];
  /** The replies wait in the outbox to be handed over. */
  readonly pushed: boolean;
}

/** The replies as kept, or undefined when another turn was saved first. */
export async function save(db: Queries, turned: Turned, at: Date): Promise<KeptOutbound[] | undefined> {
  const { conversation, state, handled, replies, pushed } = turned;
  const { id, version, channel } = conversation;
  const moment = at.toISOString();
  const values = [id, version, JSON.stringify(state), handled, JSON.stringify(replies), replies.length, moment];
  const [row] = pushed
    ? await db.query<{ base: number }>(SAVE_PUSHED, [...values, channel])
    : await db.query<{ base: number }>(SAVE, values);
  if (!row) return undefined;
  return replies.map((body, i) => ({
    conversationId: id,
    seq: row.base + i + 1,
    at: moment,
    direction: 'out',
    kind: 'message',
    replyTo: handled,
    body,
  }));
}

/** Conversations with a message nobody has answered since `before`: a crash, or a database that was away. */
export async function unfinished(db: Queries, before: Date): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'select id from conversations where pending > 0 and updated_at <= $1::timestamptz order by updated_at limit 500',
    [before],
  );
  return rows.map((row) => row.id);
}

// Where it was told before comes first, wherever they wrote since: only there is a repeat recognised.
const WHERE_TO_TELL = `
  select c.id, c.channel
  from conversations c, lateral (
    select exists (
      select from messages where conversation_id = c.id and message_id = $3 and direction = 'in') as told) before
  where (c.sender = $1 and (c.proven or before.told)) or c.id = $2
  order by before.told desc, c.sender = $1 and c.proven desc, c.updated_at desc limit 1`;

export interface News {
  /** Empty: nobody knows who filed. */
  readonly sender: string;
  /** Where the request was filed. */
  readonly conversation: string;
  readonly messageId: string;
}

/** Where a person last wrote, else where they filed: what happens to their request is told there. */
export async function whereToTell(db: Queries, news: News): Promise<{ id: string; channel: string } | undefined> {
  const values = [news.sender, news.conversation, news.messageId];
  const [row] = await db.query<{ id: string; channel: string }>(WHERE_TO_TELL, values);
  return row;
}
