/**
 * `npm run simulate:citizens`: every persona talks to a house of its own (the embedded database) and the table says what
 * came of it. `--only <pattern>`: of these names. `--show`: the talks that went wrong, `--all`: every talk.
 * `--url <url> --key <admin key>`: a house that runs already. Ends with 1 when a gate fails.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import type { Persona } from './persona.ts';
import { readPersonas } from './read.ts';
import { gates, judged, script, table } from './report.ts';
import { createClock, openDoor, visits } from './town.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    show: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    url: { type: 'string' },
    key: { type: 'string' },
  },
});

async function inOwnHouse(personas: readonly Persona[]) {
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

const { personas, faults } = readPersonas();
for (const fault of faults) console.error(fault);
const wanted = personas.filter(({ id }) => new RegExp(values.only ?? '').test(id));
const made = await (values.url === undefined
  ? inOwnHouse(wanted)
  : visits(wanted, { url: values.url, key: values.key ?? '' }));
const all = judged(made);
// Whoever reads how the unseen went wrong has begun to tune on them: they are counted, never shown.
const seen = all.filter(({ visit }) => !visit.persona.unseen);
const shown = seen.filter(({ visit, verdict }) => values.all || !verdict.right || visit.slips.length > 0);
if (values.show || values.all) console.log(`${shown.map(script).join('\n\n')}\n`);
console.log(table(all));
for (const { name, passed, measured } of gates(all)) console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}: ${measured}`);
if (faults.length > 0 || gates(all).some(({ passed }) => !passed)) process.exitCode = 1;
