/**
 * One opener a data directory: a listening socket in it, which the kernel closes when its process dies, however it dies.
 *
 * Locks are numbered and the highest counts. Taking one is a hard link, which fails when the name exists, so of two who
 * find the same dead lock one wins. A lock is never removed by its holder: a late rival must find the number taken.
 */
import { once } from 'node:events';
import { closeSync, existsSync, linkSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

const NAME = /^lock\.(\d+)$/;

export interface Lock {
  release(): Promise<void>;
}

/** Throws one plain line when another living process holds the directory. */
export async function lockFolder(folder: string): Promise<Lock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const handle = openSync(folder, 'r');
  try {
    const server = await take(folder, shortName(folder, handle));
    return { release: () => new Promise((done) => server.close(() => done())) };
  } finally {
    closeSync(handle);
  }
}

/** A socket's address holds 107 bytes; through its open handle a directory has a short name however deep it lies. */
const shortName = (folder: string, handle: number) =>
  existsSync('/proc/self/fd') ? `/proc/self/fd/${handle}` : folder;

async function take(folder: string, near: string): Promise<Server> {
  const own = `lock-${process.pid}-${process.hrtime.bigint()}`;
  const server = createServer((caller) => caller.destroy());
  server.listen(join(near, own));
  await once(server, 'listening');
  try {
    await claim(folder, near, own);
    return server.unref();
  } catch (error) {
    server.close();
    throw error;
  } finally {
    rmSync(join(folder, own), { force: true });
  }
}

async function claim(folder: string, near: string, own: string): Promise<void> {
  const newest = Math.max(0, ...numbers(folder));
  if (newest > 0 && (await isAlive(join(near, `lock.${newest}`)))) throw new Error(inUse(folder));
  try {
    linkSync(join(folder, own), join(folder, `lock.${newest + 1}`));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return claim(folder, near, own);
    throw error;
  }
  for (const older of numbers(folder)) if (older <= newest) rmSync(join(folder, `lock.${older}`), { force: true });
}

const inUse = (folder: string) =>
  `DATA_DIR ${folder} is in use by another running process: stop that one, or set another DATA_DIR`;

const numbers = (folder: string) =>
  readdirSync(folder).flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });

/** What the kernel says of a socket that nobody listens on any more, and of one that a rival has cleared away. */
const DEAD = ['ECONNREFUSED', 'ENOENT'];

/** Anything else (no permission, a holder too busy to answer) proves nothing: a wrong "dead" would lose committed rows. */
function isAlive(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const caller = connect(path);
    caller.once('connect', () => {
      caller.destroy();
      answer(true);
    });
    caller.once('error', (error: NodeJS.ErrnoException) => answer(!DEAD.includes(error.code ?? '')));
  });
}
