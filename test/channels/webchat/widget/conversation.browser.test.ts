/** The widget in a real browser, talking to a scripted Direct Line server. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listen, openChat, openStage, type Stage, say, until } from './browser.ts';
import { DEPARTMENTS, script } from './scripts.ts';

let stage: Stage;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  stage = await openStage();
  stage.server.bot(script);
});
afterAll(() => stage.close());
beforeEach(async () => {
  errors.length = 0;
  stage.server.received.length = 0;
  const context = await stage.browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: 'Asia/Amman' });
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.text().includes('Content Security Policy') && errors.push(message.text()));
  await page.goto(`${stage.server.url}/host`);
});
afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

const $ = (selector: string) => page.locator(`sawt-chat ${selector}`);
const bubbles = () => $('.message .text').allInnerTexts();
const focused = () =>
  page.evaluate(() => document.querySelector('sawt-chat')?.shadowRoot?.activeElement?.className ?? '');
const texts = () => stage.server.received.map(({ text }) => text);

test('the script is small', async () => {
  const answer = await page.request.get(`${stage.server.url}/widget.js`, {
    headers: { 'accept-encoding': 'identity' },
  });
  expect(gzipSync(await answer.body()).length).toBeLessThan(50 * 1024);
});

test('nothing is asked of the server before somebody opens the chat', async () => {
  await $('.launcher').waitFor();
  const before = stage.server.tokens();
  await openChat(page);
  await $('.bubble').first().waitFor();
  expect(stage.server.tokens()).toBe(before + 1);
});

describe('opening and closing', () => {
  test('a named dialog; focus in the box, Escape closes and gives the focus back', async () => {
    await openChat(page);
    const dialog = page.getByRole('dialog', { name: 'صوت' });
    expect(await dialog.isVisible()).toBe(true);
    await until(async () => expect(await focused()).toBe('box'));
    await page.keyboard.press('Escape');
    await until(async () => expect(await focused()).toBe('launcher'));
    expect(await dialog.isVisible()).toBe(false);
  });

  test('on a small screen Tab stays inside', async () => {
    await page.setViewportSize({ width: 320, height: 568 });
    await openChat(page);
    await $('.reply').first().waitFor();
    expect(await $('[role=dialog]').getAttribute('aria-modal')).toBe('true');
    for (let stop = 0; stop < 14; stop += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('sawt-chat');
    }
  });

  test('the language is switched, and stays switched on the next page', async () => {
    await openChat(page);
    await $('.switch').click();
    await page.getByRole('dialog', { name: 'Sawt' }).waitFor();
    expect(await $('.sawt').getAttribute('dir')).toBe('ltr');
    await page.reload();
    await page.getByRole('dialog', { name: 'Sawt' }).waitFor();
  });
});

describe('talking', () => {
  test('quick replies: sent with their id, shown as their label, gone after any answer', async () => {
    await openChat(page);
    await $('.reply').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('سمعت: شكوى').first().waitFor();
    expect(stage.server.received[0]).toMatchObject({ text: 'شكوى', channelData: { optionId: 'o1' } });
    expect(await $('.reply').count()).toBe(0);
    expect(await focused()).toBe('box');
  });

  test('a long list: six, then all, with the focus on the first that was hidden', async () => {
    await openChat(page);
    await say(page, 'قائمة');
    await $('.more').click();
    await until(async () => expect(await $('.reply').allInnerTexts()).toEqual(DEPARTMENTS));
    const inFocus = () =>
      page.evaluate(() => document.querySelector('sawt-chat')?.shadowRoot?.activeElement?.textContent);
    await until(async () => expect((await inFocus())?.trim()).toBe(DEPARTMENTS[6]));
  });

  test('Enter sends, Shift+Enter breaks the line, the box grows and is emptied', async () => {
    await openChat(page);
    const height = async () => (await $('.box').boundingBox())?.height ?? 0;
    const before = await height();
    await $('.box').pressSequentially('أول');
    for (const _ of [1, 2, 3]) await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('ثانٍ');
    expect(await height()).toBeGreaterThan(before + 20);
    await page.keyboard.press('Enter');
    await until(() => expect(texts()).toEqual(['أول\n\n\nثانٍ']));
    expect([await $('.box').inputValue(), await height()]).toEqual(['', before]);
  });

  test('five thousand characters arrive whole', async () => {
    await openChat(page);
    const long = 'كلمة '.repeat(1000).trim();
    await say(page, long);
    await until(() => expect(texts()).toEqual([long]));
  });

  test('the number of a request: grouped, left to right, copied bare, and the copy is told', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openChat(page);
    const heard = await listen(page);
    await say(page, 'سجّل');
    await $('.card').waitFor();
    expect(await $('.number').first().textContent()).toBe('2648 1730 9242');
    expect(await $('.number').first().getAttribute('dir')).toBe('ltr');
    await page.getByRole('button', { name: 'نسخ رقم الطلب' }).click();
    await until(async () => expect(await heard()).toContain('نُسخ'));
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('264817309242');
    expect(await $('.number').allInnerTexts()).toEqual(['2648 1730 9242', 'K7RM-4TQX']);
  });

  test('a phone number inside Arabic keeps its groups in order', async () => {
    await openChat(page);
    await say(page, 'سجّل');
    const phone = $('a[href="tel:065008080"]');
    await phone.waitFor();
    const lefts = await phone.evaluate((link) => {
      const node = [...link.childNodes].find((child) => child instanceof Text) ?? link; // Lit keeps comments beside it
      return [0, 3, 7].map((from) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, from + 1);
        return range.getBoundingClientRect().left;
      });
    });
    const [first = 0, second = 0, third = 0] = lefts;
    expect([first < second, second < third], String(lefts)).toEqual([true, true]);
  });

  test('an emergency has a number to call', async () => {
    await openChat(page);
    await say(page, 'في حريق');
    await $('a.call[href="tel:911"]').waitFor();
    expect(await $('[data-notice=emergency]').count()).toBe(1);
  });

  test('somebody is typing, until they have written', async () => {
    await openChat(page);
    await say(page, 'انتظر');
    await $('.typing').waitFor();
    stage.server.say({ text: 'تم' });
    await page.getByText('تم').first().waitFor();
    expect(await $('.typing').count()).toBe(0);
  });

  test('markup in a message is text', async () => {
    await openChat(page);
    await say(page, '<img src=x onerror="document.title=1"> <b>x</b>');
    await page.getByText('سمعت: <img').first().waitFor();
    expect(await page.title()).toBe('Host');
  });

  test('while closed, messages are counted on the button; opened, they are read', async () => {
    await openChat(page);
    await $('.bubble').first().waitFor();
    await page.keyboard.press('Escape');
    stage.server.say({ text: 'خبر' });
    stage.server.say({ text: 'وخبر' });
    await until(async () => expect(await $('.badge').textContent()).toBe('2'));
    expect(await $('.launcher').getAttribute('aria-label')).toContain('رسالتان جديدتان');
    await page.reload();
    await until(async () => expect(await $('.badge').textContent()).toBe('2'));
    await openChat(page);
    await page.keyboard.press('Escape');
    await until(async () => expect(await $('.badge').count()).toBe(0));
  });
});

describe('files', () => {
  const file = (name: string, mimeType: string, size: number) => ({ name, mimeType, buffer: Buffer.alloc(size, 'x') });
  const choose = (...files: ReturnType<typeof file>[]) => $('input[type=file]').setInputFiles(files);

  test('chosen, named, sent with the words, shown', async () => {
    await openChat(page);
    await choose(file('ملاحظة.txt', 'text/plain', 300));
    await $('.chip').waitFor();
    await say(page, 'انظر المرفق');
    await page.getByText('سمعت: انظر المرفق').first().waitFor();
    expect(stage.server.received[0]).toMatchObject({ attachments: [{ name: 'ملاحظة.txt' }] });
    expect(await $('.from-me .file').textContent()).toContain('ملاحظة.txt');
  });

  test('the limit is said before, and a file beyond it is not taken', async () => {
    await openChat(page);
    expect(await $('#limit').textContent()).toContain('10 ميغابايت');
    await choose(file('big.png', 'image/png', 10 * 1024 * 1024 + 1), file('x.exe', 'application/x-msdownload', 5));
    await $('.fault').waitFor();
    expect(await $('.chip').count()).toBe(0);
  });

  test('pasted and dropped files are taken', async () => {
    await openChat(page);
    await $('.box').evaluate((box) => {
      const carried = new DataTransfer();
      carried.items.add(new File(['x'], 'pasted.png', { type: 'image/png' }));
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, composed: true }));
    });
    await $('.body').evaluate((body) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'dropped.png', { type: 'image/png' }));
      body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await until(async () => expect(await $('.chip-name').allInnerTexts()).toEqual(['pasted.png', 'dropped.png']));
  });
});

describe('what is heard', () => {
  test('each turn once, whole; own words and history never', async () => {
    await openChat(page);
    await $('.bubble').first().waitFor();
    const heard = await listen(page);
    await say(page, 'سجّل');
    await $('.card').waitFor();
    await say(page, 'شكرًا');
    await page.getByText('سمعت: شكرًا').first().waitFor();
    const turns = ['أسجّل طلبك.\nلحظة.\nسُجّل طلبك برقم 2648 1730 9242. للاستفسار اتصل على 06 500 8080.', 'سمعت: شكرًا'];
    await until(async () => expect(await heard()).toEqual(turns));
    expect(await $('[role=log]').getAttribute('aria-live')).toBe('off');

    await page.reload();
    const replayed = await listen(page);
    await until(async () => expect((await bubbles()).length).toBe(7));
    expect(await $('#turns').textContent()).toBe('');
    await say(page, 'بعد العودة');
    await until(async () => expect(await replayed()).toEqual(['سمعت: بعد العودة']));
  });
});
