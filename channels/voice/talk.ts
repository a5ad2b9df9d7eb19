/**
 * A caller's words into the inbox, and the bot's replies out of the transcript. What was said to a turn is always read
 * from there, so the same turn asked for again gets the same answer from any process.
 */
import type { Bus } from '../bus.ts';
import type { KeptOutbound, OutboundBody } from '../channel.ts';
import type { Inbox } from '../inbox.ts';
import type { Calls } from '../store/calls.ts';
import type { Transcript } from '../store/transcript.ts';
import { type Caller, CHANNEL, conversationOf, senderOf } from './caller.ts';

export type Said =
  | { readonly kind: 'ready'; readonly bodies: readonly OutboundBody[] }
  /** The turn is over and nothing was said: a human has the conversation, or there was nothing to say. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'later' };

export interface Talk {
  /** The call was picked up. */
  open(caller: Caller, withinMs: number): Promise<Said>;
  /** `id`: the same for the same words, however often they are brought. */
  say(caller: Caller, id: string, text: string, withinMs: number): Promise<Said>;
  /** The reply to a turn brought before; undefined: it was never brought. */
  repliesTo(caller: Caller, id: string, withinMs: number): Promise<Said | undefined>;
  /** What was said last, oldest first. */
  last(caller: Caller): Promise<OutboundBody[]>;
}

export interface TalkDeps {
  readonly inbox: Inbox;
  readonly bus: Bus;
  readonly transcript: Transcript;
  readonly calls: Calls;
}

const LOOK_EVERY_MS = 250;
const MOST_REPLIES = 100;
const LOOKED_BACK = 20;

export function createTalk({ inbox, bus, transcript, calls }: TalkDeps): Talk {
  const outOf = (kept: Awaited<ReturnType<Transcript['since']>>) =>
    kept.filter((message): message is KeptOutbound => message.direction === 'out');

  const look = async (conversationId: string, seq: number): Promise<Said> => {
    // First whether the turn is over: what it said was committed with it.
    const over = await calls.handled(conversationId, seq);
    if (!over) return { kind: 'later' };
    const after = outOf(await transcript.since(conversationId, seq, MOST_REPLIES));
    const bodies = after.filter(({ replyTo }) => replyTo === seq).map(({ body }) => body);
    return bodies.length > 0 ? { kind: 'ready', bodies } : { kind: 'nothing' };
  };

  const settled = async (conversationId: string, seq: number, withinMs: number): Promise<Said> => {
    let wake: () => void = () => {};
    let late = withinMs <= 0;
    const end = setTimeout(() => {
      late = true;
      wake();
    }, withinMs);
    const leave = bus.subscribe(conversationId, ({ kind }) => {
      if (kind !== 'typing') wake();
    });
    try {
      for (;;) {
        const said = await look(conversationId, seq);
        if (said.kind !== 'later' || late) return said;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_EVERY_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    } finally {
      clearTimeout(end);
      leave();
    }
  };

  const receive = async (caller: Caller, id: string, kind: 'message' | 'start', text: string) => {
    const conversationId = conversationOf(caller);
    const messageId = `${caller.callSid}:${id}`;
    const body = { text, ...(kind === 'start' && { locale: 'ar-JO' }) };
    const sender = senderOf(caller);
    return inbox.receive({ conversationId, channel: CHANNEL, sender, messageId, kind, body });
  };

  return {
    async open(caller, withinMs) {
      const { seq } = await receive(caller, '0', 'start', '');
      return settled(conversationOf(caller), seq, withinMs);
    },
    async say(caller, id, text, withinMs) {
      const { seq } = await receive(caller, id, 'message', text);
      return settled(conversationOf(caller), seq, withinMs);
    },
    async repliesTo(caller, id, withinMs) {
      const seq = await calls.seqOf(conversationOf(caller), `${caller.callSid}:${id}`);
      return seq === undefined ? undefined : settled(conversationOf(caller), seq, withinMs);
    },
    async last(caller) {
      const conversationId = conversationOf(caller);
      const newest = (await transcript.newest(conversationId)) ?? 0;
      const recent = await transcript.since(conversationId, Math.max(0, newest - LOOKED_BACK), LOOKED_BACK);
      return outOf(recent).map(({ body }) => body);
    },
  };
}
