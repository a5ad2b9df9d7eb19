/** Kept once, in order, whole; on real PostgreSQL, with two inboxes on one database and with the database away. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPostgres } from '../../api/store/database.ts';
import { createLocalBus } from '../../channels/bus.ts';
import type { Inbound } from '../../channels/channel.ts';
import { type Arrival, createInbox } from '../../channels/inbox.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import { type PrivatePostgres, startPostgres } from '../services/postgres.ts';

let database: FreshDatabase;
let arrivals: Arrival[];
let conversation = 0;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => database?.close());
beforeEach(() => {
  arrivals = [];
  conversation += 1;
});

const open = (db = database.db) =>
  createInbox({
    db,
    bus: createLocalBus({ alone: true }),
    now: () => new Date('2026-11-20T09:00:00Z'),
    atOnce: async () => undefined,
    wake: (_conversationId, arrival) => arrivals.push(arrival),
  });

const message = (messageId: string, more: Partial<Inbound> = {}): Inbound => ({
  conversationId: `c${conversation}`,
  channel: 'webchat',
  sender: { key: 'webchat:dl_a', proven: true },
  messageId,
  kind: 'message',
  body: { text: messageId },
  ...more,
});

const kept = async () =>
  database.db.query<{ seq: number; message_id: string }>(
    'select seq, message_id from messages where conversation_id = $1 order by seq',
    [`c${conversation}`],
  );
const row = async () => {
  const sql = 'select sender, proven, last_seq, pending, version from conversations where id = $1';
  return (await database.db.query(sql, [`c${conversation}`]))[0];
};

test('the first message opens the conversation; the bot is woken with everything it needs', async () => {
  const receipt = await open().receive(message('m1'));
  expect(receipt).toEqual({ seq: 1, repeated: false, alone: true, version: 0 });
  expect(await row()).toEqual({ sender: 'webchat:dl_a', proven: true, last_seq: 1, pending: 1, version: 0 });
  expect(arrivals).toEqual([
    {
      ...receipt,
      sender: { key: 'webchat:dl_a', proven: true },
      message: {
        conversationId: `c${conversation}`,
        seq: 1,
        at: '2026-11-20T09:00:00.000Z',
        direction: 'in',
        kind: 'message',
        messageId: 'm1',
        body: { text: 'm1' },
      },
    },
  ]);
});

test('a second one before the turn is over is not alone', async () => {
  const inbox = open();
  await inbox.receive(message('m1'));
  expect(await inbox.receive(message('m2'))).toMatchObject({ seq: 2, alone: false });
});

test('twenty at once in the order they came', async () => {
  const inbox = open();
  const ids = Array.from({ length: 20 }, (_, number) => `m${number}`);
  const receipts = await Promise.all(ids.map((id) => inbox.receive(message(id))));
  expect(receipts.map((receipt) => receipt.seq)).toEqual(ids.map((_, index) => index + 1));
  expect((await kept()).map((each) => each.message_id)).toEqual(ids);
});

test('the same id five times, over a restart: one message, nothing else moved', async () => {
  const before = open();
  await before.receive(message('other'));
  const first = await Promise.all([before.receive(message('m1')), before.receive(message('m1'))]);
  const after = open();
  const later = [
    await after.receive(message('m1')),
    await after.receive(message('m1')),
    await after.receive(message('m1')),
  ];
  expect([...first, ...later].map(({ seq, repeated }) => [seq, repeated])).toEqual([
    [2, false],
    [2, true],
    [2, true],
    [2, true],
    [2, true],
  ]);
  expect(await row()).toMatchObject({ last_seq: 2, pending: 2 });
  expect(arrivals).toHaveLength(2);
});

test('two replicas, one conversation: no number twice, none missing, repeats dropped between them', async () => {
  const second = openPostgres(database.url);
  const [one, two] = [open(), open(second)];
  const ids = Array.from({ length: 30 }, (_, number) => `m${number}`);
  const both = await Promise.all(ids.flatMap((id) => [one.receive(message(id)), two.receive(message(id))]));
  await second.close();
  expect(both.filter((receipt) => !receipt.repeated)).toHaveLength(30);
  const rows = await kept();
  expect(rows.map((each) => each.seq)).toEqual(ids.map((_, index) => index + 1));
  // Each replica hands over its own in order; between them the first to commit is first.
  expect(await row()).toMatchObject({ last_seq: 30, pending: 30 });
});

test('NUL and lone surrogates are kept as U+FFFD, wherever they stand', async () => {
  const body = { text: 'a\0\udc00', echo: { channelData: { '\0': ['\ud800'] } } };
  await open().receive(message('m\0', { body }));
  const [stored] = await database.db.query('select message_id, body from messages where conversation_id = $1', [
    `c${conversation}`,
  ]);
  expect(stored).toEqual({
    message_id: 'm\ufffd',
    body: { text: 'a\ufffd\ufffd', echo: { channelData: { '\ufffd': ['\ufffd'] } } },
  });
});

describe('whose conversation it is', () => {
  const stranger = { sender: { key: 'webchat:dl_b', proven: false } };
  test('an unproven message takes the proof away, and it does not come back', async () => {
    const inbox = open();
    await inbox.receive(message('m1'));
    await inbox.receive(message('m2', stranger));
    await inbox.receive(message('m3'));
    expect(await row()).toMatchObject({ sender: 'webchat:dl_a', proven: false });
    expect(arrivals.at(-1)?.sender).toEqual({ key: 'webchat:dl_a', proven: false });
  });
  test('what nobody typed changes nothing', async () => {
    const inbox = open();
    await inbox.receive(message('m1'));
    await inbox.receive(message('e1', { kind: 'event', ...stranger }));
    expect(await row()).toMatchObject({ sender: 'webchat:dl_a', proven: true });
  });
});

test('a conversation that must be known and is not, or is another channel’s', async () => {
  const inbox = open();
  await expect(inbox.receive(message('m1'), { known: true })).rejects.toMatchObject({ code: 'unknown_conversation' });
  await inbox.receive(message('m1', { channel: 'console' }));
  await expect(inbox.receive(message('m2'), { known: true })).rejects.toMatchObject({ code: 'unknown_conversation' });
  expect(await kept()).toHaveLength(1);
});

describe('the database away', () => {
  let postgres: PrivatePostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => postgres?.remove());

  test('it is said that nothing was kept, and a later try goes through', async () => {
    const db = openPostgres(postgres.url, { connectMs: 500 });
    await db.query(`create table conversations (id text primary key, channel text, sender text, proven boolean,
      version integer default 0, last_seq integer default 0, pending integer default 0, created_at timestamptz, updated_at timestamptz,
      heard_at timestamptz, unreachable_at timestamptz)`);
    await db.query(`create table messages (conversation_id text, seq integer, direction text, kind text,
      message_id text, body jsonb, at timestamptz)`);
    const inbox = open(db);
    await inbox.receive(message('m1'));
    await postgres.stop();
    await expect(inbox.receive(message('m2'))).rejects.toMatchObject({ code: 'not_kept' });
    expect(arrivals).toHaveLength(1);
    await postgres.start();
    expect(await inbox.receive(message('m2'))).toMatchObject({ seq: 2, repeated: false });
    await db.close();
  });
});
