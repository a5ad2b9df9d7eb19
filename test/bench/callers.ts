/**
 * Callers of the peers, and the stub of a provider's platform that takes the limit's replies. A caller knows when the
 * provider has the reply, as a citizen knows when it is on the screen.
 */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openLine } from './line.ts';
import { SECRET } from './peers.ts';

export interface Provider {
  readonly url: string;
  /** Resolves when a reply for this user has arrived. */
  reply(user: string): Promise<void>;
  close(): void;
}

export async function startProvider(): Promise<Provider> {
  const waiting = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { recipient } = JSON.parse(Buffer.concat(chunks).toString()) as { recipient: string };
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}');
      waiting.get(recipient)?.();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/messages`,
    reply: (user) =>
      new Promise((resolve) => {
        waiting.set(user, resolve);
      }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export type PeerRoute = '/bare' | '/insert' | '/limit';

export interface Caller {
  turn(route: PeerRoute): Promise<void>;
  close(): void;
}

/** Says of one user the same kinds of things that a citizen says. */
export function openCaller(url: string, user: string, provider: Provider, matter: () => string): Caller {
  const line = openLine(url);
  let said = 0;
  return {
    async turn(route) {
      said += 1;
      const body = JSON.stringify({ id: `${user}.${said}`, type: 'message', user, locale: 'ar', text: matter() });
      const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
      const coming = route === '/limit' ? provider.reply(user) : undefined;
      const { status } = await line.post(route, body, { 'x-signature': signature });
      if (status !== 200) throw new Error(`${route} answered ${status}`);
      await coming;
    },
    close: () => line.close(),
  };
}
