/** A person of staff in the conversation: silent bot, words handed over in order, and the bot back when nobody comes. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../channels/channel.ts';
import { type Housed, openHouse } from '../house-app.ts';

let clock: number;
let given: string[];
let house: Housed;
let id: string;

const pager: Channel = {
  name: 'pager',
  capabilities: { quickReplies: 3, labelLength: 20, textLength: 600, spoken: false, proactive: true, greets: false },
  deliver: async ({ body }) => {
    given.push(body.text);
    return { kind: 'sent' };
  },
};

beforeEach(async () => {
  clock = Date.now();
  given = [];
  id = `pager-${randomUUID()}`;
  const now = () => new Date(clock);
  house = await openHouse({ doors: [pager], anyoneSignedIn: async () => true, now });
});
afterEach(async () => house?.close());

async function says(text: string): Promise<string[]> {
  given = [];
  const inbound = { conversationId: id, channel: 'pager', sender: { key: 'pager:5', proven: true } } as const;
  await house.app.inbox.receive({ ...inbound, messageId: randomUUID(), kind: 'message', body: { text, locale: 'en' } });
  await settled();
  return given;
}

async function settled() {
  await house.app.queue.idle();
  await house.app.outbox.idle();
}

const ASKS = 'can I talk to a real person?';

test('taken by one, not by two; ten messages and the bot is silent; what is said is handed over; given back', async () => {
  const { desk } = house.app;
  expect((await says(ASKS)).at(-1)).toContain('handing you over');
  expect(await desk.held()).toMatchObject([{ id, channel: 'pager', lang: 'en', human: { stage: 'asked' } }]);
  const taken = await Promise.all([desk.take(id, 'Rana'), desk.take(id, 'Omar')]);
  expect(taken.filter(Boolean)).toHaveLength(1);
  const [by, other] = taken[0] ? ['Rana', 'Omar'] : ['Omar', 'Rana'];
  await settled();
  for (let i = 0; i < 10; i += 1) expect(await says(`and then ${i}`)).toEqual([]);
  expect(await desk.say(id, other as string, 'not me')).toBeUndefined();
  given = [];
  const kept = await desk.say(id, by as string, 'I have read it all');
  await settled();
  expect(given).toEqual(['I have read it all']);
  expect(kept?.body.sawt).toEqual({ human: by });
  await desk.giveBack(id);
  await settled();
  expect(given.at(-1)).toContain('I am back');
  expect(await desk.held()).toEqual([]);
  expect((await says('I have waited three months for my passport at the Irbid office')).length).toBeGreaterThan(0);
  expect(await desk.say(id, by as string, 'one more thing')).toBeUndefined();
});

test('nobody comes: after a while the bot says so, once however many look, and is back', async () => {
  const { desk, queue } = house.app;
  await says(ASKS);
  clock += 4 * 60_000;
  await desk.sweep();
  expect(await says('hello?')).toEqual([]);
  clock += 61_000;
  await Promise.all([desk.sweep(), desk.sweep()]);
  await queue.idle();
  await settled();
  expect(given.filter((text) => text.includes('Nobody is free'))).toHaveLength(1);
  expect(await desk.held()).toEqual([]);
  expect((await says('hello')).length).toBeGreaterThan(0);
});

test('an answer from the platform’s own inbox silences the bot, without a word; an hour later it is back', async () => {
  const { desk } = house.app;
  await says('hello');
  given = [];
  await desk.silence(id);
  await settled();
  expect(given).toEqual([]);
  expect(await says('thank you')).toEqual([]);
  clock += 59 * 60_000;
  await desk.silence(id);
  await settled();
  clock += 59 * 60_000;
  await desk.sweep();
  expect(await says('are you there?')).toEqual([]);
  clock += 2 * 60_000;
  await desk.sweep();
  await settled();
  expect((await says('hello')).length).toBeGreaterThan(0);
});

test('unknown conversations: nothing to take, nothing breaks', async () => {
  const { desk } = house.app;
  expect(await desk.take('nobody', 'Rana')).toBe(false);
  expect(await desk.say('nobody', 'Rana', 'x')).toBeUndefined();
  await desk.giveBack('nobody');
  await desk.silence('nobody');
});
