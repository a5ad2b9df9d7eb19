/**
 * What staff do with a conversation: take it, say something, give it back. Each deed is a message nobody typed, kept in
 * order with the others, so that a taking and a citizen's word never cross; what a person says is kept and handed over
 * like the bot's replies. Who may do it is decided before this door; whether anybody is there is handed to the bot.
 */
import type { Database } from '../api/contract/database.ts';
import type { Inbound, Kept, KeptOutbound } from '../channels/channel.ts';
import { channelOf, type Held, heldConversation, heldConversations, sayAsHuman } from './conversations.ts';
import type { DeskDeed } from './engine/event.ts';

export interface DeskDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly receive: (inbound: Inbound) => Promise<unknown>;
  readonly pushes: (channel: string) => boolean;
  readonly deliver: (channel: string, messages: readonly Kept[]) => void;
  /** How long somebody who asked waits before the bot comes back. */
  readonly patienceMs?: number;
}

export interface Desk {
  /** Conversations that a person was asked for or holds, longest waiting first. */
  held(): Promise<readonly Held[]>;
  /** Asked for or not: from now on the bot is silent. False: somebody else was first, or there is no such conversation. */
  take(conversationId: string, by: string): Promise<boolean>;
  /** Undefined: `by` does not hold it. */
  say(conversationId: string, by: string, text: string): Promise<KeptOutbound | undefined>;
  giveBack(conversationId: string): Promise<void>;
  /** A person of staff spoke to the citizen from elsewhere (the platform's own inbox): the bot is silent. */
  silence(conversationId: string): Promise<void>;
  /** Nobody came in time: the bot says so and is back. */
  sweep(): Promise<void>;
}

const PATIENCE_MS = 5 * 60 * 1000;
/** Who speaks from elsewhere never says goodbye to us. */
const ELSEWHERE_MS = 60 * 60 * 1000;
const SETTLES_MS = 3000;
const LOOK_AGAIN_MS = 20;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function createDesk(deps: DeskDeps): Desk {
  const { db, now, newId, receive, pushes, deliver, patienceMs = PATIENCE_MS } = deps;

  const tell = async (id: string, desk: DeskDeed, { by, key = newId() }: { by?: string; key?: string } = {}) => {
    const channel = await channelOf(db, id);
    if (channel === undefined) return false;
    const event = { desk, ...(by !== undefined && { by }) };
    const sender = { key: 'staff', proven: false };
    const messageId = `desk:${desk}:${key}`;
    await receive({ conversationId: id, channel, sender, messageId, kind: 'event', body: { text: '', event } });
    return true;
  };

  /** The deed is kept; its turn may still be on its way. */
  const settled = async (id: string, so: (held: Held | undefined) => boolean): Promise<Held | undefined> => {
    const end = now().getTime() + SETTLES_MS;
    for (;;) {
      const held = await heldConversation(db, id);
      if (so(held) || now().getTime() > end) return held;
      await pause(LOOK_AGAIN_MS);
    }
  };

  const overdue = ({ human }: Held) => {
    const waited = now().getTime() - Date.parse(human.since);
    return human.stage === 'asked' ? waited >= patienceMs : human.by === undefined && waited >= ELSEWHERE_MS;
  };

  return {
    held: () => heldConversations(db),
    async take(id, by) {
      if (!(await tell(id, 'taken', { by }))) return false;
      const held = await settled(id, (each) => each?.human.by !== undefined);
      return held?.human.by === by;
    },
    async say(id, by, text) {
      const held = await heldConversation(db, id);
      if (held?.human.by !== by) return undefined;
      const { channel, lang } = held;
      const body = { text, lang, inputHint: 'acceptingInput', sawt: { human: by } } as const;
      const kept = await sayAsHuman(db, { id, channel, by, body, pushed: pushes(channel) }, now());
      if (kept) deliver(channel, [kept]);
      return kept;
    },
    async giveBack(id) {
      if (await tell(id, 'released')) await settled(id, (held) => held === undefined);
    },
    async silence(id) {
      await tell(id, 'spoke');
    },
    async sweep() {
      const late = (await heldConversations(db)).filter(overdue);
      // Every replica looks: the same moment is the same message, kept once.
      for (const { id, human } of late) await tell(id, 'waited_in_vain', { key: human.since });
    },
  };
}
