/** Plays a step of a story and holds what came back against what the story expects. */
import { expect } from 'vitest';
import type { OutboundBody } from '../../channels/channel.ts';
import type { Player } from './player.ts';
import type { Expected, StoryStep } from './story.ts';

const list = (value: string | readonly string[] | undefined) => (value === undefined ? [] : [value].flat());

function check(said: readonly OutboundBody[], expected: Expected | undefined, where: string): void {
  const all = said.map((body) => body.text).join('\n');
  const last = said.at(-1);
  const context = `${where}\nthe bot said: ${all}\nask: ${last?.sawt?.ask}`;
  if (expected?.silent) expect(said.length, `${context}: nothing is said`).toBe(0);
  else expect(said.length, `${context}: something is always said`).toBeGreaterThan(0);
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

export async function play(step: StoryStep, player: Player, where: string): Promise<void> {
  if ('attach' in step) return check(await player.attach(step.attach, step.citizen), step.bot, where);
  if ('citizen' in step) return check(await player.say(step.citizen), step.bot, where);
  if ('tap' in step) return check(await player.say(step.tap, step.tap), step.bot, where);
  if ('staff' in step) return check(await player.staff(step.staff, step.text), step.bot, where);
  if ('officer' in step) return check(await player.act(step.officer, step.body), step.bot, where);
  if ('filings' in step) return expect(player.references().length, where).toBe(step.filings);
  if ('filed' in step) {
    const request = await player.request();
    for (const [path, value] of Object.entries(step.filed)) {
      expect(pick(request, path) ?? null, `${where} ${path}`).toEqual(value);
    }
  }
}
