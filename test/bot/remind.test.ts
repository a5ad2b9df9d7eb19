/** Silence over a draft, and drafts that move: on real PostgreSQL, with a clock that the test turns. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDrafts } from '../../bot/drafts.ts';
import { isNight, remindSilent } from '../../bot/remind.ts';
import { createTranscript } from '../../channels/store/transcript.ts';
import { type Housed, openHouse } from '../house-app.ts';

let house: Housed;
let at = Date.parse('2026-11-22T10:00:00+03:00');
const now = () => new Date(at);
beforeAll(async () => {
  house = await openHouse({ now });
});
afterAll(() => house.close());

const MINUTE = 60_000;
const someone = () => ({ key: `webchat:dl_${randomUUID()}`, proven: true });

async function say(conversationId: string, sender: ReturnType<typeof someone>, text: string) {
  const body = { text, locale: 'en' };
  await house.app.inbox.receive({
    conversationId,
    channel: 'webchat',
    sender,
    messageId: randomUUID(),
    kind: 'message',
    body,
  });
  await house.app.queue.idle();
}

async function said(conversationId: string): Promise<string[]> {
  await house.app.queue.idle();
  const all = await createTranscript(house.app.db, 'webchat').since(conversationId, 0, 1000);
  return all.flatMap((message) => (message.direction === 'out' ? [message.body.text] : []));
}

const remind = () =>
  remindSilent({
    db: house.app.db,
    now,
    proactive: () => ['webchat'],
    receive: (inbound) => house.app.inbox.receive(inbound, { known: true }),
  });

const MATTER = 'I have waited three months for my passport at the Irbid office';

describe('a reminder', () => {
  it('comes after half an hour of silence, once, with the open question, and then rests', async () => {
    const id = `c-${randomUUID()}`;
    await say(id, someone(), MATTER);
    const before = (await said(id)).length;
    at += 12 * MINUTE;
    expect(await remind()).toBe(0);
    at += 20 * MINUTE;
    const [first, second] = await Promise.all([remind(), remind()]);
    expect(first + second).toBe(1);
    const after = (await said(id)).slice(before);
    expect(after.join('\n')).toContain('waits for your answer');
    expect(after.at(-1)).toContain('name');
    at += 60 * MINUTE;
    expect(await remind()).toBe(0);
  });

  it('is not for who has nothing open', async () => {
    const id = `c-${randomUUID()}`;
    const sender = someone();
    await say(id, sender, MATTER);
    await say(id, sender, 'cancel');
    at += 45 * MINUTE;
    expect(await remind()).toBe(0);
  });

  it.each([
    ['2026-11-22T20:59:00+03:00', false],
    ['2026-11-22T21:00:00+03:00', true],
    ['2026-11-23T02:00:00+03:00', true],
    ['2026-11-23T07:59:00+03:00', true],
    ['2026-11-23T08:00:00+03:00', false],
  ])('never comes at night: %s', (moment, night) => expect(isNight(new Date(moment))).toBe(night));
});

describe('a draft', () => {
  it('has one owner, though two conversations want it at once; the old one is told', async () => {
    const [old, one, two] = [`c-${randomUUID()}`, `c-${randomUUID()}`, `c-${randomUUID()}`];
    const sender = someone();
    await say(old, sender, MATTER);
    const drafts = createDrafts({ db: house.app.db, flows: house.app.flows, now });
    const here = (id: string) => ({ id, channel: 'webchat', sender, version: 0, state: null, lastSeq: 0, handled: 0 });
    expect(await drafts.find(here(one))).toMatchObject({ from: old });
    const taken = await Promise.all([drafts.take(here(one), old), drafts.take(here(two), old)]);
    expect(taken.filter(({ kind }) => kind === 'draft_taken')).toHaveLength(1);
    const owner = taken[0]?.kind === 'draft_taken' ? one : two;
    // Cut off and run again: still theirs, and nobody else's.
    expect(await drafts.take(here(owner), old)).toMatchObject({ kind: 'draft_taken' });
    expect(await drafts.find(here(`c-${randomUUID()}`))).toBeUndefined();
    await say(old, sender, 'hello');
    expect((await said(old)).join('\n')).toContain('in another conversation');
  });

  it('is nobody else’s', async () => {
    const old = `c-${randomUUID()}`;
    await say(old, someone(), MATTER);
    const drafts = createDrafts({ db: house.app.db, flows: house.app.flows, now });
    const stranger = {
      id: 'c-x',
      channel: 'webchat',
      sender: someone(),
      version: 0,
      state: null,
      lastSeq: 0,
      handled: 0,
    };
    expect(await drafts.find(stranger)).toBeUndefined();
    expect(await drafts.find({ ...stranger, sender: { ...stranger.sender, proven: false } })).toBeUndefined();
  });

  it('is offered again to who comes back after hours with a greeting', async () => {
    const id = `c-${randomUUID()}`;
    const sender = someone();
    await say(id, sender, MATTER);
    at += 7 * 60 * MINUTE;
    await say(id, sender, 'hello');
    expect((await said(id)).at(-1)).toContain('Shall we go on with your request');
    await say(id, sender, 'yes');
    expect((await said(id)).at(-1)).toContain('name');
  });
});
