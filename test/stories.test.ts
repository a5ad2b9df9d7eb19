/** Every story in `test/stories/`, through nlu, engine and request API on real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../app.ts';
import type { OutboundBody } from '../channels/channel.ts';
import { type Housed, openHouse, settings } from './house-app.ts';
import { createPlayer, type Player } from './stories/player.ts';
import { type Expected, readStories, type Story, type StoryStep } from './stories/story.ts';

let house: Housed;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const list = (value: string | readonly string[] | undefined) => (value === undefined ? [] : [value].flat());

function check(said: readonly OutboundBody[], expected: Expected | undefined, where: string): void {
  const all = said.map((body) => body.text).join('\n');
  const last = said.at(-1);
  const context = `${where}\nthe bot said: ${all}\nask: ${last?.sawt?.ask}`;
  if (!expected?.silent) expect(said.length, `${context}: something is always said`).toBeGreaterThan(0);
  if (!expected) return;
  if (expected.ask !== undefined) expect(last?.sawt?.ask ?? null, context).toBe(expected.ask);
  if (expected.flow !== undefined) expect(last?.sawt?.flow, context).toBe(expected.flow);
  if (expected.options) expect(last?.options?.map((option) => option.id) ?? [], context).toEqual(expected.options);
  if (expected.notice)
    expect(
      said.map((body) => body.sawt?.notice),
      context,
    ).toContain(expected.notice);
  if (expected.reference)
    expect(
      said.some((body) => body.sawt?.reference !== undefined),
      context,
    ).toBe(true);
  for (const text of list(expected.says)) expect(all, context).toContain(text);
  for (const text of list(expected.never)) expect(all, context).not.toContain(text);
}

const pick = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], value);

async function play(step: StoryStep, player: Player, where: string): Promise<void> {
  if ('attach' in step) return check(await player.attach(step.attach, step.citizen), step.bot, where);
  if ('citizen' in step) return check(await player.say(step.citizen), step.bot, where);
  if ('tap' in step) return check(await player.say(step.tap, step.tap), step.bot, where);
  if ('officer' in step) return check(await player.act(step.officer, step.body), step.bot, where);
  if ('filings' in step) return expect(player.references().length, where).toBe(step.filings);
  if ('filed' in step) {
    const request = await player.request();
    for (const [path, value] of Object.entries(step.filed)) {
      expect(pick(request, path) ?? null, `${where} ${path}`).toEqual(value);
    }
  }
}

async function run(story: Story): Promise<void> {
  const player = createPlayer(house.app);
  await player.start(story.lang ?? 'ar');
  for (const [i, step] of story.steps.entries()) {
    const where = `${story.file} step ${i + 1}: ${JSON.stringify(step)}`;
    if ('restart' in step) {
      const next = await buildApp(settings(house.url));
      await next.server.ready();
      const closing = house.app;
      house = { ...house, app: next, close: () => next.close() };
      await closing.close();
      player.moveTo(next);
    } else if ('elsewhere' in step) {
      player.elsewhere();
      await player.start(story.lang ?? 'ar');
    } else await play(step, player, where);
  }
}

const stories = readStories();

describe('stories', () => {
  it('are many, in both languages', () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    expect(new Set(stories.map((story) => story.story)).size).toBe(stories.length);
  });
  it.each(stories.map((story) => [story.story, story] as const))('%s', async (_name, story) => {
    await run(story);
  });
});
