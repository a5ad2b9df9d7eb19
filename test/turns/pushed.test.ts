/** The whole house with a door that pushes: replies enter the outbox with the turn, operators see and resend, phones show. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPostgres } from '../../api/store/database.ts';
import { type App, buildApp } from '../../app.ts';
import type { Channel, Delivery } from '../../channels/channel.ts';
import { readConfig } from '../../config.ts';
import { ADMIN_KEY, openHouse, settings } from '../house-app.ts';
import { freshDatabase } from '../services/fresh-database.ts';
import { eventually } from './door.ts';
import { watched } from './watched-database.ts';

const pager = (deliver: NonNullable<Channel['deliver']>): Channel => ({
  name: 'pager',
  capabilities: { quickReplies: 3, labelLength: 20, textLength: 600, spoken: false, proactive: true, greets: false },
  deliver,
});

const receive = (app: App, text: string, id = 'pager-1') =>
  app.inbox.receive({
    conversationId: id,
    channel: 'pager',
    sender: { key: 'pager:77', proven: true },
    messageId: randomUUID(),
    kind: 'message',
    body: { text, locale: 'ar' },
  });

const call = (app: App, method: 'GET' | 'POST', url: string, key = ADMIN_KEY) =>
  app.server.inject({ method, url, headers: { authorization: `Bearer ${key}` } });

test('a burst of twenty: all answered, all handed over in order, once', async () => {
  const given: number[] = [];
  const door = pager(async ({ seq }) => {
    given.push(seq);
    return { kind: 'sent', platformId: `p${seq}` };
  });
  const { app, close } = await openHouse({ doors: [door] });
  for (let i = 0; i < 20; i += 1) await receive(app, `مرحبا ${i}`);
  await app.queue.idle();
  await app.outbox.idle();
  const said = await app.db.query<{ seq: number }>(`select seq from messages where direction = 'out' order by seq`);
  expect(said.length).toBeGreaterThanOrEqual(20);
  expect(given).toEqual(said.map(({ seq }) => seq));
  await close();
});

test('killed after the turn and before the hand-over: another replica hands it over', async () => {
  const given: string[] = [];
  const door = pager(async ({ body }) => {
    given.push(body.text);
    return { kind: 'sent' };
  });
  const { url, close } = await freshDatabase();
  let dead = false;
  const never = new Promise<never>(() => undefined);
  const before = ({ text }: { text: string }) => (dead && /with head as/.test(text) ? never : undefined);
  const db = watched(openPostgres(url), { before });
  const dying = await buildApp(settings(url), { db, doors: [door] });
  dead = true;
  await receive(dying, 'مرحبا');
  await dying.queue.idle();
  expect(given).toEqual([]);
  const app = await buildApp(settings(url), { doors: [door] });
  await app.server.ready();
  await eventually(async () => given.length > 0);
  await app.outbox.idle();
  expect(given.length).toBe((await app.db.query(`select 1 from messages where direction = 'out'`)).length);
  await app.close();
  await db.close();
  await close();
});

test('a dead letter: shown and sent again by the administrator, by nobody else', async () => {
  let answer: Delivery = { kind: 'refused', why: '100' };
  const { app, close } = await openHouse({ doors: [pager(async () => answer)] });
  await receive(app, 'مرحبا');
  await app.queue.idle();
  await app.outbox.idle();
  const dead = (await call(app, 'GET', '/v1/outbox?state=dead')).json();
  expect(dead.items[0]).toMatchObject({ channel: 'pager', state: 'dead', why: '100', conversation: 'pager-1' });
  answer = { kind: 'sent' };
  const { id } = dead.items[0];
  expect((await call(app, 'POST', `/v1/outbox/${id}/resend`)).json()).toMatchObject({ id, state: 'waiting' });
  await app.outbox.idle();
  expect((await call(app, 'GET', '/v1/outbox?state=sent')).json().items.at(-1)).toMatchObject({ id });
  expect((await call(app, 'POST', `/v1/outbox/${id}/resend`)).json()).toMatchObject({ status: 409 });
  expect((await call(app, 'POST', '/v1/outbox/123456789/resend')).statusCode).toBe(404);
  expect((await call(app, 'POST', '/v1/outbox/no-number/resend')).statusCode).toBe(422);
  expect((await call(app, 'GET', '/v1/outbox?state=lost')).statusCode).toBe(422);
  for (const key of ['wrong', app.keys.bot])
    expect((await call(app, 'GET', '/v1/outbox', key)).statusCode).toBeGreaterThanOrEqual(401);
  expect((await app.server.inject('/v1/outbox')).statusCode).toBe(401);
  expect((await app.server.inject('/metrics')).body).toContain('sawt_outbox_dead_total{channel="pager"}');
  await close();
});

test('texts to a phone: on the demo page of the embedded default, nowhere else', { timeout: 60_000 }, async () => {
  const folder = join(tmpdir(), `sawt-phone-${randomUUID()}`);
  const embedded = await buildApp(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'error' }));
  await embedded.server.ready();
  await embedded.texts.send({ key: 'k', phone: '+962790000003', text: 'رمزك 123456', lang: 'ar' });
  await embedded.outbox.idle();
  const { texts } = (await embedded.server.inject('/demo/phone')).json();
  expect(texts).toMatchObject([{ phone: '+962790000003', text: 'رمزك 123456' }]);
  await embedded.close();
  const { app, close } = await openHouse();
  expect(app.texts.possible).toBe(false);
  expect((await app.server.inject('/demo/phone')).statusCode).toBe(404);
  await close();
});
