/**
 * Loads and saves conversations: one statement each. Saving is a compare-and-set on the version, so that of two replicas
 * with the same turn one wins whole (state, replies, the message marked as handled) and the other keeps nothing.
 */
import type { Queries } from '../api/contract/database.ts';
import type { Inbound, InboundBody, KeptInbound, KeptOutbound, OutboundBody, Sender } from '../channels/channel.ts';
import type { Human, State } from './engine/state.ts';

export interface Conversation {
  readonly id: string;
  readonly channel: string;
  readonly sender: Sender;
  readonly version: number;
  /** The newest message of the transcript. */
  readonly lastSeq: number;
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
  last_seq: number;
  state: State | null;
  seq: number | null;
  kind: Inbound['kind'];
  message_id: string;
  body: InboundBody;
  at: string;
}

const LOAD = `
  select c.channel, c.sender, c.proven, c.version, c.last_seq, c.state, m.seq, m.kind, m.message_id, m.body, m.at
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
  const { last_seq: lastSeq } = row;
  const conversation = { id, channel, version, lastSeq, state, sender: { key: row.sender, proven: row.proven } };
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

// To be handed to a platform: in the same statement, so that nothing said is forgotten.
const pushing = (channel: string) => `, pushed as (
    insert into outbox (lane, channel, conversation_id, seq, next_at, queued_at)
    select $1, ${channel}::text, $1, turn.base + number, $7::timestamptz, $7::timestamptz
    from turn, generate_series(1, $6::integer) number order by number
  )`;

const SAVE = saving();
const SAVE_PUSHED = saving(pushing('$8'));

export interface Turned {
  readonly conversation: Conversation;
  readonly state: State;
  /** The inbound message this turn answers. */
  readonly handled: number;
  readonly replies: readonly OutboundBody[];
  /** The replies wait in the outbox to be handed over. */
  readonly pushed: boolean;
}

export interface Saved {
  readonly replies: readonly KeptOutbound[];
  /** As the next turn will find it. */
  readonly conversation: Conversation;
}

function savedFrom({ conversation, state, handled, replies }: Turned, base: number, at: string): Saved {
  const common = { conversationId: conversation.id, at, direction: 'out', kind: 'message', replyTo: handled } as const;
  return {
    replies: replies.map((body, i) => ({ ...common, seq: base + i + 1, body })),
    conversation: { ...conversation, state, version: conversation.version + 1, lastSeq: base + replies.length },
  };
}

/** Undefined when another turn was saved first. */
export async function save(db: Queries, turned: Turned, at: Date): Promise<Saved | undefined> {
  const { conversation, state, handled, replies, pushed } = turned;
  const { id, version, channel } = conversation;
  const moment = at.toISOString();
  const values = [id, version, JSON.stringify(state), handled, JSON.stringify(replies), replies.length, moment];
  const [row] = pushed
    ? await db.query<{ base: number }>(SAVE_PUSHED, [...values, channel])
    : await db.query<{ base: number }>(SAVE, values);
  return row && savedFrom(turned, row.base, moment);
}

// Only where nothing has happened since: whatever has moves the last number, and then the message is kept first.
const keepingTurn = (more = '') => `
  with turn as (
    update conversations
    set state = $3::jsonb, version = version + 1, handled = $4::integer, last_seq = $4::integer + $6::integer,
        updated_at = $7::timestamptz,
        heard_at = case when $8::text = 'event' then heard_at else $7::timestamptz end,
        unreachable_at = case when $8::text = 'event' then unreachable_at end
    where id = $1 and version = $2::integer and pending = 0 and last_seq = $4::integer - 1
    returning $4::integer as base
  ), heard as (
    insert into messages (conversation_id, seq, direction, kind, message_id, body, at)
    select $1, $4::integer, 'in', $8::text, $9::text, $10::jsonb, $7::timestamptz from turn
  ), said as (
    insert into messages (conversation_id, seq, direction, kind, reply_to, body, at)
    select $1, $4::integer + reply.number, 'out', 'message', $4::integer, reply.body, $7::timestamptz
    from turn, jsonb_array_elements($5::jsonb) with ordinality as reply (body, number)
  )
  ${more}
  select base from turn`;

const KEEP_TURN = keepingTurn();
const KEEP_TURN_PUSHED = keepingTurn(pushing('$11'));

/**
 * The message and its whole turn in one statement: all of it or nothing. Undefined when anything has happened in the
 * conversation since `turned.conversation`; a repeat of the message fails as a whole (unique violation).
 */
export async function keepTurn(db: Queries, turned: Turned, message: KeptInbound): Promise<Saved | undefined> {
  const { conversation, state, handled, replies, pushed } = turned;
  const { id, version, channel } = conversation;
  const { at, kind, messageId, body } = message;
  const said = [JSON.stringify(replies), replies.length, at];
  const values = [id, version, JSON.stringify(state), handled, ...said, kind, messageId, JSON.stringify(body)];
  const [row] = pushed
    ? await db.query<{ base: number }>(KEEP_TURN_PUSHED, [...values, channel])
    : await db.query<{ base: number }>(KEEP_TURN, values);
  return row && savedFrom(turned, row.base, at);
}

const UNIQUE_VIOLATION = '23505';
/** Its id is in the transcript already. */
export const isRepeat = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;

/** Conversations with a message nobody has answered since `before`: a crash, or a database that was away. */
export async function unfinished(db: Queries, before: Date): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'select id from conversations where pending > 0 and updated_at <= $1::timestamptz order by updated_at limit 500',
    [before],
  );
  return rows.map((row) => row.id);
}

export interface Held {
  readonly id: string;
  readonly channel: string;
  readonly lang: 'ar' | 'en';
  readonly human: Human;
}

const HELD = `select id, channel, coalesce(state ->> 'lang', 'ar') as lang, state -> 'human' as human
  from conversations where human_since is not null`;

/** Conversations that a person was asked for or holds, longest waiting first. */
export const heldConversations = (db: Queries): Promise<Held[]> =>
  db.query<Held & object>(`${HELD} order by human_since limit 200`);

export async function heldConversation(db: Queries, id: string): Promise<Held | undefined> {
  return (await db.query<Held & object>(`${HELD} and id = $1`, [id]))[0];
}

export async function channelOf(db: Queries, id: string): Promise<string | undefined> {
  return (await db.query<{ channel: string }>('select channel from conversations where id = $1', [id]))[0]?.channel;
}

const sayingAs = (more = '') => `
  with turn as (
    update conversations set last_seq = last_seq + 1, updated_at = $4::timestamptz
    where id = $1 and state -> 'human' ->> 'stage' = 'held' and state -> 'human' ->> 'by' = $2::text
    returning last_seq - 1 as base, handled
  ), said as (
    insert into messages (conversation_id, seq, direction, kind, reply_to, body, at)
    select $1, turn.base + 1, 'out', 'message', turn.handled, $3::jsonb, $4::timestamptz from turn
  )
  ${more}
  select base, handled from turn`;
const SAY_AS = sayingAs();
const SAY_AS_PUSHED = sayingAs(`, pushed as (
    insert into outbox (lane, channel, conversation_id, seq, next_at, queued_at)
    select $1, $5::text, $1, turn.base + 1, $4::timestamptz, $4::timestamptz from turn
  )`);

export interface SaidByHuman {
  readonly id: string;
  readonly channel: string;
  readonly by: string;
  readonly body: OutboundBody;
  readonly pushed: boolean;
}

/** Undefined: this person does not hold the conversation. */
export async function sayAsHuman(db: Queries, said: SaidByHuman, at: Date): Promise<KeptOutbound | undefined> {
  const { id, channel, by, body, pushed } = said;
  const moment = at.toISOString();
  const values = [id, by, JSON.stringify(body), moment];
  const [row] = pushed
    ? await db.query<{ base: number; handled: number }>(SAY_AS_PUSHED, [...values, channel])
    : await db.query<{ base: number; handled: number }>(SAY_AS, values);
  const common = { conversationId: id, at: moment, direction: 'out', kind: 'message', body } as const;
  return row && { ...common, seq: row.base + 1, replyTo: row.handled };
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

export interface Left {
  readonly id: string;
  readonly state: State;
}

// Nobody's turn may be under way there. The words of an anonymous report are found by no phone.
const LEFT = `
  select id, state from conversations
  where id <> $1 and updated_at > $4::timestamptz and pending = 0
    and state is not null and jsonb_array_length(state -> 'frames') > 0
    and ((proven and sender = $2::text)
      or (state #>> '{contact,phone,value}' = $3::text and not jsonb_path_exists(state, '$.frames[*].slots.anonymous')))
  order by updated_at desc limit 5`;

/** Conversations of this sender, or under this phone, in which something is open; newest first. */
export function left(
  db: Queries,
  of: { except: string; sender: string | null; phone: string | null; since: Date },
): Promise<Left[]> {
  return db.query<Left>(LEFT, [of.except, of.sender, of.phone, of.since]);
}

/** Its files go with it. False: the conversation has moved on meanwhile. */
const MOVE = `
  with gave as (
    update conversations set state = $3::jsonb, version = version + 1
    where id = $1 and version = $2::integer and pending = 0 returning id
  ), files as (
    update uploads set conversation_id = $4::text where conversation_id = $1 and not kept and exists (select from gave)
  )
  select id from gave`;

export async function moveDraft(
  db: Queries,
  { from, to, state }: { from: Conversation; to: string; state: State },
): Promise<boolean> {
  return (await db.query(MOVE, [from.id, from.version, JSON.stringify(state), to])).length === 1;
}

const CLAIM_SILENT = `
  update conversations set reminded_at = $4::timestamptz
  where id in (
    select id from conversations
    where updated_at > $2::timestamptz and updated_at <= $3::timestamptz and pending = 0 and reminded_at is null
      and state is not null and jsonb_array_length(state -> 'frames') > 0 and channel = any($1::text[])
    order by updated_at limit $5::integer for update skip locked)
  returning id, channel, sender`;

/** Takes those who fell silent over something open, each once. */
export function claimSilent(
  db: Queries,
  of: { channels: readonly string[]; since: Date; until: Date; at: Date; limit: number },
): Promise<{ id: string; channel: string; sender: string }[]> {
  return db.query(CLAIM_SILENT, [of.channels, of.since, of.until, of.at, of.limit]);
}
