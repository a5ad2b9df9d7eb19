/** SMPP under TLS: bound and heard where the operator's certificate is trusted, and nothing said where it is not. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorOf } from '../../../../channels/sms/smpp/index.ts';
import { createLink, type Link } from '../../../../channels/sms/smpp/link.ts';
import { createSmsc, type Smsc } from '../../../../deploy/simulate/smsc.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');
const [key, cert] = [fixture('key.pem'), fixture('cert.pem')];
const PATIENCE = { timeout: 30_000 };

let smsc: Smsc;
let wall: Server;
let url: string;
const links: Link[] = [];
beforeAll(async () => {
  smsc = await createSmsc({ systemId: 'sawt', password: 'secret08' });
  // The operator's end of the TLS, in front of its message centre.
  wall = createServer({ key, cert }, (socket) => {
    const inside = connect(smsc.port, '127.0.0.1');
    socket.on('error', () => inside.destroy()).pipe(inside);
    inside.on('error', () => socket.destroy()).pipe(socket);
  });
  wall.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => wall.listen(0, '127.0.0.1', resolve));
  const address = wall.address();
  url = `ssmpp://sawt:secret08@127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(async () => {
  await Promise.all(links.map((link) => link.close()));
  wall?.close();
  await smsc?.close();
});

function open(ca?: string) {
  const warnings: unknown[] = [];
  const link = createLink({
    operator: { ...operatorOf(url), ...(ca !== undefined && { ca }) },
    onDelivered: async () => undefined,
    now: () => new Date(),
    newId: () => 'one',
    die: () => 0.5,
    log: { info: () => undefined, warn: (facts) => warnings.push(facts) },
  });
  links.push(link);
  link.open();
  return { link, warnings };
}

test('a trusted operator: bound, and a text is taken', async () => {
  const { link } = open(cert);
  await expect.poll(() => link.bound, PATIENCE).toBe(true);
  const fields = {
    destination_addr: '962790000001',
    source_addr: '96265000000',
    data_coding: 0,
    short_message: 'hello',
  };
  expect(await link.submit(fields)).toMatchObject({ kind: 'answered', status: 0 });
  expect(smsc.received.map(({ text }) => text)).toEqual(['hello']);
});

test('an operator nobody vouches for is told no password', async () => {
  const before = smsc.bound().length;
  const { link, warnings } = open();
  await expect.poll(() => JSON.stringify(warnings), PATIENCE).toMatch(/self.signed|certificate/i);
  expect(link.bound).toBe(false);
  expect(smsc.bound()).toHaveLength(before);
  expect(await link.submit({})).toEqual({ kind: 'not_bound' });
});

test('ssmpp is its own port', () =>
  expect(operatorOf('ssmpp://a:b@smsc.example')).toMatchObject({ tls: true, port: 3550 }));
