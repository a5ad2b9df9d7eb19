/** Plays a story through the whole house: inbox, understanding, engine, request API, transcript. */
import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import type { OutboundBody } from '../../channels/channel.ts';
import { createTranscript } from '../../channels/store/transcript.ts';
import { ADMIN_KEY } from '../house-app.ts';

const CHANNEL = 'webchat';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface Player {
  start(lang: string): Promise<OutboundBody[]>;
  say(text: string, optionId?: string): Promise<OutboundBody[]>;
  attach(name: string, text?: string): Promise<OutboundBody[]>;
  act(action: string, body: Record<string, unknown>): Promise<OutboundBody[]>;
  request(): Promise<Record<string, unknown>>;
  references(): readonly string[];
  /** The same person opens another conversation. */
  elsewhere(): void;
  /** The same conversation in another process's house. */
  moveTo(app: App): void;
}

const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩';
const inArabic = (digits: string) => digits.replace(/\d/g, (digit) => ARABIC_DIGITS[Number(digit)] ?? '');
const grouped = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1 ');

export function createPlayer(first: App): Player {
  let app = first;
  let conversationId = `story-${randomUUID()}`;
  const sender = { key: `${CHANNEL}:dl_${randomUUID()}`, proven: true };
  const references: string[] = [];
  let seen = 0;
  let locale = 'ar';

  const heard = async (): Promise<OutboundBody[]> => {
    await app.queue.idle();
    const messages = await createTranscript(app.db, CHANNEL).since(conversationId, seen, 1000);
    seen = messages.at(-1)?.seq ?? seen;
    const bodies = messages.flatMap((message) => (message.direction === 'out' ? [message.body] : []));
    for (const { sawt } of bodies) if (sawt?.reference) references.push(sawt.reference);
    return bodies;
  };

  const fill = (text: string) => {
    const last = references.at(-1) ?? '';
    const wrong = `${last.slice(0, 11)}${(Number(last.slice(11)) + 1) % 10}`;
    return text
      .replaceAll('{reference}', last)
      .replaceAll('{reference-wrong}', wrong)
      .replaceAll('{reference-arabic}', inArabic(grouped(last)));
  };

  const send = async (kind: 'message' | 'start', body: object) => {
    const inbound = { conversationId, channel: CHANNEL, sender, messageId: randomUUID(), kind };
    await app.inbox.receive({ ...inbound, body: { text: '', locale, ...body } });
    return heard();
  };

  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': randomUUID() };
    return app.server.inject({ method, url, headers, ...(payload && { payload }) });
  };

  return {
    start: (lang) => {
      locale = lang;
      return send('start', {});
    },
    say: (text, optionId) => send('message', { text: fill(text), ...(optionId !== undefined && { optionId }) }),
    async attach(name, text = '') {
      const { createUploads } = await import('../../channels/store/uploads.ts');
      const { randomBytes } = await import('node:crypto');
      const uploads = createUploads({ db: app.db, now: app.now, random: randomBytes });
      const file = await uploads.keep({ name, contentType: 'image/png', bytes: PNG, conversationId });
      return send('message', { text, attachments: [file] });
    },
    async act(action, body) {
      const answer = await call('POST', `/v1/requests/${references.at(-1)}/actions/${action}`, body);
      if (answer.statusCode >= 300) throw new Error(`${action}: ${answer.statusCode} ${answer.payload}`);
      const until = Date.now() + 5000;
      for (;;) {
        const said = await heard();
        if (said.length > 0 || Date.now() > until || !['ask', 'reply', 'close'].includes(action)) return said;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async request() {
      const answer = await call('GET', `/v1/requests/${references.at(-1)}`);
      return answer.json();
    },
    references: () => references,
    elsewhere: () => {
      conversationId = `story-${randomUUID()}`;
      seen = 0;
    },
    moveTo: (next) => {
      app = next;
    },
  };
}
