/**
 * The telephone door: one conversation for each number, its texts carried by Twilio or by an operator's SMPP. Knows who
 * asked for silence and sends them nothing; everything else that is heard goes to the inbox.
 */
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../api/contract/database.ts';
import type { Channel, Delivery, KeptOutbound, PhoneText } from '../channel.ts';
import type { Inbox } from '../inbox.ts';
import { createAnswers } from '../store/answers.ts';
import { createArrivals } from '../store/arrivals.ts';
import { createParts } from '../store/parts.ts';
import { createTelephones } from '../store/telephones.ts';
import { createTranscript } from '../store/transcript.ts';
import type { Uploads } from '../store/uploads.ts';
import type { Carrier, Report } from './carrier.ts';
import { CHANNEL, capabilities, textFor } from './encode.ts';
import { createHear } from './heard.ts';
import type { Wish } from './opt-out.ts';
import { forTelephone } from './segments.ts';
import { createSmpp, type SmppCarrier, type SmppSettings } from './smpp/index.ts';
import type { Pace } from './smpp/link.ts';
import { createTwilio, type TwilioCarrier, type TwilioSettings } from './twilio/index.ts';

export interface SmsDeps {
  readonly db: Database;
  readonly uploads: Uploads;
  readonly now: () => Date;
  readonly publicUrl?: string;
  readonly random: (bytes: number) => Buffer;
  readonly log: { info(facts: object, text: string): void; warn(facts: object, text: string): void };
  readonly twilio: TwilioSettings | null;
  /** Where both are set, the operator carries what we send: in Jordan only it can be answered. */
  readonly smpp: SmppSettings | null;
  /** What a telephone is told that asks to stop, to start again, or for help. */
  readonly said: (wish: Wish, lang: 'ar' | 'en') => string;
  /** How long a webhook waits for its reply. */
  readonly readyWithinMs?: number;
  readonly pace?: Partial<Pace>;
}

export interface SmsMount {
  readonly inbox: Inbox;
  readonly reported: (report: Report) => Promise<void>;
}

export interface Sms {
  readonly channel: Channel;
  mount(server: FastifyInstance, mount: SmsMount): Promise<void>;
  sweep(): Promise<void>;
  /** The operator is told goodbye; what waits for an answer is waited for. */
  close(): Promise<void>;
}

const MOST_REPLIES = 100;
const ANSWERS_KEPT_MS = 2 * 24 * 60 * 60 * 1000;

const langOf = (text: string) => (/\p{Script=Arabic}/u.test(text) ? 'ar' : 'en');

export function createSms(deps: SmsDeps): Sms {
  const { db, uploads, now, publicUrl, readyWithinMs } = deps;
  const telephones = createTelephones(db);
  const answers = createAnswers(db);
  const transcript = createTranscript(db, CHANNEL);
  const repliesTo = async (conversationId: string, seq: number): Promise<KeptOutbound[]> => {
    const after = await transcript.since(conversationId, seq, MOST_REPLIES);
    return after.filter((kept): kept is KeptOutbound => kept.direction === 'out' && kept.replyTo === seq);
  };
  const twilio: TwilioCarrier | null =
    deps.twilio &&
    createTwilio({
      settings: deps.twilio,
      answers,
      telephones,
      uploads,
      repliesTo,
      now,
      ...(publicUrl !== undefined && { publicUrl }),
      ...(readyWithinMs !== undefined && { readyWithinMs }),
    });

  const smpp: SmppCarrier | null =
    deps.smpp &&
    createSmpp({
      settings: deps.smpp,
      parts: createParts(db),
      arrivals: createArrivals(db),
      now,
      random: deps.random,
      log: deps.log,
      ...(deps.pace && { pace: deps.pace }),
    });
  const carrier: Carrier | null = smpp ?? twilio;

  const send = async (phone: string, text: string): Promise<Delivery> => {
    if (await telephones.stopped(phone)) return { kind: 'unreachable', why: 'it asked for no messages' };
    return carrier ? carrier.send(phone, text) : { kind: 'refused', why: 'no carrier' };
  };

  return {
    channel: {
      name: CHANNEL,
      capabilities,
      async deliver(message, { id }) {
        if (await twilio?.tell(message)) return { kind: 'sent' };
        return send(id, textFor(message.body));
      },
      text: ({ phone, text }: PhoneText) => send(phone, forTelephone(text)),
    },
    async mount(server, { inbox, reported }) {
      const hear = createHear({ inbox, telephones, now });
      const said = (wish: Wish, text: string) => forTelephone(deps.said(wish, langOf(text)));
      await twilio?.mount(server, { hear, said, reported });
      smpp?.open({ hear, said, reported });
    },
    async sweep() {
      await answers.sweep(new Date(now().getTime() - ANSWERS_KEPT_MS));
      await smpp?.sweep();
    },
    close: async () => smpp?.close(),
  };
}
