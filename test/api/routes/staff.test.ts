/** What people of staff may do: each route says who, an officer knows their own departments alone, and labels are set right. */
import fastify, { type RouteOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STAFF_ROLES, type Staff, type StaffRole } from '../../../api/contract/staff.ts';
import type { Access } from '../../../api/deps.ts';
import type { Identity } from '../../../api/plugins/identity.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { asAdmin, asBot, key, type Served, serve } from '../served.ts';

const staff = (role: StaffRole, departments: string[] = []): Staff => ({
  subject: role,
  name: `${role} A`,
  role,
  departments,
});
const PEOPLE: Readonly<Record<string, Staff>> = {
  'a.agent.t': staff('agent'),
  'a.officer.t': staff('officer', ['CSPD']),
  'a.operations.t': staff('operations'),
  'a.administrator.t': staff('administrator'),
};
const identity: Identity = {
  begin: () => Promise.reject(new Error('unused')),
  finish: () => Promise.reject(new Error('unused')),
  bearer: async (token) => PEOPLE[token] ?? null,
  farewell: async (back) => back,
};
const as = (role: StaffRole) => ({ authorization: `Bearer a.${role}.t` });

let fresh: FreshDatabase;
let api: Served;
const routes: { method: string; url: string; access: Access | undefined }[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  const server = fastify();
  server.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
    for (const name of [method].flat()) if (name !== 'HEAD') routes.push({ method: name, url, access: config?.access });
  });
  api = await serve(fresh.db, { identity, publicLimit: 1000 }, server);
});
afterAll(async () => {
  await api.server.close();
  await fresh.close();
});

const filed = async (body: object) =>
  (await api.file({ axis: 'service_time', importance: 'high', governorate: null, ...body })).body.reference;

describe('every route states who may use it', () => {
  const addressed = (url: string) => url.replace(':reference', '260000000085').replace(/:\w+/, 'x');

  test.each(STAFF_ROLES)('and lets %s through exactly where it says so', async (role) => {
    const judged = routes.filter(({ url, access }) => url.startsWith('/v1/') && access !== 'public');
    expect(judged.length).toBeGreaterThan(15);
    for (const { method, url, access } of judged) {
      const allowed = Array.isArray(access) && access.includes(role);
      const answer = await api.call(method, addressed(url), { headers: as(role) });
      expect([method, url, answer.status === 403 && answer.body.code === 'forbidden']).toEqual([method, url, !allowed]);
    }
  });

  test('none is open to a person by omission', () => {
    const silent = routes.filter(({ url, access }) => url.startsWith('/v1/') && access === undefined);
    expect(silent).toEqual([]);
  });

  test('a token that the provider does not vouch for is no key', async () => {
    expect((await api.get('/v1/requests', { authorization: 'Bearer a.stranger.t' })).status).toBe(401);
  });
});

describe('an officer', () => {
  test('knows the requests of their departments, and of no others', async () => {
    const own = await filed({ department: 'CSPD' });
    const others = await filed({ department: 'SSC' });
    const open = (await api.file({ department: null, governorate: 'IRBID' })).body.reference;
    const list = (await api.get('/v1/requests?limit=100', as('officer'))).body.items.map(
      (item: { reference: string }) => item.reference,
    );
    expect(list).toContain(own);
    expect(list).not.toContain(others);
    for (const path of ['', '/events', '/why']) {
      expect((await api.get(`/v1/requests/${own}${path}`, as('officer'))).status).toBe(200);
      expect((await api.get(`/v1/requests/${others}${path}`, as('officer'))).body.code).toBe('unknown_reference');
    }
    const acted = await api.post(`/v1/requests/${others}/actions/reply`, { text: 'x' }, { ...as('officer'), ...key() });
    expect(acted.body.code).toBe('unknown_reference');
    expect((await api.get(`/v1/requests/${others}`)).body.status).toBe('registered');
    expect((await api.get(`/v1/requests/${open}`, as('operations'))).status).toBe(200);
  });

  test('is named in the history', async () => {
    const own = await filed({ department: 'CSPD' });
    await api.post(`/v1/requests/${own}/actions/reply`, { text: 'جاهز' }, { ...as('officer'), ...key() });
    const { items } = (await api.get(`/v1/requests/${own}/events`)).body;
    expect(items.at(-1)).toMatchObject({ kind: 'replied', actor: 'officer A' });
  });

  test.each(['violation_report', 'human_rights'])('never learns who filed a %s', async (type) => {
    const own = await filed({ department: 'CSPD', type, requester: { name: 'مها العدوان', phone: '0791234567' } });
    expect((await api.get(`/v1/requests/${own}`, as('officer'))).body.requester).toEqual({
      name: null,
      phone: null,
      email: null,
    });
    const listed = (await api.get('/v1/requests?limit=100', as('officer'))).body.items;
    expect(JSON.stringify(listed)).not.toContain('مها العدوان');
    expect((await api.get(`/v1/requests/${own}`, as('operations'))).body.requester.name).toBe('مها العدوان');
  });
});

describe('labels set right', () => {
  const relabel = (reference: string, body: object, headers: Record<string, string> = as('officer')) =>
    api.post(`/v1/requests/${reference}/actions/reclassify`, body, { ...headers, ...key() });

  test('the promise follows, the history says so, understanding gets a row without identities', async () => {
    const own = await filed({ department: 'CSPD', description: 'رقمي 0791234567 وصارلي شهر بستنى', importance: 'low' });
    const before = (await api.get(`/v1/requests/${own}`)).body;
    const after = await relabel(own, { importance: 'critical', type: 'grievance' });
    expect(after.status).toBe(200);
    expect(after.body).toMatchObject({ type: 'grievance', importance: 'critical', axis: 'service_time' });
    expect(Date.parse(after.body.dueAt)).toBeLessThan(Date.parse(before.dueAt));
    expect((await api.get(`/v1/requests/${own}`)).body.dueAt).toBe(after.body.dueAt);
    const { items } = (await api.get(`/v1/requests/${own}/events`)).body;
    expect(items.at(-1)).toMatchObject({
      kind: 'reclassified',
      text: 'type: complaint → grievance; importance: low → critical',
    });
    const learnt = (await api.get('/v1/corrections')).body.items.at(-1);
    expect(learnt).toMatchObject({ source: 'officer', labels: { type: { from: 'complaint', to: 'grievance' } } });
    expect(learnt.text).toBe('رقمي [number] وصارلي شهر بستنى');
    expect(JSON.stringify(learnt)).not.toContain(own);
  });

  test('nothing changed is nothing noted', async () => {
    const own = await filed({ department: 'CSPD' });
    expect((await relabel(own, { type: 'complaint' })).status).toBe(200);
    expect((await api.get(`/v1/requests/${own}/events`)).body.items).toHaveLength(1);
  });

  test.each([{}, { type: 'gossip' }, { governorate: 'PARIS' }, { department: 'SSC' }, []])(
    '%j is refused',
    async (body) => {
      const own = await filed({ department: 'CSPD' });
      const answer = await relabel(own, body);
      expect([answer.status, answer.body.code]).toEqual([422, 'invalid_request']);
    },
  );

  test('what is closed keeps its labels', async () => {
    const own = await filed({ department: 'CSPD' });
    await api.post(`/v1/requests/${own}/actions/reply`, { text: 'x' });
    expect((await relabel(own, { type: 'inquiry' })).body.code).toBe('illegal_transition');
  });

  test('what the citizen corrected before filing is learnt, and shown beside the labels', async () => {
    const decided = { type: { how: 'corrected', guess: 'inquiry' }, axis: { how: 'guessed' } };
    const answer = await api.file(
      { type: 'complaint', department: 'CSPD', governorate: null, axis: 'service_time', importance: 'high', decided },
      asBot,
    );
    const { reference } = answer.body;
    expect((await api.get(`/v1/requests/${reference}/why`)).body.decided).toEqual(decided);
    const learnt = (await api.get('/v1/corrections?limit=1000')).body.items.at(-1);
    expect(learnt).toMatchObject({ source: 'citizen', labels: { type: { from: 'inquiry', to: 'complaint' } } });
    expect((await api.file({ decided }, asAdmin)).body.code).toBe('forbidden');
  });
});
