/**
 * The telephone door: callers talk with the bot over Twilio. What it says is read from the transcript by the call that
 * waits for it; what happens after the call reaches the telephone as a text.
 */
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../api/contract/database.ts';
import type { Bus } from '../bus.ts';
import type { Capabilities, Channel, Delivery, KeptOutbound } from '../channel.ts';
import type { Inbox } from '../inbox.ts';
import { createCalls } from '../store/calls.ts';
import { createTranscript } from '../store/transcript.ts';
import type { Texts } from '../texts.ts';
import { CHANNEL, phoneIn } from './caller.ts';
import { gatherRoutes } from './gather.ts';
import { relayAddress, relayRoutes } from './relay.ts';
import { createScript, type ScriptDeps } from './script.ts';
import type { Pace } from './session.ts';
import { createTalk } from './talk.ts';
import { connect } from './twiml.ts';

export const capabilities: Capabilities = {
  quickReplies: 0,
  labelLength: 60,
  // Pieces for a voice are cut where TwiML is written.
  textLength: 5000,
  spoken: true,
  proactive: false,
  greets: true,
};

export interface VoiceDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly settings: Readonly<Record<string, string>>;
  readonly publicUrl?: string;
  readonly word: ScriptDeps['word'];
  readonly readyWithinMs?: number;
  readonly pace?: Partial<Pace>;
}

export interface VoiceMount {
  readonly inbox: Inbox;
  readonly bus: Bus;
  readonly texts: Texts;
}

export interface Voice {
  readonly channel: Channel;
  mount(server: FastifyInstance, mount: VoiceMount): Promise<void>;
}

export function createVoice({ db, now, settings, publicUrl, word, readyWithinMs, pace }: VoiceDeps): Voice {
  const { TWILIO_AUTH_TOKEN: authToken = '', TWILIO_AGENT_NUMBER: agentNumber } = settings;
  const calls = createCalls(db);
  const transcript = createTranscript(db, CHANNEL);
  let texts: Texts | undefined;

  /** Replies of a call are heard in it; news, which answers nobody, goes out as a text. */
  const deliver = async (message: KeptOutbound, to: { readonly id: string }): Promise<Delivery> => {
    const [answered] = await transcript.since(message.conversationId, message.replyTo - 1, 1);
    if (answered?.direction !== 'in' || answered.kind !== 'event') return { kind: 'sent' };
    const phone = phoneIn(to.id);
    if (phone === undefined || texts === undefined) return { kind: 'unreachable', why: 'the call is over' };
    const key = `${message.conversationId}:${message.seq}`;
    const { text, lang } = message.body;
    const taken = await texts.send({ key, phone, text, lang });
    return taken ? { kind: 'sent' } : { kind: 'unreachable', why: 'no way to write to a telephone' };
  };

  return {
    channel: { name: CHANNEL, capabilities, deliver },
    async mount(server, mount) {
      texts = mount.texts;
      const address = `${publicUrl ?? ''}/webhooks/twilio/voice`;
      const signing = { authToken, now, ...(publicUrl !== undefined && { publicUrl }) };
      const talk = createTalk({ ...mount, transcript, calls });
      const relayed = settings.TWILIO_VOICE === 'relay' && publicUrl !== undefined;
      await relayRoutes(server, {
        signing,
        talk,
        calls,
        word,
        hasAgent: agentNumber !== undefined,
        ...(pace && { pace }),
      });
      await gatherRoutes(server, {
        signing,
        talk,
        ...(relayed && { connect: connect({ url: relayAddress(publicUrl), action: `${address}?turn=1` }) }),
        script: createScript({ word, address, ...(agentNumber !== undefined && { agentNumber }) }),
        calls,
        now,
        ...(readyWithinMs !== undefined && { readyWithinMs }),
      });
    },
  };
}
