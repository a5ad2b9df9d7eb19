/** Stories by telephone: through Twilio's wire and through an operator's, each with that protocol's own bytes. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSmsc, type Smsc } from '../../deploy/simulate/smsc.ts';
import { createTwilioStandIn, type TwilioStandIn } from '../../deploy/simulate/twilio.ts';
import { ACCOUNT_SID, AUTH_TOKEN, FROM, PUBLIC_URL, settingsOfTwilio } from '../channels/sms/twilio/twilio-caller.ts';
import { type Housed, openHouse } from '../house-app.ts';
import { play } from '../stories/play.ts';
import { createPlayer } from '../stories/player.ts';
import { readStories, type Story } from '../stories/story.ts';
import type { StoryDoor } from './door.ts';
import { smppDoor, twilioDoor } from './sms.ts';

const PLAYED = [
  'adds-to-the-story',
  'asks-for-a-human',
  'bill-doubled-in-amman',
  'cancels-before-the-summary',
  'corrects-department-and-place-at-summary',
  'corrects-line-by-line',
  'department-asked-and-skipped-in-english',
  'department-asks-in-mid-draft',
  'department-then-governorate',
  'emergency-in-mid-draft',
  'everything-in-the-first-message',
  'gibberish-ladder-in-english',
  'goes-back',
  'grievance-in-two-steps',
  'long-message-in-english',
  'mixed-english-inside-arabic',
  'municipality-by-number',
  'municipality-in-english',
  'officer-asks-and-answers',
  'option-by-arabic-number',
  'passport-delay-irbid',
  'rates-five-in-a-word',
  'status-by-number',
];
const all = process.env.ALL_STORIES === 'yes';
const playable = ({ steps }: Story) =>
  !steps.some((step) => 'restart' in step || 'elsewhere' in step || 'hours' in step);
const stories = readStories().filter(
  (story) => playable(story) && (all || PLAYED.includes(story.file.replace('.yaml', ''))),
);
/** An operator's SMPP carries texts alone. */
const inWords = stories.filter(({ steps }) => !steps.some((step) => 'attach' in step));

async function tell(house: Housed, story: Story, door: StoryDoor): Promise<void> {
  const player = createPlayer(house.app, { through: door });
  await player.start(story.lang ?? 'ar');
  for (const [i, step] of story.steps.entries())
    await play(step, player, `${story.file} step ${i + 1}: ${JSON.stringify(step)}`);
}

describe('stories by Twilio', () => {
  let standIn: TwilioStandIn;
  let house: Housed;
  beforeAll(async () => {
    standIn = await createTwilioStandIn({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: FROM });
    house = await openHouse({}, settingsOfTwilio(standIn.url));
    standIn.webhook = `${await house.app.server.listen({ port: 0, host: '127.0.0.1' })}/webhooks/twilio/sms`;
    standIn.signedAs = PUBLIC_URL;
  });
  afterAll(async () => {
    await house?.close();
    await standIn?.close();
  });
  it('are twenty and more', () => expect(stories.length).toBeGreaterThanOrEqual(20));
  it.each(stories.map((story) => [story.story, story] as const))('%s', (_name, story) =>
    tell(house, story, twilioDoor(standIn)),
  );
  it('and nothing was refused', () => {
    expect(standIn.refusals).toEqual([]);
    expect(standIn.warnings).toEqual([]);
  });
});

describe('stories by SMPP', () => {
  let smsc: Smsc;
  let house: Housed;
  beforeAll(async () => {
    smsc = await createSmsc({ systemId: 'sawt', password: 'secret08' });
    house = await openHouse({}, { SMPP_URL: smsc.url, SMPP_FROM: FROM });
    await vi.waitFor(() => expect(smsc.bound()).toHaveLength(1), { timeout: 8000 });
  });
  afterAll(async () => {
    await house?.close();
    await smsc?.close();
  });
  it('are twenty and more', () => expect(inWords.length).toBeGreaterThanOrEqual(20));
  it.each(inWords.map((story) => [story.story, story] as const))('%s', (_name, story) =>
    tell(house, story, smppDoor(smsc)),
  );
});
