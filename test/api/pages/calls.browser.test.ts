/** Agent assist in a real browser: a call is fed word by word, the form fills itself, one key files it, a click takes it back. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { feed, SECRET } from '../../channels/transcripts/feed.ts';
import { violations } from '../../channels/webchat/widget/axe.ts';
import { until } from '../../channels/webchat/widget/browser.ts';
import { ADMIN_KEY } from '../../house-app.ts';
import { type DeskStage, openDesk } from './desk-stage.ts';

let stage: DeskStage;

beforeAll(async () => {
  stage = await openDesk({ TRANSCRIPTS_SECRET: SECRET });
});
afterAll(() => stage.close());

const agent = (lang: 'ar' | 'en', width?: number): Promise<Page> => stage.enter('rana', 'calls', lang, width);

const says = (call: string, startsMs: number, speaker: string, text: string) =>
  feed(stage.app, JSON.stringify({ call, caller: '+962791234567', speaker, text, startsMs }));

const read = async (reference: string) =>
  (
    await stage.app.server.inject({
      url: `/v1/requests/${reference}`,
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    })
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
    if (width < 500) {
      await page.getByRole('button', { name: 'To the list' }).click();
      await page.getByRole('button', { name: 'By hand' }).click();
      await page.locator('#c-description').fill('The street light on our road is out again');
      await page.locator('#c-type').selectOption('complaint');
    }
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
