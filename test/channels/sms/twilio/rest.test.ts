/** What we send through Twilio's REST API, against its stand-in: what is taken, refused, lost, and told twice nowhere. */

import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '../../../../channels/sms/twilio/client.ts';
import { deliveryOf } from '../../../../channels/sms/twilio/errors.ts';
import { createTwilioStandIn, type Fault, type TwilioStandIn } from '../../../../deploy/simulate/twilio.ts';
import { signatureOf } from '../../../../deploy/simulate/twilio-rules.ts';
import { type Housed, openHouse } from '../../../house-app.ts';
import { ACCOUNT_SID, AUTH_TOKEN, FROM, PUBLIC_URL, settingsOfTwilio } from './twilio-caller.ts';

let standIn: TwilioStandIn;
let house: Housed;
beforeAll(async () => {
  standIn = await createTwilioStandIn({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: FROM });
  house = await openHouse({}, settingsOfTwilio(standIn.url));
  const at = await house.app.server.listen({ port: 0, host: '127.0.0.1' });
  standIn.webhook = `${at}/webhooks/twilio/sms`;
  standIn.signedAs = PUBLIC_URL;
});
afterAll(async () => {
  await house?.close();
  await standIn?.close();
});
beforeEach(() => {
  standIn.faults.length = 0;
});

let numbers = 0;
const newPhone = () => `+96277${String(1_000_000 + numbers++)}`;
const client = (more = {}) =>
  createClient(twilio(ACCOUNT_SID, AUTH_TOKEN), { accountSid: ACCOUNT_SID, from: FROM, apiUrl: standIn.url, ...more });
const send = async (phone: string, text = 'hello') => (await client()(phone, text)).delivery;

test('the stand-in signs as Twilio does', () => {
  const parameters = { b: ' 2 ', a: 'ا', c: '' };
  const url = 'https://sawt.example/x?y=1';
  expect(signatureOf('t', url, parameters)).toBe(twilio.getExpectedTwilioSignature('t', url, parameters));
});

describe('the stand-in refuses what Twilio refuses, and we know what it means', () => {
  test('taken, with its id', async () => {
    expect(await send(newPhone())).toEqual({ kind: 'sent', platformId: expect.stringMatching(/^SM/) });
  });
  test('a bad number', async () =>
    expect(await send('+12')).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('21211') }));
  test('more than 1,600 characters', async () => {
    expect(await send(newPhone(), 'a'.repeat(1601))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('21617'),
    });
  });
  test('another sender', async () => {
    const { delivery } = await client({ from: '+96265999999' })(newPhone(), 'x');
    expect(delivery).toMatchObject({ kind: 'stopped', why: expect.stringContaining('21606') });
  });
  test('a wrong token', async () => {
    const wrong = createClient(twilio(ACCOUNT_SID, 'wrong'), {
      accountSid: ACCOUNT_SID,
      from: FROM,
      apiUrl: standIn.url,
    });
    expect((await wrong(newPhone(), 'x')).delivery).toMatchObject({ kind: 'stopped' });
  });
  test('nobody listens there', async () => {
    expect((await client({ apiUrl: 'http://127.0.0.1:1' })(newPhone(), 'x')).delivery).toMatchObject({ kind: 'later' });
  });
  test.each<[string, Fault, object]>([
    ['too many', { status: 429, code: 20429, headers: { 'retry-after': '7' } }, { kind: 'later', afterMs: 7000 }],
    ['away', { status: 503, body: '<html>' }, { kind: 'later' }],
    ['their fault', { status: 500, code: 20500 }, { kind: 'unknown' }],
    ['a gateway’s page', { status: 502, body: '<html>' }, { kind: 'unknown' }],
    ['no answer', { hangUp: true, taken: true }, { kind: 'unknown' }],
    ['taken by somebody else', { status: 200, body: 'OK' }, { kind: 'unknown' }],
  ])('%s', async (_, fault, delivery) => {
    standIn.faults.push(fault);
    expect(await send(newPhone())).toMatchObject(delivery);
  });
  test.each([
    [21211, 400, 'unreachable'],
    [21614, 400, 'unreachable'],
    [21408, 403, 'unreachable'],
    [21610, 400, 'unreachable'],
    [30006, 400, 'unreachable'],
    [21611, 429, 'later'],
    [30001, 400, 'later'],
    [30022, 400, 'later'],
    [30007, 400, 'refused'],
    [21602, 400, 'refused'],
    [20003, 401, 'stopped'],
    [20003, 403, 'stopped'],
    [21659, 400, 'stopped'],
  ] as const)('%i (%i) is %s', (code, status, kind) => {
    expect(deliveryOf({ code, status })).toMatchObject({ kind, why: expect.stringContaining(String(code)) });
  });
});

test('news about a request goes out by REST, and its receipts are noted whatever their order', async () => {
  const phone = newPhone();
  const say = async (text: string) => (await standIn.say(phone, text)).told.join('\n');
  await say(
    'The street light on Prince Hassan street in Irbid has been broken for two weeks, the municipality does nothing',
  );
  await say('Sara Haddad');
  await say('0790000000');
  const reference = (await say('1')).match(/\d{12}|\d{4} \d{4} \d{4}/)?.[0]?.replaceAll(' ', '');
  const asked = await house.app.server.inject({
    method: 'POST',
    url: `/v1/requests/${reference}/actions/ask`,
    headers: { authorization: 'Bearer admin-key-of-the-tests', 'idempotency-key': 'k1' },
    payload: { question: 'What is the number on the pole?' },
  });
  expect(asked.statusCode).toBeLessThan(300);
  const byRest = () => standIn.sentTo(phone).filter(({ by }) => by === 'rest');
  await expect
    .poll(
      () =>
        byRest()
          .map(({ text }) => text)
          .join(),
      { timeout: 5000 },
    )
    .toContain('number on the pole');
  expect(await say('It is pole 114')).toContain('reached');
  const [{ sid } = { sid: '' }] = byRest();
  await expect
    .poll(
      () =>
        house.app.db.query('select delivered_at from outbox where platform_id = $1 and delivered_at is not null', [
          sid,
        ]),
      { timeout: 5000 },
    )
    .toHaveLength(1);
});

test('Twilio says the person has stopped: kept, and asked no more', async () => {
  const phone = newPhone();
  await house.app.texts.send({ key: 'code-1', phone, text: 'one', lang: 'en' });
  await expect.poll(() => standIn.sentTo(phone).length).toBe(1);
  standIn.faults.push({ status: 400, code: 21610 });
  await house.app.texts.send({ key: 'code-2', phone, text: 'two', lang: 'en' });
  await expect.poll(() => house.app.db.query('select 1 from sms_stops where phone = $1', [phone])).toHaveLength(1);
  const refused = standIn.refusals.length;
  await house.app.texts.send({ key: 'code-3', phone, text: 'three', lang: 'en' });
  await house.app.outbox.idle();
  expect(standIn.sentTo(phone)).toHaveLength(1);
  expect(standIn.refusals.length).toBe(refused);
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a picture is fetched with the password, which goes no further than Twilio', async () => {
  const phone = newPhone();
  const url = standIn.serve(PNG, 'image/png');
  const answer = await standIn.say(phone, 'The street light in Irbid is broken', {
    media: [{ url, contentType: 'image/png' }],
  });
  expect(answer.told.length).toBeGreaterThan(0);
  const rows = await house.app.db.query<{ content: Uint8Array }>(
    'select content from uploads where conversation_id = $1',
    [`sms:${phone}`],
  );
  expect(rows).toHaveLength(1);
});

test('a picture that does not come is told, and its words are kept', async () => {
  const phone = newPhone();
  const media = [{ url: `${standIn.url}/media/gone`, contentType: 'image/png' }];
  const answer = await standIn.say(phone, '', { media });
  expect(answer.told.length).toBeGreaterThan(0);
});
