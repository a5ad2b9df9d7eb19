/** A turn that takes a moment: whoever watches sees that somebody writes, and nothing of it is kept. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, call, listen, texts, until } from '../channels/webchat/client.ts';
import { DIRECTLINE_SECRET, type Housed, openHouse } from '../house-app.ts';

let answer: (there: boolean) => void = () => {};
const looking = new Promise<boolean>((resolve) => {
  answer = resolve;
});
let house: Housed;
let directLine: string;
beforeAll(async () => {
  house = await openHouse({ anyoneSignedIn: () => looking });
  directLine = `${await house.app.server.listen({ port: 0, host: '127.0.0.1' })}/directline/v3/directline`;
});
afterAll(() => house?.close());

test('the sign comes while the answer does not, and only the answer is kept', async () => {
  const { conversationId, streamUrl, token } = await begin(directLine, 'dl_slow', DIRECTLINE_SECRET);
  const frames = await listen(streamUrl);
  await until(() => frames.activities.length > 0);
  const activities = `${directLine}/conversations/${conversationId}/activities`;
  const text = 'can I talk to a real person?';
  const posted = call(activities, { token, body: { type: 'message', from: { id: 'dl_slow' }, text } });
  await until(() => frames.signs > 0, 20_000);
  expect(frames.activities.filter(({ replyToId }) => replyToId?.endsWith('2'))).toEqual([]);
  answer(true);
  expect((await posted).status).toBe(200);
  await until(() => frames.activities.find(({ channelData }) => channelData?.sawt?.notice === 'handed_over'));
  const { body } = await call(activities, { token });
  expect(body.activities.map(({ type }: { type: string }) => type)).not.toContain('typing');
  expect(texts(frames.activities)).toEqual(texts(body.activities));
  frames.socket.close();
});
