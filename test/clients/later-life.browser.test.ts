/** What comes after the filing, in our own widget left open: a question, its answer, the reply, stars, and a reload. */
import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPages, openBrowser, openChat, say, until } from '../channels/webchat/widget/browser.ts';
import { answerTo, type Lang, MATTER } from './citizen.ts';
import { openProduct, type Standing } from './house.ts';

let built: string;
let product: Standing;
let browser: Browser;
let page: Page;
const trouble: string[] = [];

beforeAll(async () => {
  built = await buildPages();
  [product, browser] = await Promise.all([openProduct({ built }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
  rmSync(built, { recursive: true, force: true });
});
beforeEach(async () => {
  trouble.length = 0;
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
});
afterEach(async () => {
  await page.context().close();
  expect(trouble).toEqual([]);
});

const $ = (selector: string) => page.locator(`sawt-chat ${selector}`);
const bubbles = () => $('.message .text').allTextContents();
const seen = (text: string) => until(async () => expect((await bubbles()).join('\n')).toContain(text));
const tap = async (label: string) => $('.reply').filter({ hasText: label }).first().click();

const SENT_WITHIN_MS = 2000;
async function soon(text: string, work: () => Promise<{ status: number }>): Promise<void> {
  expect((await work()).status).toBe(200);
  const began = performance.now();
  await seen(text);
  expect(performance.now() - began).toBeLessThan(SENT_WITHIN_MS);
}

const WORDS = {
  ar: {
    name: 'ما اسمك',
    phone: 'هاتف',
    yes: 'نعم، أرسل',
    question: 'ما رقم المعاملة؟',
    answer: 'رقم المعاملة ١١٤',
    reached: 'وصل جوابك',
    reply: 'جوازك جاهز في مكتب إربد',
    thanks: 'شكرًا لك، وصل تقييمك',
    closed: 'أُغلق',
  },
  en: {
    name: 'name',
    phone: 'phone',
    yes: 'Yes, send it',
    question: 'What is the number of the transaction?',
    answer: 'It is 114',
    reached: 'Your answer has reached',
    reply: 'Your passport is ready in Irbid',
    thanks: 'your rating has been received',
    closed: 'closed',
  },
} as const satisfies Record<Lang, Record<string, string>>;

async function fileIn(lang: Lang): Promise<string> {
  const words = WORDS[lang];
  await page.goto(`${product.url}/?lang=${lang}`);
  await openChat(page);
  await $('.bubble').first().waitFor();
  await say(page, MATTER[lang]);
  await seen(words.name);
  await say(page, answerTo('name', lang));
  await seen(words.phone);
  await say(page, answerTo('phone', lang));
  await $('.reply').filter({ hasText: words.yes }).waitFor();
  await tap(words.yes);
  await $('.number').first().waitFor();
  return ((await $('.number').first().textContent()) ?? '').replaceAll(' ', '');
}

test.each(['ar', 'en'] as const)('%s: asked and answered, replied to and rated, all in the open chat', async (lang) => {
  const words = WORDS[lang];
  const { office } = product;
  const reference = await fileIn(lang);

  await soon(words.question, () => office.act(reference, 'ask', { question: words.question }));
  expect((await office.request(reference)).body.status).toBe('waiting_for_citizen');
  await say(page, words.answer);
  await seen(words.reached);
  const { body: events } = await office.events(reference);
  expect(JSON.stringify(events)).toContain(words.answer);
  expect((await office.request(reference)).body.status).toBe('in_progress');

  await soon(words.reply, () => office.act(reference, 'reply', { text: words.reply }));
  await $('.reply').filter({ hasText: '5' }).waitFor();
  await tap('5');
  await seen(words.thanks);
  expect((await office.request(reference)).body).toMatchObject({ status: 'answered', rating: { stars: 5 } });

  const all = await bubbles();
  await page.reload();
  await until(async () => expect(await bubbles()).toEqual(all));
});

test('what happened while the page was closed is there when it is opened again', async () => {
  const reference = await fileIn('ar');
  await page.goto('about:blank');
  expect((await product.office.act(reference, 'ask', { question: WORDS.ar.question })).status).toBe(200);
  await page.goto(`${product.url}/?lang=ar`);
  await seen(WORDS.ar.question);
  await say(page, WORDS.ar.answer);
  await seen(WORDS.ar.reached);
  expect((await product.office.request(reference)).body.status).toBe('in_progress');
});
