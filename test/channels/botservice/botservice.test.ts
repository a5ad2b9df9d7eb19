/** The whole exchange with Azure Bot Service, offline: an issuer and a connector of our own on loopback. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Housed, openHouse } from '../../house-app.ts';

const APP_ID = '00000000-0000-4000-8000-00000000b075';
const ISSUER = 'https://issuer.example';
let house: Housed;
let azure: Server;
let origin = '';
let sign: (claims?: object, forged?: boolean) => Promise<string>;
const sent: { url: string; body: Record<string, unknown> }[] = [];

beforeAll(async () => {
  const [real, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(real.publicKey)), kid: 'key-1', use: 'sig', endorsements: ['msteams'] };
  azure = createServer((request, response) => {
    const json = (value: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (request.url === '/metadata')
      return json({ issuer: ISSUER, jwks_uri: `${origin}/keys`, id_token_signing_alg_values_supported: ['RS256'] });
    if (request.url === '/keys') return json({ keys: [jwk] });
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      sent.push({ url: request.url ?? '', body: JSON.parse(body || '{}') });
      json({ id: `reply-${sent.length}` });
    });
    return undefined;
  });
  azure.listen(0, '127.0.0.1');
  await once(azure, 'listening');
  const address = azure.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  sign = (claims = {}, forged = false) =>
    new SignJWT({ serviceurl: origin, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .setIssuer(ISSUER)
      .setAudience(APP_ID)
      .setIssuedAt()
      .setNotBefore('-1 minute')
      .setExpirationTime('1 hour')
      .sign(forged ? other.privateKey : real.privateKey);
  const credentials = {
    isValidAppId: async (id: string) => id === APP_ID,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({ signRequest: async (resource: unknown) => resource }),
  } as unknown as ServiceClientCredentialsFactory;
  house = await openHouse(
    { authority: { issuer: ISSUER, metadata: `${origin}/metadata`, login: `${origin}/login`, credentials } },
    { MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: 'password-of-the-tests' },
  );
}, 60_000);
afterAll(async () => {
  await house?.close();
  azure?.close();
});

let numbers = 0;
const activity = (text: string, more: object = {}) => ({
  type: 'message',
  id: `activity-${numbers++}`,
  channelId: 'msteams',
  serviceUrl: origin,
  from: { id: 'user-1', name: 'Maha' },
  recipient: { id: 'bot-1' },
  conversation: { id: 'conversation-1' },
  locale: 'ar-JO',
  text,
  ...more,
});
const post = async (payload: object, token: string | undefined) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return house.app.server.inject({ method: 'POST', url: '/api/messages', headers, payload });
};
const settled = async () => {
  await house.app.queue.idle();
  await house.app.outbox.idle();
};

describe('an activity', () => {
  test('is answered through the connector, options as actions', async () => {
    const answer = await post(activity('صارلي ثلاث شهور بستنى جواز سفري بأحوال إربد'), await sign());
    expect([answer.statusCode, answer.payload]).toEqual([200, '{}']);
    await settled();
    expect(sent.length).toBeGreaterThan(0);
    expect(sent[0]?.url).toContain('/v3/conversations/conversation-1/activities');
    expect(sent.at(-1)?.body).toMatchObject({ type: 'message', locale: 'ar', channelData: { sawt: { ask: 'name' } } });
  }, 60_000);

  test('that comes again is one turn', async () => {
    const same = activity('محمد العلي');
    await post(same, await sign());
    await settled();
    const before = sent.length;
    await post(same, await sign());
    await settled();
    expect(sent).toHaveLength(before);
  });

  test('without a type: 400', async () => {
    const { type: _, ...bare } = activity('مرحبا');
    const answer = await post(bare, await sign());
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_activity']);
  });

  test('of a kind that says nothing is taken', async () => {
    expect((await post(activity('', { type: 'typing' }), await sign())).statusCode).toBe(200);
  });
});

describe('nobody else speaks', () => {
  test.each<[string, () => Promise<string | undefined>]>([
    ['no token', async () => undefined],
    ['no token at all', async () => 'x.y.z'],
    ['a wrong key', () => sign({}, true)],
    ['another service', () => sign({ serviceurl: 'https://elsewhere.example' })],
    [
      'alg none',
      async () =>
        new UnsecuredJWT({ serviceurl: origin }).setIssuer(ISSUER).setAudience(APP_ID).setExpirationTime('1h').encode(),
    ],
  ])('%s: 401', async (_, token) => {
    const before = sent.length;
    const answer = await post(activity('مرحبا'), await token());
    expect(answer.statusCode).toBe(401);
    await settled();
    expect(sent).toHaveLength(before);
  });
});
