/**
 * What was answered in the response to a webhook, by the provider's id of the message: the same message again gets the
 * same answer, and what was told there is told nowhere else. The first to keep an answer decides.
 */
import type { Queries } from '../../api/contract/database.ts';

export interface Answer {
  /** The provider's id of the inbound message. */
  readonly messageId: string;
  /** The provider's mark of one call and its retries. */
  readonly token?: string;
  readonly body: string;
  /** The replies that it tells. */
  readonly conversationId?: string;
  readonly seqs?: readonly number[];
}

export interface Answers {
  /** False: something was answered before. */
  keep(answer: Answer, at: Date): Promise<boolean>;
  find(messageId: string, token?: string): Promise<string | undefined>;
  /** This reply was told in a response. */
  told(conversationId: string, seq: number): Promise<boolean>;
  sweep(before: Date): Promise<number>;
}

export function createAnswers(db: Queries): Answers {
  return {
    async keep({ messageId, token, body, conversationId, seqs }, at) {
      const rows = await db.query(
        `insert into sms_answers (message_id, token, body, conversation_id, seqs, at)
         values ($1, $2, $3, $4, $5::integer[], $6) on conflict (message_id) do nothing returning message_id`,
        [messageId, token ?? null, body, conversationId ?? null, seqs ?? [], at],
      );
      return rows.length > 0;
    },
    async find(messageId, token) {
      const [row] = await db.query<{ body: string }>(
        'select body from sms_answers where message_id = $1 or token = $2 limit 1',
        [messageId, token ?? null],
      );
      return row?.body;
    },
    async told(conversationId, seq) {
      const rows = await db.query(
        'select message_id from sms_answers where conversation_id = $1 and $2::integer = any (seqs) limit 1',
        [conversationId, seq],
      );
      return rows.length > 0;
    },
    async sweep(before) {
      const rows = await db.query('delete from sms_answers where at < $1 returning message_id', [before]);
      return rows.length;
    },
  };
}
