/** Every persona's visit to a house of its own: the product as it is wired, on the embedded database, with a clock that can be moved. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import type { Persona } from './persona.ts';
import { createClock, openDoor, visits } from './town.ts';
import type { Visit } from './visit.ts';

export async function visitOwnHouse(personas: readonly Persona[]): Promise<readonly Visit[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sawt-simulation-'));
  const clock = createClock();
  const app = await buildApp(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'error' }), { now: clock.now });
  try {
    return await visits(personas, { url: await openDoor(app), key: app.keys.admin, clock });
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
