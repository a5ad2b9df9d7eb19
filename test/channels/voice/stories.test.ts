/** The stories of the telephone over both its ways, in signed requests and signed frames as Twilio sends them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Housed, openHouse } from '../../house-app.ts';
import { settingsOfTwilio } from '../sms/twilio/twilio-caller.ts';
import { dialRelay, type RelayLine } from './relay-line.ts';
import { callStories, type Line, playCall } from './stories.ts';
import { type Heard, type Telephone, telephone } from './telephone.ts';

let house: Housed;
let port = 0;
beforeAll(async () => {
  house = await openHouse({}, settingsOfTwilio());
  await house.app.server.listen({ port: 0, host: '127.0.0.1' });
  const address = house.app.server.server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => house?.close());

let numbers = 0;
const newPhone = () => `+96279${String(5_550_000 + numbers++)}`;

function gathered(phone: Telephone): Line {
  let last: Heard | undefined;
  const after = async (next: Promise<Heard>) => {
    last = await next;
    return last.text;
  };
  return {
    say: (words) => after(phone.say(words)),
    press: (keys) => after(phone.press(keys.replace('#', ''))),
    silent: () => after(phone.silent()),
    hungUp: () => last?.hungUp === true,
  };
}

const relayed = (line: RelayLine): Line => ({
  say: line.say,
  press: async (keys) => {
    for (const digit of keys.slice(0, -1)) line.send({ type: 'dtmf', digit });
    const last = keys.at(-1) ?? '';
    // Where a number may follow, one key alone is ended by hash.
    line.send({ type: 'dtmf', digit: last });
    if (/\d/.test(last)) line.send({ type: 'dtmf', digit: '#' });
    return line.hear();
  },
  silent: () => Promise.reject(new Error('nobody waits for silence here')),
  hungUp: () => line.socket.readyState !== line.socket.OPEN,
});

describe.each(['gather', 'relay'] as const)('over %s', (over) => {
  const stories = callStories(over);
  test('they are eight at least', () => expect(stories.length).toBeGreaterThanOrEqual(8));

  test.each(stories.map((story) => [story.story, story] as const))(
    '%s',
    async (_, story) => {
      const phone = newPhone();
      if (over === 'gather') {
        const line = telephone(house.app, phone);
        return playCall(house.app, story, gathered(line), (await line.call()).text);
      }
      const line = await dialRelay(port, phone);
      try {
        return await playCall(house.app, story, relayed(line), await line.hear());
      } finally {
        line.socket.close();
      }
    },
    30_000,
  );
});
