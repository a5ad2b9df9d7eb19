/** A private PostgreSQL: its own cluster, port and processes. Faults are made here: stop, crash, start again. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, guarded, isRoot, runAs } from './binaries.ts';
import { freePort } from './ports.ts';

const SPEED = { fsync: 'off', full_page_writes: 'off' };
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  shared_buffers: '64MB',
  autovacuum: 'off',
  log_min_messages: 'log',
};

export interface PrivatePostgres {
  /** Of the maintenance database `postgres`; other databases: replace the path. */
  readonly url: string;
  readonly port: number;
  /** Orderly: running transactions are rolled back, data is flushed. */
  stop(): Promise<void>;
  /** As a crash: no checkpoint, recovery at the next start. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Stops and removes the cluster. */
  remove(): Promise<void>;
}

/** `durable`: with fsync, for tests that are about losing nothing. */
export async function startPostgres({ durable = false } = {}): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'sawt-postgres-'));
  if (isRoot()) spawnSync('chown', ['postgres', folder]);
  const cluster = join(folder, 'cluster');
  const init = ['-D', cluster, '-U', 'sawt', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  runAs('postgres', join(binary('postgres'), 'initdb'), init);
  const port = await freePort();
  const settings = { ...SETTINGS, ...(durable ? {} : SPEED) };
  const args = [
    '-D',
    cluster,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  let server: ChildProcess | null = null;

  const end = async (signal: NodeJS.Signals) => {
    if (server === null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
    server = null;
  };
  const start = async () => {
    if (server === null) server = await launch(join(binary('postgres'), 'postgres'), args);
  };
  await start();
  return {
    url: `postgres://sawt@127.0.0.1:${port}/postgres`,
    port,
    start,
    stop: () => end('SIGINT'),
    crash: () => end('SIGQUIT'),
    async remove() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the server and waits until it says that it accepts connections. */
async function launch(program: string, args: readonly string[]): Promise<ChildProcess> {
  const [command, rest] = guarded('postgres', program, args);
  const server = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
  let log = '';
  await new Promise<void>((ready, fail) => {
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-10_000);
      if (log.includes('ready to accept connections')) ready();
    });
    server.once('error', fail);
    server.once('exit', () => fail(new Error(`PostgreSQL did not start:\n${log}`)));
  });
  return server;
}
