/** Twilio as a carrier: texts by its REST API or in the response to its webhook, messages and receipts by webhooks. */
import type { FastifyInstance } from 'fastify';
import twilio from 'twilio';
import type { KeptOutbound } from '../../channel.ts';
import type { Answers } from '../../store/answers.ts';
import type { Telephones } from '../../store/telephones.ts';
import type { Uploads } from '../../store/uploads.ts';
import type { Carrier, Report } from '../carrier.ts';
import type { Heard, Taken } from '../heard.ts';
import type { Wish } from '../opt-out.ts';
import { createClient } from './client.ts';
import { isOptOut } from './errors.ts';
import { createFetchMedia } from './media.ts';
import { createResponses } from './responses.ts';
import { twilioRoutes } from './routes.ts';

const API = 'https://api.twilio.com';

/** TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM and perhaps TWILIO_API_URL. */
export type TwilioSettings = Readonly<Record<string, string>>;

export interface TwilioDeps {
  readonly settings: TwilioSettings;
  readonly publicUrl?: string;
  readonly answers: Answers;
  readonly telephones: Telephones;
  readonly uploads: Uploads;
  readonly repliesTo: (conversationId: string, seq: number) => Promise<readonly KeptOutbound[]>;
  readonly now: () => Date;
  readonly readyWithinMs?: number;
}

export interface TwilioMount {
  readonly hear: (heard: Heard) => Promise<Taken>;
  readonly said: (wish: Wish, text: string) => string;
  readonly reported: (report: Report) => Promise<void>;
}

export interface TwilioCarrier extends Carrier {
  /** True: told in the response to the webhook it answers. */
  tell(message: KeptOutbound): Promise<boolean>;
  mount(server: FastifyInstance, mount: TwilioMount): Promise<void>;
}

export function createTwilio(deps: TwilioDeps): TwilioCarrier {
  const { settings, publicUrl, answers, telephones, uploads, repliesTo, now } = deps;
  const { TWILIO_ACCOUNT_SID: accountSid = '', TWILIO_AUTH_TOKEN: authToken = '', TWILIO_FROM: from = '' } = settings;
  const apiUrl = settings.TWILIO_API_URL ?? API;
  const client = createClient(twilio(accountSid, authToken), {
    accountSid,
    from,
    apiUrl,
    ...(publicUrl !== undefined && { statusUrl: `${publicUrl}/webhooks/twilio/sms/status` }),
  });
  const responses = createResponses({ answers, repliesTo, now });
  return {
    tell: responses.take,
    async send(phone, text) {
      const { delivery, code } = await client(phone, text);
      if (isOptOut(code)) await telephones.stop(phone, now());
      return delivery;
    },
    mount: (server, { hear, said, reported }) =>
      twilioRoutes(server, {
        signing: { authToken, now, ...(publicUrl !== undefined && { publicUrl }) },
        answers,
        responses,
        hear,
        said,
        fetchMedia: createFetchMedia({ uploads, accountSid, authToken, apiUrl }),
        reported: ({ platformId, status }) => reported({ platformId, status, at: now() }),
        ...(deps.readyWithinMs !== undefined && { readyWithinMs: deps.readyWithinMs }),
      }),
  };
}
