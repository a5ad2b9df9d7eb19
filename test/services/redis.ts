/** A private Redis on a port of its own, keeping nothing on disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { binary, guarded } from './binaries.ts';
import { freePort } from './ports.ts';

export interface PrivateRedis {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  /** On the same port again, empty. */
  start(): Promise<void>;
}

export async function startRedis(): Promise<PrivateRedis> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  const start = async () => {
    if (server === null) server = await launch(port);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    async stop() {
      if (server === null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      server = null;
    },
  };
}

async function launch(port: number): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'];
  const [command, rest] = guarded(null, binary('redis'), args);
  const server = spawn(command, rest, { stdio: ['ignore', 'pipe', 'ignore'] });
  let log = '';
  await new Promise<void>((ready, fail) => {
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-10_000);
      if (/ready to accept connections/i.test(log)) ready();
    });
    server.once('error', fail);
    server.once('exit', () => fail(new Error(`Redis did not start:\n${log}`)));
  });
  return server;
}
