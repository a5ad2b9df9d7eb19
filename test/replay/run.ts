/**
 * `npm run replay -- <file>`: plays stored conversations again on the flows and the model as they now are, and lists what a
 * citizen would see otherwise, identities covered. Ends with 0 when nothing differs, 1 when something does, 2 when the file
 * cannot be read. `--flows <folder>`: other flows. `--all`: every difference of a conversation, not only the first.
 * `--export <file>`: writes the conversations of the configured database (DATABASE_URL or DATA_DIR; an embedded one while
 * its server is down). `--record <file>`: plays the stories and writes those.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres } from '../../api/store/database.ts';
import { openEmbedded } from '../../api/store/embedded.ts';
import { type App, buildApp, type Overrides } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { readFlows, sourcesIn } from '../../flows/load.ts';
import { ADMIN_KEY } from '../house-app.ts';
import { createPlayer } from '../stories/player.ts';
import { readStories } from '../stories/story.ts';
import { shown } from './difference.ts';
import { replay } from './replay.ts';
import { readStored, type Stored, StoredError, storedIn } from './stored.ts';

const USAGE = 'npm run replay -- <file> [--flows <folder>] [--all] | --export <file> | --record <file>';

async function inFreshHouse<T>(overrides: Overrides, work: (app: App) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sawt-replay-'));
  const app = await buildApp(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'error', ADMIN_API_KEY: ADMIN_KEY }), overrides);
  try {
    await app.server.ready();
    return await work(app);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exported(): Promise<readonly Stored[]> {
  const { databaseUrl, dataDir } = readConfig();
  const db = databaseUrl === null ? await openEmbedded(dataDir) : openPostgres(databaseUrl);
  try {
    return await storedIn(db);
  } finally {
    await db.close();
  }
}

const recorded = () =>
  inFreshHouse({}, async (app) => {
    for (const { lang = 'ar', steps } of readStories()) {
      const player = createPlayer(app);
      await player.start(lang);
      for (const step of steps) {
        if ('attach' in step) await player.attach(step.attach, step.citizen);
        else if ('citizen' in step) await player.say(step.citizen);
        else if ('tap' in step) await player.say(step.tap, step.tap);
        else if ('officer' in step) await player.act(step.officer, step.body);
      }
    }
    return storedIn(app.db);
  });

function write(file: string, messages: readonly Stored[]) {
  writeFileSync(file, messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
  console.log(`${messages.length} messages in ${file}`);
}

async function compare(file: string, options: { readonly flows?: string | undefined; readonly all: boolean }) {
  const messages = readStored(file);
  let moment = new Date(messages[0]?.at ?? 0);
  const flows = options.flows === undefined ? {} : { flows: readFlows(sourcesIn(options.flows)) };
  const { conversations, turns, differences } = await inFreshHouse({ now: () => moment, ...flows }, (app) =>
    replay(messages, {
      app,
      at: (next) => {
        moment = next;
      },
    }),
  );
  const first = differences.filter(
    ({ conversation }, i) => differences.findIndex((each) => each.conversation === conversation) === i,
  );
  for (const difference of options.all ? differences : first) console.log(shown(difference));
  console.log(`${conversations} conversations, ${turns} turns: ${first.length} conversations would now differ`);
  process.exitCode = first.length > 0 ? 1 : 0;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      flows: { type: 'string' },
      all: { type: 'boolean', default: false },
      export: { type: 'string' },
      record: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (values.export !== undefined) return write(values.export, await exported());
  if (values.record !== undefined) return write(values.record, await recorded());
  if (file === undefined) throw new StoredError(`no file is given: ${USAGE}`);
  return compare(file, values);
}

main().catch((error: unknown) => {
  const known = error instanceof StoredError || (error instanceof Error && 'code' in error);
  console.error(known ? (error as Error).message : error);
  process.exitCode = 2;
});
