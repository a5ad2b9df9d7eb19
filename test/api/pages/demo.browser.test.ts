/** The demo page in a real browser: the sentences open the chat, the status field answers. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStage, type Stage, until } from '../../channels/webchat/widget/browser.ts';
import { script } from '../../channels/webchat/widget/scripts.ts';

let stage: Stage;
let page: Page;
const trouble: string[] = [];

beforeAll(async () => {
  stage = await openStage();
  stage.server.bot(script);
});
afterAll(() => stage.close());
beforeEach(async () => {
  trouble.length = 0;
  page = await stage.browser.newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('request', (request) => request.url().startsWith(stage.server.url) || trouble.push(request.url()));
});
afterEach(async () => {
  await page.close();
  expect(trouble).toEqual([]);
});

test.each([
  ['/', 'rtl', 'صارلي'],
  ['/?lang=en', 'ltr', 'I have been waiting'],
])('%s: a sentence opens the chat with the text written and not sent', async (path, dir, start) => {
  await page.goto(stage.server.url + path);
  expect(await page.locator('html').getAttribute('dir')).toBe(dir);
  await page.locator('.example').first().click();
  await until(async () => expect(await page.locator('sawt-chat .box').inputValue()).toContain(start));
  await page.locator('sawt-chat .bubble').first().waitFor();
  expect(stage.server.received).toEqual([]);
});

test('the status of a request, asked in Arabic digits', async () => {
  await page.goto(stage.server.url);
  await page.locator('#reference').fill('٢٦٤٨ ١٧٣٠ ٩٢٤٢');
  await page.keyboard.press('Enter');
  await page.locator('.result dl').waitFor();
  expect(await page.locator('.result').textContent()).toContain('قيد المعالجة');
});

test('a slip of the finger is told at once, and put right', async () => {
  await page.goto(`${stage.server.url}/?lang=en`);
  await page.locator('#reference').fill('2648 1730 9243');
  await page.keyboard.press('Enter');
  await page.locator('#reference-error').waitFor();
  expect(await page.locator('#reference-error').textContent()).toContain('check digits');
  expect(await page.locator('#reference').getAttribute('aria-invalid')).toBe('true');
  await page.locator('#reference').fill('2648 1730 9242');
  await page.keyboard.press('Enter');
  await page.locator('.result dl').waitFor();
  expect(await page.locator('#reference-error').isVisible()).toBe(false);
});
