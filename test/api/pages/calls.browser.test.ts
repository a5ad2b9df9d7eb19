/** Agent assist in a real browser: a call is fed word by word, the form fills itself, one key files it, a click takes it back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../../api/store/database.ts';
import { type App, buildApp } from '../../../app.ts';
import { feed, SECRET } from '../../channels/transcripts/feed.ts';
import { violations } from '../../channels/webchat/widget/axe.ts';
import { buildPages, openBrowser, until } from '../../channels/webchat/widget/browser.ts';
import { ADMIN_KEY, settings } from '../../house-app.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';

let fresh: FreshDatabase;
let app: App;
let url: string;
let browser: Browser;

beforeAll(async () => {
  fresh = await freshDatabase();
  const base = settings(fresh.url, { TRANSCRIPTS_SECRET: SECRET });
  const config = { ...base, databaseUrl: null, folders: { ...base.folders, built: await buildPages() } };
  app = await buildApp(config, { db: openPostgres(fresh.url) });
  url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await fresh.close();
});

async function agent(lang: 'ar' | 'en', width = 1280): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 860 } })).newPage();
  await page.goto(`${url}/console/calls${lang === 'en' ? '?lang=en' : ''}`);
  await page.locator('.gate a').click();
  await page.locator('.choice a[href$="/rana"]').click();
  await page.locator('.list h2').waitFor();
  return page;
}

const says = (call: string, startsMs: number, speaker: string, text: string) =>
  feed(app, JSON.stringify({ call, caller: '+962791234567', speaker, text, startsMs }));

const read = async (reference: string) =>
  (
    await app.server.inject({ url: `/v1/requests/${reference}`, headers: { authorization: `Bearer ${ADMIN_KEY}` } })
  ).json();

test('a call fills the form live; F2 files it; it can be taken back', async () => {
  const page = await agent('ar');
  expect(await violations(page)).toEqual([]);
  await says('call-1', 0, 'agent', 'أهلا وسهلا معك رنا كيف بقدر أساعدك');
  await page.locator('.list .row').first().click();
  await says('call-1', 4000, 'caller', 'يعني آه صارلي ثلاث شهور بستنى جوازي بأحوال إربد');
  await until(async () => expect(await page.locator('#c-department').inputValue()).toBe('CSPD'));
  await until(async () => expect(await page.locator('#c-description').inputValue()).toContain('ثلاث شهور'));
  expect(await page.locator('.talk').textContent()).toContain('معك رنا');
  expect(await page.locator('#c-description').inputValue()).not.toContain('معك رنا');
  await says('call-1', 9000, 'agent', 'شو الاسم لو سمحت');
  await says('call-1', 12_000, 'caller', 'مها العدوان');
  await until(async () => expect(await page.locator('#c-name').inputValue()).toContain('مها'));
  // What the agent typed stands, whatever is heard later.
  await page.locator('#c-location').fill('مكتب إربد، شارع الهاشمي');
  await says('call-1', 15_000, 'caller', 'والموظف كل مرة بحكيلي ارجع بعد أسبوع');
  await until(async () => expect(await page.locator('#c-description').inputValue()).toContain('ارجع بعد أسبوع'));
  expect(await page.locator('#c-location').inputValue()).toBe('مكتب إربد، شارع الهاشمي');
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('F2');
  await page.locator('.number').waitFor();
  const reference = String(await page.locator('.number').textContent()).replaceAll(/\D/g, '');
  expect(await violations(page)).toEqual([]);
  const filed = await read(reference);
  expect(filed).toMatchObject({ department: 'CSPD', channel: 'contact_centre', location: 'مكتب إربد، شارع الهاشمي' });
  expect(filed.requester.name).toContain('مها');
  await page.locator('.filed button').nth(1).click();
  await page.locator('.slots').waitFor();
  expect((await read(reference)).status).toBe('closed');
  await page.context().close();
}, 60_000);

test.each([1280, 390])(
  'by hand, in English, at %i px: wrong input is told and nothing is lost',
  async (width) => {
    const page = await agent('en', width);
    await page.getByRole('button', { name: 'By hand' }).click();
    await page.locator('#c-description').fill('The street light on our road has been out for a week');
    await page.locator('#c-type').selectOption('complaint');
    await page.locator('#c-phone').fill('12');
    await page.keyboard.press('F2');
    await page.locator('.slots .error').waitFor();
    expect(await page.locator('#c-description').inputValue()).toContain('street light');
    expect(await violations(page)).toEqual([]);
    await page.locator('#c-phone').fill('0791234567');
    await page.keyboard.press('F2');
    await page.locator('.number').waitFor();
    await page.context().close();
  },
  60_000,
);

test('two agents on one call file one request', async () => {
  await says('call-2', 0, 'caller', 'الكهربا مقطوعة عنا بالكرك من مبارح واسمي سالم الفايز');
  const pages = [await agent('en'), await agent('en')];
  for (const page of pages) {
    await page.locator('.list .row').first().click();
    await until(async () => expect(await page.locator('#c-description').inputValue()).toContain('الكرك'));
    await page.locator('#c-type').selectOption('complaint');
    await page.keyboard.press('F2');
    await page.locator('.number').waitFor();
  }
  const [a, b] = await Promise.all(pages.map((page) => page.locator('.number').textContent()));
  expect(a).toBe(b);
  for (const page of pages) await page.context().close();
}, 60_000);
