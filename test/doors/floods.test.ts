/** Strangers who post without a signature, many at once: held back with a clear word, and whoever signs goes on. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metaBytes, signatureOf as metaSignature, PAGE } from '../../deploy/simulate/graph.ts';
import { parametersFor, post, settingsOfTwilio } from '../channels/sms/twilio/twilio-caller.ts';
import { type Housed, openHouse } from '../house-app.ts';
import { APP_SECRET, messengerSettings, newPerson } from './messenger.ts';

const SMS = '/webhooks/twilio/sms';
const MESSENGER = '/webhooks/messenger';
/** So many a minute from one address. */
const ALLOWED = 300;

let house: Housed;
let root: URL;
beforeAll(async () => {
  // A clock that stands: the minute of the allowance does not end on a slow machine.
  const at = Date.now();
  house = await openHouse(
    { now: () => new Date(at) },
    { ...messengerSettings({ url: 'http://127.0.0.1:1' }), ...settingsOfTwilio() },
  );
  root = new URL(await house.app.server.listen({ port: 0, host: '127.0.0.1' }));
});
afterAll(() => house?.close());

const unsigned = (url: string, type: string, payload: string) =>
  house.app.server.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });

const signedSms = async (text: string) =>
  (await post(house.app, SMS, parametersFor({ phone: '+962790000009', text }))).statusCode;

async function signedMessenger(text: string): Promise<number> {
  const person = newPerson();
  const event = {
    sender: { id: person },
    recipient: { id: PAGE },
    timestamp: 1,
    message: { mid: `m_${person}`, text },
  };
  const payload = metaBytes({ object: 'page', entry: [{ id: PAGE, time: 1, messaging: [event] }] });
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': metaSignature(payload, APP_SECRET) };
  return (await house.app.server.inject({ method: 'POST', url: MESSENGER, headers, payload })).statusCode;
}

describe.each([
  [
    'SMS',
    () => unsigned(SMS, 'application/x-www-form-urlencoded', 'MessageSid=SM1&From=%2B962790000001&Body=x'),
    signedSms,
  ],
  ['Messenger', () => unsigned(MESSENGER, 'application/json', '{"object":"page","entry":[]}'), signedMessenger],
] as const)('%s', (_name, stranger, signed) => {
  test('refused so often, then held back in both languages; nothing is kept; the real sender goes on', async () => {
    for (let i = 0; i < ALLOWED; i++) expect((await stranger()).statusCode).toBe(403);
    const answer = await stranger();
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const { code, detailAr, detailEn } = answer.json();
    expect(code).toBe('rate_limited');
    expect(detailAr).toMatch(/\p{Script=Arabic}/u);
    expect(detailEn).toMatch(/[a-z]/);
    expect(await signed('hello')).toBe(200);
    const kept = await house.app.db.query(`select id from conversations where id like '%962790000001'`);
    expect(kept).toEqual([]);
  });
});

describe('a body that breaks off on its way', () => {
  /** Says it is longer than it is, and goes. */
  const brokenOff = (path: string, headers: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(root.port), root.hostname, () => {
        socket.write(
          `POST ${path} HTTP/1.1\r\nHost: sawt.example\r\n${headers}\r\nContent-Length: 4000\r\n\r\n{"object":`,
          () => socket.destroy(),
        );
      });
      socket.on('close', () => resolve()).on('error', () => undefined);
    });
  test.each([
    [
      MESSENGER,
      `Content-Type: application/json\r\nX-Hub-Signature-256: ${metaSignature(Buffer.from('x'), APP_SECRET)}`,
    ],
    [SMS, 'Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: x'],
  ])('%s: nothing is kept, and the house goes on', async (path, headers) => {
    const before = await house.app.db.query("select count(*)::integer as count from messages where direction = 'in'");
    await brokenOff(path, headers);
    expect((await fetch(new URL('/healthz', root))).status).toBe(200);
    expect(await house.app.db.query("select count(*)::integer as count from messages where direction = 'in'")).toEqual(
      before,
    );
  });
});
