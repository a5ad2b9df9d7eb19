/** Calls by ConversationRelay through the whole house: the frames as Twilio sends them, over a socket it signed. */
import { once } from 'node:events';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_KEY, type Housed, openHouse } from '../../house-app.ts';
import { AUTH_TOKEN, PUBLIC_URL, settingsOfTwilio } from '../sms/twilio/twilio-caller.ts';
import { dialRelay, RELAY_PATH as PATH, signedSocket as signed } from './relay-line.ts';
import { telephone } from './telephone.ts';

let house: Housed;
let port = 0;
beforeAll(async () => {
  house = await openHouse({}, { ...settingsOfTwilio(), TWILIO_VOICE: 'relay', TWILIO_AGENT_NUMBER: '+96265000001' });
  await house.app.server.listen({ port: 0, host: '127.0.0.1' });
  const address = house.app.server.server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => house?.close());

let phones = 0;
const dialIn = (from = `+96277${String(2_000_000 + phones++)}`, path = PATH, signature = signed(path)) =>
  dialRelay(port, from, path, signature);

const referenceIn = (text: string) => /(?:\d[ ،,]+){11}\d/.exec(text)?.[0].replace(/\D/g, '') ?? '';

describe('a call', () => {
  test('is sent to the socket, and comes back to where it goes on', async () => {
    const heard = await telephone(house.app, '+962770000001').call();
    expect(heard.twiml).toContain(`url="wss://sawt.example${PATH}"`);
    expect(heard.twiml).toMatch(/<Connect[^>]* action="https:\/\/sawt\.example\/webhooks\/twilio\/voice\?turn=1"/);
    expect(heard.twiml).toContain('transcriptionLanguage="ar-JO"');
    expect(heard.twiml).not.toContain('Google.ar-XA');
  });

  test('ends in a filed request', async () => {
    const line = await dialIn();
    expect(await line.hear()).toContain('مساعد آلي');
    line.send({ type: 'prompt', voicePrompt: 'صارلي ثلاث', last: false });
    await line.say('صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا');
    await line.say('محمد العلي');
    for (const digit of '079000000') line.send({ type: 'dtmf', digit });
    line.send({ type: 'dtmf', digit: '0' });
    const summary = await line.key('#');
    expect(summary).toContain('0 7 9');
    const filed = await line.key('1');
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const answer = await house.app.server.inject({ url: `/v1/requests/${referenceIn(filed)}`, headers });
    expect(answer.json()).toMatchObject({ channel: 'voice', department: 'CSPD', governorate: 'IRBID' });
    line.socket.close();
  }, 30_000);

  test('interrupted: what was heard of the answer is kept', async () => {
    const line = await dialIn();
    await line.hear();
    await line.say('بدي أشتكي');
    line.send({ type: 'interrupt', utteranceUntilInterrupt: 'احكِ لنا', durationUntilInterruptMs: '460' });
    await line.say('الشارع عنا محفور بجبل الحسين من شهر');
    const rows = await house.app.db.query<{ heard: string }>(
      `select m.body ->> 'heard' as heard from messages m join conversations c on c.id = m.conversation_id
       where m.body ->> 'heard' is not null`,
    );
    expect(rows).toEqual([{ heard: 'احكِ لنا' }]);
    line.socket.close();
  });

  test('goes on in English, and says so to whoever recognises speech', async () => {
    const line = await dialIn();
    await line.hear();
    line.send({ type: 'dtmf', digit: '9' });
    const frames = await line.heard();
    expect(frames[0]).toMatchObject({ type: 'language', ttsLanguage: 'en-GB', transcriptionLanguage: 'en-GB' });
    line.socket.close();
  });

  test('asks for a human: the socket ends, and the call is put through', async () => {
    const phone = '+962770000009';
    const line = await dialIn(phone);
    await line.hear();
    line.send({ type: 'prompt', voicePrompt: 'بدي أحكي مع موظف', last: true });
    const [end] = (await line.heard()).filter(({ type }) => type === 'end');
    const back = telephone(house.app, phone, line.callSid, '/webhooks/twilio/voice?turn=1');
    const heard = await back.send({ SessionStatus: 'ended', HandoffData: end?.handoffData ?? '' });
    expect(heard.twiml).toContain('<Dial');
  });

  test('whose socket broke goes on by gathering, with the question that was open', async () => {
    const phone = '+962770000010';
    const line = await dialIn(phone);
    await line.hear();
    const asked = await line.say('صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد');
    line.socket.terminate();
    const back = telephone(house.app, phone, line.callSid, '/webhooks/twilio/voice?turn=1');
    const heard = await back.send({ SessionStatus: 'failed' });
    expect(heard.twiml).toContain('<Gather');
    expect(asked).toContain(heard.says.at(-1) ?? 'x');
  });

  test('lives through frames that are none', async () => {
    const line = await dialIn();
    await line.hear();
    for (const frame of ['{', '[]', 'null', '{"type":"prompt"}', '{"type":"dtmf","digit":"abc"}', '{"type":"new"}'])
      line.socket.send(frame);
    expect(await line.say('مرحبا')).not.toBe('');
    line.socket.close();
  });
});

describe('the handshake', () => {
  const refused = async (path: string, signature: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { 'x-twilio-signature': signature } });
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    return answer.statusCode;
  };
  test.each([
    ['none', ''],
    ['a wrong one', 'AAAA'],
    ['one over https', twilio.getExpectedTwilioSignature(AUTH_TOKEN, `${PUBLIC_URL}${PATH}`, {})],
  ])('with %s is refused', async (_, signature) => {
    expect(await refused(PATH, signature)).toBe(403);
  });

  test('is taken with a slash at its end or without', async () => {
    const line = await dialIn(undefined, PATH, signed(`${PATH}/`));
    expect(await line.hear()).not.toBe('');
    line.socket.close();
  });
});
