/** The measured processes, each apart from the one that drives it. Their program is bundled first, as the product's is. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLES, bundle } from '../bundle.ts';
import type { Asked, Mark, Order, Told } from './order.ts';
import type { Parts } from './parts.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Child {
  readonly url: string;
  mark(): Promise<Mark>;
  /** Writes V8's CPU profile, from now to its end. */
  profile(file: string): void;
  end(): Promise<void>;
}

export interface Program {
  readonly file: string;
  remove(): void;
}

export async function bundleProgram(): Promise<Program> {
  mkdirSync(BUNDLES, { recursive: true });
  const folder = mkdtempSync(join(BUNDLES, 'sawt-bench-'));
  const file = join(folder, 'measured-process.mjs');
  await bundle('test/bench/measured-process.ts', file);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const start = (program: Program, order: Order): ChildProcess =>
  fork(program.file, [JSON.stringify(order)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

/** The next thing it says; an end before that is a failure. */
async function told<K extends Told['kind']>(child: ChildProcess, kind: K): Promise<Extract<Told, { kind: K }>> {
  const over = new AbortController();
  const gone = once(child, 'exit', over).then(([code]) => {
    throw new Error(`a measured process ended with ${code}`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', over), gone])) as [Told];
    if (message.kind !== kind) throw new Error(`a measured process said ${message.kind}, not ${kind}`);
    return message as Extract<Told, { kind: K }>;
  } finally {
    gone.catch(() => undefined);
    over.abort();
  }
}

const ask = (child: ChildProcess, asked: Asked) => child.send(asked);

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

export async function startServer(program: Program, order: Order): Promise<Child> {
  const child = start(program, order);
  const { url } = await told(child, 'listens');
  return {
    url,
    async mark() {
      const answer = told(child, 'mark');
      ask(child, 'mark');
      return (await answer).mark;
    },
    profile: (file) => ask(child, { profileTo: file }),
    end: () => end(child),
  };
}

export async function runParts(program: Program, rounds: number, most: number): Promise<Parts> {
  const child = start(program, { role: 'parts', rounds, most });
  const { parts } = await told(child, 'parts');
  await end(child);
  return parts;
}
