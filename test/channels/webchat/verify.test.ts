import { createHmac } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { createVerify } from '../../../channels/webchat/verify.ts';

const DAY = 24 * 3600;
const start = Date.parse('2026-11-20T09:00:00Z');
let passed = 0;
const now = () => new Date(start + passed * 1000);
const verify = createVerify({ key: 'k', secret: 's3cret', now });
const other = createVerify({ key: 'another', secret: 's3cret', now });
const claims = { conversation: 'c', user: 'dl_a', origins: ['https://gov.example'] };
const after = async <T>(seconds: number, work: () => Promise<T>) => {
  passed = seconds;
  try {
    return await work();
  } finally {
    passed = 0;
  }
};

test('a token says which conversation, whose, and for which pages', async () => {
  expect(await verify.caller(`Bearer ${await verify.issue(claims)}`)).toEqual({ kind: 'token', ...claims });
  expect(await verify.caller('bearer s3cret')).toEqual({ kind: 'secret' });
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 's3cret'])('401: %j', async (header) => {
  await expect(verify.caller(header)).rejects.toMatchObject({ code: 'unauthorized' });
});

const forged = {
  'another key': () => other.issue(claims),
  'alg none': async () =>
    new UnsecuredJWT({ conv: 'c' })
      .setAudience('directline')
      .setIssuedAt(start / 1000)
      .setExpirationTime(start / 1000 + 60)
      .encode(),
  'the raw key instead of its own': async () =>
    new SignJWT({ conv: 'c' })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('directline')
      .setExpirationTime(start / 1000 + 60)
      .sign(Buffer.from('k'.repeat(32))),
  'another purpose': () => verify.issueStream('c'),
  'another algorithm': async () =>
    new SignJWT({ conv: 'c' })
      .setProtectedHeader({ alg: 'HS384' })
      .setAudience('directline')
      .setExpirationTime(start / 1000 + 60)
      .sign(createHmac('sha256', 'k').update('directline').digest()),
  'not a token': async () => 'abc',
  'a changed payload': async () => {
    const [head, , signature] = (await verify.issue(claims)).split('.');
    const payload = Buffer.from(JSON.stringify({ conv: 'd', aud: 'directline', exp: start })).toString('base64url');
    return `${head}.${payload}.${signature}`;
  },
};

test.each(Object.entries(forged))('403: %s', async (_name, make) => {
  await expect(verify.caller(`Bearer ${await make()}`)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await verify.returning(await make())).toBeUndefined();
});

test('a token runs out, for a token seen before and for one never seen', async () => {
  const token = await verify.issue(claims);
  await verify.caller(`Bearer ${token}`);
  await after(1799, () => verify.caller(`Bearer ${token}`));
  await after(1800, () => expect(verify.caller(`Bearer ${token}`)).rejects.toMatchObject({ code: 'token_expired' }));
  const unseen = await verify.issue(claims);
  await after(1801, () => expect(verify.caller(`Bearer ${unseen}`)).rejects.toMatchObject({ code: 'token_expired' }));
});

test('who comes back within a month is still the same', async () => {
  const widgets = { ...claims, widget: true } as const;
  const token = await verify.issue(widgets);
  expect(await after(29 * DAY, () => verify.returning(token))).toEqual(widgets);
  expect(await after(31 * DAY, () => verify.returning(token))).toBeUndefined();
  expect(await verify.returning(await verify.issue(claims))).toBeUndefined(); // its time is the secret holder's to give
});

test('a stream address opens for a minute and is no token', async () => {
  const ticket = await verify.issueStream('c');
  expect(await verify.streams(ticket)).toBe('c');
  await after(61, () => expect(verify.streams(ticket)).rejects.toMatchObject({ code: 'token_expired' }));
  await expect(verify.streams(await verify.issue(claims))).rejects.toMatchObject({ code: 'forbidden' });
});

test('file signatures', () => {
  expect(verify.fileSigned('f', verify.signFile('f'))).toBe(true);
  expect(verify.fileSigned('g', verify.signFile('f'))).toBe(false);
  expect(verify.fileSigned('f', '')).toBe(false);
});
