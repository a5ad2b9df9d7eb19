/** Starts `child.ts`, waits for its end, and copies databases so that every death begins from the same rows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import { administer, inDatabase } from '../services/template.ts';
import type { Order } from './child.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let bundled: Promise<string> | null = null;

/** One file, since each child would read and strip hundreds; every source still finds what lies beside it. */
function childFile(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const folder = join(ROOT, 'node_modules/.cache/sawt-turns');
  const outfile = join(folder, `child-${process.pid}.mjs`);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(ROOT, 'test/turns/child.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
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
  return outfile;
}

afterAll(async () => {
  if (bundled) rmSync(await bundled, { force: true });
});

export interface End {
  readonly killed: boolean;
  /** The statements it ran when it lived. */
  readonly statements: readonly string[];
}

export async function runChild(order: Order): Promise<End> {
  const args = [await childFile(), JSON.stringify(order)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let fault = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    fault += text;
  });
  const [code, signal] = await once(child, 'close');
  if (signal === 'SIGKILL') return { killed: true, statements: [] };
  if (code !== 0) throw new Error(`the child failed with ${code}: ${fault}${out}`);
  return { killed: false, statements: JSON.parse(out.trim().split('\n').at(-1) ?? '[]') };
}

/** Nobody may be connected to the original. */
export async function copyDatabase(url: string, name: string): Promise<string> {
  const original = new URL(url).pathname.slice(1);
  await administer(inDatabase(url, 'postgres'), `create database ${name} template ${original}`);
  return inDatabase(url, name);
}

/** Work for each, so many at a time. */
export async function inTurns<Each>(all: readonly Each[], at: number, work: (each: Each) => Promise<void>) {
  const left = [...all];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: at }, worker));
}
