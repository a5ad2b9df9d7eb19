/**
 * The hall: the only file that wires. Builds everything from the configuration and says nothing of the domain.
 * Tests build the same house, with a clock or a database of their own.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { mountApi } from './api/api.ts';
import { createClient } from './api/contract/client.ts';
import type { Directory } from './api/contract/directory.ts';
import { showReference } from './api/contract/reference.ts';
import type { Lang } from './api/contract/vocabulary.ts';
import type { CodeText } from './api/deps.ts';
import { IDLE } from './api/domain/presence.ts';
import { createHttp, inProcess } from './api/http.ts';
import { keepUp } from './api/jobs/upkeep.ts';
import { mountPages, pagePolicy } from './api/pages/pages.ts';
import { mountPhone } from './api/pages/phone.ts';
import { mountSideBySide } from './api/pages/side-by-side.ts';
import { mountHeaders } from './api/plugins/headers.ts';
import { signInFor } from './api/plugins/staff.ts';
import { contactOf } from './api/store/contacts.ts';
import { keepChannels, keepDirectory } from './api/store/current.ts';
import type { OpenDatabase } from './api/store/database.ts';
import { type Keys, keepKeys } from './api/store/keys.ts';
import { openDatabase } from './api/store/open.ts';
import { seedPolicy } from './api/store/seed.ts';
import { anyonePresent } from './api/store/sessions.ts';
import { createVault } from './api/store/vault.ts';
import { createAssist } from './bot/assist.ts';
import { cardFinder } from './bot/card-finder.ts';
import { createDesk, type Desk } from './bot/desk.ts';
import { createDeskDoor, DESK_TOPIC } from './bot/desk-door.ts';
import { createDrafts } from './bot/drafts.ts';
import type { Understand } from './bot/listen.ts';
import { createQueue, type Queue } from './bot/queue.ts';
import { remindSilent } from './bot/remind.ts';
import { apology } from './bot/render.ts';
import { forEar } from './bot/spoken.ts';
import { begin, complete, completeUnkept, type TurnDeps } from './bot/turn.ts';
import { createWake } from './bot/wake.ts';
import type { Authority } from './channels/botservice/adapter.ts';
import type { Bus } from './channels/bus.ts';
import type { Channel, Inbound, Kept } from './channels/channel.ts';
import { ALWAYS, createChannels } from './channels/channels.ts';
import { chatLines } from './channels/chat-lines.ts';
import { terminal } from './channels/console/index.ts';
import { type Doors, type DoorsDeps, openDoors, openMessenger } from './channels/doors.ts';
import { createOutboxFigures } from './channels/figures.ts';
import { createInbox, type Inbox } from './channels/inbox.ts';
import { createLanes } from './channels/lanes.ts';
import { openBus } from './channels/open-bus.ts';
import { createOtherWays } from './channels/other-ways.ts';
import { createOutbox, type Outbox } from './channels/outbox.ts';
import { openSides } from './channels/panes.ts';
import { createSideBySide } from './channels/side-by-side.ts';
import { createStandInPhone } from './channels/stand-in-phone.ts';
import { createTranscript } from './channels/store/transcript.ts';
import { createUploads } from './channels/store/uploads.ts';
import { createTexts, type Texts, unsealing } from './channels/texts.ts';
import { createCallCentre } from './channels/transcripts/index.ts';
import { mountWebchat } from './channels/webchat/index.ts';
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

export async function buildApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const now = overrides.now ?? (() => new Date(Date.now()));
  const db = overrides.db ?? (await openDatabase({ ...config, template: join(config.folders.built, 'template') }));
  try {
    await migrate(db, seedPolicy);
    return await wire(config, db, now, overrides);
  } catch (error) {
    await db.close();
    throw error;
  }
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
  const embedded = config.databaseUrl === null;
  const bus = await openBus(config.redisUrl, { alone: embedded });
  const server = createHttp(config.logLevel);
  const uploads = createUploads({ db, now, random: randomBytes });
  const client = createClient(inProcess(server, keys.bot));
  const registry = new Registry();
  const vault = createVault(keys.data, randomBytes);
  const doors = await openDoors({
    settings: config.doors,
    publicUrl: config.publicUrl,
    db,
    uploads,
    now,
    random: randomBytes,
    log: server.log,
    authority: overrides.authority,
    words: doorWords(flows),
  });
  const sides = embedded && doors.channels.length === 0 ? await openSides({ more: flows.phrases.more }) : [];
  const shownHere = sides.flatMap(({ door }) => (door ? [door] : []));
  const open = [...ALWAYS, ...doors.channels, ...shownHere, ...(overrides.doors ?? [])];
  // A telephone to try things with only where nobody depends on it, and where no real one can be reached.
  const phone = embedded && open.every(({ text }) => text === undefined) ? createStandInPhone(now) : undefined;
  const channels = createChannels(phone ? [...open, phone.channel] : open);
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
  const transcript = createTranscript(db, '');
  const signIn = signInFor(server, { settings: config.doors['staff sign-in'], embedded, random: randomBytes });
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
    desk: createDeskDoor({
      desk,
      lines: async (id, seq) => chatLines(await transcript.since(id, seq, LINES_AT_ONCE)),
      follow: bus.subscribe,
      stir,
      ready: flows.ready,
    }),
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
  const { silence, giveBack } = desk;
  await doors.mount(server, { inbox, bus, outbox, texts, calls, silence, giveBack });
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
  const reminders = () => remindSilent({ db, now, proactive: () => channels.proactive, receive });
  keepUp(server, [
    { everyMs: RECOVER_EVERY_MS, work: () => Promise.all([queue.recover(RECOVER_EVERY_MS), desk.sweep()]) },
    { everyMs: REMIND_EVERY_MS, work: reminders },
    {
      everyMs: SWEEP_EVERY_MS,
      work: () => Promise.all([uploads.sweep(), outbox.sweep(), doors.sweep(), calls.sweep()]),
    },
  ]);
  server.addHook('onReady', async () => {
    // The database is away: what waits is found by the next look.
    queue.recover().catch((error: unknown) => server.log.warn({ err: error }, 'will try again'));
    outbox.start();
  });
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
    close: () => close({ server, queue, outbox, doors, bus, db }),
  };
}

/** Greeting, first button and menu of the Page, in both languages; why not, when they were not taken. */
export async function setUpMessenger(config: Config): Promise<string | undefined> {
  const flows = readFlows(sourcesIn(join(config.folders.root, 'flows')));
  const { phrases, patterns } = flows;
  const messenger = await openMessenger(config.doors.messenger, () => new Date(Date.now()), phrases.more);
  if (messenger === null) return config.off.find((line) => line.includes('MESSENGER_'));
  const { menu_request, menu_status, menu_human, menu_help, menu_language } = phrases;
  const menu = [menu_request, menu_status, menu_human, menu_help, menu_language];
  return messenger.setUp({ greeting: patterns.greeting, menu });
}

/** Whose presence lets a citizen be handed over. */
const ANSWERING = ['agent', 'operations', 'administrator'] as const;
const LINES_AT_ONCE = 500;

/** What the doors say by themselves, in the words of the flows. */
const doorWords = ({ patterns, phrases }: Flows): DoorsDeps['words'] => ({
  more: phrases.more,
  optOut: { stop: patterns.messages_stopped, start: patterns.messages_started, help: patterns.messages_help },
  spoken: (name, lang, facts = {}) => forEar(word(patterns[name].spoken ?? patterns[name], lang, facts), lang),
});

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

/** Pages state their own policy; the widget and its fonts may be loaded by any page. */
const helmetFor = (config: Config) =>
  ({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: false,
    strictTransportSecurity: config.publicUrl?.startsWith('https:') === true,
  }) as const;

type Closing = Pick<App, 'server' | 'queue' | 'outbox' | 'bus' | 'db'> & { readonly doors: Doors };

async function close({ server, queue, outbox, doors, bus, db }: Closing): Promise<void> {
  // Turns call the request API: it stays until the last one is over, and none begins.
  await queue.stop();
  await outbox.stop();
  await doors.close();
  await server.close();
  await queue.idle();
  await bus.close();
  await db.close();
}
