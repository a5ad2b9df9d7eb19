/** Handed over once, in order, whatever fails; two replicas on real PostgreSQL with a scripted platform. */
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPostgres } from '../../api/store/database.ts';
import { createVault } from '../../api/store/vault.ts';
import type { Channel, Delivery, KeptOutbound, PhoneText, Recipient } from '../../channels/channel.ts';
import { createChannels } from '../../channels/channels.ts';
import { createOutboxFigures } from '../../channels/figures.ts';
import type { Failed } from '../../channels/other-ways.ts';
import { createOutbox, type OutboxDeps } from '../../channels/outbox.ts';
import { createStandInPhone } from '../../channels/stand-in-phone.ts';
import { createTexts, unsealing } from '../../channels/texts.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';

let database: FreshDatabase;
let clock: number;
let said: { text: string; to: Recipient; by: string }[];
/** What the platform answers, message by message; `sent` when the script is over. */
let script: ((text: string) => Delivery | Promise<Delivery> | undefined)[];
let conversation = 0;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => database?.close());
beforeEach(async () => {
  await database.db.query('delete from outbox');
  await database.db.query('delete from channel_stops');
  clock = Date.parse('2026-11-20T09:00:00Z');
  said = [];
  script = [];
  conversation += 1;
});

const now = () => new Date(clock);
const vault = createVault('data-key-of-the-tests', (bytes) => new Uint8Array(bytes).fill(7));

const door = (by: string): Channel => ({
  name: 'pager',
  capabilities: { quickReplies: 0, labelLength: 20, textLength: 100, spoken: false, proactive: true, greets: false },
  deliver: async (message: KeptOutbound, to: Recipient) => {
    const { text } = message.body;
    const answer = await script.shift()?.(text);
    if (answer !== undefined && answer.kind !== 'sent') return answer;
    said.push({ text, to, by });
    return answer ?? { kind: 'sent', platformId: `id of ${text}` };
  },
});

function open(by = 'one', more: Partial<OutboxDeps> = {}) {
  const registry = new Registry();
  const errors: object[] = [];
  const outbox = createOutbox({
    db: database.db,
    now,
    channels: createChannels([door(by)]),
    figures: createOutboxFigures(registry),
    die: () => 0.5,
    unseal: unsealing(vault),
    log: { warn: () => undefined, error: (facts) => errors.push(facts) },
    ...more,
  });
  return { outbox, registry, errors };
}

const id = () => `c${conversation}`;

async function queue(...texts: string[]): Promise<void> {
  await database.db.query(
    `insert into conversations (id, channel, sender, proven, created_at, updated_at, heard_at)
     values ($1, 'pager', 'pager:+962790000001', true, $2, $2, $2) on conflict do nothing`,
    [id(), now()],
  );
  for (const text of texts)
    await database.db.query(
      `with seq as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq),
       kept as (insert into messages (conversation_id, seq, direction, kind, reply_to, body, at)
         select $1, last_seq, 'out', 'message', 0, $2::jsonb, $3 from seq)
       insert into outbox (lane, channel, conversation_id, seq, next_at, queued_at)
       select $1, 'pager', $1, last_seq, $3, $3 from seq`,
      [id(), JSON.stringify({ text, lang: 'ar', inputHint: 'acceptingInput' }), now()],
    );
}

const rows = () =>
  database.db.query<{ id: number; state: string; why: string | null; unknowns: number }>(
    'select id, state, why, unknowns from outbox order by id',
  );
const states = async () => (await rows()).map(({ state }) => state);
const texts = () => said.map(({ text }) => text);

test('in order, with whom it goes to and when they last wrote', async () => {
  await queue('1', '2', '3');
  const { outbox, registry } = open();
  outbox.look(id());
  await outbox.idle();
  expect(texts()).toEqual(['1', '2', '3']);
  expect(said[0]?.to).toEqual({ id: '+962790000001', conversationId: id(), heardAt: '2026-11-20T12:00:00.000+03:00' });
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
  expect(await registry.metrics()).toContain('sawt_outbox_sent_total{channel="pager"} 3');
});

test('twenty in a second through two replicas that both look: each once, in order', async () => {
  const other = openPostgres(database.url);
  const [one, two] = [open('one').outbox, open('two', { db: other }).outbox];
  const all = Array.from({ length: 20 }, (_, i) => `${i}`);
  for (const text of all) {
    await queue(text);
    one.look(id());
    two.look(id());
    void two.lookAround();
  }
  await Promise.all([one.idle(), two.idle()]);
  one.look(id());
  await one.idle();
  expect(texts()).toEqual(all);
  await other.close();
});

test('down for ten minutes, then up: only time was lost, nothing overtook', async () => {
  const { outbox } = open();
  const down: Delivery = { kind: 'later', why: '503' };
  const upAt = clock + 600_000;
  script = Array.from({ length: 40 }, () => () => (clock < upAt ? down : undefined));
  await queue('1');
  outbox.look(id());
  await outbox.idle();
  await queue('2');
  outbox.look(id());
  await outbox.idle();
  expect(said).toEqual([]);
  for (; clock < upAt + 121_000; clock += 1000) await outbox.lookAround();
  await outbox.idle();
  expect(texts()).toEqual(['1', '2']);
  expect(40 - script.length).toBeLessThan(20);
});

test('the provider says when: not before', async () => {
  const { outbox } = open();
  script = [() => ({ kind: 'later', why: '429', afterMs: 30_000 })];
  await queue('1');
  await outbox.lookAround();
  clock += 29_000;
  await outbox.lookAround();
  expect(said).toEqual([]);
  clock += 1001;
  await outbox.lookAround();
  expect(texts()).toEqual(['1']);
});

test('killed between claim and answer: unknown, counted, once more by another replica after a minute; then given up', async () => {
  const never = new Promise<Delivery>(() => undefined);
  script = [() => never];
  await queue('1', '2');
  open('dead').outbox.look(id());
  while (script.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const { outbox, registry } = open('two');
  await outbox.lookAround();
  clock += 59_000;
  await outbox.lookAround();
  expect(said).toEqual([]);
  clock += 1001;
  script = [() => never];
  void outbox.lookAround();
  while (script.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await registry.metrics()).toContain('sawt_outbox_unknown_total{channel="pager"} 1');
  clock += 60_001;
  const third = open('three');
  await third.outbox.lookAround();
  await third.outbox.idle();
  expect(texts()).toEqual(['2']);
  expect(await rows()).toMatchObject([{ state: 'dead', unknowns: 2 }, { state: 'sent' }]);
});

test('no answer: once more after a minute, and what follows waits behind it', async () => {
  const { outbox } = open();
  script = [() => ({ kind: 'unknown', why: 'timeout' })];
  await queue('1', '2');
  await outbox.lookAround();
  expect(said).toEqual([]);
  expect(await rows()).toMatchObject([{ state: 'waiting', unknowns: 1, why: 'timeout' }, { state: 'waiting' }]);
  clock += 60_000;
  await outbox.lookAround();
  expect(texts()).toEqual(['1', '2']);
});

test('whoever lost the claim writes nothing', async () => {
  let answer: (delivery: Delivery) => void = () => undefined;
  script = [() => new Promise((resolve) => (answer = resolve)), () => ({ kind: 'sent', platformId: 'second' })];
  await queue('1');
  const slow = open('slow');
  slow.outbox.look(id());
  while (script.length > 1) await new Promise((resolve) => setTimeout(resolve, 5));
  clock += 60_001;
  await open('two').outbox.lookAround();
  answer({ kind: 'refused', why: 'late' });
  await slow.outbox.idle();
  expect(await states()).toEqual(['sent']);
});

describe('never taken', () => {
  test('a dead letter is shown without its words and sent again; what came later did not wait', async () => {
    const { outbox, registry } = open();
    script = [() => ({ kind: 'refused', why: '100 bad parameter' })];
    await queue('1', '2');
    await outbox.lookAround();
    expect(texts()).toEqual(['2']);
    const [entry] = await outbox.list({ state: 'dead', limit: 10 });
    expect(entry).toMatchObject({ channel: 'pager', state: 'dead', why: '100 bad parameter', conversation: id() });
    expect(JSON.stringify(entry)).not.toContain('acceptingInput');
    expect(await registry.metrics()).toContain('sawt_outbox_dead_total{channel="pager"} 1');
    expect(await outbox.resend(entry?.id ?? 0)).toMatchObject({ state: 'waiting' });
    await outbox.idle();
    expect(texts()).toEqual(['2', '1']);
    expect(await outbox.resend(entry?.id ?? 0)).toBe(false);
    expect(await outbox.resend(999_999)).toBeUndefined();
  });
  test('unreachable: the conversation is marked and another way asked, before it is a dead letter', async () => {
    const asked: string[] = [];
    const otherWays = async ({ message }: Failed) => asked.push(message.body.text) === 1;
    const { outbox } = open('one', { otherWays });
    script = [() => ({ kind: 'unreachable', why: 'blocked' }), () => ({ kind: 'unreachable', why: 'blocked' })];
    await queue('1', '2');
    await outbox.lookAround();
    expect(asked).toEqual(['1', '2']);
    expect(await states()).toEqual(['elsewhere', 'dead']);
    const [row] = await database.db.query('select unreachable_at from conversations where id = $1', [id()]);
    expect(row).toEqual({ unreachable_at: '2026-11-20T12:00:00.000+03:00' });
  });
  test('a door that throws is broken, loudly, and nothing is lost', async () => {
    const { outbox, errors } = open();
    script = [
      () => {
        throw new Error('a bug');
      },
    ];
    await queue('1');
    await outbox.lookAround();
    expect(errors).toHaveLength(1);
    clock += 60_001;
    await outbox.lookAround();
    expect(texts()).toEqual(['1']);
  });
});

test('stopped: the whole channel rests on every replica until an operator says', async () => {
  const { outbox, registry } = open();
  script = [() => ({ kind: 'stopped', why: '190 token' })];
  await queue('1', '2');
  await outbox.lookAround();
  conversation += 1;
  await queue('3');
  clock += 3_600_000;
  await open('two').outbox.lookAround();
  await outbox.lookAround();
  expect(said).toEqual([]);
  expect(await outbox.stopped()).toMatchObject([{ channel: 'pager', why: '190 token' }]);
  expect(await registry.metrics()).toContain('sawt_channel_stopped{channel="pager"} 1');
  expect(await outbox.resume('pager')).toBe(true);
  await outbox.idle();
  expect(texts().toSorted()).toEqual(['1', '2', '3']);
  expect(await registry.metrics()).toContain('sawt_channel_stopped{channel="pager"} 0');
  expect(await outbox.resume('pager')).toBe(false);
});

describe('receipts', () => {
  const moments = async () =>
    (await database.db.query('select state, delivered_at, read_at, failed_at from outbox order by id'))[0];
  const at = (minute: number) => new Date(`2026-11-20T09:0${minute}:00Z`);
  test('out of order and repeated: harmless', async () => {
    const { outbox } = open();
    await queue('1');
    await outbox.lookAround();
    const receipt = { channel: 'pager', platformId: 'id of 1' };
    await outbox.receipt({ ...receipt, status: 'read', at: at(3) });
    await outbox.receipt({ ...receipt, status: 'delivered', at: at(2) });
    await outbox.receipt({ ...receipt, status: 'sent', at: at(1) });
    await outbox.receipt({ ...receipt, status: 'delivered', at: at(4) });
    await outbox.receipt({ ...receipt, status: 'failed', at: at(5) });
    expect(await moments()).toMatchObject({
      state: 'sent',
      delivered_at: '2026-11-20T12:02:00.000+03:00',
      read_at: '2026-11-20T12:03:00.000+03:00',
    });
  });
  test('one before its message is noted as sent waits for it', async () => {
    const { outbox } = open();
    await queue('1');
    const early = outbox.receipt({ channel: 'pager', platformId: 'id of 1', status: 'delivered', at: at(1) });
    await outbox.lookAround();
    expect(await early).toBe(true);
    expect(await moments()).toMatchObject({ delivered_at: '2026-11-20T12:01:00.000+03:00' });
  });
  test('undelivered: another way, else a dead letter; delivered after all: no dead letter', async () => {
    const { outbox } = open();
    await queue('1');
    await outbox.lookAround();
    const receipt = { channel: 'pager', platformId: 'id of 1', at: at(1) };
    await outbox.receipt({ ...receipt, status: 'undelivered', why: '30003' });
    expect(await rows()).toMatchObject([{ state: 'dead', why: '30003' }]);
    await outbox.receipt({ ...receipt, status: 'delivered' });
    expect(await states()).toEqual(['sent']);
  });
  test('a watermark covers what was sent until then', async () => {
    const { outbox } = open();
    await queue('1');
    await outbox.lookAround();
    clock += 60_000;
    await queue('2');
    await outbox.lookAround();
    const watermark = new Date(clock - 30_000);
    await outbox.receipt({ channel: 'pager', recipient: '+962790000001', watermark, status: 'read', at: at(2) });
    const read = await database.db.query<{ read: boolean }>(
      'select read_at is not null as read from outbox order by id',
    );
    expect(read.map((row) => row.read)).toEqual([true, false]);
  });
});

describe('texts to a telephone', () => {
  const text = { key: 'code:1', phone: '+962790000002', text: 'رمزك 123456', lang: 'ar' } as const;
  test('once under its key, unreadable in the database, erased when sent', async () => {
    const phone = createStandInPhone(now);
    const channels = createChannels([door('one'), phone.channel]);
    const { outbox } = open('one', { channels });
    const sender = createTexts({ db: database.db, now, channels, vault, look: () => undefined });
    expect(await sender.send(text)).toBe(true);
    expect(await sender.send(text)).toBe(true);
    const [row] = await database.db.query('select * from outbox');
    expect(JSON.stringify(row)).not.toMatch(/123456|790000002/);
    await outbox.lookAround();
    const { key: _, ...shown } = text;
    expect(phone.shown()).toEqual([{ ...shown, at: now().toISOString() } satisfies PhoneText & { at: string }]);
    expect(await database.db.query('select state, sealed from outbox')).toEqual([{ state: 'sent', sealed: null }]);
    await sender.send(text);
    await outbox.lookAround();
    expect(phone.shown()).toHaveLength(1);
  });
  test('no door can: said, and nothing kept', async () => {
    const channels = createChannels([door('one')]);
    const sender = createTexts({ db: database.db, now, channels, vault, look: () => undefined });
    expect([sender.possible, await sender.send(text)]).toEqual([false, false]);
    expect(await rows()).toEqual([]);
  });
});
