/**
 * `npm run simulate:citizens`: every persona talks to a house of its own (the embedded database) and the table says what
 * came of it. `--only <pattern>`: of these names. `--show`: the talks that went wrong, `--all`: every talk.
 * `--url <url> --key <admin key>`: a house that runs already. Ends with 1 when a gate fails.
 */
import { parseArgs } from 'node:util';
import { visitOwnHouse } from './own-house.ts';
import { readPersonas } from './read.ts';
import { gates, judged, script, table } from './report.ts';
import { visits } from './town.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    show: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    url: { type: 'string' },
    key: { type: 'string' },
  },
});

const { personas, faults } = readPersonas();
for (const fault of faults) console.error(fault);
const wanted = personas.filter(({ id }) => new RegExp(values.only ?? '').test(id));
const made = await (values.url === undefined
  ? visitOwnHouse(wanted)
  : visits(wanted, { url: values.url, key: values.key ?? '' }));
const all = judged(made);
// Whoever reads how the unseen went wrong has begun to tune on them: they are counted, never shown.
const seen = all.filter(({ visit }) => !visit.persona.unseen);
const shown = seen.filter(({ visit, verdict }) => values.all || !verdict.right || visit.slips.length > 0);
if (values.show || values.all) console.log(`${shown.map(script).join('\n\n')}\n`);
console.log(table(all));
for (const { name, passed, measured } of gates(all)) console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}: ${measured}`);
if (faults.length > 0 || gates(all).some(({ passed }) => !passed)) process.exitCode = 1;
