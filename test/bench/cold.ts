/** From the start of the built program, on the embedded database, to the first turn that somebody got an answer to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../services/ports.ts';
import { arrive } from './citizen.ts';
import { ROOT } from './servers.ts';
import { median } from './statistics.ts';

export interface Cold {
  /** Seconds; the first start makes the database out of the built template. */
  readonly first: number;
  readonly second: number;
}

async function oneStart(dataDir: string, matter: string): Promise<number> {
  const port = await freePort();
  const environment = { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1' };
  const began = performance.now();
  const server = spawn(process.execPath, [join(ROOT, 'dist/server.js')], {
    env: { ...environment, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(server, 'exit');
  try {
    await Promise.race([
      once(server.stdout, 'data'),
      gone.then(([code]) => Promise.reject(new Error(`dist/server.js ended with ${code}`))),
    ]);
    const citizen = await arrive(`http://127.0.0.1:${port}`);
    await citizen.say(matter);
    const seconds = (performance.now() - began) / 1000;
    citizen.close();
    return seconds;
  } finally {
    server.kill('SIGTERM');
    await gone;
  }
}

async function twoStarts(matter: string): Promise<Cold> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sawt-cold-'));
  try {
    return { first: await oneStart(dataDir, matter), second: await oneStart(dataDir, matter) };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export async function measureCold(rounds: number, matter: string): Promise<Cold> {
  const all: Cold[] = [];
  for (let i = 0; i < rounds; i += 1) all.push(await twoStarts(matter));
  return { first: median(all.map(({ first }) => first)), second: median(all.map(({ second }) => second)) };
}
