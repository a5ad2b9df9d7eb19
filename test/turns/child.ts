/**
 * A process of its own that takes one message and kills itself, as `kill -9` would, before or after the n-th statement of
 * what follows from it. Says how many statements there were when it lives to the end.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { openPostgres } from '../../api/store/database.ts';
import { openEmbedded } from '../../api/store/embedded.ts';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { type Said, send } from './talk.ts';
import { isUpkeep, type Statement, watched } from './watched-database.ts';

export interface Order {
  readonly environment: Readonly<Record<string, string>>;
  /** A fixed clock: nothing runs because time went by. */
  readonly at: number;
  /** 1 is the first statement; null: live. */
  readonly dies: { readonly n: number; readonly when: 'before' | 'after' } | null;
  readonly message?: Said;
  /** Said before, so that the conversation is at hand. */
  readonly first?: Said;
  /** In place of a message: an officer's call of the request API. */
  readonly call?: { readonly url: string; readonly body: Record<string, unknown>; readonly key: string };
}

const { environment, at, dies, message, first, call }: Order = JSON.parse(process.argv[2] ?? '{}');
const config = readConfig(environment);
const turn = new AsyncLocalStorage<true>();
const statements: string[] = [];

const numbers = new WeakMap<Statement, number>();

const counts = ({ text }: Statement) => turn.getStore() === true && !(message && isUpkeep(text));
const count = (statement: Statement) => {
  const n = statements.push(statement.text.replace(/\s+/g, ' ').trim().slice(0, 90));
  numbers.set(statement, n);
  return n;
};
const meet = (when: 'before' | 'after', n: number) => {
  if (dies?.when === when && dies.n === n) process.kill(process.pid, 'SIGKILL');
};
const watcher = {
  before(statement: Statement) {
    if (counts(statement)) meet('before', count(statement));
  },
  after(statement: Statement) {
    if (counts(statement)) meet('after', numbers.get(statement) ?? count(statement));
  },
};

const inner = config.databaseUrl
  ? openPostgres(config.databaseUrl)
  : await openEmbedded(config.dataDir, { template: join(config.folders.built, 'template') });
const app = await buildApp(config, { db: watched(inner, watcher), now: () => new Date(at) });
await app.server.ready();
// Official rows are read before: dying while reading them is dying before the next write, many times over.
await app.directory();
await app.server.inject('/v1/promise?importance=low');
// The look at the start is over: the next one belongs to the call.
if (call) await new Promise((resolve) => setTimeout(resolve, 100));
if (first) await send(app, first);
await app.queue.idle();
await turn.run(true, async () => {
  if (message) await send(app, message);
  if (call) {
    const headers = { authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': call.key };
    await app.server.inject({ method: 'POST', url: call.url, headers, payload: call.body });
  }
});
await app.queue.idle();
// What is told to the citizen is told behind the answer.
if (call) await new Promise((resolve) => setTimeout(resolve, 300));
await app.queue.idle();
process.stdout.write(`${JSON.stringify(statements)}\n`);
await app.close();
