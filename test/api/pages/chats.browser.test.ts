/** Handed over in a real browser: a citizen of the web chat asks for a person, an agent takes over, speaks, gives back. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../channels/webchat/widget/axe.ts';
import { until } from '../../channels/webchat/widget/browser.ts';
import { type DeskStage, openDesk } from './desk-stage.ts';

let stage: DeskStage;

beforeAll(async () => {
  stage = await openDesk();
});
afterAll(() => stage.close());

/** Somebody in the web chat, over its own protocol. */
async function citizen() {
  const { token } = (await (await fetch(`${stage.url}/v1/webchat/token`, { method: 'POST' })).json()) as {
    token: string;
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const at = `${stage.url}/directline/v3/directline/conversations`;
  const { conversationId: id } = (await (await fetch(at, { method: 'POST', headers })).json()) as {
    conversationId: string;
  };
  return {
    say: (text: string) =>
      fetch(`${at}/${id}/activities`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ type: 'message', from: { id: 'x' }, text }),
      }),
    heard: async () => {
      const { activities } = (await (await fetch(`${at}/${id}/activities`, { headers })).json()) as {
        activities: { text?: string; replyToId?: string }[];
      };
      return activities.filter(({ replyToId }) => replyToId !== undefined).map(({ text = '' }) => text);
    },
  };
}

const agent = (who: string): Promise<Page> => stage.enter(who, 'chats', 'en');

test('nobody signed in: the citizen is told at once', async () => {
  const someone = await citizen();
  await someone.say('I want to talk to a person');
  await until(async () => expect((await someone.heard()).join('\n')).toContain('065008080'));
});

test('an agent takes over, the bot is silent, and comes back when the agent says so', async () => {
  const page = await agent('rana');
  expect(await violations(page)).toEqual([]);
  const someone = await citizen();
  await someone.say('I want to talk to a person');
  await page.locator('.list .row').first().click();
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.locator('#say').fill('Hello, this is a person. What happened?');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await until(async () => expect(await someone.heard()).toContain('Hello, this is a person. What happened?'));
  const before = (await someone.heard()).length;
  await someone.say('My passport is three months late');
  await page.locator('.said.citizen', { hasText: 'three months late' }).waitFor();
  expect((await someone.heard()).length).toBe(before);

  const other = await agent('sami');
  await other.locator('.list .row').first().click();
  expect(await other.getByRole('button', { name: 'Take it' }).isDisabled()).toBe(true);

  await page.getByRole('button', { name: 'Give back' }).click();
  await page.locator('.list .count', { hasText: 'Nobody is waiting' }).waitFor();
  await someone.say('my passport is three months late in Irbid');
  await until(async () => expect((await someone.heard()).length).toBeGreaterThan(before));
  await page.context().close();
  await other.context().close();
}, 60_000);
