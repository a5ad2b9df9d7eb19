/**
 * The rows of the outbox: who may hand over what now, and what became of it. Only the oldest waiting row of a lane is ever
 * taken, so nothing overtakes; whoever holds an older `attempts` than the row has lost it and can write nothing.
 */
import type { Queries } from '../../api/contract/database.ts';
import type { KeptOutbound, OutboundBody, Recipient } from '../channel.ts';

/** A message of a transcript, or a text to a phone, still sealed. */
type Item =
  | { readonly kind: 'message'; readonly message: KeptOutbound; readonly to: Recipient }
  | {
      readonly kind: 'text';
      readonly key: string;
      readonly sealed: string;
      /** It tells this message, which the door it was meant for could not deliver. */
      readonly instead?: { readonly of: string; readonly message: KeptOutbound; readonly to: Recipient };
    };

export type Letter = Item & {
  readonly id: number;
  readonly lane: string;
  readonly channel: string;
  readonly attempts: number;
  readonly unknowns: number;
  /** Whoever had it before never said what became of it. */
  readonly orphan: boolean;
  readonly queuedAt: string;
};

interface LetterRow {
  readonly id: number;
  readonly lane: string;
  readonly channel: string;
  readonly attempts: number;
  readonly unknowns: number;
  readonly orphan: boolean;
  readonly queued_at: string;
  readonly text_key: string | null;
  readonly sealed: string | null;
  readonly instead_of: string | null;
  readonly conversation_id: string;
  readonly seq: number;
  readonly at: string;
  readonly reply_to: number | null;
  readonly body: OutboundBody;
  readonly sender: string;
  readonly heard_at: string;
}

const LETTER = `
  select t.id, t.lane, t.channel, t.attempts, t.unknowns, t.orphan, t.queued_at, t.text_key, t.sealed,
    t.instead_of, t.conversation_id,
    t.seq, m.at, m.reply_to, m.body, c.sender, coalesce(c.heard_at, c.created_at) as heard_at
  from taken t
  left join messages m on m.conversation_id = t.conversation_id and m.seq = t.seq
  left join conversations c on c.id = t.conversation_id
  order by t.id`;

const claiming = (where: string) => `
  with head as (
    select o.id, o.claimed_till is not null as orphan from outbox o
    where o.state = 'waiting' and o.next_at <= $1::timestamptz and ${where}
      and (o.claimed_till is null or o.claimed_till <= $1::timestamptz) and o.channel = any($3::text[])
      and not exists (select from channel_stops s where s.channel = o.channel)
      and not exists (select from outbox older where older.lane = o.lane and older.state = 'waiting' and older.id < o.id)
    order by o.next_at limit $5 for update of o skip locked
  ), taken as (
    update outbox o set claimed_till = $2::timestamptz, attempts = o.attempts + 1,
      unknowns = o.unknowns + head.orphan::integer
    from head where o.id = head.id returning o.*, head.orphan
  ) ${LETTER}`;

const OF_LANE = claiming('o.lane = $4::text');
const OF_ANY = claiming('$4::text is null');

function letterOf(row: LetterRow): Letter {
  const { id, lane, channel, attempts, unknowns, orphan, queued_at: queuedAt } = row;
  const common = { id, lane, channel, attempts, unknowns, orphan, queuedAt };
  const { text_key: key, instead_of: of } = row;
  if (key === null) return { ...common, kind: 'message', ...messageOf(row) };
  const text = { ...common, kind: 'text', key, sealed: row.sealed ?? '' } as const;
  return of === null ? text : { ...text, instead: { of, ...messageOf(row) } };
}

type MessageRow = Pick<LetterRow, 'conversation_id' | 'seq' | 'at' | 'reply_to' | 'body' | 'sender' | 'heard_at'>;

/** A message of a transcript and whom it is for, from a row that names its columns so. */
export function messageOf(row: MessageRow): { readonly message: KeptOutbound; readonly to: Recipient } {
  const { conversation_id: conversationId, seq, at, body } = row;
  const replyTo = row.reply_to ?? 0;
  const message = { conversationId, seq, at, direction: 'out', kind: 'message', replyTo, body } as const;
  const personId = row.sender.slice(row.sender.indexOf(':') + 1);
  return { message, to: { id: personId, conversationId, heardAt: row.heard_at } };
}

export interface Claim {
  readonly now: Date;
  readonly till: Date;
  /** Doors that are open here. */
  readonly channels: readonly string[];
}

/** The lane's oldest letter, if it is due and nobody has it. */
export async function claimHead(db: Queries, lane: string, { now, till, channels }: Claim) {
  const [row] = await db.query<LetterRow>(OF_LANE, [now, till, channels, lane, 1]);
  return row && letterOf(row);
}

/** Heads of any lanes that are due: what rested, and what a crash left. */
export async function claimDue(db: Queries, limit: number, { now, till, channels }: Claim): Promise<Letter[]> {
  const rows = await db.query<LetterRow>(OF_ANY, [now, till, channels, null, limit]);
  return rows.map(letterOf);
}

export interface Fate {
  readonly state: 'waiting' | 'sent' | 'elsewhere' | 'dead';
  readonly unknowns: number;
  readonly nextAt?: Date;
  readonly why?: string;
  readonly platformId?: string;
  /** The words of a text to a phone stay readable no longer. */
  readonly erase: boolean;
}

/** False: somebody else has it by now. */
export async function settle(db: Queries, { id, attempts }: Letter, fate: Fate, now: Date): Promise<boolean> {
  const { state, unknowns, nextAt, why, platformId, erase } = fate;
  const rows = await db.query(
    `update outbox set state = $3::text, claimed_till = null, unknowns = $4, next_at = coalesce($5::timestamptz, next_at),
       why = $6, platform_id = coalesce($7, platform_id), sealed = case when $8::boolean then null else sealed end,
       sent_at = case when $3::text = 'sent' then $9::timestamptz end
     where id = $1 and attempts = $2 and state = 'waiting' returning id`,
    [id, attempts, state, unknowns, nextAt ?? null, why ?? null, platformId ?? null, erase, now],
  );
  return rows.length === 1;
}

export async function markUnreachable(db: Queries, conversationId: string, now: Date): Promise<void> {
  await db.query('update conversations set unreachable_at = $2::timestamptz where id = $1', [conversationId, now]);
}

export async function stopChannel(db: Queries, channel: string, why: string, now: Date): Promise<void> {
  await db.query(
    'insert into channel_stops (channel, why, at) values ($1, $2, $3::timestamptz) on conflict (channel) do nothing',
    [channel, why, now],
  );
}

/** Null: every channel. */
export async function startChannel(db: Queries, channel: string | null): Promise<boolean> {
  const sql = 'delete from channel_stops where $1::text is null or channel = $1 returning channel';
  return (await db.query(sql, [channel])).length > 0;
}

/** What was handed over long ago needs no row; a dead letter is kept longer, its words are not. */
export async function sweepOutbox(db: Queries, { sentBefore, deadBefore }: { sentBefore: Date; deadBefore: Date }) {
  await db.query(
    `delete from outbox where (state in ('sent', 'elsewhere') and queued_at < $1::timestamptz)
       or (state = 'dead' and queued_at < $2::timestamptz)`,
    [sentBefore, deadBefore],
  );
}
