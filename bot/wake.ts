/** What happened to a request becomes a message nobody typed, in the conversation where the citizen last wrote. */
import type { Queries } from '../api/contract/database.ts';
import type { CitizenEvent } from '../api/contract/events.ts';
import type { Inbound } from '../channels/channel.ts';
import { whereToTell } from './conversations.ts';

interface WakeDeps {
  readonly db: Queries;
  readonly receive: (inbound: Inbound) => Promise<unknown>;
}

/** Resolves once the event is durably taken; a repeat of the same event is dropped by its id. */
export function createWake({ db, receive }: WakeDeps): (event: CitizenEvent) => Promise<void> {
  return async (event) => {
    const { id, kind, reference, text, sender, conversation } = event;
    const messageId = `event:${id}`;
    const where = await whereToTell(db, { sender, conversation, messageId });
    if (where === undefined) return;
    const body = { text: '', event: { kind, reference, text } };
    const from = { key: sender, proven: false };
    const to = { conversationId: where.id, channel: where.channel };
    await receive({ ...to, sender: from, messageId, kind: 'event', body });
  };
}
