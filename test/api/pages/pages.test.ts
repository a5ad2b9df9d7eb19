import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mountPages, pagePolicy } from '../../../api/pages/pages.ts';

let server: FastifyInstance;
let dist: string;

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'pages-'));
  mkdirSync(join(dist, 'pages/demo'), { recursive: true });
  mkdirSync(join(dist, 'fonts'));
  writeFileSync(join(dist, 'pages/demo/index.ar.html'), '<p>ع</p>');
  writeFileSync(join(dist, 'pages/demo/index.en.html'), '<p>e</p>');
  writeFileSync(join(dist, 'widget.js'), 'x'.repeat(5000));
  writeFileSync(join(dist, 'fonts/a-b.woff2'), 'font');
  writeFileSync(join(dist, 'secret.woff2'), 'secret');
  server = fastify();
  mountPages(server, { distDir: dist });
  await server.ready();
});
afterAll(async () => {
  await server.close();
  rmSync(dist, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

test('the page is Arabic unless English is asked for, under a policy without inline code', async () => {
  const [arabic, english] = [await get('/'), await get('/?lang=en')];
  expect([arabic.body, english.body]).toEqual(['<p>ع</p>', '<p>e</p>']);
  const policy = String(arabic.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
});

test('the stream may be on the public address', () => {
  expect(pagePolicy('https://sawt.example/x')).toContain("connect-src 'self' wss://sawt.example;");
});

test('script and fonts may be loaded by any page', async () => {
  for (const url of ['/widget.js', '/fonts/a-b.woff2']) {
    const { headers, statusCode } = await get(url);
    expect([statusCode, headers['access-control-allow-origin'], headers['cross-origin-resource-policy']]).toEqual([
      200,
      '*',
      'cross-origin',
    ]);
    expect(headers['cache-control']).toMatch(/max-age=\d+/);
  }
});

test('compressed when the browser can, unchanged when it has it', async () => {
  const packed = await get('/widget.js', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers['content-encoding']).toBe('br');
  expect(packed.rawPayload.length).toBeLessThan(1000);
  expect((await get('/widget.js')).body).toHaveLength(5000);
  const again = await get('/widget.js', {
    'accept-encoding': 'gzip, br',
    'if-none-match': String(packed.headers.etag),
  });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test.each(['/fonts/..%2Fsecret.woff2', '/fonts/%2e%2e/secret.woff2', '/fonts/none.woff2', '/pages/demo/none.js'])(
  '%s leads nowhere',
  async (url) => {
    expect((await get(url)).statusCode).not.toBe(200);
  },
);
