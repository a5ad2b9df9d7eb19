/** Microsoft's own client, unchanged, against the door. */
import { DirectLine, type Message } from 'botframework-directlinejs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { XMLHttpRequest } from 'xhr2';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { call, until } from './client.ts';
import { type EchoServer, SECRET, startEcho } from './echo-server.ts';

let database: FreshDatabase;
let echo: EchoServer;
beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest, WebSocket });
  database = await freshDatabase();
  echo = await startEcho(database.db);
});
afterAll(async () => {
  await echo?.close();
  await database?.close();
});

function connect(options: { token?: string; secret?: string; webSocket: boolean }) {
  const line = new DirectLine({ domain: echo.directLine, pollingInterval: 200, ...options });
  const heard: Message[] = [];
  const statuses: number[] = [];
  line.connectionStatus$.subscribe((status) => statuses.push(status));
  const ended = (error: Error) => expect(error.message).toBe('conversation ended');
  line.activity$.subscribe((activity) => {
    if (activity.type === 'message') heard.push(activity);
  }, ended);
  const say = (text: string, clientActivityID: string) =>
    new Promise<string>((resolve, reject) => {
      line
        .postActivity({ type: 'message', from: { id: 'someone' }, text, channelData: { clientActivityID } })
        .subscribe(resolve, reject);
    });
  return { line, heard, statuses, say, texts: () => heard.map((message) => message.text) };
}

const ONLINE = 2;

test.each([
  ['socket, token', true, 'token'],
  ['polling, token', false, 'token'],
  ['socket, secret', true, 'secret'],
] as const)('%s: connects, talks, hears its own messages back', async (_name, webSocket, by) => {
  const { body } = await call(`${echo.directLine}/tokens/generate`, { token: SECRET, body: { user: { id: 'dl_js' } } });
  const client = connect(by === 'token' ? { token: body.token, webSocket } : { secret: SECRET, webSocket });
  await until(() => client.statuses.at(-1) === ONLINE);
  const id = await client.say('مرحبا', 'x1');
  await until(() => client.texts().includes('قلت: مرحبا'));
  const mine = client.heard.find((message) => message.text === 'مرحبا');
  expect(mine).toMatchObject({ id, channelData: { clientActivityID: 'x1' } });
  expect(client.texts()).toEqual([...(by === 'token' ? ['أهلا'] : []), 'مرحبا', 'قلت: مرحبا']);
  client.line.end();
});

test('cut off, it comes back by itself and misses nothing', async () => {
  const { body } = await call(`${echo.directLine}/tokens/generate`, {
    token: SECRET,
    body: { user: { id: 'dl_cut' } },
  });
  const client = connect({ token: body.token, webSocket: true });
  await until(() => client.texts().includes('أهلا'));
  for (const socket of echo.server.websocketServer.clients) socket.terminate();
  await client.say('أثناء الانقطاع', 'x2');
  await until(() => client.texts().includes('قلت: أثناء الانقطاع'), 18_000); // it waits 3 to 15 s by itself
  expect(client.texts()).toEqual(['أهلا', 'أثناء الانقطاع', 'قلت: أثناء الانقطاع']);
  client.line.end();
}, 25_000);
