/** Telephones that asked for silence, and whether a draft is open with one. It knows rows, not providers. */
import type { Queries } from '../../api/contract/database.ts';

export interface Telephones {
  /** False when it had stopped before. */
  stop(phone: string, at: Date): Promise<boolean>;
  /** False when it had not stopped. */
  start(phone: string): Promise<boolean>;
  stopped(phone: string): Promise<boolean>;
  /** Something is open in the conversation: an ordinary word may be an answer to it. */
  draftOpen(conversationId: string): Promise<boolean>;
}

export function createTelephones(db: Queries): Telephones {
  return {
    async stop(phone, at) {
      const rows = await db.query(
        'insert into sms_stops (phone, at) values ($1, $2) on conflict (phone) do nothing returning phone',
        [phone, at],
      );
      return rows.length > 0;
    },
    async start(phone) {
      const rows = await db.query('delete from sms_stops where phone = $1 returning phone', [phone]);
      return rows.length > 0;
    },
    async stopped(phone) {
      const rows = await db.query('select phone from sms_stops where phone = $1', [phone]);
      return rows.length > 0;
    },
    async draftOpen(conversationId) {
      const rows = await db.query(
        `select id from conversations
         where id = $1 and jsonb_array_length(coalesce(state -> 'frames', '[]'::jsonb)) > 0`,
        [conversationId],
      );
      return rows.length > 0;
    },
  };
}
