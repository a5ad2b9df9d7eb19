/** Calls by `<Gather>` through the whole house, as Twilio posts them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY, type Housed, openHouse } from '../../house-app.ts';
import { PUBLIC_URL, settingsOfTwilio } from '../sms/twilio/twilio-caller.ts';
import { telephone } from './telephone.ts';

let house: Housed;
beforeAll(async () => {
  house = await openHouse({}, { ...settingsOfTwilio(), TWILIO_AGENT_NUMBER: '+96265000001' });
});
afterAll(() => house?.close());

let numbers = 0;
const newPhone = () => `+96278${String(1_000_000 + numbers++)}`;
const requestOf = async (reference: string) => {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  return (await house.app.server.inject({ url: `/v1/requests/${reference}`, headers })).json();
};
const referenceIn = (text: string) => /(?:\d[ ،,]+){11}\d/.exec(text)?.[0].replace(/\D/g, '') ?? '';

describe('a call', () => {
  test('is picked up with who speaks, and listens in the Arabic of Jordan', async () => {
    const heard = await telephone(house.app, newPhone()).call();
    expect(heard.status).toBe(200);
    expect(heard.says[0]).toContain('مساعد آلي');
    expect(heard.text).not.toMatch(/https?:|•|\u2066/);
    expect(heard.twiml).toMatch(/<Gather[^>]* language="ar-JO"/);
    expect(heard.twiml).toMatch(/<Gather[^>]* actionOnEmptyResult="true"/);
    expect(heard.twiml).toMatch(/<Say[^>]* voice="Google.ar-XA-Wavenet-A"/);
    expect(heard.text).toContain('press 9');
  });

  test('ends in a filed request, its number said twice, digit by digit', async () => {
    const phone = newPhone();
    const line = telephone(house.app, phone);
    await line.call();
    await line.say('صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا');
    const number = await line.say('محمد العلي');
    expect(number.text).toContain('اضغط 1');
    const summary = await line.press('1');
    expect(summary.text).toContain('إربد');
    expect(summary.text).toContain('إلغاء: اضغط 3');
    const filed = await line.press('1');
    const reference = referenceIn(filed.text);
    expect(reference).toHaveLength(12);
    expect(filed.text.match(/(?:\d[ ،,]+){11}\d/g)).toHaveLength(2);
    expect(await requestOf(reference)).toMatchObject({
      channel: 'voice',
      department: 'CSPD',
      governorate: 'IRBID',
      requester: { phone },
    });
    const bye = await line.silent();
    expect(bye.hungUp).toBe(true);
    expect(referenceIn(bye.text)).toBe(reference);
  });

  test('the same words brought twice are one turn with one answer', async () => {
    const phone = newPhone();
    const line = telephone(house.app, phone);
    const { action = '' } = await line.call();
    const again = telephone(house.app, phone, line.callSid, action.replace(PUBLIC_URL, ''));
    const [one, two] = await Promise.all([line.say('الشارع عنا محفور من شهر'), again.say('الشارع عنا محفور من شهر')]);
    expect(one.twiml).toBe(two.twiml);
    expect(one.says.length).toBeGreaterThan(0);
    const rows = await house.app.db.query('select seq from messages where message_id = $1', [`${line.callSid}:1`]);
    expect(rows).toHaveLength(1);
  });

  test('nobody speaks: again, how to answer, somebody to talk to, goodbye', async () => {
    const line = telephone(house.app, newPhone());
    await line.call();
    await line.say('بدي أشتكي');
    const rungs = [await line.silent(), await line.silent(), await line.silent(), await line.silent()];
    expect(rungs.map(({ hungUp }) => hungUp)).toEqual([false, false, false, true]);
    expect(rungs[0]?.text).toContain('لم أسمعك');
    expect(rungs[1]?.text).toContain('بأزرار الهاتف');
    expect(rungs[2]?.text).toContain('اضغط 0');
    expect(rungs[3]?.text).toContain('مع السلامة');
  });

  test('dropped in the middle goes on where it stopped when the number calls again', async () => {
    const phone = newPhone();
    const line = telephone(house.app, phone);
    await line.call();
    const asked = await line.say('صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد');
    expect(await line.hangUp()).toBe(204);
    const [kept] = await house.app.db.query<{ status: string }>('select status from calls where id = $1', [
      line.callSid,
    ]);
    expect(kept?.status).toBe('completed');
    const back = await telephone(house.app, phone).call();
    expect(back.text).toContain('من جديد');
    expect(back.text).toContain(asked.says.at(-1)?.split('.').at(0)?.slice(0, 10) ?? 'x');
  });

  test('an emergency is answered first with 911', async () => {
    const line = telephone(house.app, newPhone());
    await line.call();
    const heard = await line.say('في حريق بالعمارة عنا الحقونا');
    expect(heard.says[0]).toContain('9 1 1');
  });

  test('who asks for a human is put through, and comes back when nobody answers', async () => {
    const line = telephone(house.app, newPhone());
    await line.call();
    const heard = await line.press('0');
    expect(heard.twiml).toMatch(/<Dial[^>]*>\+96265000001<\/Dial>/);
    const back = await line.send({ DialCallStatus: 'no-answer' });
    expect(back.twiml).toContain('<Gather');
    expect(back.text).toContain('لا يوجد موظف متاح');
  });

  test('goes on in English after 9', async () => {
    const line = telephone(house.app, newPhone());
    await line.call();
    const heard = await line.press('9');
    expect(heard.twiml).toMatch(/<Gather[^>]* language="en-GB"/);
    expect(heard.text).not.toMatch(/\p{Script=Arabic}/u);
  });

  test('of a withheld number proves nobody, and each is a conversation of its own', async () => {
    const line = telephone(house.app, '+266696687');
    await line.call();
    const rows = await house.app.db.query<{ proven: boolean }>('select proven from conversations where id = $1', [
      `voice:${line.callSid}`,
    ]);
    expect(rows).toEqual([{ proven: false }]);
  });

  test.each([
    ['no signature', { 'x-twilio-signature': '' }, {}, 403],
    ['a wrong one', { 'x-twilio-signature': 'AAAA' }, {}, 403],
  ])('with %s is refused', async (_, headers, more, status) => {
    expect((await telephone(house.app, newPhone()).send(more, headers)).status).toBe(status);
  });

  test('without a CallSid is a fault of whoever sends it, said in both languages', async () => {
    const answer = await telephone(house.app, newPhone()).send({ CallSid: '' });
    expect(answer.status).toBe(422);
    expect(answer.twiml).toContain('CallSid');
  });
});
