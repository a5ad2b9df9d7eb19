/** WCAG 2.2 AA by axe, and no sideways scrolling, at three widths, in both languages, with text at 200 %. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KNOWN_BAD, violations } from './axe.ts';
import { openChat, openStage, type Stage, say, until } from './browser.ts';
import { script } from './scripts.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  stage.server.bot(script);
});
afterAll(() => stage.close());

const WIDTHS = [
  [320, 568],
  [390, 844],
  [1280, 800],
] as const;
const CASES = WIDTHS.flatMap(([width, height]) =>
  (['ar', 'en'] as const).flatMap((lang) => ([100, 200] as const).map((text) => ({ width, height, lang, text }))),
);

async function open({ width, height, lang, text }: (typeof CASES)[number], path: string) {
  const context = await stage.browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${stage.server.url}${path}?lang=${lang}`);
  await page.locator('sawt-chat .launcher').waitFor();
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}%`;
  }, text);
  return page;
}

test('control: faint Arabic text is found', async () => {
  const page = await stage.browser.newPage();
  await page.setContent(KNOWN_BAD);
  expect((await violations(page)).filter((line) => line.startsWith('color-contrast'))).toHaveLength(1);
  await page.close();
});

describe.each(CASES)('$width px, $lang, text at $text %', (setting) => {
  test('the page', async () => {
    const page = await open(setting, '/');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(setting.width);
    await page.context().close();
  });

  test('the chat, with all it can show', async () => {
    const page = await open(setting, '/host');
    await openChat(page);
    const chat = page.locator('sawt-chat');
    for (const words of ['حريق at my building, call 079 000 0000', 'سجّل', 'قائمة']) {
      await say(page, words);
    }
    await chat.locator('.more').waitFor();
    await chat.locator('input[type=file]').setInputFiles([
      { name: `${'طويل-'.repeat(12)}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from('x') },
      { name: 'x.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('x') },
    ]);
    await chat.locator('.fault').waitFor();
    await page.context().setOffline(true);
    await chat.locator('.banner').waitFor();
    expect(await violations(page)).toEqual([]);
    const sideways = await chat.evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.panel, .log, .head, .composer, .banner') ?? [])]
        .filter((part) => part.scrollWidth > part.clientWidth + 1)
        .map(({ className, scrollWidth, clientWidth }) => `${className} ${scrollWidth} > ${clientWidth}`),
    );
    expect(sideways).toEqual([]);
    await page.context().close();
  });
});

test('no small targets: every control of the chat is 44 px or more', async () => {
  const page = await open({ width: 390, height: 844, lang: 'ar', text: 100 }, '/host');
  await openChat(page);
  await page.locator('sawt-chat .reply').first().waitFor();
  const sizes = await page.locator('sawt-chat').evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll('.panel button') ?? [])].map((button) => {
      const { width, height } = button.getBoundingClientRect();
      return Math.min(width, height);
    }),
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  await page.context().close();
});

test('the widget’s own typeface is loaded, Arabic and Latin', async () => {
  const page = await open({ width: 390, height: 844, lang: 'ar', text: 100 }, '/host');
  await openChat(page);
  await say(page, 'hello');
  const loaded = () =>
    page.evaluate(
      () => [...document.fonts].filter((face) => face.family.includes('Sawt') && face.status === 'loaded').length,
    );
  await until(async () => expect(await loaded()).toBe(2));
  await page.context().close();
});
