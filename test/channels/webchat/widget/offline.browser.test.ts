/** Networks that come and go: every message arrives once, whatever happens on the way. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openChat, openStage, type Stage, say, until } from './browser.ts';
import { script } from './scripts.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  stage.server.bot(script);
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.server.received.length = 0;
  page = await (await stage.browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await page.goto(`${stage.server.url}/host`);
  await openChat(page);
  await $('.bubble').first().waitFor();
});
afterEach(() => page.context().close());

const $ = (selector: string) => page.locator(`sawt-chat ${selector}`);
const texts = () => stage.server.received.map(({ text }) => text);
const answered = (text: string) => page.getByText(`سمعت: ${text}`, { exact: true }).first().waitFor();
/** The page loads, the conversation does not: a network that is half there. */
const block = () => page.context().route(/directline|webchat/, (route) => route.abort());
const unblock = () => page.context().unroute(/directline|webchat/);

test('offline: told, kept, and sent once on return', async () => {
  await page.context().setOffline(true);
  await $('.banner').waitFor();
  await say(page, 'أولى');
  await say(page, 'ثانية');
  await until(async () => expect(await $('.state').allInnerTexts()).toHaveLength(2));
  expect(texts()).toEqual([]);
  await page.context().setOffline(false);
  await answered('ثانية');
  expect(texts()).toEqual(['أولى', 'ثانية']);
  expect(await $('.banner').count()).toBe(0);
});

test('offline, then a reload, then online: sent once', async () => {
  await page.context().setOffline(true);
  await say(page, 'كتبتها بلا اتصال');
  await $('.state').waitFor();
  await block();
  await page.context().setOffline(false);
  await page.reload();
  await openChat(page);
  await page.getByText('كتبتها بلا اتصال').first().waitFor();
  await $('.banner').waitFor();
  expect(texts()).toEqual([]);
  await unblock();
  await $('.act').click();
  await answered('كتبتها بلا اتصال');
  await page.reload();
  await openChat(page);
  await answered('كتبتها بلا اتصال');
  expect(texts()).toEqual(['كتبتها بلا اتصال']);
  expect(await $('.from-me .text').allInnerTexts()).toEqual(['كتبتها بلا اتصال']);
});

test('the answer to a post is lost: sent again under the same id, kept once', async () => {
  const before = stage.server.posts();
  stage.server.swallowNextAnswer();
  await say(page, 'مرة واحدة');
  await answered('مرة واحدة');
  await until(async () => expect(await $('.state').count()).toBe(0));
  expect(texts()).toEqual(['مرة واحدة']);
  expect(stage.server.posts()).toBeGreaterThan(before);
  expect(await $('.from-me .text').count()).toBe(1);
});

test('the stream is cut: it comes back by itself with what was said meanwhile', async () => {
  stage.server.cut();
  stage.server.say({ text: 'قيل أثناء الانقطاع' });
  await page.getByText('قيل أثناء الانقطاع').first().waitFor();
  await say(page, 'بعده');
  await answered('بعده');
  const shown = await $('.message .text').allInnerTexts();
  expect(shown.filter((text) => text === 'قيل أثناء الانقطاع')).toHaveLength(1);
});

test('a server that is busy for a moment', async () => {
  stage.server.refuse(503, 2);
  await say(page, 'صبر');
  await answered('صبر');
  expect(texts()).toEqual(['صبر']);
});

test('a refused message says so and can be tried again', async () => {
  stage.server.refuse(413, 1);
  await say(page, 'كبيرة');
  await $('.retry').waitFor();
  expect(await $('.bad').textContent()).toContain('أكبر من المسموح');
  await $('.retry').click();
  await answered('كبيرة');
});

test('an expired token is renewed without anybody noticing', async () => {
  stage.server.expireTokens();
  await say(page, 'بعد ساعة');
  await answered('بعد ساعة');
  expect(texts()).toEqual(['بعد ساعة']);
  expect(await $('.message').count()).toBe(3);
});

test('two windows: the older steps back, and takes over again when asked', async () => {
  const other = await page.context().newPage();
  await other.goto(`${stage.server.url}/host`);
  await openChat(other);
  await $('.banner').waitFor();
  await say(other, 'من النافذة الثانية');
  await other.getByText('سمعت: من النافذة الثانية').first().waitFor();
  await $('.act').click();
  await answered('من النافذة الثانية');
});
