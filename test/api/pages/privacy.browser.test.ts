/** `/privacy` in a real browser: both languages, wide and narrow, nothing loaded from elsewhere, nothing that axe-core minds. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../channels/webchat/widget/axe.ts';
import { openStage, type Stage } from '../../channels/webchat/widget/browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test.each([
  ['/privacy', 'rtl', 'ماذا نحفظ', 1280],
  ['/privacy', 'rtl', 'ماذا نحفظ', 320],
  ['/privacy?lang=en', 'ltr', 'What we keep', 1280],
  ['/privacy?lang=en', 'ltr', 'What we keep', 320],
])('%s, %s: %s, at %i', async (path, dir, title, width) => {
  const page = await stage.browser.newPage({ viewport: { width, height: 800 } });
  const trouble: string[] = [];
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('request', (request) => request.url().startsWith(stage.server.url) || trouble.push(request.url()));
  await page.goto(stage.server.url + path);
  expect(await page.locator('html').getAttribute('dir')).toBe(dir);
  expect(await page.locator('h1').textContent()).toContain(title);
  expect(await page.locator('h2').count()).toBe(5);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.locator('.language').click();
  expect(await page.locator('html').getAttribute('dir')).not.toBe(dir);
  expect(trouble).toEqual([]);
  await page.close();
});
