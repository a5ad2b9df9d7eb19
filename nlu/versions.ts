/**
 * Where weights live: those in use in `nlu/weights` (kept with the code), a trained candidate in `nlu/candidate`, and the one
 * former version in `nlu/former`, the last two outside it. A version is its weights with the card and pictures that describe them.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Trained } from './model.ts';
import { readModel } from './weights.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
export const SHIPPED = join(here, 'weights');
export const CANDIDATE = join(here, 'candidate');
export const FORMER = join(here, 'former');
const DOCS = join(here, '../docs/understanding');

const WEIGHTS = ['model.bin', 'model.json'] as const;
const CARD = ['model-card.md', 'reliability.svg', 'confusion-type.svg', 'confusion-axis.svg'] as const;
type Name = (typeof WEIGHTS | typeof CARD)[number];

export const isThere = (folder: string): boolean => WEIGHTS.every((name) => existsSync(join(folder, name)));

export const readVersion = (folder: string): Trained =>
  readModel({ header: readFileSync(join(folder, 'model.json')), binary: readFileSync(join(folder, 'model.bin')) });

export const areAlike = (one: string, other: string): boolean =>
  WEIGHTS.every((name) => readFileSync(join(one, name)).equals(readFileSync(join(other, name))));

export function writeVersion(folder: string, files: Readonly<Record<Name, string | Uint8Array>>): void {
  mkdirSync(folder, { recursive: true });
  for (const name of [...WEIGHTS, ...CARD]) writeFileSync(join(folder, name), files[name]);
}

/** The shipped version with its card, as a folder of its own. */
function setAside(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  if (!isThere(SHIPPED)) return;
  mkdirSync(folder, { recursive: true });
  for (const name of WEIGHTS) copyFileSync(join(SHIPPED, name), join(folder, name));
  for (const name of CARD) if (existsSync(join(DOCS, name))) copyFileSync(join(DOCS, name), join(folder, name));
}

/** Each file appears whole: whoever reads meanwhile has the old or the new one. */
function place(from: string, to: string): void {
  const unfinished = `${to}.unfinished`;
  copyFileSync(from, unfinished);
  renameSync(unfinished, to);
}

/** The version in `folder` becomes the shipped one, the shipped one the former. */
export function ship(folder: string): void {
  const aside = `${FORMER}.unfinished`;
  setAside(aside);
  mkdirSync(SHIPPED, { recursive: true });
  mkdirSync(DOCS, { recursive: true });
  for (const name of WEIGHTS) place(join(folder, name), join(SHIPPED, name));
  for (const name of CARD) if (existsSync(join(folder, name))) place(join(folder, name), join(DOCS, name));
  rmSync(folder, { recursive: true });
  rmSync(FORMER, { recursive: true, force: true });
  if (existsSync(aside)) renameSync(aside, FORMER);
}
