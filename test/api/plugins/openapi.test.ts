import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTION_BODIES } from '../../../api/contract/request.ts';
import { mountHeaders } from '../../../api/plugins/headers.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { type Served, serve } from '../served.ts';

let fresh: FreshDatabase;
let api: Served;
const routes: string[] = [];
beforeAll(async () => {
  fresh = await freshDatabase();
  const server = fastify();
  mountHeaders(server, {});
  server.addHook('onRoute', ({ method, url, schema }) => {
    if (url.startsWith('/v1/') && schema?.hide !== true && method !== 'HEAD') {
      routes.push(`${String(method).toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`);
    }
  });
  api = await serve(fresh.db, {}, server);
});
afterAll(async () => {
  await api.server.close();
  await fresh.close();
});

describe('the published description', () => {
  test('is OpenAPI 3.1 and has every route, and every action', async () => {
    const { body } = await api.get('/openapi.json', {});
    expect(body.openapi).toBe('3.1.0');
    const described = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual([...routes].sort());
    for (const action of Object.keys(ACTION_BODIES)) {
      expect(described).toContain(`post /v1/requests/{reference}/actions/${action}`);
    }
    const filing = body.paths['/v1/requests'].post;
    const schema = filing.requestBody.content['application/json'].schema;
    expect(schema.properties.type.enum).toContain('grievance');
    expect(schema.required).toEqual(['type', 'description']);
    expect(filing.responses['201']).toBeDefined();
    expect(body.paths['/v1/catalog'].get.security).toEqual([]);
  });

  test('says how each route can refuse, what it takes and how it is called', async () => {
    const { paths } = (await api.get('/openapi.json', {})).body;
    const statuses = (operation: { responses: object }) => Object.keys(operation.responses).map(Number);
    const filing = paths['/v1/requests'].post;
    expect(statuses(filing)).toEqual([201, 400, 401, 403, 413, 415, 422, 500, 503]);
    expect(filing.parameters).toMatchObject([{ name: 'idempotency-key', in: 'header', required: true }]);
    const ask = paths['/v1/requests/{reference}/actions/ask'].post;
    expect(statuses(ask)).toEqual([200, 400, 401, 403, 404, 409, 413, 415, 422, 500, 503]);
    expect(ask.responses['409'].content['application/problem+json'].schema.required).toContain('detailAr');
    expect(ask.parameters.find((one: { name: string }) => one.name === 'idempotency-key').required).toBe(false);
    expect(statuses(paths['/v1/status/{reference}'].get)).toEqual([200, 401, 404, 422, 429, 500, 503]);
    const files = paths['/v1/requests/{reference}/attachments'];
    expect(files.post.requestBody.content['multipart/form-data'].schema.required).toEqual(['file']);
    expect(files.post.responses['409']).toBeUndefined();
    expect(paths['/v1/requests/{reference}/attachments/{id}'].get.responses['200'].content['*/*']).toBeDefined();
    const names = Object.values(paths).flatMap((methods) =>
      Object.values(methods as Record<string, { operationId: string }>).map(({ operationId }) => operationId),
    );
    expect(names).toContain('postRequestsActionsAsk');
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]\w+$/i.test(name))).toEqual([]);
  });

  test('is readable at /docs, whose policy lets its own scripts and nothing else run', async () => {
    const page = await api.get('/docs/', {});
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('upgrade-insecure-requests');
    for (const [, path] of String(page.body).matchAll(/src="\.?([^"]+\.js)"/g)) {
      expect((await api.get(`/docs${path}`, {})).status, path).toBe(200);
    }
  });

  test('figures count by route, never by address', async () => {
    await api.get('/v1/status/260000000085', {});
    const { body } = await api.get('/metrics', {});
    expect(body).toContain('route="/v1/status/:reference"');
    expect(body).not.toContain('260000000085');
    await api.file({ channel: 'sms', type: 'inquiry' });
    expect((await api.get('/metrics', {})).body).toContain('sawt_requests_filed_total{channel="sms",type="inquiry"} 1');
  });
});
