/** What only the hall decides: how long a request may take, and what a log may hold. */
import { Writable } from 'node:stream';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainFault } from '../api/plugins/errors.ts';
import { type Housed, openHouse } from './house-app.ts';

let house: Housed;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house?.close());

test('a request that never ends is ended', () => {
  expect(house.app.server.server.requestTimeout).toBeGreaterThanOrEqual(60_000);
  expect(house.app.server.server.requestTimeout).toBeLessThanOrEqual(600_000);
});

/** As PostgreSQL's driver throws it: the words of the person stand beside the message. */
const telling = () =>
  Object.assign(new Error('duplicate key', { cause: Object.assign(new Error('away'), { detail: 'Sara' }) }), {
    detail: 'Key (phone)=(+962790000000) already exists.',
    parameters: ['Sara Haddad'],
  });

test('a logged failure says what and where, and nothing of the row', () => {
  let written = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written += String(chunk);
      done();
    },
  });
  const { log } = Fastify({ logger: { stream, serializers: { err: plainFault } } });
  log.error(telling());
  log.error({ err: telling() }, 'a turn broke');
  expect(written).toContain('duplicate key');
  expect(written).toContain('away');
  expect(written).not.toMatch(/Sara|96279/);
});

test("the house's own log is written so", () => {
  const serializers = Reflect.get(house.app.server.log, Symbol.for('pino.serializers'));
  expect(serializers.err).toBe(plainFault);
});
