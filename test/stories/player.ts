/** Plays a story through the whole house: inbox, understanding, engine, request API, transcript. */
import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import type { Option, OutboundBody } from '../../channels/channel.ts';
import { createTranscript } from '../../channels/store/transcript.ts';
import type { Shown, StoryDoor } from '../doors/door.ts';
import { inboxDoor } from '../doors/inbox.ts';
import { ADMIN_KEY } from '../house-app.ts';

export interface Player {
  start(lang: string): Promise<OutboundBody[]>;
  say(text: string, optionId?: string): Promise<OutboundBody[]>;
  attach(name: string, text?: string): Promise<OutboundBody[]>;
  act(action: string, body: Record<string, unknown>): Promise<OutboundBody[]>;
  /** What a person of staff does with this conversation. */
  staff(deed: 'take' | 'say' | 'give_back', text?: string): Promise<OutboundBody[]>;
  request(): Promise<Record<string, unknown>>;
  references(): readonly string[];
  /** The same person opens another conversation. */
  elsewhere(): void;
  /** Nobody the house has met: another channel, another device. */
  stranger(): void;
  /** The same conversation in another process's house. */
  moveTo(app: App): void;
}

const OFFICER = 'ليلى';
const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩';
const inArabic = (digits: string) => digits.replace(/\d/g, (digit) => ARABIC_DIGITS[Number(digit)] ?? '');
const grouped = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1 ');

/** The bot's messages as the person sees them: texts and buttons of the device, the rest as the bot meant it. */
function asShown(bodies: readonly OutboundBody[], shown: readonly Shown[] | undefined): OutboundBody[] {
  if (shown === undefined) return [...bodies];
  if (shown.length < bodies.length) throw new Error(`${bodies.length} messages were said, ${shown.length} arrived`);
  const extra = shown.length - bodies.length;
  return bodies.map((body, i) => {
    const parts = i === bodies.length - 1 ? shown.slice(i, i + 1 + extra) : shown.slice(i, i + 1);
    const ids = parts.at(-1)?.options ?? [];
    const text = parts.map((part) => part.text).join('\n');
    // Stars are their own numbers, and are not listed.
    const isThere = ({ id, label }: Option, at: number) =>
      ids === 'written' ? label === `${at + 1}` || text.includes(`${at + 1}. ${label.slice(0, 8)}`) : ids.includes(id);
    const options = (body.options ?? []).filter(isThere);
    const { options: _, ...rest } = body;
    return { ...rest, text, ...(options.length > 0 && { options }) };
  });
}

export interface PlayerOptions {
  /** How the citizen's messages enter, and where the bot's arrive. */
  readonly through?: StoryDoor;
  /** What telephones were sent so far: a story types the digits of the newest as `{code}`. */
  readonly texts?: () => readonly string[];
}

export function createPlayer(first: App, { through, texts = () => [] }: PlayerOptions = {}): Player {
  let app = first;
  const door = through ?? inboxDoor(() => app);
  const references: string[] = [];
  let followUp = 'no code was given';
  let seen = 0;

  /** What was committed a moment ago may still be on its way. */
  const arrived = async (many: number) => {
    const shown = await door.received();
    for (const until = Date.now() + 5000; shown && shown.length < many && Date.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      shown.push(...((await door.received()) ?? []));
    }
    return shown;
  };

  const heard = async (): Promise<OutboundBody[]> => {
    await app.queue.idle();
    await app.outbox.idle();
    const messages = await createTranscript(app.db, door.channel).since(door.conversationId(), seen, 1000);
    seen = messages.at(-1)?.seq ?? seen;
    const bodies = messages.flatMap((message) => (message.direction === 'out' ? [message.body] : []));
    for (const { sawt } of bodies) {
      if (sawt?.reference) references.push(sawt.reference);
      followUp = sawt?.followUpCode ?? followUp;
    }
    return asShown(bodies, await arrived(bodies.length));
  };

  const fill = (text: string) => {
    const last = references.at(-1) ?? '';
    const wrong = `${last.slice(0, 11)}${(Number(last.slice(11)) + 1) % 10}`;
    return text
      .replaceAll('{reference}', last)
      .replaceAll('{code}', /\d{6}/.exec(texts().at(-1) ?? '')?.[0] ?? 'no code was sent')
      .replaceAll('{follow-up}', followUp)
      .replaceAll('{reference-wrong}', wrong)
      .replaceAll('{reference-arabic}', inArabic(grouped(last)));
  };

  const after = async (sending: Promise<void>) => {
    await sending;
    return heard();
  };

  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': randomUUID() };
    return app.server.inject({ method, url, headers, ...(payload && { payload }) });
  };

  return {
    start: (lang) => after(door.start(lang)),
    say: (text, optionId) => after(door.say(fill(text), optionId)),
    attach: (name, text = '') => after(door.attach(name, text)),
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
    async staff(deed, text = '') {
      if (deed === 'take') await app.desk.take(door.conversationId(), OFFICER);
      else if (deed === 'say') await app.desk.say(door.conversationId(), OFFICER, text);
      else await app.desk.giveBack(door.conversationId());
      return heard();
    },
    async request() {
      const answer = await call('GET', `/v1/requests/${references.at(-1)}`);
      return answer.json();
    },
    references: () => references,
    elsewhere: () => {
      door.elsewhere();
      seen = 0;
    },
    stranger: () => {
      if (!door.stranger) throw new Error(`The door of ${door.channel} knows one person only`);
      door.stranger();
      seen = 0;
    },
    moveTo: (next) => {
      app = next;
    },
  };
}
