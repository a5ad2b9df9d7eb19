/** Twenty messages in a second through the web chat's own door: kept in order, in one thread, each answered once. */
import { Agent, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../api/store/database.ts';
import { until } from '../channels/webchat/client.ts';
import { type FreshDatabase, freshDatabase } from '../services/fresh-database.ts';
import { arrive, type Citizen, type Open, openDoors } from './door.ts';
import { answeredTimes, expectedOnce, transcript } from './talk.ts';
import { isUpkeep, type Statement, watched } from './watched-database.ts';

let database: FreshDatabase;
let open: Open;
let statements: string[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  const before = ({ text }: Statement) => {
    statements.push(text.replace(/\s+/g, ' ').trim());
  };
  open = await openDoors(database.url, { db: watched(openPostgres(database.url), { before }) });
});
afterAll(async () => {
  await open?.app.close();
  await database?.close();
});

/** On one connection, as a browser's page sends what was typed: none waits for the answer of the one before by our doing. */
function sendAll(root: string, { id, token }: Citizen, said: readonly string[]): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const path = `/directline/v3/directline/conversations/${id}/activities`;
  const post = (text: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const call = httpRequest(`${root}${path}`, { method: 'POST', agent, headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      });
      call.on('error', reject).end(JSON.stringify({ type: 'message', text, locale: 'ar' }));
    });
  return Promise.all(said.map(post)).finally(() => agent.destroy());
}

test('a burst of twenty', async () => {
  const citizen = await arrive(open, 'dl_burst');
  const frames = await citizen.follow(open);
  const said = Array.from({ length: 20 }, (_, i) => `مرحبا ${i + 1}`);
  expect(new Set(await sendAll(open.root, citizen, said))).toEqual(new Set([200]));
  await open.app.queue.idle();
  const lines = await transcript(open.app, citizen.id);
  const ins = lines.filter(({ direction, body }) => direction === 'in' && body.text !== '');
  expect(ins.map(({ body }) => body.text)).toEqual(said);
  expect([...answeredTimes(lines).values()]).toEqual(Array.from({ length: 21 }, () => 1));
  expect(await expectedOnce(open.app, citizen.id)).toMatchObject({ pending: 0, turns: 21, messages: 21 });
  // The greeting's own event is never shown.
  await until(() => frames.activities.length === lines.length - 1);
  const ids = frames.activities.map((activity) => activity.id);
  expect(ids).toEqual([...new Set(ids)].sort());
  frames.socket.close();
});

test('all twenty at the same moment, on a connection each: none lost, none twice', async () => {
  const citizen = await arrive(open, 'dl_at_once');
  const said = Array.from({ length: 20 }, (_, i) => `مرحبا ${i + 1}`);
  const answers = await Promise.all(said.map((text, i) => citizen.post(open, text, `m${i}`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await open.app.queue.idle();
  const lines = await transcript(open.app, citizen.id);
  const ins = lines.flatMap(({ direction, body }) => (direction === 'in' && body.text !== '' ? [body.text] : []));
  expect([...ins].sort()).toEqual([...said].sort());
  expect([...answeredTimes(lines).values()]).toEqual(Array.from({ length: 21 }, () => 1));
});

test('an ordinary turn, from the post to the socket, is one statement', async () => {
  const citizen = await arrive(open, 'dl_counted');
  const frames = await citizen.follow(open);
  await until(() => frames.activities.length > 0);
  const turn = async (text: string) => {
    const seen = frames.activities.length;
    statements = [];
    await citizen.post(open, text);
    await until(() => frames.activities.length >= seen + 2);
    const asked = frames.activities.at(-1)?.channelData?.sawt?.ask;
    return { asked, ran: statements.filter((each) => !isUpkeep(each)), all: statements };
  };
  const first = await turn('صارلي ٣ شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا');
  expect(first.ran, first.ran.join('\n')).toHaveLength(1);
  // A second later official rows are looked at again, behind the turn: even then.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const second = await turn('محمد العلي');
  expect(second.ran, second.ran.join('\n')).toHaveLength(1);
  // The directory's rows and the channels': each once.
  expect(second.all.filter((text) => /^select version/.test(text)).length).toBeLessThanOrEqual(2);
  expect([first.asked, second.asked].filter(Boolean)).toHaveLength(2);
  frames.socket.close();
});
