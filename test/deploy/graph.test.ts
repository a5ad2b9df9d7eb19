/** The stand-in for Meta refuses what Meta refuses: else what passes it proves nothing. And the Page's menu is set on it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setUpMessenger } from '../../app.ts';
import { createGraph, type Graph } from '../../deploy/simulate/graph.ts';
import { APP_SECRET, messengerSettings, PAGE_TOKEN } from '../doors/messenger.ts';
import { settings } from '../house-app.ts';

const DAY = 24 * 3600 * 1000;
let graph: Graph;
beforeAll(async () => {
  graph = await createGraph({ pageToken: PAGE_TOKEN, appSecret: APP_SECRET, templates: ['sawt_news'] });
  graph.people.set('1', { heardAt: Date.now() });
  graph.people.set('late', { heardAt: Date.now() - DAY - 1000 });
  graph.people.set('gone', { heardAt: Date.now(), gone: true });
  graph.people.set('taken', { heardAt: Date.now(), taken: true });
});
afterAll(() => graph?.close());

const post = async (body: object, token = PAGE_TOKEN, path = 'messages') => {
  const answer = await fetch(`${graph.url}/v25.0/me/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { error } = (await answer.json()) as { error?: { code: number; error_subcode?: number } };
  return [answer.status, error?.code, error?.error_subcode];
};
const to = (id: string, message: object, more: object = { messaging_type: 'RESPONSE' }) => ({
  recipient: { id },
  message,
  ...more,
});
const replies = (count: number, title = 'a') =>
  Array.from({ length: count }, () => ({ content_type: 'text', title, payload: 'p' }));
const template = (name: string) => ({ template: { name, language: { code: 'ar' }, components: [] } });

describe('the Send API', () => {
  test.each<[string, object, readonly [number, number?, number?]]>([
    ['a text of 2,000', to('1', { text: 'x'.repeat(2000) }), [200]],
    ['a text of 2,001', to('1', { text: 'x'.repeat(2001) }), [400, 100]],
    ['no text', to('1', { text: '' }), [400, 100]],
    ['13 quick replies', to('1', { text: 'x', quick_replies: replies(13) }), [200]],
    ['14 quick replies', to('1', { text: 'x', quick_replies: replies(14) }), [400, 100]],
    ['a reply without a title', to('1', { text: 'x', quick_replies: replies(1, '') }), [400, 100]],
    ['a dead tag', to('1', { text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }), [400, 100]],
    ['no type', to('1', { text: 'x' }, {}), [400, 100]],
    ['outside the window', to('late', { text: 'x' }), [400, 10, 2018278]],
    ['a template outside the window', to('late', template('sawt_news'), { messaging_type: 'UTILITY' }), [200]],
    ['an unknown template', to('late', template('x'), { messaging_type: 'UTILITY' }), [400, 100]],
    ['somebody who never wrote', to('2', { text: 'x' }), [400, 100, 2018001]],
    ['somebody who blocked the Page', to('gone', { text: 'x' }), [400, 551, 1545041]],
    ['a thread of another app', to('taken', { text: 'x' }), [400, 10, 2018300]],
    ['typing and a message at once', { ...to('1', { text: 'x' }), sender_action: 'typing_on' }, [400, 100]],
  ])('%s', async (_name, body, [status, code, subcode]) => expect(await post(body)).toEqual([status, code, subcode]));

  test('a wrong token', async () => expect(await post(to('1', { text: 'x' }), 'x')).toEqual([401, 190, undefined]));
});

test('a menu without a button that begins, or without a default', async () => {
  const menu = [{ locale: 'default', call_to_actions: [] }];
  expect((await post({ persistent_menu: menu }, PAGE_TOKEN, 'messenger_profile'))[1]).toBe(100);
  const other = { get_started: { payload: 'x' }, persistent_menu: [{ locale: 'en_US', call_to_actions: [] }] };
  expect((await post(other, PAGE_TOKEN, 'messenger_profile'))[1]).toBe(100);
});

test('our greeting and menu are taken, in both languages', async () => {
  const config = settings('postgres://localhost/none', messengerSettings(graph));
  expect(await setUpMessenger(config)).toBeUndefined();
  expect(graph.profile).toMatchObject({ get_started: { payload: 'sawt.start' } });
  const menus = graph.profile.persistent_menu as { locale: string; call_to_actions: { title: string }[] }[];
  expect(menus.map(({ locale }) => locale)).toEqual(['default', 'en_US', 'en_GB']);
  expect(menus[0]?.call_to_actions[0]?.title).toMatch(/شكوى/);
  expect(menus[1]?.call_to_actions[0]?.title).toMatch(/complaint/);
  const wrong = settings('postgres://localhost/none', { ...messengerSettings(graph), MESSENGER_PAGE_TOKEN: 'x' });
  expect(await setUpMessenger(wrong)).toMatch(/190/);
});
