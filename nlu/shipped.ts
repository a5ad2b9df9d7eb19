/** Finds the shipped weights in a folder; without them there is no model, and understanding falls back on rules. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from './model.ts';
import { loadModel } from './understand.ts';

export function readShippedModel(folder: string): Model | null {
  const header = join(folder, 'model.json');
  const binary = join(folder, 'model.bin');
  if (!existsSync(header) || !existsSync(binary)) return null;
  return loadModel({ header: readFileSync(header), binary: readFileSync(binary) });
}
