/** `docs/conversation.md` is what the product says today: five stories, played and written down. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { showReference } from '../../api/contract/reference.ts';
import { makeReference } from '../../api/domain/reference.ts';
import type { OutboundBody } from '../../channels/channel.ts';
import { type Housed, openHouse } from '../house-app.ts';
import { createPlayer, type Player } from '../stories/player.ts';
import { readStories, type Story, type StoryStep } from '../stories/story.ts';
import { type Played, page, type Spoken } from './page.ts';

const SHOWN = [
  'passport-delay-irbid.yaml',
  'officer-asks-and-answers.yaml',
  'corrects-department-and-place-at-summary.yaml',
  'violation-anonymous-in-english.yaml',
  'several-requests-in-one-message.yaml',
];
const MORNING = new Date('2026-11-22T09:00:00+03:00');

let house: Housed;
beforeAll(async () => {
  house = await openHouse({ now: () => MORNING }, { PUBLIC_URL: 'https://sawt.example' });
});
afterAll(() => house.close());

async function spoken(step: StoryStep, player: Player): Promise<Spoken[]> {
  if ('citizen' in step && !('attach' in step)) {
    const last = player.references().at(-1) ?? '';
    const answered = await player.say(step.citizen);
    const digits = showReference(last).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
    const wrong = `${last.slice(0, 11)}${(Number(last.slice(11)) + 1) % 10}`;
    const text = step.citizen
      .replaceAll('{reference}', last)
      .replaceAll('{reference-arabic}', digits)
      .replaceAll('{reference-wrong}', wrong);
    return [{ who: 'citizen', text, answered }];
  }
  if ('tap' in step) return [{ who: 'citizen', text: step.tap, answered: await player.say(step.tap, step.tap) }];
  if ('officer' in step) {
    const answered = await player.act(step.officer, step.body);
    return [{ who: 'officer', text: Object.values(step.body).join(' '), answered }];
  }
  return [];
}

async function play({ story, file, lang = 'ar', steps }: Story): Promise<Played & { numbers: readonly string[] }> {
  const player = createPlayer(house.app);
  const greeting: readonly OutboundBody[] = await player.start(lang);
  const turns: Spoken[] = [];
  for (const step of steps) turns.push(...(await spoken(step, player)));
  return { title: story, file, lang, greeting, turns, numbers: player.references() };
}

/** Numbers are drawn anew each time: invented ones stand for them, with the same right and wrong digits. */
function withInvented(text: string, numbers: readonly string[]): string {
  return numbers.reduce((page, number, i) => {
    const invented = makeReference(2026, Uint8Array.of(0, 0, 0, 0, 3, 141, 59, 26 + i));
    const mistyped = (digits: string) => `${digits.slice(0, 11)}${(Number(digits.slice(11)) + 1) % 10}`;
    const arabic = (digits: string) => digits.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
    const forms = [
      showReference,
      (digits: string) => digits,
      mistyped,
      (digits: string) => arabic(showReference(digits)),
    ];
    return forms.reduce((whole, form) => whole.replaceAll(form(number), form(invented)), page);
  }, text);
}

const codesIn = (played: readonly Played[]) =>
  played.flatMap(({ turns }) =>
    turns.flatMap(({ answered }) => answered.flatMap(({ sawt }) => sawt?.followUpCode ?? [])),
  );

const withInventedCodes = (text: string, codes: readonly string[]) =>
  codes.reduce((page, code) => page.replaceAll(code, 'K7MA92QXTP'), text);

it('docs/conversation.md is current (npm run docs:conversation writes it)', async () => {
  const stories = readStories();
  const played = [];
  for (const file of SHOWN) {
    const story = stories.find((each) => each.file === file);
    if (!story) throw new Error(`${file} is gone: choose another story for the page`);
    played.push(await play(story));
  }
  const text = withInvented(
    page(played),
    played.flatMap(({ numbers }) => numbers),
  );
  await expect(withInventedCodes(text, codesIn(played))).toMatchFileSnapshot(
    join(import.meta.dirname, '../../docs/conversation.md'),
  );
}, 120_000);
