import type { RouteOptions } from 'fastify';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Access, Api, Scope } from '../../../api/deps.ts';
import { guard } from '../../../api/plugins/auth.ts';
import { mountErrors } from '../../../api/plugins/errors.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { ADMIN, asAdmin, asBot, BOT, type Served, serve } from '../served.ts';

/** Open to anyone; whatever is added later must be listed here or ask for a key. */
const PUBLIC = [
  'GET /v1/status/:reference',
  'POST /v1/classify',
  'GET /v1/catalog',
  'GET /v1/departments',
  'GET /v1/promise',
];

let fresh: FreshDatabase;
let api: Served;
const routes: { method: string; url: string; access: Access | undefined }[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  const server = fastify();
  server.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
    for (const name of [method].flat()) if (name !== 'HEAD') routes.push({ method: name, url, access: config?.access });
  });
  api = await serve(fresh.db, { publicLimit: 5 }, server);
});
afterAll(async () => {
  await api.server.close();
  await fresh.close();
});

const v1 = () => routes.filter(({ url }) => url.startsWith('/v1/'));
const addressed = (url: string) => url.replace(':reference', '260000000085').replace(/:\w+/, 'x');

describe('keys', () => {
  test('every route that is not public refuses without one', async () => {
    const guarded = v1().filter(({ method, url }) => !PUBLIC.includes(`${method} ${url}`));
    expect(guarded.length).toBeGreaterThan(12);
    for (const { method, url } of guarded) {
      const answer = await api.call(method, addressed(url));
      expect([`${method} ${url}`, answer.status, answer.body.code]).toEqual([`${method} ${url}`, 401, 'unauthorized']);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('exactly the listed routes are public', () => {
    const open = v1().filter(({ access }) => access === 'public');
    expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([...PUBLIC].sort());
  });

  test.each(['Bearer wrong', 'Bearer ', 'Basic YWRtaW46eA==', BOT, `Bearer ${BOT}x`, `Bearer ${BOT} x`])(
    'a wrong one (%s) is refused everywhere',
    async (authorization) => {
      for (const { method, url } of v1()) {
        const answer = await api.call(method, addressed(url), { headers: { authorization } });
        expect([`${method} ${url}`, answer.status]).toEqual([`${method} ${url}`, 401]);
      }
    },
  );

  test('a route that does not say who may call it is for the administrator alone', async () => {
    const scope = fastify();
    mountErrors(scope);
    guard(scope as unknown as Scope, { keys: { admin: ADMIN, bot: BOT } } as unknown as Api);
    scope.get('/forgotten', async () => 'secret');
    const status = async (headers: Record<string, string>) =>
      (await scope.inject({ url: '/forgotten', headers })).statusCode;
    expect([await status({}), await status(asBot), await status(asAdmin)]).toEqual([401, 403, 200]);
  });

  test('without one, calls are counted by address; with one never', async () => {
    const ask = async (headers: Record<string, string>, remoteAddress: string) =>
      (await api.call('GET', '/v1/catalog', { headers, remoteAddress })).status;
    for (let index = 0; index < 5; index += 1) expect(await ask({}, '192.0.2.1')).toBe(200);
    const limited = await api.call('GET', '/v1/catalog', { remoteAddress: '192.0.2.1' });
    expect(limited).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(limited.headers['retry-after']).toBeDefined();
    expect(limited.body.detailEn).toMatch(/again in \d+ seconds/);
    expect(await ask({}, '192.0.2.2')).toBe(200);
    for (let index = 0; index < 20; index += 1) {
      expect(await ask(asAdmin, '192.0.2.1')).toBe(200);
      expect(await ask(asBot, '192.0.2.1')).toBe(200);
    }
  });
});
