/** What happened to a request becomes a message nobody typed, in the conversation where the citizen last wrote. */
import type { Queries } from '../api/contract/database.ts';
import type { CitizenEvent } from '../api/contract/events.ts';
import type { Inbound } from '../channels/channel.ts';
import { channelOf, latestOf } from './conversations.ts';

interface WakeDeps {
  readonly db: Queries;
  readonly receive: (inbound: Inbound) => Promise<unknown>;
}

/** Resolves once the event is durably taken; a repeat of the same event is dropped by its id. */
export function createWake({ db, receive }: WakeDeps): (event: CitizenEvent) => Promise<void> {
  return async (event) => {
    const { id, kind, reference, text, sender } = event;
    const latest = sender === '' ? undefined : await latestOf(db, sender);
    const conversationId = latest?.id ?? event.conversation;
    const channel = latest?.channel ?? (await channelOf(db, conversationId));
    if (channel === undefined) return;
    const body = { text: '', event: { kind, reference, text } };
    const from = { key: sender, proven: false };
    await receive({ conversationId, channel, sender: from, messageId: `event:${id}`, kind: 'event', body });
  };
}
