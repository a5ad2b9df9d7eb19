/** The same statements on the embedded database: one conversation, a file, a restart between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../api/store/embedded.ts';
import { seedPolicy } from '../../api/store/seed.ts';
import { migrate } from '../../migrations/migrate.ts';
import { begin, call, listen, texts, until } from './webchat/client.ts';
import { type EchoServer, startEcho } from './webchat/echo-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'sawt-channels-'));
let echo: EchoServer;
let db: Awaited<ReturnType<typeof openEmbedded>>;
const start = async () => {
  db = await openEmbedded(folder);
  await migrate(db, seedPolicy);
  echo = await startEcho(db);
};
beforeAll(start);
afterAll(async () => {
  await echo?.close();
  await db?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('said, answered, repeated after a restart, with a file', async () => {
  const { conversationId, token, streamUrl } = await begin(echo.directLine);
  const url = () => `${echo.directLine}/conversations/${conversationId}`;
  const attachments = [{ contentUrl: 'data:text/plain,%D8%A3', name: 'x.txt' }];
  const post = (text: string) =>
    call(`${url()}/activities`, {
      token,
      body: { type: 'message', text, attachments, channelData: { clientActivityID: text } },
    });
  const frames = await listen(streamUrl);
  const burst = await Promise.all(['أ', 'ب', 'ج'].map(post));
  await until(() => texts(frames.activities).includes('قلت: ج'));
  await echo.close();
  await db.close();
  await start();
  const again = await Promise.all(['أ', 'ب', 'ج'].map(post));
  expect(again.map(({ body }) => body.id)).toEqual(burst.map(({ body }) => body.id));
  const { body } = await call(`${url()}/activities`, { token });
  const file = body.activities.find((each: { text: string }) => each.text === 'أ').attachments[0];
  const signed = new URL(file.contentUrl);
  expect(await (await fetch(`${echo.url}${signed.pathname}${signed.search}`)).text()).toBe('أ');
});
