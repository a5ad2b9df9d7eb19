/** Receipts into rows: each status has a moment of its own, the earliest told. */
import type { Queries } from '../../api/contract/database.ts';
import type { KeptOutbound, OutboundBody, Recipient } from '../channel.ts';
import { messageOf } from './outbox.ts';

interface Noted {
  readonly id: number;
  readonly channel: string;
  /** It was taken as delivered until now and is a dead letter from now on. */
  readonly died: boolean;
  /** The door it was meant for, where this was another way. */
  readonly insteadOf?: string;
  /** What it told, and whom; undefined where it may have arrived all the same. */
  readonly letter?: { readonly message: KeptOutbound; readonly to: Recipient };
}

interface Row {
  readonly id: number;
  readonly channel: string;
  readonly died: boolean;
  readonly unknowns: number;
  readonly instead_of: string | null;
  readonly conversation_id: string | null;
  readonly seq: number;
  readonly at: string;
  readonly reply_to: number | null;
  readonly body: OutboundBody;
  readonly sender: string;
  readonly heard_at: string;
}

// Delivered or read outranks failed, whichever came first: a message that was seen is no dead letter.
const NOTE = `
  with before as (
    select id, state from outbox where channel = $1 and platform_id = $2 for update
  ), noted as (
    update outbox o set
      delivered_at = case when $3 in ('delivered', 'read') then least(o.delivered_at, $4::timestamptz) else o.delivered_at end,
      read_at = case when $3 = 'read' then least(o.read_at, $4::timestamptz) else o.read_at end,
      failed_at = case when $3 in ('undelivered', 'failed') then least(o.failed_at, $4::timestamptz) else o.failed_at end,
      why = case when $3 in ('undelivered', 'failed') and o.delivered_at is null then $5 else o.why end,
      state = case
        when $3 in ('undelivered', 'failed') and o.state = 'sent' and o.delivered_at is null then 'dead'
        when $3 in ('delivered', 'read') and o.state = 'dead' and o.failed_at is not null then 'sent'
        else o.state end
    from before where o.id = before.id
    returning o.*, before.state = 'sent' and o.state = 'dead' as died
  )
  select n.id, n.channel, n.died, n.unknowns, n.instead_of, n.conversation_id, n.seq, m.at, m.reply_to, m.body, c.sender,
    coalesce(c.heard_at, c.created_at) as heard_at
  from noted n
  left join messages m on m.conversation_id = n.conversation_id and m.seq = n.seq
  left join conversations c on c.id = n.conversation_id`;

interface ReceiptRow {
  readonly channel: string;
  readonly platformId: string;
  readonly status: string;
  readonly at: Date;
  readonly why?: string;
}

/** Undefined: nothing of ours has that id (yet). */
export async function noteReceipt(db: Queries, receipt: ReceiptRow): Promise<Noted | undefined> {
  const { channel, platformId, status, at, why } = receipt;
  const [row] = await db.query<Row>(NOTE, [channel, platformId, status, at, why?.slice(0, 300) ?? status]);
  if (!row) return undefined;
  const { id, died, unknowns, instead_of: insteadOf, conversation_id } = row;
  const noted = { id, channel, died, ...(insteadOf !== null && { insteadOf }) };
  if (conversation_id === null || unknowns > 0) return noted;
  return { ...noted, letter: messageOf({ ...row, conversation_id }) };
}

export async function sentElsewhere(db: Queries, id: number): Promise<void> {
  await db.query(`update outbox set state = 'elsewhere' where id = $1 and state = 'dead'`, [id]);
}

interface Watermark {
  readonly channel: string;
  readonly recipient: string;
  readonly status: string;
  readonly watermark: Date;
  readonly at: Date;
}

export async function noteWatermark(db: Queries, { channel, recipient, status, watermark, at }: Watermark) {
  if (status !== 'delivered' && status !== 'read') return;
  await db.query(
    `update outbox o set delivered_at = coalesce(o.delivered_at, $4::timestamptz),
       read_at = case when $3 = 'read' then coalesce(o.read_at, $4::timestamptz) else o.read_at end
     from conversations c
     where c.sender = $1 || ':' || $2 and o.conversation_id = c.id and o.channel = $1 and o.state = 'sent'
       and o.sent_at <= $5::timestamptz and (o.delivered_at is null or ($3 = 'read' and o.read_at is null))`,
    [channel, recipient, status, at, watermark],
  );
}
