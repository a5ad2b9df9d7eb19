/** Twilio's webhook through the whole house: signatures, answers in the response, repeats, wishes of the channel itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Housed, openHouse } from '../../../house-app.ts';
import {
  AUTH_TOKEN,
  newSid,
  parametersFor,
  post,
  settingsOfTwilio,
  signatureOf,
  text,
  toldIn,
} from './twilio-caller.ts';

const PATH = '/webhooks/twilio/sms';
let house: Housed;
beforeAll(async () => {
  house = await openHouse({}, settingsOfTwilio());
});
afterAll(() => house?.close());

let numbers = 0;
const newPhone = () => `+96279${String(1_000_000 + numbers++)}`;

describe('a message', () => {
  test('is answered in the response', async () => {
    const answer = await text(house.app, { phone: newPhone(), text: 'السلام عليكم' });
    expect(answer.status).toBe(200);
    expect(answer.type).toContain('text/xml');
    expect(answer.told.length).toBeGreaterThan(0);
    await house.app.outbox.idle();
    const waiting = await house.app.outbox.list({ state: 'waiting', limit: 10 });
    expect(JSON.stringify(waiting)).not.toContain('sms');
  });

  test('leads to a filed request, and its number alone to its status', async () => {
    const phone = newPhone();
    const say = async (words: string) => (await text(house.app, { phone, text: words })).told.join('\n');
    await say('صارلي ٣ شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا');
    await say('محمد العلي');
    const summary = await say('0790000000');
    expect(summary).toMatch(/1\. /);
    const filed = await say('1');
    const reference = /\d{12}/.exec(filed)?.[0] ?? '';
    expect(reference).toHaveLength(12);
    expect((await text(house.app, { phone: newPhone(), text: reference })).told.join('\n')).toContain('مسجّل');
  });

  test('that comes again gets the same answer, and the conversation does not go on', async () => {
    const inbound = { phone: newPhone(), text: 'مرحبا', sid: newSid() };
    const first = await text(house.app, inbound);
    const again = await Promise.all([text(house.app, inbound), text(house.app, inbound)]);
    for (const { twiml } of again) expect(twiml).toBe(first.twiml);
    const rows = await house.app.db.query('select seq from messages where conversation_id = $1', [
      `sms:${inbound.phone}`,
    ]);
    expect(rows).toHaveLength(1 + first.told.length);
  });

  test('that comes twice at once is answered the same twice', async () => {
    const inbound = { phone: newPhone(), text: 'hello', sid: newSid() };
    const [one, two] = await Promise.all([text(house.app, inbound), text(house.app, inbound)]);
    expect(one.twiml).toBe(two.twiml);
    expect(one.told.length).toBeGreaterThan(0);
  });

  test('under the same idempotency token is the same call', async () => {
    const headers = { 'i-twilio-idempotency-token': 'token-1' };
    const phone = newPhone();
    const first = await text(house.app, { phone, text: 'hello', headers });
    expect((await text(house.app, { phone, text: 'hello', headers })).twiml).toBe(first.twiml);
  });

  test('twenty in a second are all kept, in order', async () => {
    const phone = newPhone();
    const words = Array.from({ length: 20 }, (_, i) => `رسالة رقم ${i}`);
    const sent: Promise<unknown>[] = [];
    for (const each of words) sent.push(text(house.app, { phone, text: each }));
    await Promise.all(sent);
    const rows = await house.app.db.query<{ text: string }>(
      `select body ->> 'text' as text from messages where conversation_id = $1 and direction = 'in' order by seq`,
      [`sms:${phone}`],
    );
    expect(rows.map((row) => row.text)).toEqual(words);
  });
});

describe('a signature', () => {
  const parameters = () => parametersFor({ phone: newPhone(), text: ' مرحبا  ', more: { Unheard: ' of ', Empty: '' } });
  const status = async (values: Record<string, string>, headers: object) =>
    (await post(house.app, PATH, values, headers)).statusCode;

  test('over every parameter, untrimmed', async () => {
    expect((await post(house.app, PATH, parameters())).statusCode).toBe(200);
  });
  test('with and without the port', async () => {
    const values = parameters();
    const signed = signatureOf(PATH, values, 'https://sawt.example:443');
    expect(await status(values, { 'x-twilio-signature': signed })).toBe(200);
  });
  test('whatever the Host header says', async () => {
    expect(await status(parameters(), { host: 'elsewhere.example' })).toBe(200);
    const values = parameters();
    const signed = signatureOf(PATH, values, 'https://elsewhere.example');
    expect(await status(values, { host: 'elsewhere.example', 'x-twilio-signature': signed })).toBe(403);
  });
  test('over the query too', async () => {
    const values = parameters();
    const path = `${PATH}?a=%D8%A7&b=1`;
    expect((await post(house.app, path, values)).statusCode).toBe(200);
    expect((await post(house.app, path, values, { 'x-twilio-signature': signatureOf(PATH, values) })).statusCode).toBe(
      403,
    );
  });
  test.each([
    ['none', { 'x-twilio-signature': '' }],
    ['too short', { 'x-twilio-signature': 'abc' }],
    ['of another body', { 'x-twilio-signature': signatureOf(PATH, { Body: 'x' }) }],
    ['in another header', { 'x-twilio-signature': '', 'x-signature': AUTH_TOKEN }],
  ])('%s is refused in both languages', async (_, headers) => {
    const answer = await post(house.app, PATH, parameters(), headers);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'bad_signature', detailAr: expect.stringMatching(/التوقيع/) });
  });
  test('of a parameter sent twice', async () => {
    const values = { ...parametersFor({ phone: newPhone(), text: 'a' }), Twice: ['b', 'a', 'a'] };
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) for (const each of [value].flat()) form.append(name, each);
    const answer = await house.app.server.inject({
      method: 'POST',
      url: PATH,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signatureOf(PATH, values),
      },
      payload: form.toString(),
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('what is odd', () => {
  test.each([
    ['no MessageSid', { MessageSid: '', SmsMessageSid: '', SmsSid: '' }, 422],
    ['a MessageSid with a quote', { MessageSid: "SM'; --" }, 422],
    ['a name of letters as the sender', { From: 'BANK' }, 200],
    ['no words at all', { Body: '' }, 200],
    ['words with NUL and half a pair', { Body: 'a\u0000b' }, 200],
    ['NumMedia that is no number', { NumMedia: 'many' }, 200],
    ['NumMedia without addresses', { NumMedia: '3' }, 200],
    [
      'a media address inside the house',
      { NumMedia: '1', MediaUrl0: 'http://127.0.0.1:22/', MediaContentType0: 'image/png' },
      200,
    ],
  ])('%s', async (_, more, status) => {
    const answer = await post(house.app, PATH, parametersFor({ phone: newPhone(), text: 'hello', more }));
    expect(answer.statusCode).toBe(status);
  });
  test('a truncated body has no signature', async () => {
    const values = parametersFor({ phone: newPhone(), text: 'hello' });
    const whole = new URLSearchParams(values).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(PATH, values),
    };
    const answer = await house.app.server.inject({ method: 'POST', url: PATH, headers, payload: whole.slice(0, 40) });
    expect(answer.statusCode).toBe(403);
  });
  test('another content type, an empty body, a huge one', async () => {
    const call = (payload: string, type: string) =>
      house.app.server.inject({ method: 'POST', url: PATH, headers: { 'content-type': type }, payload });
    expect((await call('{}', 'application/json')).statusCode).toBe(415);
    expect((await call('', 'application/x-www-form-urlencoded')).statusCode).toBe(403);
    expect((await call('a'.repeat(100_000), 'application/x-www-form-urlencoded')).statusCode).toBe(413);
  });
});

describe('wishes of the channel itself', () => {
  const says = async (phone: string, words: string, more = {}) => text(house.app, { phone, text: words, more });
  const stopped = async (phone: string) =>
    (await house.app.db.query('select phone from sms_stops where phone = $1', [phone])).length === 1;

  test('STOP is kept, and Twilio answers it by itself', async () => {
    const phone = newPhone();
    expect((await says(phone, 'STOP')).told).toEqual([]);
    expect(await stopped(phone)).toBe(true);
    expect((await says(phone, 'start')).told.join()).toContain('on again');
    expect(await stopped(phone)).toBe(false);
  });
  test('in Arabic we answer', async () => {
    const phone = newPhone();
    expect((await says(phone, 'إيقاف')).told.join()).toContain('أوقفنا');
    expect(await stopped(phone)).toBe(true);
    expect((await says(phone, 'ابدأ')).told.join()).toContain('عادت');
    expect((await says(phone, 'مساعدة')).told.join()).toContain('صوت');
  });
  test('as Advanced Opt-Out declares them, whatever the words', async () => {
    const phone = newPhone();
    expect((await says(phone, 'CANCEL', { OptOutType: 'STOP' })).told).toEqual([]);
    expect(await stopped(phone)).toBe(true);
    await says(phone, 'YES', { OptOutType: 'START' });
    expect(await stopped(phone)).toBe(false);
  });
  test('CANCEL and YES are answers while a draft is open', async () => {
    const phone = newPhone();
    await says(phone, 'I have waited three months for my passport at the Irbid office');
    expect((await says(phone, 'CANCEL')).told.length).toBeGreaterThan(0);
    expect(await stopped(phone)).toBe(false);
    await says(phone, 'CANCEL');
    expect(await stopped(phone)).toBe(true);
  });
  test('a repeat of STOP after START does not stop again', async () => {
    const phone = newPhone();
    const stop = { phone, text: 'STOP', sid: newSid() };
    await text(house.app, stop);
    await says(phone, 'START');
    await text(house.app, stop);
    expect(await stopped(phone)).toBe(false);
  });
});

test('a status of nobody’s message is taken calmly', async () => {
  const path = `${PATH}/status`;
  for (const MessageStatus of ['queued', 'sent', 'delivered', 'undelivered', 'unheard_of']) {
    const answer = await post(house.app, path, { MessageSid: newSid(), MessageStatus, ErrorCode: '30003' });
    expect(answer.statusCode).toBe(204);
  }
  expect((await post(house.app, path, { MessageSid: newSid() }, { 'x-twilio-signature': 'x' })).statusCode).toBe(403);
  expect(toldIn('<Response/>')).toEqual([]);
});
