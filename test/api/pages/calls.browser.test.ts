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

const open = (page: Page, call: string) => page.locator(`[data-call=${call}]`).click();

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
  await open(page, 'call-1');
  await says('call-1', 4000, 'caller', 'يعني آه صارلي ثلاث شهور بستنى جوازي بأحوال إربد');
  await until(async () => expect(await page.locator('#c-department').inputValue()).toContain('الأحوال المدنية'));
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
  expect(await page.evaluate(() => document.activeElement?.classList.contains('next-call'))).toBe(true);
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

const filedBefore = async (name: string, phone: string) => {
  const answer = await stage.app.server.inject({
    method: 'POST',
    url: '/v1/requests',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': `before:${phone}` },
    payload: {
      type: 'complaint',
      department: 'MUN_IRBID',
      governorate: 'IRBID',
      description: 'في حفرة كبيرة بشارع الثلاثين قدام المدرسة كسرت جنط سيارتي',
      requester: { name, phone },
    },
  });
  return String(answer.json().reference);
};

test('what is known stands beside the call: a request it repeats is added to with one key, in amber it is checked first', async () => {
  const reference = await filedBefore('سامر عودة', '0791234567');
  const page = await agent('en');
  await says('call-3', 0, 'caller', 'الحفرة الكبيرة بشارع الثلاثين بإربد لسا ما تسكرت وكسرت جنط سيارتي الثانية');
  await open(page, 'call-3');
  await page.locator('.beside .known.unsure').waitFor();
  expect(await violations(page)).toEqual([]);
  // The name is not known yet: the key leads to it, and adds nothing.
  await page.keyboard.press('F4');
  expect(await page.evaluate(() => document.activeElement?.classList.contains('add-to'))).toBe(true);
  await says('call-3', 5000, 'agent', 'شو الاسم لو سمحت');
  await says('call-3', 7000, 'caller', 'سامر عودة');
  await page.locator('.beside .known:not(.unsure)').waitFor();
  await page.keyboard.press('F4');
  await page.locator('.filed .number').waitFor();
  expect(String(await page.locator('.number').textContent()).replaceAll(/\D/g, '')).toBe(reference);
  const events = await stage.app.server.inject({
    url: `/v1/requests/${reference}/events`,
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
  });
  expect(events.json().items.at(-1)).toMatchObject({ kind: 'added', text: expect.stringContaining('لسا ما تسكرت') });
  await page.context().close();
}, 60_000);

test('a question that is known is answered with its source, and the call needs no request', async () => {
  const page = await agent('en');
  await says('call-4', 0, 'caller', 'كم رسوم تجديد جواز السفر لو سمحت');
  await open(page, 'call-4');
  const card = page.locator('.beside article');
  await card.waitFor();
  expect(await card.textContent()).toContain('50');
  expect(await card.locator('.source').textContent()).toMatch(/Source: .*cspd|Source: .*gov\.jo/);
  expect(await violations(page)).toEqual([]);
  await card.getByRole('button').click();
  await page.locator('.detail.empty').waitFor();
  await page.locator('.list .row .chip', { hasText: 'Known answer' }).waitFor();
  await page.context().close();
}, 60_000);

test('by hand it is typed as it is told: two keys beside the words', async () => {
  const page = await agent('ar');
  await page.keyboard.press('Alt+KeyN');
  await page.keyboard.insertText('جواز متأخر ٣ شهور أحوال إربد كل مرة ارجع بكرا\nمها العدوان\n0791234599');
  await until(async () => expect(await page.locator('#c-name').inputValue()).toBe('مها العدوان'));
  await page.keyboard.press('F2');
  await page.locator('.number').waitFor();
  const reference = String(await page.locator('.number').textContent()).replaceAll(/\D/g, '');
  expect(await read(reference)).toMatchObject({
    type: 'complaint',
    department: 'CSPD',
    governorate: 'IRBID',
    description: 'جواز متأخر ٣ شهور أحوال إربد كل مرة ارجع بكرا',
    requester: { name: 'مها العدوان', phone: '+962791234599' },
  });
  await page.context().close();
}, 60_000);

test('two agents on one call file one request, and whoever is second is told who was first', async () => {
  await says('call-2', 0, 'caller', 'الكهربا مقطوعة عنا بالكرك من مبارح واسمي سالم الفايز');
  const pages = [await agent('en'), await stage.enter('sami', 'calls', 'en')] as const;
  for (const page of pages) {
    await open(page, 'call-2');
    await until(async () => expect(await page.locator('#c-description').inputValue()).toContain('الكرك'));
  }
  const [first, second] = pages;
  await second.locator('#c-location').fill('another word of theirs');
  await first.keyboard.press('F2');
  await first.locator('.number').waitFor();
  await second.locator('.number').waitFor();
  expect(await second.locator('.number').textContent()).toBe(await first.locator('.number').textContent());
  expect(await second.locator('.filed').textContent()).toContain('filed it as');
  expect(await violations(second)).toEqual([]);
  for (const page of pages) await page.context().close();
}, 60_000);

test('a feed that dies is told, the form stays, and it goes on by itself', async () => {
  const page = await agent('en');
  await says('call-5', 0, 'caller', 'المي مقطوعة عنا بجبل الحسين');
  await open(page, 'call-5');
  await until(async () => expect(await page.locator('#c-description').inputValue()).toContain('جبل الحسين'));
  await page.context().setOffline(true);
  stage.app.server.server.closeAllConnections();
  await page.locator('.heard .error').waitFor();
  await page.locator('#c-location').fill('العمارة البيضا');
  expect(await violations(page)).toEqual([]);
  await says('call-5', 4000, 'caller', 'والها اسبوع هيك');
  await page.context().setOffline(false);
  await until(async () => expect(await page.locator('#c-description').inputValue()).toContain('اسبوع'));
  await page.locator('.heard .error').waitFor({ state: 'detached' });
  expect(await page.locator('#c-location').inputValue()).toBe('العمارة البيضا');
  await page.context().close();
}, 60_000);
