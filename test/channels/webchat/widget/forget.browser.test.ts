/** A shared computer: the conversation is forgotten in the browser, in every window of it, after one more question. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openChat, openStage, type Stage, say, until } from './browser.ts';
import { script } from './scripts.ts';

let stage: Stage;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  stage.server.bot(script);
});
afterAll(() => stage.close());
beforeEach(async () => {
  context = await stage.browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
});
afterEach(() => context.close());

const inChat = (page: Page, selector: string) => page.locator(`sawt-chat ${selector}`);
const focused = (page: Page) =>
  page.evaluate(() => document.querySelector('sawt-chat')?.shadowRoot?.activeElement?.className ?? '');
const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('sawt')));

async function talking(lang: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stage.server.url}/host?lang=${lang}`);
  await openChat(page);
  await inChat(page, '.bubble').first().waitFor();
  await say(page, 'سر 4417');
  await page.getByText('سمعت: سر 4417').first().waitFor();
  return page;
}

test.each(['ar', 'en'])('by keyboard, in %s: asked, kept by Escape, then gone', async (lang) => {
  const page = await talking(lang);
  await inChat(page, '.forget').focus();
  await page.keyboard.press('Enter');
  await until(async () => expect(await focused(page)).toBe('keep'));
  expect(await page.getByRole('alertdialog').getAttribute('aria-labelledby')).toBe('forget-title');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await until(async () => expect(await focused(page)).toBe('forget'));
  expect(await inChat(page, '.panel').isVisible()).toBe(true);
  expect((await kept(page)).length).toBeGreaterThan(0);

  await page.keyboard.press('Enter');
  await until(async () => expect(await focused(page)).toBe('keep'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await until(async () => expect(await focused(page)).toBe('launcher'));
  await until(async () => expect(await inChat(page, '#status').textContent()).toMatch(/نُسيت|forgotten/));
  expect(await kept(page)).toEqual([]);
  expect(await inChat(page, '.message').count()).toBe(0);

  const before = stage.server.tokens();
  await openChat(page);
  await inChat(page, '.bubble').first().waitFor();
  expect(stage.server.tokens()).toBe(before + 1);
  expect(await page.getByText('4417').count()).toBe(0);
});

test('another window of the same browser forgets it, too', async () => {
  const page = await talking('en');
  const other = await context.newPage();
  await other.goto(`${stage.server.url}/host?lang=en`);
  await openChat(other);
  await other.getByText('سر 4417').first().waitFor();
  await inChat(other, '.forget').click();
  await inChat(other, '.forget-now').click();
  await until(async () => expect(await inChat(page, '.message').count()).toBe(0));
  expect(await kept(page)).toEqual([]);
  expect(await inChat(page, '.forget').count()).toBe(0);
});
