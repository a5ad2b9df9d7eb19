/** Reads what was said: messages after a watermark, and how far conversations are. It never writes but to open one. */
import type { Queries } from '../../api/contract/database.ts';
import type { Inbound, InboundBody, Kept, OutboundBody, Sender } from '../channel.ts';

export interface Transcript {
  /** Messages after `seq`, oldest first. */
  since(conversationId: string, seq: number, limit: number): Promise<Kept[]>;
  /** How an inbound message read; undefined: there is none of that id. */
  written(conversationId: string, messageId: string): Promise<string | undefined>;
  /** The newest message's number; undefined: no such conversation on this channel. */
  newest(conversationId: string): Promise<number | undefined>;
  /** The same for many at once. */
  newestOf(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Opens a conversation in which nothing was said yet; false when it is there already. */
  open(conversationId: string, sender: Sender, at: Date): Promise<boolean>;
}

interface Row {
  seq: number;
  direction: 'in' | 'out';
  kind: Inbound['kind'];
  message_id: string | null;
  reply_to: number | null;
  body: InboundBody | OutboundBody;
  at: string;
}

function kept(conversationId: string, row: Row): Kept {
  const { seq, at } = row;
  return row.direction === 'in'
    ? {
        conversationId,
        seq,
        at,
        direction: 'in',
        kind: row.kind,
        messageId: row.message_id ?? '',
        body: row.body as InboundBody,
      }
    : {
        conversationId,
        seq,
        at,
        direction: 'out',
        kind: 'message',
        replyTo: row.reply_to ?? 0,
        body: row.body as OutboundBody,
      };
}

export function createTranscript(db: Queries, channel: string): Transcript {
  return {
    async since(conversationId, seq, limit) {
      const rows = await db.query<Row>(
        `select seq, direction, kind, message_id, reply_to, body, at from messages
         where conversation_id = $1 and seq > $2 order by seq limit $3`,
        [conversationId, seq, limit],
      );
      return rows.map((row) => kept(conversationId, row));
    },
    async written(conversationId, messageId) {
      const [row] = await db.query<{ text: string }>(
        `select body ->> 'text' as text from messages
         where conversation_id = $1 and message_id = $2 and direction = 'in'`,
        [conversationId, messageId],
      );
      return row?.text;
    },
    async newest(conversationId) {
      const [row] = await db.query<{ last_seq: number }>(
        'select last_seq from conversations where id = $1 and channel = $2',
        [conversationId, channel],
      );
      return row?.last_seq;
    },
    async newestOf(conversationIds) {
      const rows = await db.query<{ id: string; last_seq: number }>(
        'select id, last_seq from conversations where id = any($1::text[])',
        [conversationIds],
      );
      return new Map(rows.map((row) => [row.id, row.last_seq]));
    },
    async open(conversationId, sender, at) {
      const rows = await db.query(
        `insert into conversations (id, channel, sender, proven, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5) on conflict (id) do nothing returning id`,
        [conversationId, channel, sender.key, sender.proven, at],
      );
      return rows.length === 1;
    },
  };
}
