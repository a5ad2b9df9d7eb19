/** Whole calls by `<Gather>`, as people make them; each ends in a filed request. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_KEY, type Housed, openHouse } from '../../house-app.ts';
import { settingsOfTwilio } from '../sms/twilio/twilio-caller.ts';
import { type Heard, telephone } from './telephone.ts';

let house: Housed;
beforeAll(async () => {
  house = await openHouse({}, settingsOfTwilio());
});
afterAll(() => house?.close());

/** A word is said, `#1` is a key, an empty one is silence. */
const CALLS: readonly (readonly [name: string, turns: readonly string[], filed: object])[] = [
  [
    'a passport that is late',
    ['صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد', 'مها العلي', '#1', '#1'],
    { department: 'CSPD' },
  ],
  [
    'silence in the middle',
    ['صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد', '', 'مها العلي', '#1', '#1'],
    { governorate: 'IRBID' },
  ],
  [
    'a number in spoken words',
    ['صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد', 'مها العلي', 'صفر سبعة تسعة صفر صفر صفر صفر صفر صفر صفر', '#1'],
    { requester: { phone: '+962790000000' } },
  ],
  [
    'in English',
    ['#9', 'I have waited three months for my passport at the civil status office in Irbid', 'Maha Ali', '#1', '#1'],
    { lang: 'en' },
  ],
  [
    'yes, said and not keyed',
    ['صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد', '*', 'مها العلي', '#1', 'نعم أرسل'],
    { type: 'complaint' },
  ],
];

const referenceIn = (text: string) => /(?:\d[ ،,]+){11}\d/.exec(text)?.[0].replace(/\D/g, '') ?? '';

test.each(CALLS)('%s', async (name, turns, filed) => {
  const line = telephone(house.app, `+9627700001${CALLS.findIndex(([each]) => each === name)}0`);
  let heard: Heard = await line.call();
  for (const turn of turns) {
    if (turn === '') heard = await line.silent();
    else heard = await (/^[#*]/.test(turn) ? line.press(turn.replace('#', '')) : line.say(turn));
  }
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const answer = await house.app.server.inject({ url: `/v1/requests/${referenceIn(heard.text)}`, headers });
  expect(answer.json()).toMatchObject({ channel: 'voice', ...filed });
});
