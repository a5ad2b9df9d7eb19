/** A line between a house and its database that can be cut, mended, or cut at the moment an answer would come back. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Line {
  /** The same database through this line. */
  readonly url: string;
  /** Everything under way breaks, nobody gets through. */
  cut(): void;
  /** What is sent next still arrives; its answer does not, and the line is cut. */
  cutAtAnswer(): void;
  mend(): Promise<void>;
  close(): void;
}

export async function lineTo(url: string): Promise<Line> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let swallow = false;
  let server: Server | null = null;

  const cut = () => {
    swallow = false;
    server?.close();
    server = null;
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };

  const carry = (near: Socket) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => (swallow ? cut() : near.write(bytes)));
  };

  const open = async (port: number): Promise<number> => {
    const opened = createServer(carry).listen(port, '127.0.0.1');
    await once(opened, 'listening');
    server = opened;
    const address = opened.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    return address.port;
  };

  const port = await open(0);
  target.host = `127.0.0.1:${port}`;
  const through = target.href;
  target.href = url;
  return {
    url: through,
    cut,
    cutAtAnswer: () => {
      swallow = true;
    },
    async mend() {
      if (server === null) await open(port);
    },
    close: cut,
  };
}
