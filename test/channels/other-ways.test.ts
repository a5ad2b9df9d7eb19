/** News that Messenger takes no more, over real wires: by text to the telephone that was given, else by e-mail, once. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGraph, type Graph } from '../../deploy/simulate/graph.ts';
import { createMailServer, type MailServer, readLetter } from '../../deploy/simulate/mail.ts';
import { createTwilioStandIn, type TwilioStandIn } from '../../deploy/simulate/twilio.ts';
import { APP_SECRET, messengerSettings, newPerson, PAGE_TOKEN } from '../doors/messenger.ts';
import { ADMIN_KEY, type Housed, openHouse } from '../house-app.ts';
import { ACCOUNT_SID, AUTH_TOKEN, FROM, PUBLIC_URL, settingsOfTwilio } from './sms/twilio/twilio-caller.ts';

const HOUR = 3_600_000;
let clock: number;
let graph: Graph;
let twilio: TwilioStandIn;
let mail: MailServer;
let house: Housed;
beforeAll(async () => {
  clock = Date.now();
  graph = await createGraph({ pageToken: PAGE_TOKEN, appSecret: APP_SECRET, now: () => clock });
  twilio = await createTwilioStandIn({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: FROM });
  mail = await createMailServer();
  house = await openHouse(
    { now: () => new Date(clock) },
    { ...messengerSettings(graph), ...settingsOfTwilio(twilio.url), SMTP_URL: mail.url, SMTP_FROM: 'sawt@example.jo' },
  );
  const at = await house.app.server.listen({ port: 0, host: '127.0.0.1' });
  graph.webhook = `${at}/webhooks/messenger`;
  twilio.webhook = `${at}/webhooks/twilio/sms`;
  twilio.signedAs = PUBLIC_URL;
});
afterAll(async () => {
  await house?.close();
  await Promise.all([graph?.close(), twilio?.close(), mail?.close()]);
});
beforeEach(() => {
  twilio.faults.length = 0;
  mail.faults.length = 0;
});

const settled = async () => {
  await house.app.queue.idle();
  await house.app.outbox.idle();
};
const rows = (person: string) =>
  house.app.db.query<{ channel: string; state: string; instead_of: string | null; body: string }>(
    `select o.channel, o.state, o.instead_of, o.why from outbox o
     where o.conversation_id = $1 and o.queued_at >= $2 order by o.id`,
    [`messenger:${person}`, new Date(clock)],
  );
/** Nothing was queued yet, or something was not tried yet. */
const underWay = async (person: string) => {
  const tried = await house.app.db.query<{ tried: boolean }>(
    `select state <> 'waiting' or (attempts > 0 and claimed_till is null) as tried from outbox
     where conversation_id = $1 and queued_at >= $2`,
    [`messenger:${person}`, new Date(clock)],
  );
  return tried.length === 0 || tried.some((row) => !row.tried);
};
const ways = async (person: string) =>
  (await rows(person)).map(({ channel, state, instead_of: of }) => `${of ? `${of}>` : ''}${channel}: ${state}`);

let phones = 0;
const newPhone = () => `079${String(2_000_000 + phones++)}`;
const abroad = (phone: string) => `+962${phone.slice(1)}`;

interface Who {
  readonly phone?: string;
  readonly email?: string;
  readonly anonymous?: boolean;
}

/** Files through Messenger; gives who and the reference. */
async function filed({ phone, email, anonymous = false }: Who): Promise<{ person: string; reference: string }> {
  const person = newPerson();
  const say = async (text: string) => {
    await graph.say(person, text);
    await settled();
    return graph.sentTo(person).at(-1)?.text ?? '';
  };
  await say(
    'The street light on Prince Hassan street in Irbid has been broken for two weeks, I complain about the municipality',
  );
  if (anonymous) await say('I want to stay anonymous');
  for (let turn = 0; turn < 8; turn++) {
    const last = graph.sentTo(person).at(-1);
    const payloads = last?.quickReplies.map(({ payload }) => payload) ?? [];
    if (payloads.includes('yes') && payloads.includes('change')) break;
    if (/name/i.test(last?.text ?? '')) await say('Sara Haddad');
    else if (/phone/i.test(last?.text ?? '')) await say(phone ?? 'skip');
    else await say('skip');
  }
  if (email !== undefined) await say(`my e-mail is ${email}`);
  await graph.tap(person, 'Yes, send it', 'yes');
  await settled();
  const [row] = await house.app.db.query<{ reference: string }>(
    `select body #>> '{sawt,reference}' as reference from messages
     where conversation_id = $1 and body #>> '{sawt,reference}' is not null`,
    [`messenger:${person}`],
  );
  return { person, reference: row?.reference ?? '' };
}

/** A department writes; resolves when the citizen's conversation has taken it and nothing is under way. */
async function replies(reference: string, person: string, text: string): Promise<void> {
  const answer = await house.app.server.inject({
    method: 'POST',
    url: `/v1/requests/${reference}/actions/ask`,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': `k-${reference}-${text}` },
    payload: { question: text },
  });
  expect(answer.statusCode).toBeLessThan(300);
  await expect.poll(() => underWay(person), { timeout: 20_000 }).toBe(false);
  await settled();
}
const texted = (phone: string) => twilio.sentTo(abroad(phone)).map(({ text }) => text);
const mailed = (address: string) => mail.letters.filter(({ to }) => to === address).map(readLetter);

describe('25 hours after a person last wrote', () => {
  test('news goes to the telephone they gave, once, and the outbox shows both', async () => {
    const phone = newPhone();
    const { person, reference } = await filed({ phone });
    clock += 25 * HOUR;
    const before = graph.sentTo(person).length;
    await replies(reference, person, 'Which pole is it?');
    expect(graph.sentTo(person)).toHaveLength(before);
    expect(await ways(person)).toEqual(['messenger: elsewhere', 'messenger>sms: sent']);
    expect(texted(phone)).toHaveLength(1);
    expect(texted(phone)[0]).toContain('Which pole is it?');
    expect(texted(phone)[0]).toContain('where the conversation began');
    const items = await house.app.outbox.list({ state: 'sent', limit: 5 });
    expect(items[0]).toMatchObject({ channel: 'sms', insteadOf: 'messenger', conversation: `messenger:${person}` });
    expect(JSON.stringify(items)).not.toContain(abroad(phone).slice(4));
  });

  test('a telephone that asked for silence: by e-mail', async () => {
    const [phone, email] = [newPhone(), 'sara.one@example.com'];
    const { person, reference } = await filed({ phone, email });
    await house.app.db.query('insert into sms_stops (phone, at) values ($1, now())', [abroad(phone)]);
    clock += 25 * HOUR;
    await replies(reference, person, 'Which pole is it?');
    expect(await ways(person)).toEqual(['messenger: elsewhere', 'messenger>sms: elsewhere', 'messenger>email: sent']);
    expect(texted(phone)).toEqual([]);
    const [letter] = mailed(email);
    expect(letter?.subject).toContain(reference.slice(0, 4));
    expect(letter?.text).toContain('Which pole is it?');
  });

  test('an operator who says later that it never arrived: then by e-mail', async () => {
    const [phone, email] = [newPhone(), 'sara.two@example.com'];
    const { person, reference } = await filed({ phone, email });
    clock += 25 * HOUR;
    await replies(reference, person, 'Which pole is it?');
    const delivered = () =>
      house.app.db.query(
        `select id from outbox where conversation_id = $1 and channel = 'sms' and delivered_at is not null`,
        [`messenger:${person}`],
      );
    await expect.poll(delivered, { timeout: 20_000 }).toHaveLength(1);
    const [row] = await house.app.db.query<{ platform_id: string }>(
      `update outbox set delivered_at = null where conversation_id = $1 and channel = 'sms' returning platform_id`,
      [`messenger:${person}`],
    );
    const receipt = {
      channel: 'sms',
      platformId: row?.platform_id ?? '',
      status: 'undelivered',
      at: new Date(),
    } as const;
    await house.app.outbox.receipt(receipt);
    await house.app.outbox.receipt(receipt);
    await settled();
    expect(mailed(email)).toHaveLength(1);
    expect(await ways(person)).toContain('messenger>email: sent');
  });

  test('no telephone and no address: a dead letter; so for every way in vain, and only the last is one', async () => {
    const nobody = await filed({});
    clock += 25 * HOUR;
    await replies(nobody.reference, nobody.person, 'Which pole is it?');
    expect(await ways(nobody.person)).toEqual(['messenger: dead']);
    const [phone, email] = [newPhone(), 'sara.three@example.com'];
    const { person, reference } = await filed({ phone, email });
    clock += 25 * HOUR;
    twilio.faults.push({ status: 400, code: 21211 });
    mail.faults.push({ at: 'RCPT', answer: '550 5.1.1 unknown' });
    await replies(reference, person, 'Which pole is it?');
    expect(await ways(person)).toEqual(['messenger: elsewhere', 'messenger>sms: elsewhere', 'messenger>email: dead']);
  });

  test('what may have arrived by text goes no other way', async () => {
    const [phone, email] = [newPhone(), 'sara.four@example.com'];
    const { person, reference } = await filed({ phone, email });
    clock += 25 * HOUR;
    twilio.faults.push({ hangUp: true, taken: true }, { hangUp: true, taken: true });
    await replies(reference, person, 'Which pole is it?');
    const started = new Date(clock);
    clock += 61_000;
    await house.app.outbox.lookAround();
    await settled();
    const [text] = await house.app.db.query(
      `select state, unknowns from outbox where conversation_id = $1 and channel = 'sms' and queued_at >= $2`,
      [`messenger:${person}`, started],
    );
    expect(text).toEqual({ state: 'dead', unknowns: 2 });
    expect(mailed(email)).toEqual([]);
  });

  test('who stayed anonymous is found by nobody', async () => {
    const phone = newPhone();
    const { person } = await filed({ phone });
    const { contactOf } = await import('../../api/store/contacts.ts');
    const { createVault } = await import('../../api/store/vault.ts');
    const deps = {
      db: house.app.db,
      vault: createVault('data-key-of-the-tests', () => new Uint8Array(12)),
      now: house.app.now,
    };
    const sender = `messenger:${person}`;
    expect(await contactOf(deps, { sender })).toEqual({ phone: abroad(phone), email: null });
    const body = { type: 'violation_report', description: 'a bribe was asked at the counter', anonymous: true };
    const answer = await house.app.server.inject({
      method: 'POST',
      url: '/v1/requests',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': 'anonymous-1' },
      payload: body,
    });
    const { reference } = answer.json();
    expect(await contactOf(deps, { sender, reference })).toEqual({ phone: null, email: null });
    expect(await contactOf(deps, { sender, reference: '260000000000' })).toEqual({ phone: null, email: null });
  });
});
