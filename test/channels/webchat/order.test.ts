/** What arrives first is kept first, even when everything arrives at once and the token was never seen before. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { begin, call, until } from './client.ts';
import { type EchoServer, SECRET, startEcho } from './echo-server.ts';

let database: FreshDatabase;
let echo: EchoServer;
beforeAll(async () => {
  database = await freshDatabase();
  echo = await startEcho(database.db);
});
afterAll(async () => {
  await echo?.close();
  await database?.close();
});

const asHttp = (path: string, token: string, activity: object) => {
  const body = JSON.stringify(activity);
  return [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
};

async function kept(conversationId: string) {
  const rows = await database.db.query<{ text: string }>(
    `select body ->> 'text' as text from messages
     where conversation_id = $1 and direction = 'in' and kind = 'message' order by seq`,
    [conversationId],
  );
  return rows.map((row) => row.text);
}

/** Twenty requests on twenty connections: each written whole before the next, so that the order of arrival is known. */
test('twenty at once on twenty connections', async () => {
  const { conversationId } = await begin(echo.directLine);
  const generated = await call(`${echo.directLine}/conversations/${conversationId}`, { token: SECRET });
  const arrived: string[] = [];
  const path = `/directline/v3/directline/conversations/${conversationId}/activities`;
  const numbers = Array.from({ length: 20 }, (_, number) => `رسالة ${number}`);
  const sockets = await Promise.all(
    numbers.map(
      () =>
        new Promise<ReturnType<typeof connect>>((resolve) => {
          const socket = connect(Number(new URL(echo.url).port), '127.0.0.1', () => resolve(socket));
        }),
    ),
  );
  sockets.forEach((socket, index) => {
    socket.on('data', () => arrived.push(numbers[index] ?? ''));
    socket.write(asHttp(path, generated.body.token, { type: 'message', text: numbers[index] }));
  });
  await until(() => arrived.length === 20);
  expect(await kept(conversationId)).toEqual(numbers);
  for (const socket of sockets) socket.destroy();
});

test('a text sent after a file does not overtake it', async () => {
  const { conversationId, token } = await begin(echo.directLine);
  const path = `/directline/v3/directline/conversations/${conversationId}/activities`;
  const file = { contentType: 'image/png', contentUrl: `data:image/png;base64,${'A'.repeat(40_000)}`, name: 'a.png' };
  const socket = connect(Number(new URL(echo.url).port), '127.0.0.1');
  const other = connect(Number(new URL(echo.url).port), '127.0.0.1');
  await Promise.all([socket, other].map((each) => new Promise((resolve) => each.once('connect', resolve))));
  let answers = 0;
  for (const each of [socket, other])
    each.on('data', () => {
      answers += 1;
    });
  socket.write(asHttp(path, token, { type: 'message', text: 'مع صورة', attachments: [file] }), () =>
    other.write(asHttp(path, token, { type: 'message', text: 'بعدها' })),
  );
  await until(() => answers === 2);
  expect(await kept(conversationId)).toEqual(['مع صورة', 'بعدها']);
  socket.destroy();
  other.destroy();
});
