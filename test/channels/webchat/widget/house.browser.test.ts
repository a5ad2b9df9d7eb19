/** The widget and the demo page against the whole house: a complaint filed, found again, and followed by its number. */
import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from '../../../../app.ts';
import { settings } from '../../../house-app.ts';
import { type FreshDatabase, freshDatabase } from '../../../services/fresh-database.ts';
import { buildPages, listen, openBrowser, openChat, say, until } from './browser.ts';

let app: App;
let database: FreshDatabase;
let browser: Browser;
let page: Page;
let built: string;
let url: string;

beforeAll(async () => {
  [built, database, browser] = await Promise.all([buildPages(), freshDatabase(), openBrowser()]);
  const config = settings(database.url);
  app = await buildApp({ ...config, folders: { ...config.folders, built } });
  url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await database.close();
  rmSync(built, { recursive: true });
});

const $ = (selector: string) => page.locator(`sawt-chat ${selector}`);

/** Answers what is asked until the request is filed; how many questions that takes is not this test's business. */
async function answerUntilFiled(heard: () => Promise<string[]>): Promise<void> {
  for (let asked = 0; asked < 8 && (await $('.card').count()) === 0; asked += 1) {
    const [last = '', before] = [(await heard()).at(-1), (await heard()).length];
    const reply = $('.reply').filter({ hasText: /شكوى|نعم|صحيح|أرسل/ });
    if ((await reply.count()) > 0) await reply.first().click();
    else await say(page, /هاتف/.test(last) ? '0790000000' : /اسم/.test(last) ? 'محمد أحمد' : 'إربد');
    await until(async () => expect((await heard()).length).toBeGreaterThan(before));
  }
}

test('a complaint is filed, survives a reload, takes a file, and is found by its number', async () => {
  await page.goto(url);
  await openChat(page);
  await $('.bubble').first().waitFor();
  const heard = await listen(page);
  await say(page, 'بدي أقدم شكوى: صارلي ثلاثة شهور بستنى جوازي بدائرة الأحوال المدنية في إربد');
  await until(async () => expect((await heard()).length).toBe(1));
  await answerUntilFiled(heard);
  const number = (await $('.number').first().textContent()) ?? '';
  expect(number).toMatch(/^\d{4} \d{4} \d{4}$/);
  expect(new Set(await heard()).size).toBe((await heard()).length);

  const messages = await $('.message').count();
  await page.reload();
  await until(async () => expect(await $('.message').count()).toBe(messages));

  const replayed = await listen(page);
  const buffer = Buffer.from('%PDF-1.4\n%%EOF\n');
  await $('input[type=file]').setInputFiles([{ name: 'إيصال.pdf', mimeType: 'application/pdf', buffer }]);
  await say(page, 'وهذا الإيصال');
  await until(async () => expect((await replayed()).length).toBeGreaterThan(1));
  const link = (await $('.from-me .file a').getAttribute('href')) ?? '';
  expect(await (await page.request.get(link)).body()).toEqual(buffer);

  await page.keyboard.press('Escape');
  await page.locator('#reference').fill(number.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''));
  await page.keyboard.press('Enter');
  await page.locator('.result dl').waitFor();
  expect(await page.locator('.result').textContent()).toContain('مسجّل');
});
