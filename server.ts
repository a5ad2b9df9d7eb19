/** Listens, says where to look, and closes with grace. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildApp, setUpMessenger } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';

const GRACE_MS = 10_000;

try {
  const config = readConfig();
  if (process.argv.includes('--messenger-setup')) await setUp(config);
  const app = await buildApp(config);
  if (process.argv.includes('--migrate')) {
    await app.close();
  } else {
    await app.server.listen({ port: config.port, host: config.host });
    closeOnSignal(app.close);
    welcome(config, portOf(app.server.server.address()) ?? config.port, app.keys);
  }
} catch (error) {
  for (const line of linesOf(error)) console.error(`sawt: ${line}`);
  process.exit(1);
}

async function setUp(config: Config): Promise<never> {
  const fault = await setUpMessenger(config);
  console.log(fault === undefined ? 'Messenger: greeting and menu are set, in Arabic and English' : `sawt: ${fault}`);
  process.exit(fault === undefined ? 0 : 1);
}

function portOf(address: AddressInfo | string | null): number | undefined {
  return typeof address === 'object' ? address?.port : undefined;
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.faults;
  if (!(error instanceof Error)) return [String(error)];
  if ('code' in error && error.code === 'EADDRINUSE')
    return ['PORT is in use by another program: stop it, or set another PORT'];
  return error.cause instanceof Error ? [`${error.message}: ${error.cause.message}`] : [error.message];
}

function welcome(config: Config, port: number, keys: { admin: string; adminMade: boolean }) {
  const at = config.publicUrl ?? `http://localhost:${port}`;
  const lines = [`Sawt listens: ${at}/ (talk to it), ${at}/docs (the request API)`];
  const isDemo = config.databaseUrl === null && config.doors['staff sign-in'] === null;
  if (isDemo) lines.push(`${at}/demo (one story on every channel), ${at}/console (staff desk, with invented people)`);
  for (const line of config.off) if (!isDemo || !line.startsWith('staff sign-in')) lines.push(line);
  if (keys.adminMade) {
    const file = join(config.dataDir, 'admin-api-key');
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${keys.admin}\n`, { mode: 0o600 });
    lines.push(`ADMIN_API_KEY was not set; this one was made and is kept in ${file}: ${keys.admin}`);
  }
  console.log(lines.join('\n'));
}

/** The first signal lets answers under way finish; a second one, or a long wait, ends it. */
function closeOnSignal(close: () => Promise<void>) {
  let closing = false;
  const onSignal = () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    void close().then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
