/** Where to answer whom on Azure Bot Service: the newest address of each conversation. */
import type { ConversationReference } from 'botbuilder';
import type { Queries } from '../../api/contract/database.ts';

export interface References {
  keep(conversationId: string, reference: object, at: Date): Promise<void>;
  find(conversationId: string): Promise<Partial<ConversationReference> | undefined>;
}

export function createReferences(db: Queries): References {
  return {
    async keep(conversationId, reference, at) {
      await db.query(
        `insert into bot_references (conversation_id, reference, at) values ($1, $2::jsonb, $3)
         on conflict (conversation_id) do update set reference = excluded.reference, at = excluded.at`,
        [conversationId, JSON.stringify(reference), at],
      );
    },
    async find(conversationId) {
      const [row] = await db.query<{ reference: Partial<ConversationReference> }>(
        'select reference from bot_references where conversation_id = $1',
        [conversationId],
      );
      return row?.reference;
    },
  };
}
