/**
 * A message from a telephone, whichever provider brought it: a wish about the channel itself is carried out here, and
 * anything else goes to the inbox. Resolves when it is durable.
 */
import type { AttachmentRef } from '../channel.ts';
import type { Inbox, Receipt } from '../inbox.ts';
import type { Telephones } from '../store/telephones.ts';
import { CHANNEL } from './encode.ts';
import { type Wish, wishOf } from './opt-out.ts';
import { conversationOf } from './phone.ts';

export interface Heard {
  readonly phone: string;
  /** The same for the same message, however often the provider sends it. */
  readonly messageId: string;
  readonly text: string;
  /** The provider's mark of one call and its retries. */
  readonly token?: string;
  /** The provider read a wish in it by its own list, and has carried it out. */
  readonly declared?: Wish;
  readonly attachments?: readonly AttachmentRef[];
  /** Files that did not come through. */
  readonly lost?: number;
}

export type Taken =
  | { readonly kind: 'message'; readonly conversationId: string; readonly receipt: Receipt }
  | { readonly kind: 'wish'; readonly wish: Wish };

export interface HearDeps {
  readonly inbox: Inbox;
  readonly telephones: Telephones;
  readonly now: () => Date;
}

export function createHear({ inbox, telephones, now }: HearDeps): (heard: Heard) => Promise<Taken> {
  return async ({ phone, messageId, text, declared, attachments = [], lost = 0 }) => {
    const conversationId = conversationOf(phone);
    const wish = await wishOf(text, declared, {
      draftOpen: () => telephones.draftOpen(conversationId),
      stopped: () => telephones.stopped(phone),
    });
    if (wish === 'stop') await telephones.stop(phone, now());
    if (wish === 'start') await telephones.start(phone);
    if (wish !== undefined) return { kind: 'wish', wish };
    const receipt = await inbox.receive({
      conversationId,
      channel: CHANNEL,
      // The network vouches for the number a message comes from.
      sender: { key: conversationId, proven: true },
      messageId,
      kind: 'message',
      body: { text, ...(attachments.length > 0 && { attachments }), ...(lost > 0 && { lost }) },
    });
    return { kind: 'message', conversationId, receipt };
  };
}
