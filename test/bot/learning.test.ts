/** What a citizen corrects before filing becomes a row to learn from; a draft outlives the weights it was begun under. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../app.ts';
import { createUnderstanding } from '../../nlu/understand.ts';
import { ADMIN_KEY, type Housed, openHouse, settings } from '../house-app.ts';
import { createPlayer } from '../stories/player.ts';

let house: Housed;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const read = async (url: string) => {
  const answer = await house.app.server.inject({ url, headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  return answer.json();
};

async function filing(...words: readonly string[]) {
  const player = createPlayer(house.app);
  await player.start('en');
  for (const said of words) await player.say(said);
  return player;
}

const STORY = 'I have waited three months for my passport at the Irbid office, call me on 0791234567';

describe('a filing', () => {
  it('says how its labels came about, and a correction is kept without identities', async () => {
    const player = await filing(STORY, 'Sara Haddad', "it's not Irbid, it's Mafraq", 'yes');
    const { decided } = await read(`/v1/requests/${player.references().at(-1)}/why`);
    expect(decided).toMatchObject({ type: { how: 'guessed' }, governorate: { how: 'corrected', guess: 'IRBID' } });
    const { items } = await read('/v1/corrections');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ source: 'citizen', labels: { governorate: { from: 'IRBID', to: 'MAFRAQ' } } });
    expect(items[0].text).toBe('I have waited three months for my passport at the Irbid office, call me on [phone]');
  });

  it('goes on where it stood when the weights under it are others', async () => {
    const player = await filing(STORY);
    const next = await buildApp(settings(house.url), { understand: createUnderstanding(null) });
    await next.server.ready();
    const closing = house.app;
    house = { ...house, app: next, close: () => next.close() };
    await closing.close();
    player.moveTo(next);
    await player.say('Sara Haddad');
    await player.say('yes');
    const filed = await read(`/v1/requests/${player.references().at(-1)}`);
    expect(filed).toMatchObject({ type: 'complaint', department: 'CSPD', governorate: 'IRBID', axis: 'service_time' });
    expect(filed.description).toBe(STORY);
  });
});
