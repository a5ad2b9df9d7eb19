/** Every story in `test/stories/`, through nlu, engine and request API on real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../app.ts';
import type { Channel } from '../channels/channel.ts';
import { type Housed, openHouse, settings } from './house-app.ts';
import { play } from './stories/play.ts';
import { createPlayer } from './stories/player.ts';
import { PATTERNS, readStories, type Story } from './stories/story.ts';

/** Every telephone of the stories. */
const texts: string[] = [];
const telephone: Channel = {
  name: 'telephone',
  capabilities: { quickReplies: 0, labelLength: 80, textLength: 1000, spoken: false, proactive: true, greets: false },
  text: async ({ text }) => {
    texts.push(text);
    return { kind: 'sent' };
  },
};

let house: Housed;
let signedIn = false;
const HOUR = 60 * 60 * 1000;
let ahead = 0;
const overrides = { now: () => new Date(Date.now() + ahead), doors: [telephone], anyoneSignedIn: async () => signedIn };
beforeAll(async () => {
  house = await openHouse(overrides);
});
afterAll(() => house.close());

async function run(story: Story): Promise<void> {
  signedIn = false;
  const player = createPlayer(house.app, { texts: () => texts });
  await player.start(story.lang ?? 'ar');
  for (const [i, step] of story.steps.entries()) {
    const where = `${story.file} step ${i + 1}: ${JSON.stringify(step)}`;
    if ('restart' in step) {
      const next = await buildApp(settings(house.url), overrides);
      await next.server.ready();
      const closing = house.app;
      house = { ...house, app: next, close: () => next.close() };
      await closing.close();
      player.moveTo(next);
    } else if ('elsewhere' in step || 'stranger' in step) {
      if ('stranger' in step) player.stranger();
      else player.elsewhere();
      await player.start(story.lang ?? 'ar');
    } else if ('hours' in step) {
      expect(step.hours, where).toBeGreaterThan(12);
      ahead += step.hours * HOUR;
    } else if ('signed_in' in step) {
      signedIn = step.signed_in;
    } else await play(step, player, where);
  }
}

const stories = readStories();

describe('stories', () => {
  it('are many, in both languages', () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    expect(new Set(stories.map((story) => story.story)).size).toBe(stories.length);
  });
  it.each(PATTERNS.flatMap((pattern) => (['ar', 'en'] as const).map((lang) => [pattern, lang] as const)))(
    'show %s in %s three times and more',
    (pattern, wanted) => {
      const showing = stories.filter(({ lang = 'ar', shows }) => lang === wanted && shows?.includes(pattern));
      expect(showing.length, showing.map(({ file }) => file).join(' ')).toBeGreaterThanOrEqual(3);
    },
  );
  it('show patterns that there are', () => {
    expect(stories.flatMap(({ shows = [] }) => shows).filter((pattern) => !PATTERNS.includes(pattern))).toEqual([]);
  });
  it.each(stories.map((story) => [story.story, story] as const))('%s', async (_name, story) => {
    await run(story);
  });
});
