/** A citizen on Microsoft's Direct Line client against the whole product: a passport that does not come. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../channels/webchat/client.ts';
import { DIRECTLINE_SECRET } from '../house-app.ts';
import { inArabicDigits, MATTER, mistyped, shown } from './citizen.ts';
import { connect, file, lendBrowserNames, type Options } from './direct-line.ts';
import { openProduct, type Standing, widgetToken } from './house.ts';

let product: Standing;
beforeAll(async () => {
  lendBrowserNames();
  product = await openProduct();
});
afterAll(() => product?.close());

type By = 'token' | 'secret';
const allowed = async (by: By): Promise<Pick<Options, 'token' | 'secret'>> =>
  by === 'token' ? { token: await widgetToken(product.url) } : { secret: DIRECTLINE_SECRET };

const DUE = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+03:00$/;

test.each([
  ['token', true],
  ['token', false],
  ['secret', true],
  ['secret', false],
] as const)('by %s, socket %s: filed in four turns, and its number tells the truth', async (by, webSocket) => {
  const client = connect({ domain: product.line, webSocket, ...(await allowed(by)) });
  const { turns, reference, told } = await file(client, 'ar');
  expect(turns).toBeLessThanOrEqual(4);
  expect(told.text).toContain(shown(reference));

  const { status, body } = await product.office.request(reference);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    reference,
    status: 'registered',
    type: 'complaint',
    axis: 'service_time',
    department: 'CSPD',
    governorate: 'IRBID',
    description: MATTER.ar,
    requester: { name: 'محمد العلي', phone: '+962790000000' },
    channel: 'webchat',
  });
  expect(body.dueAt).toMatch(DUE);
  expect(told.sawt.dueAt).toBe(body.dueAt);

  const answerTo = async (text: string) => (await client.say(text)).map((reply) => reply.text).join('\n');
  const asked = inArabicDigits(shown(reference));
  expect(await answerTo(asked)).toContain('مسجّل');
  expect((await product.office.act(reference, 'assign', { assignee: 'officer-1' })).body.status).toBe('in_progress');
  expect(await answerTo(asked)).toContain('قيد المعالجة');
  expect(await answerTo(inArabicDigits(mistyped(reference)))).toContain('غير صحيح');
  client.line.end();
});

test('cut off at every question, it comes back and neither loses nor doubles a word', { timeout: 60_000 }, async () => {
  const before = (await product.office.filed()).length;
  const client = connect({ domain: product.line, token: await widgetToken(product.url) });
  await client.online();
  const cut = async () => {
    for (const socket of product.app.server.websocketServer.clients) socket.terminate();
  };
  const { turns, reference } = await file(client, 'ar', cut);
  expect(turns).toBeLessThanOrEqual(4);
  await until(() => client.texts().some((text) => text.includes(shown(reference))));
  const ids = client.heard.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const mine = client.heard.filter(({ from }) => from.role === 'user').map(({ text }) => text);
  expect(mine).toEqual([MATTER.ar, 'محمد العلي', '٠٧٩٠٠٠٠٠٠٠', 'نعم']);
  expect((await product.office.filed()).length).toBe(before + 1);
  client.line.end();
});
