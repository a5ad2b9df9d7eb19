/** The operator's switch, through the request API and through the conversation, on a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_KEY, type Housed, openHouse } from '../house-app.ts';
import { createPlayer } from '../stories/player.ts';

let house: Housed;
let at = Date.parse('2026-11-20T09:00:00Z');
beforeAll(async () => {
  house = await openHouse({ now: () => new Date(at) });
});
afterAll(() => house.close());

const call = async (method: 'GET' | 'PUT', url: string, payload?: object, key = ADMIN_KEY) => {
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() };
  const answer = await house.app.server.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
};
const notice = { ar: 'المحادثة متوقفة للصيانة حتى {6} مساء', en: 'The chat is closed for repair until {6} pm' };
const banner = { ar: 'انقطاع المياه في الزرقاء معروف', en: 'The water outage in Zarqa is known, repair by six' };

/** Behind the caller's back the rows are looked at once a second. */
const turn = async (wanted: object) => {
  const answer = await call('PUT', '/v1/channels/webchat', wanted);
  expect(answer.status).toBe(200);
  at += 2000;
  const player = createPlayer(house.app);
  await player.start('en');
  await new Promise((resolve) => setTimeout(resolve, 100));
};
const texts = (said: readonly { readonly text: string }[]) => said.map(({ text }) => text);

test('off: the notice in the language of whoever writes, what they wrote is kept, danger is answered first', async () => {
  await turn({ on: false, notice });
  const player = createPlayer(house.app);
  expect(texts(await player.start('en'))).toEqual([notice.en]);
  expect(texts(await player.say('My street has been dark for a month in Irbid'))).toEqual([notice.en]);
  expect(texts(await player.say('الشارع عندنا في إربد مظلم من شهر'))).toEqual([notice.ar]);
  const danger = await player.say('حريق في بيتنا الآن الحقونا');
  expect(danger[0]?.text).toContain('911');
  expect(danger[0]?.sawt?.notice).toBe('emergency');
  expect(danger[1]?.text).toBe(notice.ar);

  await turn({ on: true });
  const [first] = await player.say('My street has been dark for a month in Irbid');
  expect(first?.text).not.toBe(notice.en);
});

test('a banner: once a conversation and day, and the talk goes on', async () => {
  await turn({ on: true, banner });
  const player = createPlayer(house.app);
  expect(texts(await player.start('en'))[0]).toBe(banner.en);
  const next = await player.say('My street has been dark for a month in Irbid');
  expect(texts(next)).not.toContain(banner.en);
  expect(next.length).toBeGreaterThan(0);
  at += 24 * 3600 * 1000;
  expect(texts(await player.say('hello'))).toContain(banner.en);
  await turn({ on: true, banner: null });
  const after = createPlayer(house.app);
  expect(texts(await after.start('en'))).not.toContain(banner.en);
});

test('who turned what is kept, newest first', async () => {
  const { body } = await call('GET', '/v1/channels/webchat');
  expect(body).toMatchObject({ name: 'webchat', on: true, notice: null, banner: null });
  expect(body.changes.map(({ on }: { on: boolean }) => on)).toEqual([true, true, true, false]);
  expect(body.changes[3]).toMatchObject({ actor: 'admin', notice });
  const { body: all } = await call('GET', '/v1/channels');
  expect(all.items.find(({ name }: { name: string }) => name === 'sms')).toMatchObject({ on: true, updatedAt: null });
});

test.each<[string, string, object, number]>([
  ['off without a notice', 'webchat', { on: false }, 422],
  ['a notice in one language', 'webchat', { on: false, notice: { ar: 'مغلق' } }, 422],
  ['an empty notice', 'webchat', { on: false, notice: { ar: '', en: '' } }, 422],
  ['no word of on or off', 'webchat', { banner }, 422],
  ['a channel nobody has', 'pigeon', { on: true }, 422],
])('%s is refused with a reason in both languages', async (_name, channel, wanted, status) => {
  const answer = await call('PUT', `/v1/channels/${channel}`, wanted);
  expect(answer.status).toBe(status);
  expect(answer.body.detailAr).toMatch(/المسموح/);
  expect(answer.body.detailEn).toMatch(/Allowed/);
});

test('nobody else may', async () => {
  expect((await call('PUT', '/v1/channels/webchat', { on: true }, 'wrong')).status).toBe(401);
});
