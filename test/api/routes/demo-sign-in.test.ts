/** The embedded demo's people, end to end over `inject`: pick one, come back signed in, be locked, leave. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../../api/store/database.ts';
import { type App, buildApp } from '../../../app.ts';
import { settings } from '../../house-app.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';

const MINUTE = 60_000;

/** A browser's memory for cookies. */
function browser(app: App) {
  const jar = new Map<string, string>();
  const go = async (method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}, payload?: object) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.server.inject({
      method,
      url,
      headers: { ...(cookie !== '' && { cookie }), ...headers },
      ...(payload && { payload }),
    });
    for (const { name, value } of answer.cookies) value === '' ? jar.delete(name) : jar.set(name, value);
    return answer;
  };
  /** Follows redirects as a browser does. */
  const follow = async (url: string): Promise<{ url: string; answer: Awaited<ReturnType<typeof go>> }> => {
    const answer = await go('GET', url);
    const to = answer.headers.location;
    if (answer.statusCode < 300 || answer.statusCode > 399 || to === undefined) return { url, answer };
    const next = new URL(to, `http://localhost:80${url}`);
    return follow(next.pathname + next.search);
  };
  return { go, follow, jar };
}

let fresh: FreshDatabase;
let app: App;
let moment = Date.parse('2026-11-22T08:00:00+03:00');

beforeAll(async () => {
  fresh = await freshDatabase();
  const config = { ...settings(fresh.url), databaseUrl: null };
  app = await buildApp(config, { db: openPostgres(fresh.url), now: () => new Date(moment) });
  await app.server.ready();
});
afterAll(async () => {
  await app.close();
  await fresh.close();
});

async function signedIn(who: string) {
  const someone = browser(app);
  const choice = await someone.follow('/console/sign-in?to=/console/requests');
  expect(choice.answer.statusCode).toBe(200);
  expect(choice.url).toMatch(/^\/demo\/identity\/people\//);
  const start = await someone.go('GET', `${choice.url}/${who}`);
  const landed = await someone.follow(new URL(String(start.headers.location), 'http://localhost').pathname);
  return { ...someone, landed };
}

const post = (someone: ReturnType<typeof browser>, url: string, csrf: string, body: object = {}) =>
  someone.go('POST', url, { 'x-sawt-csrf': csrf }, body);

describe('the demo people', () => {
  test('an officer signs in and is who they are', async () => {
    const { go, landed } = await signedIn('huda');
    expect(landed.url).toBe('/console/requests');
    const session = (await go('GET', '/v1/session')).json();
    expect(session.staff).toMatchObject({ subject: 'huda', role: 'officer' });
    expect(session.staff.departments).toContain('CSPD');
  });

  test('each visit picks anew', async () => {
    const someone = await signedIn('rana');
    const again = await someone.follow('/console/sign-in');
    expect(again.url).toMatch(/\/people\//);
  });

  test('only callers on this machine', async () => {
    const answer = await app.server.inject({ url: '/demo/identity/people/x', remoteAddress: '192.0.2.7' });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'demo_only_here']);
  });

  test('a page of elsewhere cannot act with the cookie', async () => {
    const someone = await signedIn('lina');
    const forged = await someone.go('POST', '/v1/session/active', {}, {});
    expect([forged.statusCode, forged.json().code]).toEqual([403, 'csrf']);
    const wrong = await post(someone, '/v1/session/active', 'x'.repeat(43));
    expect(wrong.json().code).toBe('csrf');
    const { csrf } = (await someone.go('GET', '/v1/session')).json();
    expect((await post(someone, '/v1/session/active', csrf)).statusCode).toBe(200);
  });

  test('idle too long locks, activity does not; after a day everybody signs in anew', async () => {
    const someone = await signedIn('omar');
    const { csrf } = (await someone.go('GET', '/v1/session')).json();
    moment += 10 * MINUTE;
    await post(someone, '/v1/session/active', csrf);
    moment += 10 * MINUTE;
    expect((await someone.go('GET', '/v1/session')).statusCode).toBe(200);
    moment += 6 * MINUTE;
    const locked = await someone.go('GET', '/v1/session');
    expect([locked.statusCode, locked.json().code]).toEqual([401, 'session_locked']);
    // Being active cannot unlock: only signing in can.
    expect((await post(someone, '/v1/session/active', csrf)).statusCode).toBe(401);
    moment += 24 * 60 * MINUTE;
    expect((await someone.go('GET', '/v1/session')).json().code).toBe('unauthorized');
  });

  test('whoever leaves is gone, on this browser and with a stolen copy of the cookie', async () => {
    const someone = await signedIn('rana');
    const copy = someone.jar.get('sawt-staff');
    const { csrf } = (await someone.go('GET', '/v1/session')).json();
    const forged = await someone.go('POST', '/console/sign-out', {}, {});
    expect([forged.statusCode, forged.json().code]).toEqual([403, 'csrf']);
    expect((await someone.go('GET', '/v1/session')).statusCode).toBe(200);
    const left = await post(someone, '/console/sign-out', csrf);
    expect([left.statusCode, left.json().location]).toEqual([200, 'http://localhost:80/console']);
    const stolen = await app.server.inject({ url: '/v1/session', headers: { cookie: `sawt-staff=${copy}` } });
    expect(stolen.statusCode).toBe(401);
  });

  test.each([
    ['//evil.example', '/console'],
    ['https://evil.example', '/console'],
    ['/consolex', '/console'],
    ['/console/\\evil', '/console'],
    ['/console?tab=late', '/console?tab=late'],
  ])('after signing in one lands on a page of ours: %s', async (asked, landed) => {
    const someone = browser(app);
    const choice = await someone.follow(`/console/sign-in?to=${encodeURIComponent(asked)}`);
    const start = await someone.go('GET', `${choice.url}/rana`);
    const end = await someone.follow(new URL(String(start.headers.location), 'http://localhost').pathname);
    expect(end.url).toBe(landed);
  });

  test.each(['/console/callback', '/console/callback?code=x&state=y', '/console/callback?error=access_denied'])(
    'a callback nobody began is refused politely: %s',
    async (url) => {
      const answer = await browser(app).go('GET', url);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'sign_in_failed']);
    },
  );
});
