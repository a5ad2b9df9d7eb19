/** Starts `child.ts`, waits for its end, and copies databases so that every death begins from the same rows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { BUNDLES, bundle } from '../bundle.ts';
import { administer, inDatabase } from '../services/template.ts';
import type { Order } from './child.ts';

let bundled: Promise<string> | null = null;

function childFile(): Promise<string> {
  bundled ??= bundleChild();
  return bundled;
}

async function bundleChild(): Promise<string> {
  const folder = join(BUNDLES, 'sawt-turns');
  const outfile = join(folder, `child-${process.pid}.mjs`);
  mkdirSync(folder, { recursive: true });
  await bundle('test/turns/child.ts', outfile);
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
