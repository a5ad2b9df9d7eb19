/** The product as it is wired, with a count of its statements and a clock on its understanding. */
import { join } from 'node:path';
import { type OpenDatabase, openPostgres } from '../../api/store/database.ts';
import { type App, buildApp, openUnderstanding } from '../../app.ts';
import type { Understand } from '../../bot/listen.ts';
import { readConfig } from '../../config.ts';
import { readFlows, sourcesIn } from '../../flows/load.ts';
import { isUpkeep } from '../turns/watched-database.ts';
import { median } from './statistics.ts';

export interface Counts {
  /** Statements of turns; BEGIN and COMMIT are none. */
  statements: number;
  understandMs: number;
}

function counted(inner: OpenDatabase, counts: Counts): OpenDatabase {
  const upkeep = new Map<string, boolean>();
  const count = (text: string) => {
    const known = upkeep.get(text) ?? isUpkeep(text);
    upkeep.set(text, known);
    if (!known) counts.statements += 1;
  };
  return {
    ...inner,
    query(text, values) {
      count(text);
      return inner.query(text, values);
    },
    transaction: (work) =>
      inner.transaction((inside) =>
        work({
          query(text, values) {
            count(text);
            return inside.query(text, values);
          },
        }),
      ),
  };
}

const microseconds = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** Asking for the CPU time may itself cost more than a short text: one call in so many is timed and stands for all. */
const TIMED = 17;

function askingCosts(): number {
  const spans = Array.from({ length: 300 }, () => -microseconds() + microseconds());
  return median(spans);
}

/** By CPU time, since on a busy machine the clock also counts the waiting. */
function timed(understand: Understand, counts: Counts): Understand {
  const asking = askingCosts();
  let calls = 0;
  return (text, context) => {
    calls += 1;
    if (calls % TIMED !== 0) return understand(text, context);
    const before = microseconds();
    const understood = understand(text, context);
    counts.understandMs += (Math.max(0, microseconds() - before - asking) * TIMED) / 1000;
    return understood;
  };
}

export async function buildHouse(databaseUrl: string, dataDir: string): Promise<{ app: App; counts: Counts }> {
  const counts: Counts = { statements: 0, understandMs: 0 };
  const config = readConfig({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'error' });
  const flows = readFlows(sourcesIn(join(config.folders.root, 'flows')));
  const understand = openUnderstanding(config.folders.root, flows);
  const app = await buildApp(config, {
    db: counted(openPostgres(databaseUrl), counts),
    understand: timed(understand, counts),
  });
  return { app, counts };
}
