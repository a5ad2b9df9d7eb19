/** Two replicas on one PostgreSQL, one conversation, and either killed as `kill -9` does: in order, once, on each door. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraph, type Graph } from '../../deploy/simulate/graph.ts';
import { createTwilioStandIn, type TwilioStandIn } from '../../deploy/simulate/twilio.ts';
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  FROM,
  newSid,
  PUBLIC_URL,
  settingsOfTwilio,
} from '../channels/sms/twilio/twilio-caller.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import { APP_SECRET, messengerSettings, newPerson, PAGE_TOKEN } from './messenger.ts';
import { createLine, type Line, type Replica, startReplica } from './replicas.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };
/** First the one dies, then the other. */
const ROUNDS = [1, 2];
const TEXTS = ['hello'];

let database: FreshDatabase;
let graph: Graph;
let twilio: TwilioStandIn;
let lines: { readonly graph: Line; readonly twilio: Line };
let settings: Record<string, string>;
const replicas: Replica[] = [];

const start = async () => {
  const replica = await startReplica(database.url, settings);
  replicas.push(replica);
  return replica;
};
beforeAll(async () => {
  database = await freshDatabase();
  graph = await createGraph({ pageToken: PAGE_TOKEN, appSecret: APP_SECRET, now: () => 0 });
  twilio = await createTwilioStandIn({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: FROM });
  twilio.signedAs = PUBLIC_URL;
  lines = { graph: await createLine(graph.url), twilio: await createLine(twilio.url) };
  settings = { ...messengerSettings(lines.graph), ...settingsOfTwilio(lines.twilio.url) };
}, 60_000);
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill()));
  await Promise.all([lines?.graph.close(), lines?.twilio.close(), graph?.close(), twilio?.close()]);
  await database?.close();
});

interface Row {
  readonly seq: number;
  readonly text: string;
}
const rows = (conversation: string, direction: 'in' | 'out') =>
  database.db.query<Row & object>(
    `select seq, body ->> 'text' as text from messages where conversation_id = $1 and direction = $2 order by seq`,
    [conversation, direction],
  );
const waiting = async (conversation: string) => {
  const [row] = await database.db.query<{ count: number }>(
    `select coalesce((select pending from conversations where id = $1), 1) + (
       select count(*)::integer from outbox where conversation_id = $1 and state = 'waiting') as count`,
    [conversation],
  );
  return row?.count;
};
/** The first line of each: what a door adds below it is its own. */
const heads = (texts: readonly string[]) => texts.map((text) => text.split('\n')[0] ?? '');
/** Where a message arrived twice in a row, once. */
const once = (texts: readonly string[]) => texts.filter((text, i) => text !== texts[i - 1]);

test('Messenger: killed while Meta holds its answer, each in turn', { timeout: 300_000 }, async () => {
  const person = newPerson();
  const conversation = `messenger:${person}`;
  const through = ({ url }: Replica) => {
    graph.webhook = `${url}/webhooks/messenger`;
  };
  graph.people.set(person, { heardAt: 0 });
  const arrived = () => heads(graph.sentTo(person).map(({ text }) => text));
  const said: string[] = [];
  const say = async (text: string) => {
    said.push(text);
    expect((await graph.say(person, text)).status).toBe(200);
  };
  let [one, two] = [await start(), await start()];
  for (const round of ROUNDS) {
    through(one);
    await say(`hello ${round}`);
    await expect.poll(() => waiting(conversation), PATIENCE).toBe(0);
    const held = lines.graph.hold((body) => body.includes('"message"') && body.includes(person));
    await say('what can you do?');
    await held;
    await one.kill();
    through(two);
    await say(`is anybody there ${round}`);
    // Whoever died is known to be dead after a minute.
    two.skip(61_000);
    await expect
      .poll(async () => {
        two.skip(1000);
        return waiting(conversation);
      }, PATIENCE)
      .toBe(0);
    if (round !== ROUNDS.at(-1)) [one, two] = [two, await start()];
  }
  expect((await rows(conversation, 'in')).map(({ text }) => text)).toEqual(said);
  const kept = heads((await rows(conversation, 'out')).map(({ text }) => text));
  expect(once(arrived())).toEqual(once(kept));
  // Twice at most what was under way at a death, and that is counted.
  const [{ unknowns } = { unknowns: -1 }] = await database.db.query<{ unknowns: number }>(
    'select sum(unknowns)::integer as unknowns from outbox where conversation_id = $1',
    [conversation],
  );
  expect(arrived().length - kept.length).toBeLessThanOrEqual(unknowns);
  expect(unknowns).toBe(2);
});

test('SMS: killed while its answer is awaited, and the message comes again to the other', {
  timeout: 180_000,
}, async () => {
  const phone = '+962790000021';
  const conversation = `sms:${phone}`;
  const path = '/webhooks/twilio/sms';
  let [one, two] = [await start(), await start()];
  const said: string[] = [];
  for (const text of TEXTS) {
    said.push(text);
    const sid = newSid();
    twilio.webhook = one.url + path;
    const answered = twilio.say(phone, text, { sid }).then(
      () => true,
      () => false,
    );
    await expect.poll(async () => (await rows(conversation, 'in')).length, PATIENCE).toBe(said.length);
    await one.kill();
    twilio.webhook = two.url + path;
    // Twilio calls again where nobody answered.
    if (!(await answered)) expect((await twilio.say(phone, text, { sid })).status).toBe(200);
    await expect
      .poll(async () => {
        two.skip(1000);
        return waiting(conversation);
      }, PATIENCE)
      .toBe(0);
    if (text !== TEXTS.at(-1)) [one, two] = [two, await start()];
  }
  expect((await rows(conversation, 'in')).map(({ text }) => text)).toEqual(said);
  const kept = heads((await rows(conversation, 'out')).map(({ text }) => text));
  expect(heads(twilio.sentTo(phone).map(({ text }) => text))).toEqual(kept);
  expect(kept.length).toBeGreaterThanOrEqual(said.length);
});
