/** Straight into the inbox: for stories about the conversation and not about a door. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import { createUploads } from '../../channels/store/uploads.ts';
import type { StoryDoor } from './door.ts';

const CHANNEL = 'webchat';
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function inboxDoor(app: () => App): StoryDoor {
  let conversationId = `story-${randomUUID()}`;
  let sender = { key: `${CHANNEL}:dl_${randomUUID()}`, proven: true };
  let locale = 'ar';

  const send = async (kind: 'message' | 'start', body: object) => {
    const inbound = { conversationId, channel: CHANNEL, sender, messageId: randomUUID(), kind };
    await app().inbox.receive({ ...inbound, body: { text: '', locale, ...body } });
  };

  return {
    channel: CHANNEL,
    conversationId: () => conversationId,
    start: (lang) => {
      locale = lang;
      return send('start', {});
    },
    say: (text, optionId) => send('message', { text, ...(optionId !== undefined && { optionId }) }),
    async attach(name, text) {
      const uploads = createUploads({ db: app().db, now: app().now, random: randomBytes });
      const file = await uploads.keep({ name, contentType: 'image/png', bytes: PNG, conversationId });
      return send('message', { text, attachments: [file] });
    },
    received: async () => undefined,
    elsewhere: () => {
      conversationId = `story-${randomUUID()}`;
    },
    stranger: () => {
      conversationId = `story-${randomUUID()}`;
      sender = { key: `${CHANNEL}:dl_${randomUUID()}`, proven: true };
    },
  };
}
