/** Microsoft's Web Chat in a real browser, on a page of another origin, against the whole product. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, until } from '../channels/webchat/widget/browser.ts';
import { answerTo, inArabicDigits, type Lang, MATTER, shown } from './citizen.ts';
import { openProduct, type Standing } from './house.ts';
import { webChatScript } from './web-chat-bundle.ts';

let product: Standing;
let browser: Browser;
let host: Server;
let hostUrl = '';

/** No `dir` and no `lang` of its own: Web Chat turns itself by the locale it is given. */
const page = (locale: string, line: string, tokens: string) => `<!doctype html><html><head><meta charset="utf-8">
<title>Host</title><style>html,body,#chat{height:100%;margin:0}</style><script src="/webchat.js"></script></head>
<body><div id="chat" role="main"></div><script>
fetch(${JSON.stringify(tokens)}, { method: 'POST' }).then((answer) => answer.json()).then(({ token }) => {
  const locale = ${JSON.stringify(locale)};
  const options = { domain: ${JSON.stringify(line)}, token, conversationStartProperties: { locale } };
  const directLine = WebChat.createDirectLine(options);
  window.activities = [];
  directLine.activity$.subscribe((activity) => window.activities.push(activity));
  WebChat.renderWebChat({ directLine, locale }, document.getElementById('chat'));
});
</script></body></html>`;

beforeAll(async () => {
  const script = webChatScript();
  [product, browser] = await Promise.all([openProduct(), openBrowser()]);
  host = createServer((request, response) => {
    if (request.url === '/webchat.js')
      return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    const locale = new URL(request.url ?? '/', 'http://host').searchParams.get('locale') ?? '';
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(page(locale, product.line, `${product.url}/v1/webchat/token`));
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const address = host.address();
  hostUrl = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterAll(async () => {
  host?.close();
  await browser?.close();
  await product?.close();
});

interface Heard {
  readonly type: string;
  readonly id: string;
  readonly text?: string;
  readonly from: { readonly role: string };
  readonly inputHint?: string;
  readonly channelData?: {
    readonly sawt?: { readonly ask?: string; readonly reference?: string; readonly dueAt?: string };
  };
}

const heardIn = (page: Page): Promise<Heard[]> =>
  page.evaluate(() => (Reflect.get(window, 'activities') as Heard[]).filter(({ type }) => type === 'message'));

/** Waits until the turn after so many of the bot's messages has come over the wire whole. */
async function turnAfter(page: Page, before: number): Promise<Heard> {
  let last: Heard | undefined;
  await until(async () => {
    const bot = (await heardIn(page)).filter(({ from }) => from.role === 'bot');
    last = bot.at(-1);
    expect(bot.length).toBeGreaterThan(before);
    expect(last?.inputHint).toMatch(/^(expecting|accepting)Input$/);
  });
  if (last === undefined) throw new Error('nothing was said');
  return last;
}

const expectShown = (page: Page, text: string) =>
  until(async () => expect(await page.locator('#chat').textContent()).toContain(text));

const firstLine = (text = '') => text.split('\n')[0]?.slice(0, 20) ?? '';
async function shownTurn(page: Page, before: number): Promise<Heard> {
  const last = await turnAfter(page, before);
  await expectShown(page, firstLine(last.text));
  return last;
}

const saidByBot = async (page: Page) => (await heardIn(page)).filter(({ from }) => from.role === 'bot').length;

async function type(page: Page, text: string): Promise<Heard> {
  const before = await saidByBot(page);
  const box = page.locator('[data-id=webchat-sendbox-input]');
  await box.fill(text);
  await box.press('Enter');
  return shownTurn(page, before);
}

async function tap(page: Page, label: string): Promise<Heard> {
  const before = await saidByBot(page);
  await page.getByRole('button', { name: label, exact: true }).last().click();
  return shownTurn(page, before);
}

/** What it shows under a bubble that has not come back on the stream, at once and after 20 s. */
const UNSENT = /Sending|Send failed|Unable to connect|جار[يٍ]? ?ال[إا]رسال|فشل/;

const WORDS = {
  ar: {
    locale: 'ar-JO',
    dir: 'rtl',
    yes: 'نعم، أرسل',
    registered: 'مسجّل',
    reply: 'جوازك جاهز في مكتب إربد',
    thanks: 'شكرًا',
  },
  en: {
    locale: 'en-US',
    dir: 'ltr',
    yes: 'Yes, send it',
    registered: 'Registered',
    reply: 'Your passport is ready',
    thanks: 'Thank you',
  },
} as const;

/** Typed until the summary, tapped there; the number told. */
async function fileIn(chat: Page, lang: Lang): Promise<string> {
  let last = await type(chat, MATTER[lang]);
  let turns = 1;
  for (; last.channelData?.sawt?.ask !== 'confirm'; turns += 1)
    last = await type(chat, answerTo(last.channelData?.sawt?.ask, lang));
  await tap(chat, WORDS[lang].yes);
  expect(turns + 1).toBeLessThanOrEqual(4);
  const told = (await heardIn(chat)).map(({ channelData }) => channelData?.sawt).find((sawt) => sawt?.reference);
  const reference = told?.reference ?? '';
  const { body } = await product.office.request(reference);
  const labels = { department: 'CSPD', governorate: 'IRBID', description: MATTER[lang] };
  expect(body).toMatchObject({ reference, ...labels, dueAt: told?.dueAt });
  await expectShown(chat, shown(reference));
  return reference;
}

/** Over the wire within 2 s; shown, and rated with a tap. */
async function replyAndRate(chat: Page, reference: string, lang: Lang): Promise<void> {
  const words = WORDS[lang];
  const before = await saidByBot(chat);
  const began = performance.now();
  expect((await product.office.act(reference, 'reply', { text: words.reply })).status).toBe(200);
  const asked = await turnAfter(chat, before);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(asked.channelData?.sawt?.ask).toBe('rating');
  await expectShown(chat, words.reply);
  await expectShown(chat, firstLine(asked.text));
  expect((await tap(chat, '5')).text).toContain(words.thanks);
  expect((await product.office.request(reference)).body.rating).toEqual({ stars: 5 });
}

test.each(['ar', 'en'] as const)(
  '%s: filed with a tap, followed by its number, answered and rated',
  { timeout: 60_000 },
  async (lang) => {
    const words = WORDS[lang];
    const chat = await browser.newPage({ viewport: { width: 480, height: 800 } });
    const trouble: string[] = [];
    chat.on('pageerror', (error) => trouble.push(error.message));
    await chat.goto(`${hostUrl}/?locale=${words.locale}`);
    await shownTurn(chat, 0);
    const transcript = chat.locator('.webchat__basic-transcript');
    expect(await transcript.evaluate((element) => getComputedStyle(element).direction)).toBe(words.dir);

    const reference = await fileIn(chat, lang);
    const before = (await heardIn(chat)).length;
    await type(chat, lang === 'ar' ? inArabicDigits(shown(reference)) : reference);
    const status = (await heardIn(chat)).slice(before).map(({ text }) => text);
    expect(status.join(' ')).toContain(words.registered);
    await replyAndRate(chat, reference, lang);

    expect(await chat.locator('#chat').textContent()).not.toMatch(UNSENT);
    expect(trouble).toEqual([]);
    await chat.close();
  },
);
