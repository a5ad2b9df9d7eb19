/** The staff desk in a real browser on the real house: sign in, read, set a label right with one key, answer, be locked. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../channels/webchat/widget/axe.ts';
import { until } from '../../channels/webchat/widget/browser.ts';
import { ADMIN_KEY } from '../../house-app.ts';
import { type DeskStage, openDesk } from './desk-stage.ts';

const MINUTE = 60_000;
let stage: DeskStage;
let moment = Date.parse('2026-11-22T09:00:00+03:00');

const file = async (body: object) => {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'idempotency-key': JSON.stringify(body).length.toString() };
  const answer = await stage.app.server.inject({ method: 'POST', url: '/v1/requests', headers, payload: body });
  return String(answer.json().reference);
};

beforeAll(async () => {
  stage = await openDesk({}, () => new Date(moment));
  await file({
    type: 'inquiry',
    importance: 'critical',
    description: 'صارلي ثلاثة شهور بستنى جوازي بأحوال إربد',
    department: 'CSPD',
    governorate: 'IRBID',
    axis: 'service_time',
    requester: { name: 'مها العدوان', phone: '0791234567' },
  });
  await file({
    type: 'complaint',
    importance: 'low',
    axis: 'procedures',
    description: 'No sign in English at the office',
    department: 'CSPD',
    governorate: null,
  });
});
afterAll(() => stage.close());

async function enter(who: string, lang: 'ar' | 'en', width?: number): Promise<Page> {
  const page = await stage.visit('requests', lang, width);
  await page.locator('.gate a').click();
  expect(await violations(page)).toEqual([]);
  await page.locator(`.choice a[href$="/${who}"]`).click();
  await page.locator('.row').first().waitFor();
  return page;
}

test.each([
  ['ar', 1280],
  ['en', 1280],
  ['ar', 390],
  ['en', 390],
] as const)('%s at %i px: list, request and form have no violation', async (lang, width) => {
  const page = await enter('huda', lang, width);
  expect(await violations(page)).toEqual([]);
  await page.locator('.row').first().click();
  await page.locator('.why q').first().waitFor();
  await page.keyboard.press('r');
  await page.locator('.act textarea').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.context().close();
});

test('what is due first stands first; one key sets the type right, and it can be undone', async () => {
  const page = await enter('huda', 'ar');
  await page.keyboard.press('j');
  await page.locator('.detail blockquote').waitFor();
  expect(await page.locator('.detail blockquote').textContent()).toContain('جوازي');
  await page.keyboard.press('2');
  await until(async () => expect(await page.locator('.labels select').first().inputValue()).toBe('complaint'));
  await page.locator('.toast button').click();
  await until(async () => expect(await page.locator('.labels select').first().inputValue()).toBe('inquiry'));
  expect(await page.locator('.history li').count()).toBe(3);
  await page.context().close();
});

test('a question reaches the citizen, a refused one keeps its words', async () => {
  const page = await enter('omar', 'en');
  await page.locator('.row').first().click();
  await page.locator('.detail h2').waitFor();
  await page.keyboard.press('q');
  await page.locator('.act textarea').fill('What is the number of the receipt?');
  await stage.app.server.inject({
    method: 'POST',
    url: `/v1/requests/${(await page.locator('.detail h2 bdi').textContent())?.replaceAll(' ', '')}/actions/ask`,
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    payload: { question: 'Another was first' },
  });
  await page.keyboard.press('Control+Enter');
  await page.locator('.act .error').waitFor();
  expect(await page.locator('.act textarea').inputValue()).toBe('What is the number of the receipt?');
  await page.context().close();
});

test('left alone it locks, and goes on where it was', async () => {
  const page = await enter('huda', 'en');
  moment += 16 * MINUTE;
  await page.getByRole('button', { name: 'Late' }).click();
  await page.locator('.gate .primary').waitFor();
  expect(await page.locator('.row').count()).toBe(0);
  await page.locator('.gate .primary').click();
  await page.locator('.choice a[href$="/huda"]').click();
  await page.locator('.row').first().waitFor();
  expect(page.url()).toBe(`${stage.url}/console/requests?lang=en`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('.gate').waitFor();
  await page.context().close();
});
