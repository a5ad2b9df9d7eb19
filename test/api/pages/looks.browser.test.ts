/**
 * Every page of the desk full, empty, refused, broken and slow: nothing against WCAG, nothing wider than the screen. With
 * `npm run docs:console` in both languages and both widths, each kept as a picture in `docs/console/`.
 */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECRET } from '../../channels/transcripts/feed.ts';
import { violations } from '../../channels/webchat/widget/axe.ts';
import { type DeskStage, openDesk } from './desk-stage.ts';
import { SCENES, type Scene } from './looks/scenes.ts';
import { MORNING, settle, type Town } from './looks/town.ts';

const pictures = process.env.PICTURES;
const only = process.env.SCENES?.split(',');
/** In an ordinary run each scene has one of the four looks, and all four have scenes. */
const LOOKS = [
  ['ar', 1280],
  ['en', 390],
  ['en', 1280],
  ['ar', 390],
] as const;

let stage: DeskStage;
let town: Town;
let moment = MORNING;

async function look({ name, who, place, before, until }: Scene, lang: 'ar' | 'en', width: number): Promise<string[]> {
  const page = await stage.visit(place, lang, width);
  try {
    if (who !== null) {
      await page.locator('.gate a').click();
      await page.locator(`.choice a[href$="/${who}"]`).waitFor();
    }
    await before?.(page);
    if (who !== null) {
      await page.locator(`.choice a[href$="/${who}"]`).click();
      await page.locator('.list').waitFor();
    }
    await until(page, town, lang);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const found = await violations(page);
    if (pictures !== undefined) {
      const path = `${pictures}/${name}-${lang}-${width}.png`;
      await page.screenshot({ path, animations: 'disabled', caret: 'hide', fullPage: width < 500 });
    }
    return [...found, ...(wide > 0 ? [`${wide} px wider than the screen`] : [])].map(
      (each) => `${lang} ${width}: ${each}`,
    );
  } finally {
    await page.context().close();
  }
}

beforeAll(async () => {
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  stage = await openDesk({ TRANSCRIPTS_SECRET: SECRET }, () => new Date(moment));
  town = await settle(stage, (at) => {
    moment = at;
  });
});
afterAll(() => stage?.close());

test.each(SCENES.map((scene, at) => [scene.name, scene, at] as const).filter(([name]) => only?.includes(name) ?? true))(
  '%s',
  async (_, scene, at) => {
    const found: string[] = [];
    for (const [lang, width] of pictures === undefined ? LOOKS.slice(at % 4, (at % 4) + 1) : LOOKS)
      found.push(...(await look(scene, lang, width)));
    expect(found).toEqual([]);
  },
  90_000,
);
