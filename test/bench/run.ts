/**
 * `npm run bench`: measures, prints the table (`--json`: the figures), and ends with 1 when a gate fails.
 * `--quick`: a short look, not for the record. `--no-citizens`: nobody comes to talk. `--profile <file>`: V8's CPU profile of the product's process, once warm.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bench, type Options, USUAL } from './bench.ts';
import { gatesOf, report } from './report.ts';
import { ROOT } from './servers.ts';

const QUICK: Options = { ...USUAL, rounds: 2, seconds: 1, warmTurns: 2000, filings: 5, texts: 500, coldRounds: 1 };

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    'no-citizens': { type: 'boolean' },
    profile: { type: 'string' },
  },
});
const say = (progress: string) => console.error(`bench: ${progress}`);

if (!existsSync(join(ROOT, 'dist/server.js'))) {
  say('building, since cold starts are of what is built');
  execFileSync(process.execPath, [join(ROOT, 'deploy/build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
}
const usual = values.quick === true ? QUICK : USUAL;
const options = { ...usual, citizens: values['no-citizens'] !== true };
const figures = await bench({ ...options, ...(values.profile !== undefined && { profileTo: values.profile }) }, say);
const gates = gatesOf(figures);
console.log(values.json === true ? JSON.stringify({ ...figures, gates }, null, 2) : report(figures));
if (gates.some(({ passed }) => !passed)) process.exitCode = 1;
