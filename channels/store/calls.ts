/** Telephone calls and how they ended, and whether a turn of theirs is over. It knows rows, not providers. */
import type { Queries } from '../../api/contract/database.ts';

export interface NewCall {
  readonly id: string;
  readonly source: string;
  /** E.164. */
  readonly caller?: string;
  readonly conversationId?: string;
}

export interface Calls {
  /** Harmless again. */
  begin(call: NewCall, at: Date): Promise<void>;
  /** The first word on how it ended stands. */
  end(id: string, status: string, at: Date): Promise<void>;
  /** The turn of this inbound message is committed. */
  handled(conversationId: string, seq: number): Promise<boolean>;
  /** What was said last was interrupted: only so much of it was heard. */
  cut(conversationId: string, heard: string): Promise<void>;
  /** Where an inbound message stands. */
  seqOf(conversationId: string, messageId: string): Promise<number | undefined>;
}

export function createCalls(db: Queries): Calls {
  return {
    async begin({ id, source, caller, conversationId }, at) {
      await db.query(
        `insert into calls (id, source, caller, conversation_id, status, started_at, updated_at)
         values ($1, $2, $3, $4, 'in_progress', $5, $5) on conflict (id) do nothing`,
        [id, source, caller ?? null, conversationId ?? null, at],
      );
    },
    async end(id, status, at) {
      await db.query(
        `update calls set status = $2, ended_at = $3, updated_at = $3 where id = $1 and ended_at is null`,
        [id, status, at],
      );
    },
    async handled(conversationId, seq) {
      const rows = await db.query('select id from conversations where id = $1 and handled >= $2', [
        conversationId,
        seq,
      ]);
      return rows.length > 0;
    },
    async cut(conversationId, heard) {
      await db.query(
        `update messages set body = body || jsonb_build_object('heard', $2::text)
         where conversation_id = $1 and direction = 'out'
           and seq = (select max(seq) from messages where conversation_id = $1 and direction = 'out')`,
        [conversationId, heard],
      );
    },
    async seqOf(conversationId, messageId) {
      const [row] = await db.query<{ seq: number }>(
        `select seq from messages where conversation_id = $1 and message_id = $2 and direction = 'in'`,
        [conversationId, messageId],
      );
      return row?.seq;
    },
  };
}
