/** The program itself on its embedded default, killed under a Direct Line client that knows nothing of it and goes on. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../channels/webchat/client.ts';
import { ADMIN_KEY } from '../house-app.ts';
import { freePort } from '../services/ports.ts';
import { answerTo, inArabicDigits, MATTER, shown } from './citizen.ts';
import { connect, lendBrowserNames } from './direct-line.ts';
import { officeAt, widgetToken } from './house.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sawt-clients-'));
let port = 0;
let server: ChildProcess | null = null;

beforeAll(async () => {
  lendBrowserNames();
  port = await freePort();
});
afterAll(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    cwd: ROOT,
    env: {
      PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      ADMIN_API_KEY: ADMIN_KEY,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server = child;
  let said = '';
  for (const out of [child.stdout, child.stderr])
    out.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  await until(() => {
    if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
    return said.includes('Sawt listens');
  }, 60_000);
}

async function kill(): Promise<void> {
  if (server === null) return;
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
  server = null;
}

const restart = async () => {
  await kill();
  await start();
};

test('killed between two questions, and again with a message on its way: one request, nothing lost, nothing twice', {
  timeout: 150_000,
}, async () => {
  const url = `http://127.0.0.1:${port}`;
  await start();
  const client = connect({ domain: `${url}/directline/v3/directline`, token: await widgetToken(url) });
  expect((await client.say(MATTER.ar)).at(-1)?.sawt.ask).toBe('name');

  await restart();
  expect((await client.say(answerTo('name', 'ar'))).at(-1)?.sawt.ask).toBe('phone');

  // Acknowledged, perhaps not yet answered: what was taken is answered after the restart.
  const id = await client.post(answerTo('phone', 'ar'));
  expect(id).not.toBe('retry');
  await restart();
  const answered = (message: object) => 'replyToId' in message && message.replyToId === id;
  const summary = await until(() => client.heard.find(answered), 30_000);
  expect(summary.channelData).toMatchObject({ sawt: { ask: 'confirm' } });

  const filed = await client.say('نعم');
  const reference = filed.find(({ sawt }) => sawt.reference !== undefined)?.sawt.reference ?? '';
  const { status, body } = await officeAt(url).request(reference);
  expect([status, body.description]).toEqual([200, MATTER.ar]);
  expect(await officeAt(url).filed()).toEqual([reference]);
  expect((await client.say(inArabicDigits(shown(reference)))).map(({ text }) => text).join('\n')).toContain('مسجّل');

  const ids = client.heard.map((message) => message.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(client.heard.filter(({ from }) => from.role === 'user').map(({ text }) => text)).toEqual([
    MATTER.ar,
    'محمد العلي',
    '٠٧٩٠٠٠٠٠٠٠',
    'نعم',
    inArabicDigits(shown(reference)),
  ]);
  client.line.end();
});
