/** The Messenger door over HTTP: what Meta posts, byte for byte, and what becomes of it. */
import { createHmac, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraph, type Graph, metaBytes, PAGE, PAGE_INBOX, signatureOf } from '../../../deploy/simulate/graph.ts';
import { PNG } from '../../doors/inbox.ts';
import { APP_SECRET, messengerSettings, newPerson, PAGE_TOKEN, VERIFY_TOKEN } from '../../doors/messenger.ts';
import { type Housed, openHouse } from '../../house-app.ts';

let graph: Graph;
let house: Housed;
let webhook: string;
beforeAll(async () => {
  graph = await createGraph({ pageToken: PAGE_TOKEN, appSecret: APP_SECRET });
  house = await openHouse({}, messengerSettings(graph));
  webhook = `${await house.app.server.listen({ port: 0, host: '127.0.0.1' })}/webhooks/messenger`;
  graph.webhook = webhook;
});
afterAll(async () => {
  await house?.close();
  await graph?.close();
});

const send = async (bytes: Uint8Array, headers: Record<string, string>) => {
  const answer = await fetch(webhook, { method: 'POST', headers, body: new Uint8Array(bytes) });
  return { status: answer.status, body: await answer.text() };
};
const said = async (person: string) =>
  house.app.db.query<{ seq: number; body: Record<string, unknown>; message_id: string; kind: string }>(
    `select seq, body, message_id, kind from messages where conversation_id = $1 and direction = 'in' order by seq`,
    [`messenger:${person}`],
  );
const settled = async () => {
  await house.app.queue.idle();
  await house.app.outbox.idle();
};
const until = async (done: () => boolean) => {
  for (const end = Date.now() + 5000; !done() && Date.now() < end; ) await new Promise((r) => setTimeout(r, 10));
};
const batch = (...events: readonly object[]) => ({
  object: 'page',
  entry: [{ id: PAGE, time: Date.now(), messaging: events }],
});
const event = (person: string, what: object, timestamp = Date.now()) => ({
  sender: { id: person },
  recipient: { id: PAGE },
  timestamp,
  ...what,
});
const known = () => {
  const person = newPerson();
  graph.people.set(person, { heardAt: Date.now() });
  return person;
};

describe('the subscription', () => {
  const ask = async (token: string, challenge = '<b>1158201444</b>') => {
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.verify_token': token,
      'hub.challenge': challenge,
    });
    const answer = await fetch(`${webhook}?${query}`);
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  test('is confirmed with the challenge, as plain text', async () => {
    expect(await ask(VERIFY_TOKEN)).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      text: '<b>1158201444</b>',
    });
  });
  test('is refused under another token, or none', async () => {
    expect((await ask('wrong')).status).toBe(403);
    expect((await fetch(webhook)).status).toBe(403);
  });
});

describe('the signature', () => {
  const bytes = metaBytes(batch(event('1', { message: { mid: 'm_unsigned', text: 'مرحبا' } })));
  const sha1 = `sha1=${createHmac('sha1', APP_SECRET).update(bytes).digest('hex')}`;
  test.each<[string, Record<string, string>]>([
    ['none', {}],
    ['empty', { 'x-hub-signature-256': '' }],
    ['under another secret', { 'x-hub-signature-256': signatureOf(bytes, 'another') }],
    ['of other bytes', { 'x-hub-signature-256': signatureOf(Buffer.from('{}'), APP_SECRET) }],
    ['cut short', { 'x-hub-signature-256': signatureOf(bytes, APP_SECRET).slice(0, -1) }],
    ['in capitals', { 'x-hub-signature-256': signatureOf(bytes, APP_SECRET).toUpperCase() }],
    ['sha1 alone', { 'x-hub-signature': sha1 }],
    ['sha1 in its place', { 'x-hub-signature-256': sha1 }],
  ])('%s: 403, in both languages, and nothing is kept', async (_name, headers) => {
    const { status, body } = await send(bytes, { 'content-type': 'application/json', ...headers });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ code: 'bad_signature' });
    expect(JSON.parse(body).detailAr).toMatch(/التوقيع/);
    expect(await said('1')).toEqual([]);
  });

  test('a body cut short on its way: 403', async () => {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(bytes, APP_SECRET) };
    expect((await send(bytes.subarray(0, -10), headers)).status).toBe(403);
  });

  test('holds over the bytes as they came, escapes and all, and any type of content', async () => {
    const person = known();
    const raw = Buffer.from(
      `{"object":"page","entry":[{"id":"${PAGE}","time":1,"messaging":[{"sender":{"id":"${person}"},"recipient":{"id":"${PAGE}"},"timestamp":1,"message":{"mid":"m_${person}","text":"\\u0645\\u0631\\u062d\\u0628\\u0627 http:\\/\\/x.example"}}]}]}`,
    );
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'x-hub-signature-256': signatureOf(raw, APP_SECRET),
    };
    expect((await send(raw, headers)).status).toBe(200);
    expect((await said(person))[0]?.body.text).toBe('مرحبا http://x.example');
  });

  test('signed, and no JSON at all: 400', async () => {
    const raw = Buffer.from('{"object":"page",');
    const answer = await send(raw, { 'x-hub-signature-256': signatureOf(raw, APP_SECRET) });
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([400, 'invalid_json']);
  });

  test('a flood of unsigned calls is held back, and spares the signed ones', async () => {
    const answers = await Promise.all(Array.from({ length: 330 }, () => send(Buffer.from('{}'), {})));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403, 429]));
    expect((await graph.post(batch(event('77', { reaction: { reaction: 'love' } })))).status).toBe(200);
  });
});

describe('what happens in a conversation', () => {
  const FIXTURES = join(import.meta.dirname, '../fixtures/messenger');
  test.each(readdirSync(FIXTURES).sort())('%s', async (file) => {
    const person = known();
    const { kept, ...body } = JSON.parse(
      readFileSync(join(FIXTURES, file), 'utf8').replaceAll('{PSID}', person).replaceAll('{PAGE}', PAGE),
    );
    expect((await graph.post(body)).status).toBe(200);
    expect((await graph.post(body)).status).toBe(200); // Meta sends again what it believes was lost
    await settled();
    const rows = (await said(person)).map(({ kind, body: { echo: _, ...rest } }) => ({ kind, ...rest }));
    expect(rows).toEqual(kept);
  });

  test('twenty in a second, and half of them again: twenty kept, in order, each answered once', async () => {
    const person = known();
    const events = Array.from({ length: 20 }, (_, i) =>
      event(person, { message: { mid: `m_${person}_${i}`, text: `رسالة ${i}` } }, 1_760_000_000_000 + i),
    );
    const posts = events.map((one, i) => graph.post(i % 2 === 0 ? batch(one) : batch(one, ...events.slice(i - 1, i))));
    for (const { status } of await Promise.all(posts)) expect(status).toBe(200);
    await settled();
    const rows = await said(person);
    expect(new Set(rows.map(({ message_id }) => message_id)).size).toBe(20);
    expect(rows).toHaveLength(20);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq).toSorted((a, b) => a - b));
    const ids = graph.sentTo(person).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a batch out of order is kept in the order of its moments', async () => {
    const person = known();
    const at = (ms: number) => event(person, { message: { mid: `m_${person}_${ms}`, text: `at ${ms}` } }, ms);
    await graph.post(batch(at(3000), at(1000), at(2000)));
    expect((await said(person)).map(({ body }) => body.text)).toEqual(['at 1000', 'at 2000', 'at 3000']);
  });

  test('ids beyond what a number holds stay apart', async () => {
    const [one, two] = ['90071992547409930001', '90071992547409930002'];
    for (const person of [one, two]) await graph.say(person, `I am ${person}`);
    expect((await said(one)).map(({ body }) => body.text)).toEqual([`I am ${one}`]);
    expect((await said(two)).map(({ body }) => body.text)).toEqual([`I am ${two}`]);
  });

  test('an answer carries what Meta asks for, and the token only in its header', async () => {
    const person = newPerson();
    await graph.say(person, 'hello');
    await settled();
    const [first] = graph.sentTo(person);
    expect(first?.raw).toMatchObject({ recipient: { id: person }, messaging_type: 'RESPONSE' });
    await until(() => graph.actionsFor(person).includes('mark_seen'));
    expect(graph.actionsFor(person)).toContain('mark_seen');
  });

  test('receipts set their moments, out of order and twice', async () => {
    const person = newPerson();
    await graph.say(person, 'hello');
    await settled();
    const mid = graph.sentTo(person).at(-1)?.id ?? '';
    const read = event(person, { read: { watermark: Date.now() + 5 } });
    const delivered = event(person, { delivery: { mids: [mid], watermark: Date.now() + 5 } });
    for (const one of [read, delivered, read, delivered]) expect((await graph.post(batch(one))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const rows = await house.app.db.query<{ read_at: string | null; delivered_at: string | null }>(
      'select read_at, delivered_at from outbox where platform_id = $1',
      [mid],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.read_at).not.toBeNull();
    expect(rows[0]?.delivered_at).not.toBeNull();
  }, 15_000);
});

describe('files', () => {
  const attach = async (url: string, type = 'image') => {
    const person = newPerson();
    const message = { mid: `m_${randomUUID()}`, attachments: [{ type, payload: { url } }] };
    expect((await graph.tell(person, { message })).status).toBe(200);
    await settled();
    const [row] = await said(person);
    return {
      body: row?.body,
      heard: graph
        .sentTo(person)
        .map(({ text }) => text)
        .join('\n'),
    };
  };
  test('are fetched at once', async () => {
    const { body } = await attach(graph.serve({ bytes: PNG, contentType: 'image/png', name: 'hole.png' }));
    expect(body?.attachments).toMatchObject([{ name: 'hole.png', contentType: 'image/png', size: PNG.length }]);
  });
  test.each<[string, () => string]>([
    ['of another host', () => 'https://evil.example/x.png'],
    ['inside our network', () => 'http://169.254.169.254/latest/meta-data'],
    ['of a host that only looks like it', () => 'https://fbcdn.net.evil.example/x.png'],
    ['of a file of this machine', () => 'file:///etc/passwd'],
    ['that expired', () => `${graph.url}/files/gone`],
    ['that runs', () => graph.serve({ bytes: Buffer.from('MZ'), contentType: 'application/x-msdownload' })],
    ['too large', () => graph.serve({ bytes: Buffer.alloc(10 * 1024 * 1024 + 1), contentType: 'image/png' })],
    ['that is no picture', () => graph.serve({ bytes: Buffer.from('<html>'), contentType: 'image/jpeg' })],
    [
      'that leads elsewhere',
      () =>
        graph.serve({ bytes: PNG, contentType: 'image/png', status: 302, headers: { location: 'http://10.0.0.1/x' } }),
    ],
  ])('%s are not taken, and the person is told', async (_name, url) => {
    const { body, heard } = await attach(url());
    expect(body).toMatchObject({ lost: 1 });
    expect(body?.attachments).toBeUndefined();
    expect(heard).toMatch(/لم يصلني|did not reach me/);
  });
});

describe('when Meta does not take it', () => {
  test('a person of the Page answers, another app takes over, an unknown event: 200, and no word from us', async () => {
    const person = known();
    const echo = { message: { is_echo: true, mid: 'm_e', app_id: PAGE_INBOX, text: 'I am human' } };
    const standby = {
      object: 'page',
      entry: [{ id: PAGE, time: 1, standby: [event(person, { message: { mid: 'm_s', text: 'hi' } })] }],
    };
    for (const body of [
      batch({ sender: { id: PAGE }, recipient: { id: person }, timestamp: 1, ...echo }),
      standby,
      batch(event(person, { take_thread_control: { previous_owner_app_id: '1' } })),
      batch(event(person, { something_of_2027: {} })),
      { object: 'instagram', entry: [] },
      { object: 'page', entry: [null, { messaging: 'x' }, { messaging: [null, 7, { sender: {} }] }] },
      [],
    ]) {
      expect((await graph.post(body)).status).toBe(200);
    }
    await settled();
    expect(await said(person)).toEqual([]);
    expect(graph.sentTo(person)).toEqual([]);
  });

  test('a person of the Page answers: the bot is silent, until the thread is given back', async () => {
    const person = newPerson();
    await graph.say(person, 'hello');
    await settled();
    const before = graph.sentTo(person).length;
    expect(before).toBeGreaterThan(0);
    const echo = { message: { is_echo: true, mid: `m_${randomUUID()}`, app_id: PAGE_INBOX, text: 'I am human' } };
    await graph.post(batch({ sender: { id: PAGE }, recipient: { id: person }, timestamp: Date.now(), ...echo }));
    await settled();
    for (let i = 0; i < 3; i++) await graph.say(person, `my street is dark ${i}`);
    await settled();
    expect(graph.sentTo(person)).toHaveLength(before);
    expect((await said(person)).filter(({ kind }) => kind === 'message')).toHaveLength(4);
    await graph.tell(person, { pass_thread_control: { new_owner_app_id: '1', previous_owner_app_id: PAGE_INBOX } });
    await graph.say(person, 'hello again');
    await settled();
    expect(graph.sentTo(person).length).toBeGreaterThan(before);
  });

  test('an answer lost, a page of an error, a limit: it arrives all the same', async () => {
    const person = newPerson();
    graph.faults.push({ status: 500, body: { error: { code: 2, message: 'away' } } }, { status: 502 });
    await graph.say(person, 'hello');
    for (let i = 0; i < 60 && graph.sentTo(person).length === 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await house.app.outbox.lookAround();
    }
    expect(graph.sentTo(person).length).toBeGreaterThan(0);
  });
});
