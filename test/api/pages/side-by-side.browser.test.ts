/** `/demo` in a real browser, on the embedded default with no account: three channels, both languages, wide and narrow. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../../app.ts';
import { readConfig } from '../../../config.ts';
import { violations } from '../../channels/webchat/widget/axe.ts';

let app: App;
let browser: Browser;
let at: string;
const folder = mkdtempSync(join(tmpdir(), 'sawt-demo-'));
beforeAll(async () => {
  app = await buildApp(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'error' }));
  at = await app.server.listen({ port: 0, host: '127.0.0.1' });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['ar', 'rtl', 'رسائل قصيرة', 1280],
  ['en', 'ltr', 'SMS', 360],
])('in %s', { timeout: 60_000 }, async (lang, dir, sms, width) => {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  await page.goto(`${at}/demo?lang=${lang}`);
  expect(await page.locator('html').getAttribute('dir')).toBe(dir);
  expect(await page.locator('.side h2').allTextContents()).toHaveLength(3);
  expect(await page.locator('.side h2').allTextContents()).toContain(sms);
  expect(await page.locator('.cost').count()).toBeGreaterThanOrEqual(4);
  // Every channel came to a reference number.
  for (const side of await page.locator('.side').allTextContents()) expect(side).toMatch(/\d{4} ?\d{4} ?\d{4}/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
  expect(trouble).toEqual([]);
  await page.close();
});
