/** Opens the database of the settings. A start loads the driver it needs: the others took a tenth of its time. */
import type { OpenDatabase } from './database.ts';

export interface Where {
  /** Null: the embedded database in `dataDir`, begun from the template. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly template: string;
}

export async function openDatabase({ databaseUrl, dataDir, template }: Where): Promise<OpenDatabase> {
  if (databaseUrl !== null) return (await import('./database.ts')).openPostgres(databaseUrl);
  return (await import('./embedded.ts')).openEmbedded(dataDir, { template });
}
