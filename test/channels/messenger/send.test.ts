/** The Send API over HTTP: within 24 hours and after them, with a template and without, and when no answer comes. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { KeptOutbound } from '../../../channels/channel.ts';
import { createMessenger } from '../../../channels/messenger/index.ts';
import { createGraph, type Graph } from '../../../deploy/simulate/graph.ts';
import { APP_SECRET, newPerson, PAGE_TOKEN, VERIFY_TOKEN } from '../../doors/messenger.ts';

const HOUR = 3_600_000;
const WROTE = Date.parse('2026-11-20T09:00:00Z');
let clock: number;
let graph: Graph;
beforeAll(async () => {
  graph = await createGraph({ pageToken: PAGE_TOKEN, appSecret: APP_SECRET, now: () => clock, templates: ['news'] });
});
afterAll(() => graph?.close());
beforeEach(() => {
  clock = WROTE;
  graph.faults.length = 0;
});

interface Sending {
  readonly hours?: number;
  readonly template?: string;
  readonly answerMs?: number;
  readonly person?: string;
  /** Ours may be slow: Meta's own clock decides. */
  readonly oursMs?: number;
}

const known = () => {
  const person = newPerson();
  graph.people.set(person, { heardAt: WROTE });
  return person;
};

function send({ hours = 0, template, answerMs, person = known(), oursMs = 0 }: Sending) {
  clock = WROTE + hours * HOUR;
  const settings = {
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
    pageToken: PAGE_TOKEN,
    graphUrl: graph.url,
    template,
  };
  const { channel } = createMessenger({
    settings,
    now: () => new Date(clock + oursMs),
    words: { more: { ar: 'المزيد', en: 'More' } },
    ...(answerMs !== undefined && { answerMs }),
  });
  const message: KeptOutbound = {
    conversationId: `messenger:${person}`,
    seq: 2,
    at: new Date(clock + oursMs).toISOString(),
    direction: 'out',
    kind: 'message',
    replyTo: 1,
    body: { text: 'وصل الرد\nعلى طلبك', lang: 'ar', inputHint: 'acceptingInput' },
  };
  const to = { id: person, conversationId: message.conversationId, heardAt: new Date(WROTE).toISOString() };
  return { person, delivery: channel.deliver?.(message, to) };
}
const typesTo = (person: string) => graph.sentTo(person).map(({ messaging_type }) => messaging_type);

describe('the 24 hours', () => {
  test.each([
    [0, 'RESPONSE'],
    [23.9, 'UPDATE'],
  ])('%s hours after they wrote it goes as %s', async (hours, type) => {
    const { person, delivery } = send({ hours });
    expect(await delivery).toMatchObject({ kind: 'sent' });
    expect(typesTo(person)).toEqual([type]);
  });
  test('after them only an approved template, in one line, in their language', async () => {
    const { person, delivery } = send({ hours: 25, template: 'news' });
    expect(await delivery).toMatchObject({ kind: 'sent', platformId: expect.any(String) });
    const [sent] = graph.sentTo(person);
    expect(sent?.messaging_type).toBe('UTILITY');
    const template = JSON.stringify(sent?.raw);
    expect(template).toContain('"code":"ar"');
    expect(template).toContain('وصل الرد على طلبك');
  });
  test('a template that is not approved: never taken, so another way is needed', async () => {
    expect(await send({ hours: 25, template: 'unheard' }).delivery).toMatchObject({ kind: 'refused' });
  });
  test('without a template Meta is not even asked', async () => {
    const refused = graph.refusals.length;
    expect(await send({ hours: 25 }).delivery).toMatchObject({ kind: 'unreachable' });
    expect(graph.refusals).toHaveLength(refused);
  });
  test('where Meta’s clock is ahead of ours its word counts', async () => {
    expect(await send({ hours: 24.5, oursMs: -HOUR }).delivery).toMatchObject({
      kind: 'unreachable',
      why: expect.stringContaining('2018278'),
    });
  });
});

describe('no answer', () => {
  test('in time: nobody knows, though Meta has it', async () => {
    const { person, delivery } = send({ answerMs: 400, person: held() });
    expect(await delivery).toMatchObject({ kind: 'unknown' });
    await expect.poll(() => typesTo(person), { timeout: 20_000 }).toEqual(['RESPONSE']);
  });
  test('but a line that breaks: the same', async () => {
    graph.faults.push({ hangUp: true, taken: true });
    const { person, delivery } = send({});
    expect(await delivery).toMatchObject({ kind: 'unknown' });
    expect(typesTo(person)).toEqual(['RESPONSE']);
  });
  test('where nobody listens: surely not sent', async () => {
    const own = await createGraph({ pageToken: PAGE_TOKEN, appSecret: APP_SECRET });
    await own.close();
    const settings = { appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, pageToken: PAGE_TOKEN, graphUrl: own.url };
    const { channel } = createMessenger({ settings, now: () => new Date(WROTE), words: { more: { ar: '', en: '' } } });
    const at = new Date(WROTE).toISOString();
    const body = { text: 'x', lang: 'en', inputHint: 'acceptingInput' } as const;
    const message: KeptOutbound = {
      conversationId: 'c',
      seq: 1,
      at,
      direction: 'out',
      kind: 'message',
      replyTo: 0,
      body,
    };
    expect(await channel.deliver?.(message, { id: '1', conversationId: 'c', heardAt: at })).toMatchObject({
      kind: 'later',
    });
  });
});

/** Their next message is answered only after a minute. */
function held(): string {
  graph.faults.push({ delayMs: 60_000, taken: true });
  return known();
}
