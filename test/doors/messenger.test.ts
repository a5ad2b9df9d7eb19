/** Stories through Messenger's own wire: signed bytes in, what the Graph API's stand-in was sent out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGraph, type Graph } from '../../deploy/simulate/graph.ts';
import { type Housed, openHouse } from '../house-app.ts';
import { play } from '../stories/play.ts';
import { createPlayer } from '../stories/player.ts';
import { readStories, type Story } from '../stories/story.ts';
import { APP_SECRET, messengerDoor, messengerSettings, PAGE_TOKEN } from './messenger.ts';

let graph: Graph;
let house: Housed;
beforeAll(async () => {
  graph = await createGraph({ pageToken: PAGE_TOKEN, appSecret: APP_SECRET });
  house = await openHouse({}, messengerSettings(graph));
  graph.webhook = `${await house.app.server.listen({ port: 0, host: '127.0.0.1' })}/webhooks/messenger`;
});
afterAll(async () => {
  await house?.close();
  await graph?.close();
});

const PLAYED = [
  'adds-to-the-story',
  'asks-for-a-human',
  'attachment-before-any-word',
  'attachment-in-mid-draft',
  'bill-doubled-in-amman',
  'cancels-at-the-summary',
  'corrects-department-and-place-at-summary',
  'department-asked-and-skipped-in-english',
  'department-asks-in-mid-draft',
  'department-then-governorate',
  'emergency-in-mid-draft',
  'everything-in-the-first-message',
  'gibberish-ladder-in-english',
  'goes-back',
  'governorate-unknown',
  'grievance-in-two-steps',
  'kind-from-the-list',
  'long-message-in-english',
  'mixed-english-inside-arabic',
  'municipality-by-number',
  'municipality-in-english',
  'officer-asks-and-answers',
  'only-wants-to-complain',
];
const all = process.env.ALL_STORIES === 'yes';
const OWN_STEPS = ['restart', 'elsewhere', 'stranger', 'signed_in', 'hours'];
/** One person has one thread with a Page, so nobody can begin another. */
const playable = (story: Story) => !story.steps.some((step) => OWN_STEPS.some((own) => own in step));
const stories = readStories().filter(
  (story) => playable(story) && (all || PLAYED.includes(story.file.replace('.yaml', ''))),
);

describe('stories with Messenger', () => {
  it('are more than twenty', () => expect(stories.length).toBeGreaterThanOrEqual(20));
  it.each(stories.map((story) => [story.story, story] as const))('%s', async (_name, story) => {
    const player = createPlayer(house.app, { through: messengerDoor(graph) });
    await player.start(story.lang ?? 'ar');
    for (const [i, step] of story.steps.entries()) {
      await play(step, player, `${story.file} step ${i + 1}: ${JSON.stringify(step)}`);
    }
  });
  it('and nothing that was sent was refused', () => expect(graph.refusals).toEqual([]));
});
