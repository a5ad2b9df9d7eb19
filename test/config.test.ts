import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';

const faultsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

test('an empty environment is enough', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ port: 3000, publicUrl: null, databaseUrl: null, redisUrl: null, logLevel: 'info' });
  expect(config.dataDir).toBe(`${process.cwd()}/data`);
  expect(config.off).toHaveLength(7);
  expect(Object.values(config.doors).every((door) => door === null)).toBe(true);
});

test('an empty value counts as not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ', ADMIN_API_KEY: '' })).toEqual(readConfig({}));
});

test('it is frozen, all the way down', () => {
  const config = readConfig({});
  expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  expect(() => Object.assign(config.keys, { admin: 'x' })).toThrow(TypeError);
});

test('every fault is told at once, one line each, and no secret in it', () => {
  const faults = faultsOf({
    PORT: '70000',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://me:s3cret@db/x',
    REDIS_URL: 's3cret',
    PUBLIC_URL: 'ftp://x',
    ADMIN_API_KEY: 'a b',
    DATA_KEY: 'مفتاح',
    SMTP_URL: 'mail',
  });
  expect(faults).toHaveLength(8);
  expect(faults.join('\n')).not.toContain('s3cret');
  for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ \S[^\n]+$/);
});

test.each([
  ['PORT', '-1'],
  ['PORT', '3000x'],
  ['PUBLIC_URL', 'https://x.example/?a=1'],
  ['GRAPH_API_URL', 'localhost:9000'],
  ['OIDC_ISSUER', 'ldap://x'],
])('%s=%s is a fault', (name, value) => {
  expect(faultsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
});

test('a public address loses its last slash', () => {
  expect(readConfig({ PUBLIC_URL: 'https://sawt.example/app/' }).publicUrl).toBe('https://sawt.example/app');
});

test('a door is on with what it needs, and what it may have beside it', () => {
  const config = readConfig({ SMTP_URL: 'smtp://mail.example', SMTP_FROM: 'sawt@example.jo' });
  expect(config.doors['e-mail']).toEqual({ SMTP_URL: 'smtp://mail.example', SMTP_FROM: 'sawt@example.jo' });
  expect(config.off).not.toContainEqual(expect.stringContaining('e-mail'));
  expect(() => readConfig({ SMTP_FROM: 'Sawt <sawt@example.jo>' })).toThrow(/SMTP_FROM/);
});
