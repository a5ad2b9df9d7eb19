/**
 * The measured processes, each apart from the one that drives it. Their program is bundled first, as the product's is:
 * a loader that transforms sources as they are read costs time in every function.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
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

/** One file; every source still finds what lies beside it. */
export async function bundleProgram(): Promise<Program> {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'sawt-bench-'));
  const file = join(folder, 'measured-process.mjs');
  await build({
    entryPoints: [join(ROOT, 'test/bench/measured-process.ts')],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
    plugins: [
      {
        name: 'own addresses',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
            loader: 'ts',
          })),
      },
    ],
  });
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
