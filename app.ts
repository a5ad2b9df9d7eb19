/**
 * The hall: the only file that wires. Builds everything from the configuration and says nothing of the domain.
 * Tests build the same house, with a clock or a database of their own.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { Registry } from 'prom-client';
import { mountApi } from './api/api.ts';
import type { FindCard } from './api/contract/card.ts';
import { createClient } from './api/contract/client.ts';
import type { DeskDoor } from './api/contract/desk.ts';
import type { Directory } from './api/contract/directory.ts';
import { showReference } from './api/contract/reference.ts';
import { CHANNELS, type Lang } from './api/contract/vocabulary.ts';
import type { CodeText, Scope } from './api/deps.ts';
import { IDLE } from './api/domain/presence.ts';
import { mountPages, pagePolicy } from './api/pages/pages.ts';
import { mountPhone } from './api/pages/phone.ts';
import { mountSideBySide } from './api/pages/side-by-side.ts';
import { mountErrors, onFrameworkError, plainFault } from './api/plugins/errors.ts';
import { mountHeaders } from './api/plugins/headers.ts';
import { createIdentity, discovered, type Identity } from './api/plugins/identity.ts';
import { createDemoSignIn } from './api/routes/demo-sign-in.ts';
import { contactOf } from './api/store/contacts.ts';
import { keepChannels, keepDirectory } from './api/store/current.ts';
import type { OpenDatabase } from './api/store/database.ts';
import { type Keys, keepKeys } from './api/store/keys.ts';
import { seedPolicy } from './api/store/seed.ts';
import { anyonePresent } from './api/store/sessions.ts';
import { createVault } from './api/store/vault.ts';
import { createAssist } from './bot/assist.ts';
import { createDesk, type Desk } from './bot/desk.ts';
import { createDrafts } from './bot/drafts.ts';
import type { Understand } from './bot/listen.ts';
import { createQueue, type Queue } from './bot/queue.ts';
import { remindSilent } from './bot/remind.ts';
import { apology } from './bot/render.ts';
import { forEar } from './bot/spoken.ts';
import { begin, complete, completeUnkept, type TurnDeps } from './bot/turn.ts';
import { createWake } from './bot/wake.ts';
import type { Authority } from './channels/botservice/adapter.ts';
import type { Botservice } from './channels/botservice/index.ts';
import { type Bus, createLocalBus } from './channels/bus.ts';
import type { Channel, Inbound, Kept } from './channels/channel.ts';
import { ALWAYS, createChannels } from './channels/channels.ts';
import { chatLines } from './channels/chat-lines.ts';
import { terminal } from './channels/console/index.ts';
import { createOutboxFigures } from './channels/figures.ts';
import { createInbox, type Inbox } from './channels/inbox.ts';
import { createLanes } from './channels/lanes.ts';
import { createOtherWays } from './channels/other-ways.ts';
import { createOutbox, type Outbox } from './channels/outbox.ts';
import { createSideBySide, type Pane } from './channels/side-by-side.ts';
import type { Sms, SmsDeps } from './channels/sms/index.ts';
import { createStandInPhone } from './channels/stand-in-phone.ts';
import { createTranscript, type Transcript } from './channels/store/transcript.ts';
import { createUploads, type Uploads } from './channels/store/uploads.ts';
import { createTexts, type Texts, unsealing } from './channels/texts.ts';
import { type CallCentre, createCallCentre, mountTranscripts } from './channels/transcripts/index.ts';
import type { Voice } from './channels/voice/index.ts';
import { mountWebchat, webchat } from './channels/webchat/index.ts';
import type { Config } from './config.ts';
import type { Flows } from './flows/language.ts';
import { readFlows, sourcesIn } from './flows/load.ts';
import { withPrivacy, word } from './flows/texts.ts';
import { migrate } from './migrations/migrate.ts';
import { classificationOf } from './nlu/classification.ts';
import { readShippedModel } from './nlu/shipped.ts';
import { strip } from './nlu/strip.ts';
import { createUnderstanding } from './nlu/understand.ts';

const VERSION = '0.1.0';
const BODY_LIMIT = 256 * 1024;
const SLOWEST_REQUEST_MS = 5 * 60 * 1000;
const RECOVER_EVERY_MS = 5000;
const REMIND_EVERY_MS = 60 * 1000;
const SWEEP_EVERY_MS = 60 * 60 * 1000;

export interface App {
  readonly server: FastifyInstance;
  readonly keys: Keys;
  readonly flows: Flows;
  readonly understand: TurnDeps['understand'];
  readonly directory: () => Promise<Directory>;
  readonly inbox: Inbox;
  readonly bus: Bus;
  readonly queue: Queue;
  readonly outbox: Outbox;
  readonly texts: Texts;
  readonly desk: Desk;
  readonly db: OpenDatabase;
  readonly now: () => Date;
  close(): Promise<void>;
}

/** What a test puts in place of the real thing. */
export interface Overrides {
  readonly now?: () => Date;
  readonly flows?: Flows;
  readonly db?: OpenDatabase;
  readonly understand?: TurnDeps['understand'];
  /** Staff who take conversations over. */
  readonly anyoneSignedIn?: () => Promise<boolean>;
  /** In place of Azure's keys and sign-in. */
  readonly authority?: Authority;
  /** Doors beside those of the settings. */
  readonly doors?: readonly Channel[];
}

/** A start loads the driver it needs: the others took a tenth of its time. */
async function openDatabase({ databaseUrl, dataDir, folders }: Config): Promise<OpenDatabase> {
  if (databaseUrl !== null) return (await import('./api/store/database.ts')).openPostgres(databaseUrl);
  const { openEmbedded } = await import('./api/store/embedded.ts');
  return openEmbedded(dataDir, { template: join(folders.built, 'template') });
}

async function openBus({ redisUrl, databaseUrl }: Config): Promise<Bus> {
  if (redisUrl === null) return createLocalBus({ alone: databaseUrl === null });
  return (await import('./channels/redis-bus.ts')).createRedisBus(redisUrl);
}

export async function buildApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const now = overrides.now ?? (() => new Date(Date.now()));
  const db = overrides.db ?? (await openDatabase(config));
  try {
    await migrate(db, seedPolicy);
    return await wire(config, db, now, overrides);
  } catch (error) {
    await db.close();
    throw error;
  }
}

function createServer(config: Config): FastifyInstance {
  const server = Fastify({
    logger: {
      level: config.logLevel,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      serializers: { err: plainFault },
    },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // Whoever sends a body byte by byte holds its memory: long enough for 10 MB over a slow line, not for ever.
    requestTimeout: SLOWEST_REQUEST_MS,
    // Only a proxy on a private address may say for whom it asks.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    frameworkErrors: onFrameworkError,
  });
  mountErrors(server);
  return server;
}

/** Known as questions are, and of no department. */
const topicsOf = ({ elsewhere }: Flows) =>
  Object.entries(elsewhere).map(([id, { asks }]) => ({ id, department: '', asks }));

/** With the shipped weights and everything the flows know an answer to. */
export const openUnderstanding = (root: string, flows: Flows): Understand =>
  createUnderstanding(readShippedModel(join(root, 'nlu/weights')), Object.values(flows.cards), topicsOf(flows));

async function wire(config: Config, db: OpenDatabase, now: () => Date, overrides: Overrides): Promise<App> {
  const keys = await keepKeys(db, config.keys, randomBytes);
  const read = overrides.flows ?? readFlows(sourcesIn(join(config.folders.root, 'flows')));
  const flows = withPrivacy(read, `${config.publicUrl ?? `http://localhost:${config.port}`}/privacy`);
  const understand = overrides.understand ?? openUnderstanding(config.folders.root, flows);
  const directory = keepDirectory({ db, now });
  const bus = await openBus(config);
  const server = createServer(config);
  const uploads = createUploads({ db, now, random: randomBytes });
  const client = createClient(inProcess(server, keys.bot));
  const registry = new Registry();
  const vault = createVault(keys.data, randomBytes);
  const sms = await openSms(config, { db, uploads, now, flows, log: server.log });
  const messenger = await openMessenger(config, flows, now);
  const voice = await openVoice(config, { db, now, flows });
  const botservice = await openBotservice(config, { db, now, authority: overrides.authority });
  const email = await openEmail(config);
  const pushing = [messenger, sms, voice, botservice].flatMap((door) => (door ? [door.channel] : []));
  const made = email ? [...pushing, email] : pushing;
  const sides = config.databaseUrl === null && made.length === 0 ? await openSides(flows) : [];
  const shownHere = sides.flatMap(({ door }) => (door ? [door] : []));
  const { channels, phone } = openDoorsOf(config, now, [...made, ...shownHere, ...(overrides.doors ?? [])]);
  const otherWays = createOtherWays({
    db,
    now,
    channels,
    vault,
    contact: (of) => contactOf({ db, vault, now }, of),
    words: otherWords(flows),
    look: (lane) => outbox.look(lane),
  });
  const outbox: Outbox = createOutbox({
    db,
    now,
    channels,
    figures: createOutboxFigures(registry),
    die: Math.random,
    unseal: unsealing(vault),
    otherWays,
    log: server.log,
  });
  const texts = createTexts({ db, now, channels, vault, look: outbox.look });
  const capabilities = (name: string) => (channels.named(name) ?? terminal).capabilities;
  const anyoneSignedIn = overrides.anyoneSignedIn ?? (() => anyonePresent(db, ANSWERING, now().getTime() - IDLE));
  const channelStates = keepChannels({ db, now });
  const standing = async (name: string) => (await channelStates()).states.get(name);
  const drafts = createDrafts({ db, flows, now });
  const deps: TurnDeps = { flows, understand, directory, client, drafts, anyoneSignedIn, capabilities, standing, now };
  const stir = () => bus.publish(DESK_TOPIC, { kind: 'look' });
  const deliver = (channel: string, messages: readonly Kept[]) => {
    const id = messages[0]?.conversationId;
    if (id === undefined) return;
    bus.publish(id, { kind: 'kept', messages });
    if (messages.some((each) => each.direction === 'out' && each.body.sawt?.notice !== undefined)) stir();
    if (channels.pushes(channel)) outbox.look(id);
  };
  const queue = createQueue({
    db,
    now,
    begin: (conversation, message) => begin(deps, conversation, message),
    complete: (begun) => complete(deps, begun),
    completeUnkept: (begun) => completeUnkept(deps, begun),
    lanes: createLanes(),
    pushes: channels.pushes,
    deliver,
    slow: (id) => bus.publish(id, { kind: 'typing' }),
    broken: (error, message) =>
      server.log.error({ err: error, conversation: message.conversationId, seq: message.seq }, 'a turn broke'),
    apology: (lang) => apology(flows, lang),
  });
  const inbox = createInbox({ db, bus, now, atOnce: queue.atOnce, wake: queue.wake });
  const receive = (inbound: Inbound) => inbox.receive(inbound, { known: true });
  const desk = createDesk({ db, now, newId: randomUUID, receive, pushes: channels.pushes, deliver });

  const calls = createCallCentre({ db, bus, now, stir, assist: createAssist({ understand, directory, now }) });

  mountHeaders(server, helmetFor(config));
  const signIn = signInFor(config, server);
  await mountApi(server, {
    db,
    now,
    random: randomBytes,
    keys,
    dataKey: keys.data,
    publicUrl: config.publicUrl ?? '/',
    version: VERSION,
    classify: async (text, lang) => {
      const context = { directory: await directory(), now: now().toISOString(), ...(lang && { lang }) };
      return classificationOf(understand(text, context));
    },
    strip: async (text) =>
      strip(text, understand(text, { directory: await directory(), now: now().toISOString() }).entities),
    directory,
    findCard: cardFinder({ flows, understand, directory, now }),
    ...(config.redisUrl !== null && { checks: { redis: () => reached(bus) } }),
    files: uploads,
    ...(texts.possible && { sendCode: textCode(flows, texts) }),
    outbox,
    calls,
    desk: deskDoor({ desk: stirring(desk, stir), transcript: createTranscript(db, ''), bus }),
    registry,
    ...(signIn && { identity: signIn.identity }),
    tell: createWake({ db, receive }),
  });
  await mountWebchat(server, {
    db,
    inbox,
    uploads,
    bus,
    now,
    random: randomBytes,
    secret: keys.directline,
    key: Buffer.from(keys.tokens).toString('base64url'),
    ...(config.publicUrl !== null && { publicUrl: config.publicUrl }),
  });
  await sms?.mount(server, {
    inbox,
    reported: (report) => heardOf(outbox, server, { channel: sms.channel.name, ...report }),
  });
  await messenger?.mount(server, {
    inbox,
    uploads,
    transcript: createTranscript(db, messenger.channel.name),
    receipt: (receipt) => void heardOf(outbox, server, receipt),
    silence: desk.silence,
    giveBack: desk.giveBack,
  });
  const transcripts = config.doors.transcripts?.TRANSCRIPTS_SECRET;
  if (transcripts !== undefined) mountTranscripts(server, transcripts, calls);
  botservice?.mount(server, inbox);
  await voice?.mount(server, { inbox, bus, texts });
  if (signIn?.mount !== undefined) await server.register(async (scope) => signIn.mount?.(scope));
  mountPages(server, {
    distDir: config.folders.built,
    console: signIn !== null,
    ...(config.publicUrl !== null && { publicUrl: config.publicUrl }),
  });
  if (phone) mountPhone(server, phone.shown);
  if (sides.length > 0) {
    const newId = () => randomBytes(9).toString('base64url');
    const play = createSideBySide({ db, inbox, panes: sides, newId, idle: queue.idle });
    mountSideBySide(server, { play, policy: pagePolicy(config.publicUrl ?? undefined) });
  }
  const proactive = () => channels.proactive;
  const reminders = () =>
    remindSilent({ db, now, proactive, receive: (inbound) => inbox.receive(inbound, { known: true }) });
  keepRunning(server, { queue, uploads, outbox, calls, desk, sms, reminders });
  return {
    server,
    keys,
    flows,
    understand,
    directory,
    inbox,
    bus,
    queue,
    outbox,
    texts,
    desk,
    db,
    now,
    close: () => close({ server, queue, outbox, sms, bus, db }),
  };
}

/** Where no account is set: what each channel would show, for the demo page. They have no door: nothing is pushed. */
async function openSides(flows: Flows): Promise<(Pane & { readonly door?: Channel })[]> {
  const sms = await import('./channels/sms/encode.ts');
  const { costOf } = await import('./channels/sms/segments.ts');
  const messenger = await import('./channels/messenger/encode.ts');
  const { CHANNEL } = await import('./channels/messenger/receive.ts');
  const words = { more: flows.phrases.more };
  return [
    {
      channel: webchat.name,
      show: ({ body: { text, options = [] } }) => [{ text, buttons: options.map(({ label }) => label) }],
    },
    {
      channel: CHANNEL,
      door: { name: CHANNEL, capabilities: messenger.capabilities },
      show: ({ body, seq }) =>
        messenger
          .encode(body, seq, words)
          .map(({ text, quick_replies = [] }) => ({ text, buttons: quick_replies.map(({ title }) => title) })),
    },
    {
      channel: sms.CHANNEL,
      door: { name: sms.CHANNEL, capabilities: sms.capabilities },
      show: ({ body }) => {
        const text = sms.textFor(body);
        return [{ text, buttons: [], cost: costOf(text) }];
      },
    },
  ];
}

/** A start without telephones loads nothing of them. */
async function openSms(
  { doors, publicUrl }: Config,
  deps: Pick<SmsDeps, 'db' | 'uploads' | 'now' | 'log'> & { readonly flows: Flows },
): Promise<Sms | null> {
  const [twilio, smpp] = [doors['sms and voice'], doors['sms by SMPP']];
  if (twilio === null && smpp === null) return null;
  const { patterns } = deps.flows;
  const words = { stop: patterns.messages_stopped, start: patterns.messages_started, help: patterns.messages_help };
  return (await import('./channels/sms/index.ts')).createSms({
    ...deps,
    random: randomBytes,
    twilio,
    smpp,
    said: (wish, lang) => words[wish][lang],
    ...(publicUrl !== null && { publicUrl }),
  });
}

/** Only written to people who gave an address and are reached nowhere else. */
async function openEmail({ doors }: Config): Promise<Channel | null> {
  const settings = doors['e-mail'];
  return settings && (await import('./channels/email/index.ts')).createEmail({ settings });
}

/** What carries it is loaded when somebody first writes. */
async function openBotservice(
  { doors }: Config,
  {
    authority,
    ...deps
  }: { readonly db: OpenDatabase; readonly now: () => Date; readonly authority: Authority | undefined },
): Promise<Botservice | null> {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password } = doors['Azure Bot Service'] ?? {};
  if (appId === undefined || password === undefined) return null;
  const settings = { appId, password, ...(authority && { authority }) };
  return (await import('./channels/botservice/index.ts')).createBotservice({ ...deps, settings });
}

/** Callers talk over the account that texts are sent with. */
async function openVoice(
  { doors, publicUrl }: Config,
  { db, now, flows }: Pick<TurnDeps, 'now' | 'flows'> & { readonly db: OpenDatabase },
): Promise<Voice | null> {
  const settings = doors['sms and voice'];
  if (settings === null) return null;
  const { patterns } = flows;
  return (await import('./channels/voice/index.ts')).createVoice({
    db,
    now,
    settings,
    word: (name, lang, facts = {}) => forEar(word(patterns[name].spoken ?? patterns[name], lang, facts), lang),
    ...(publicUrl !== null && { publicUrl }),
  });
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

function messengerSettings({ doors }: Config) {
  const set = doors.messenger;
  if (set === null) return undefined;
  return {
    appSecret: set.MESSENGER_APP_SECRET ?? '',
    verifyToken: set.MESSENGER_VERIFY_TOKEN ?? '',
    pageToken: set.MESSENGER_PAGE_TOKEN ?? '',
    graphUrl: set.GRAPH_API_URL,
    template: set.MESSENGER_UTILITY_TEMPLATE,
  };
}

/** Loaded only when its settings are there. */
async function openMessenger(config: Config, flows: Flows, now: () => Date) {
  const settings = messengerSettings(config);
  if (settings === undefined) return undefined;
  const { createMessenger } = await import('./channels/messenger/index.ts');
  return createMessenger({ settings, now, words: { more: flows.phrases.more } });
}

/** Greeting, first button and menu of the Page, in both languages; why not, when they were not taken. */
export async function setUpMessenger(config: Config): Promise<string | undefined> {
  const flows = readFlows(sourcesIn(join(config.folders.root, 'flows')));
  const { phrases, patterns } = flows;
  const messenger = await openMessenger(config, flows, () => new Date(Date.now()));
  if (messenger === undefined) return config.off.find((line) => line.includes('MESSENGER_'));
  const { menu_request, menu_status, menu_human, menu_help, menu_language } = phrases;
  const menu = [menu_request, menu_status, menu_human, menu_help, menu_language];
  return messenger.setUp({ greeting: patterns.greeting, menu });
}

/** A telephone to try things with only where nobody depends on it, and where no real one can be reached. */
function openDoorsOf({ databaseUrl }: Config, now: () => Date, more: readonly Channel[] = []) {
  const doors = [...ALWAYS, ...more];
  const real = doors.some(({ text }) => text !== undefined);
  const phone = real || databaseUrl !== null ? undefined : createStandInPhone(now);
  return { channels: createChannels(phone ? [...doors, phone.channel] : doors), phone };
}

/** Whose presence lets a citizen be handed over. */
const ANSWERING = ['agent', 'operations', 'administrator'] as const;
const LINES_AT_ONCE = 500;
/** What stirs the desk is told here: somebody waits, somebody was given back, a call was heard. */
const DESK_TOPIC = 'desk';
const LOOK_AT_DESK_MS = 2000;

interface DeskParts {
  readonly desk: Desk;
  readonly transcript: Transcript;
  readonly bus: Bus;
}

/** What the conversation would answer by itself, for a person who answers. */
const cardFinder =
  ({ flows, understand, directory, now }: Pick<TurnDeps, 'flows' | 'understand' | 'directory' | 'now'>): FindCard =>
  async (text) => {
    const fit = understand(text, { directory: await directory(), now: now().toISOString() }).card;
    const card = fit && flows.cards[fit.id];
    if (fit === undefined || card === undefined) return null;
    const { id, department, answer, more, source, seen } = card;
    return { id, confidence: fit.confidence, department, answer, more: [...more], source, seen };
  };

/** What one person does, the others see at once. */
const stirring = (desk: Desk, stir: () => void): Desk => ({
  ...desk,
  take: (id, by) => desk.take(id, by).finally(stir),
  giveBack: (id) => desk.giveBack(id).finally(stir),
});

/** Conversations as the request API's staff routes see them. */
const deskDoor = ({ desk, transcript, bus }: DeskParts): DeskDoor => ({
  chats: async () =>
    (await desk.held()).flatMap(({ id, channel, lang, human: { stage, since, by = null } }) => {
      const name = CHANNELS.find((each) => each === channel);
      return name === undefined ? [] : [{ id, channel: name, lang, stage, by, since }];
    }),
  lines: async (id, seq) => chatLines(await transcript.since(id, seq, LINES_AT_ONCE)),
  take: desk.take,
  say: async (id, by, text) => (await desk.say(id, by, text)) !== undefined,
  giveBack: desk.giveBack,
  follow(listener) {
    const leave = bus.subscribe(DESK_TOPIC, listener);
    // Not every change of the queue is told of, and a signal may be lost.
    const timer = setInterval(listener, LOOK_AT_DESK_MS);
    return () => {
      leave();
      clearInterval(timer);
    };
  },
  followChat: (id, listener) => bus.subscribe(id, listener),
});

/** Staff sign in at the provider of the settings; the embedded default brings invented people of its own. */
function signInFor({ doors, databaseUrl }: Config, server: FastifyInstance): SignIn | null {
  const settings = doors['staff sign-in'];
  if (settings === null) return databaseUrl === null ? createDemoSignIn(server, randomBytes) : null;
  const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '' } = settings;
  return { identity: createIdentity(discovered({ issuer, clientId, clientSecret })) };
}

interface SignIn {
  readonly identity: Identity;
  readonly mount?: (scope: Scope) => void;
}
/** What is said beside a message that goes another way. */
const otherWords = ({ phrases }: Flows) => ({
  note: phrases.told_instead,
  subject: (lang: Lang, reference = '') =>
    word(phrases.mail_subject, lang, { reference: reference && showReference(reference) }).trim(),
});

/** The words of a one-time code are the flows', its way is the outbox's. */
const textCode =
  ({ phrases }: Flows, texts: Texts) =>
  async ({ key, phone, code, lang }: CodeText): Promise<void> => {
    await texts.send({ key, phone, lang, text: word(phrases.code_text, lang, { code }) });
  };

async function reached(bus: Bus): Promise<void> {
  if (!bus.complete()) throw new Error('Redis is away');
}

/** The bot's calls to the request API stay in this process, and pass through the same door as everybody's. */
const inProcess =
  (server: FastifyInstance, key: string): Parameters<typeof createClient>[0] =>
  async ({ method, path, headers, body }) => {
    const answer = await server.inject({
      method,
      url: path,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body !== undefined && { payload: body as object }),
    });
    return { status: answer.statusCode, body: answer.payload === '' ? undefined : answer.json() };
  };

/** Pages state their own policy; the widget and its fonts may be loaded by any page. */
const helmetFor = (config: Config) =>
  ({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: false,
    strictTransportSecurity: config.publicUrl?.startsWith('https:') === true,
  }) as const;

interface Running {
  readonly queue: Queue;
  readonly uploads: Uploads;
  readonly outbox: Outbox;
  readonly desk: Desk;
  readonly sms: Sms | null;
  readonly calls: CallCentre;
  readonly reminders: () => Promise<unknown>;
}

function keepRunning(server: FastifyInstance, { queue, uploads, outbox, calls, desk, sms, reminders }: Running): void {
  const guarded = (work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => server.log.warn({ err: error }, 'will try again'));
  };
  const recover = setInterval(
    guarded(() => Promise.all([queue.recover(RECOVER_EVERY_MS), desk.sweep()])),
    RECOVER_EVERY_MS,
  );
  const remind = setInterval(guarded(reminders), REMIND_EVERY_MS);
  const sweep = setInterval(
    guarded(() => Promise.all([uploads.sweep(), outbox.sweep(), sms?.sweep(), calls.sweep()])),
    SWEEP_EVERY_MS,
  );
  server.addHook('onReady', async () => {
    guarded(() => queue.recover())();
    outbox.start();
  });
  server.addHook('preClose', async () => {
    clearInterval(recover);
    clearInterval(sweep);
    clearInterval(remind);
  });
}

async function close({
  server,
  queue,
  outbox,
  sms,
  bus,
  db,
}: Pick<App, 'server' | 'queue' | 'outbox' | 'bus' | 'db'> & Pick<Running, 'sms'>): Promise<void> {
  // Turns call the request API: it stays until the last one is over, and none begins.
  await queue.stop();
  await outbox.stop();
  await sms?.close();
  await server.close();
  await queue.idle();
  await bus.close();
  await db.close();
}
