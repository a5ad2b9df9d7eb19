/**
 * The doors that need an account: each is made when its settings are there, and nothing of the others is loaded. What they
 * say comes from the flows and is handed in; what they hear goes to the inbox, and what becomes of a message to the outbox.
 */
import type { FastifyInstance } from 'fastify';
import type { Database } from '../api/contract/database.ts';
import type { Authority } from './botservice/adapter.ts';
import type { Botservice } from './botservice/index.ts';
import type { Bus } from './bus.ts';
import type { Channel } from './channel.ts';
import type { Inbox } from './inbox.ts';
import type { Messenger, MessengerDeps } from './messenger/index.ts';
import type { Outbox } from './outbox.ts';
import type { Sms, SmsDeps } from './sms/index.ts';
import { createTranscript } from './store/transcript.ts';
import type { Uploads } from './store/uploads.ts';
import type { Texts } from './texts.ts';
import { type CallCentre, mountTranscripts } from './transcripts/index.ts';
import type { Voice, VoiceDeps } from './voice/index.ts';

/** The settings of a door by their names; null: it is off. */
type Settings = Readonly<Record<string, string>> | null;
type Worded = Readonly<Record<'ar' | 'en', string>>;

export interface DoorsDeps {
  readonly settings: Readonly<
    Record<'messenger' | 'sms and voice' | 'sms by SMPP' | 'transcripts' | 'Azure Bot Service' | 'e-mail', Settings>
  >;
  readonly publicUrl: string | null;
  readonly db: Database;
  readonly uploads: Uploads;
  readonly now: () => Date;
  readonly random: (bytes: number) => Buffer;
  readonly log: SmsDeps['log'];
  /** In place of Azure's keys and sign-in. */
  readonly authority: Authority | undefined;
  readonly words: {
    readonly more: Worded;
    readonly optOut: Readonly<Record<Parameters<SmsDeps['said']>[0], Worded>>;
    readonly spoken: VoiceDeps['word'];
  };
}

export interface DoorsMount extends Pick<MessengerDeps, 'silence' | 'giveBack'> {
  readonly inbox: Inbox;
  readonly bus: Bus;
  readonly outbox: Outbox;
  readonly texts: Texts;
  readonly calls: CallCentre;
}

export interface Doors {
  readonly channels: readonly Channel[];
  mount(server: FastifyInstance, mount: DoorsMount): Promise<void>;
  sweep(): Promise<unknown>;
  close(): Promise<void>;
}

/** A receipt of a message that is not ours is waited for a little while; nobody who brings one waits as long. */
const BRINGER_WAITS_MS = 1000;

async function heardOf(outbox: Outbox, server: FastifyInstance, receipt: Parameters<Outbox['receipt']>[0]) {
  const noted = outbox.receipt(receipt).then(
    () => {},
    (error: unknown) => server.log.warn({ err: error }, 'a receipt was not noted'),
  );
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, BRINGER_WAITS_MS);
  });
  await Promise.race([noted, enough]);
  clearTimeout(timer);
}

export async function openMessenger(set: Settings, now: () => Date, more: Worded): Promise<Messenger | null> {
  if (set === null) return null;
  const settings = {
    appSecret: set.MESSENGER_APP_SECRET ?? '',
    verifyToken: set.MESSENGER_VERIFY_TOKEN ?? '',
    pageToken: set.MESSENGER_PAGE_TOKEN ?? '',
    graphUrl: set.GRAPH_API_URL,
    template: set.MESSENGER_UTILITY_TEMPLATE,
  };
  return (await import('./messenger/index.ts')).createMessenger({ settings, now, words: { more } });
}

async function openSms({ settings, publicUrl, words, ...deps }: DoorsDeps): Promise<Sms | null> {
  const [twilio, smpp] = [settings['sms and voice'], settings['sms by SMPP']];
  if (twilio === null && smpp === null) return null;
  return (await import('./sms/index.ts')).createSms({
    ...deps,
    twilio,
    smpp,
    said: (wish, lang) => words.optOut[wish][lang],
    ...(publicUrl !== null && { publicUrl }),
  });
}

/** Callers talk over the account that texts are sent with. */
async function openVoice({ settings, publicUrl, db, now, words }: DoorsDeps): Promise<Voice | null> {
  const set = settings['sms and voice'];
  if (set === null) return null;
  const address = publicUrl !== null && { publicUrl };
  return (await import('./voice/index.ts')).createVoice({ db, now, settings: set, word: words.spoken, ...address });
}

/** What carries it is loaded when somebody first writes. */
async function openBotservice({ settings, db, now, authority }: DoorsDeps): Promise<Botservice | null> {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password } = settings['Azure Bot Service'] ?? {};
  if (appId === undefined || password === undefined) return null;
  const account = { appId, password, ...(authority && { authority }) };
  return (await import('./botservice/index.ts')).createBotservice({ db, now, settings: account });
}

/** Only written to people who gave an address and are reached nowhere else. */
async function openEmail({ settings }: DoorsDeps): Promise<Channel | null> {
  const set = settings['e-mail'];
  return set && (await import('./email/index.ts')).createEmail({ settings: set });
}

export async function openDoors(deps: DoorsDeps): Promise<Doors> {
  const { settings, db, uploads, now, words } = deps;
  const sms = await openSms(deps);
  const messenger = await openMessenger(settings.messenger, now, words.more);
  const voice = await openVoice(deps);
  const botservice = await openBotservice(deps);
  const email = await openEmail(deps);
  const pushing = [messenger, sms, voice, botservice].flatMap((door) => (door ? [door.channel] : []));
  return {
    channels: email ? [...pushing, email] : pushing,
    async mount(server, { inbox, bus, outbox, texts, calls, silence, giveBack }) {
      await sms?.mount(server, {
        inbox,
        reported: (report) => heardOf(outbox, server, { channel: sms.channel.name, ...report }),
      });
      await messenger?.mount(server, {
        inbox,
        uploads,
        transcript: createTranscript(db, messenger.channel.name),
        receipt: (receipt) => void heardOf(outbox, server, receipt),
        silence,
        giveBack,
      });
      const secret = settings.transcripts?.TRANSCRIPTS_SECRET;
      if (secret !== undefined) mountTranscripts(server, secret, calls);
      botservice?.mount(server, inbox);
      await voice?.mount(server, { inbox, bus, texts });
    },
    sweep: async () => sms?.sweep(),
    close: async () => sms?.close(),
  };
}
