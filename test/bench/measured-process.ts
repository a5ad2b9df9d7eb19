/** A measured process: serves the product or its peers, or measures the pure parts, and says what it has spent when asked. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { buildHouse, type Counts } from './house.ts';
import type { Asked, Mark, Order, Told } from './order.ts';
import { measureParts } from './parts.ts';
import { buildPeers } from './peers.ts';

const tell = (told: Told) => process.send?.(told);

function mark({ statements, understandMs }: Counts): Mark {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20, statements, understandMs };
}

/** From now to the end. */
function profile(file: string) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  process.on('exit', () =>
    session.post('Profiler.stop', (_error, result) => writeFileSync(file, JSON.stringify(result.profile))),
  );
}

type Server = Awaited<ReturnType<typeof buildPeers>>;

async function serve(server: Server, counts: Counts, close: () => Promise<void>) {
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  process.on('message', (asked: Asked) => {
    if (asked === 'mark') tell({ kind: 'mark', mark: mark(counts) });
    else profile(asked.profileTo);
  });
  process.on('disconnect', () => void close().then(() => process.exit(0)));
  tell({ kind: 'listens', url });
}

const order = JSON.parse(process.argv[2] ?? '') as Order;
switch (order.role) {
  case 'house': {
    const { app, counts } = await buildHouse(order.databaseUrl, order.dataDir);
    await serve(app.server, counts, app.close);
    break;
  }
  case 'peers': {
    const server = await buildPeers({ ...order, now: () => new Date() });
    await serve(server, { statements: 0, understandMs: 0 }, () => server.close());
    break;
  }
  case 'parts':
    tell({ kind: 'parts', parts: measureParts(fileURLToPath(new URL('../..', import.meta.url)), order) });
}
