/** Replicas on one database as processes that can be killed, and a platform's line that can be held after it took a call. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { BUNDLES, bundle } from '../bundle.ts';
import { ADMIN_KEY, DIRECTLINE_SECRET } from '../house-app.ts';

let made: Promise<string> | undefined;

/** One file, since each process would read and strip hundreds. */
async function program(): Promise<string> {
  const folder = join(BUNDLES, 'sawt-doors');
  const outfile = join(folder, `replica-${process.pid}.mjs`);
  mkdirSync(folder, { recursive: true });
  await bundle('test/doors/replica-process.ts', outfile);
  return outfile;
}

afterAll(async () => {
  if (made) rmSync(await made, { force: true });
});

export interface Replica {
  readonly url: string;
  /** As `kill -9` does. */
  kill(): Promise<void>;
  /** Its clock goes on by so much. */
  skip(ms: number): void;
}

export async function startReplica(databaseUrl: string, more: Readonly<Record<string, string>>): Promise<Replica> {
  const environment = {
    DATABASE_URL: databaseUrl,
    ADMIN_API_KEY: ADMIN_KEY,
    DIRECTLINE_SECRET,
    DATA_KEY: 'data-key-of-the-tests',
    LOG_LEVEL: 'fatal',
    ...more,
  };
  made ??= program();
  const child = fork(await made, [JSON.stringify(environment)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [told] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the replica did not start');
    }),
  ]);
  return {
    url: (told as { readonly url: string }).url,
    skip: (ms) => void child.send({ skipMs: ms }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

export interface Line {
  readonly url: string;
  /** The next call that matches is passed on, and never answered; resolves when the platform has taken it. */
  hold(matches: (body: string) => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Between us and a platform. */
export async function createLine(platform: string): Promise<Line> {
  let holding: { readonly matches: (body: string) => boolean; readonly taken: () => void } | undefined;
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString('utf8');
    const held = holding?.matches(body) === true ? holding : undefined;
    if (held) holding = undefined;
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const answer = await fetch(platform + (request.url ?? ''), {
      method: request.method ?? 'POST',
      headers: { authorization, 'content-type': type },
      body,
    });
    const text = await answer.text();
    if (held) return held.taken();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
  };
  const server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (matches) =>
      new Promise((taken) => {
        holding = { matches, taken };
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
