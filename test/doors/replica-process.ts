/** A replica as a process of its own, so that it can be killed: says where it listens, and lets time go by when told. */
import { buildApp } from '../../app.ts';
import { readConfig } from '../../config.ts';

let skippedMs = 0;
process.on('message', (told: { readonly skipMs: number }) => {
  skippedMs += told.skipMs;
});
const environment: Record<string, string> = JSON.parse(process.argv[2] ?? '{}');
const app = await buildApp(readConfig(environment), { now: () => new Date(Date.now() + skippedMs) });
const url = await app.server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ url });
