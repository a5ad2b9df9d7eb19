/** Careful headers stand on every answer, found or not, and what a route says itself goes before them. */
import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { mountHeaders } from '../../../api/plugins/headers.ts';

function served(options: Parameters<typeof mountHeaders>[1]) {
  const server = fastify();
  mountHeaders(server, options);
  server.get('/plain', async () => ({}));
  server.get('/own', async (_request, reply) => reply.header('X-Frame-Options', 'DENY').send({}));
  return async (url: string) => (await server.inject({ url })).headers;
}

describe('headers', () => {
  const ask = served({ contentSecurityPolicy: false, strictTransportSecurity: false });
  test.each(['/plain', '/nowhere'])('%s is not sniffed, framed elsewhere or told about', async (url) => {
    const headers = await ask(url);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('content-security-policy');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });
  test('a route has the last word', async () => expect((await ask('/own'))['x-frame-options']).toBe('DENY'));
  test('all of them when nothing is left out', async () => {
    const headers = await served({})('/plain');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['strict-transport-security']).toContain('max-age=');
  });
});
