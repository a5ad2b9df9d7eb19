/** The database goes away under the door: said truthfully, nothing lost that was acknowledged, nothing said twice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../../api/store/database.ts';
import { seedPolicy } from '../../../api/store/seed.ts';
import { migrate } from '../../../migrations/migrate.ts';
import { type PrivatePostgres, startPostgres } from '../../services/postgres.ts';
import { begin, call, listen, texts, until } from './client.ts';
import { type EchoServer, startEcho } from './echo-server.ts';

let postgres: PrivatePostgres;
let db: ReturnType<typeof openPostgres>;
let echo: EchoServer;
beforeAll(async () => {
  postgres = await startPostgres();
  db = openPostgres(postgres.url, { connectMs: 500 });
  await migrate(db, seedPolicy);
  echo = await startEcho(db);
});
afterAll(async () => {
  await echo?.close();
  await db?.close();
  await postgres?.remove();
});

test('503 in both languages while it is away; afterwards the same message goes through once, and is heard', async () => {
  const { conversationId, token, streamUrl } = await begin(echo.directLine);
  const url = `${echo.directLine}/conversations/${conversationId}/activities`;
  const post = (text: string, clientActivityID: string, attachments: object[] = []) =>
    call(url, { token, body: { type: 'message', text, attachments, channelData: { clientActivityID } } });
  const frames = await listen(streamUrl);
  await post('قبل', '1');
  await until(() => texts(frames.activities).includes('قلت: قبل'));

  await postgres.crash();
  const [write, read] = [await post('أثناء', '2'), await call(url, { token })];
  for (const { status, body } of [write, read]) expect([status, body.error.code]).toEqual([503, 'ServiceUnavailable']);
  const filed = await post('ملف', '3', [{ contentUrl: 'data:text/plain,abc', name: 'a.txt' }]);
  for (const { body } of [write, filed]) expect(body.error.message).toMatch(/لم تُحفظ.*not kept/);

  await postgres.start();
  const again = [await post('أثناء', '2'), await post('أثناء', '2')];
  expect(new Set(again.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
  await until(() => texts(frames.activities).includes('قلت: أثناء'));
  expect(texts(frames.activities).filter((text) => text === 'أثناء')).toHaveLength(1);
  expect(texts(frames.activities)).toContain('قبل');
  frames.socket.close();
});
