/** The whole house on a database of its own, with no door listening: what stories and end-to-end tests talk to. */
import { type App, buildApp, type Overrides } from '../app.ts';
import { readConfig } from '../config.ts';
import { freshDatabase } from './services/fresh-database.ts';

export const ADMIN_KEY = 'admin-key-of-the-tests';
export const DIRECTLINE_SECRET = 'directline-secret-of-the-tests';

export const settings = (databaseUrl: string, more: Readonly<Record<string, string>> = {}) =>
  readConfig({
    DATABASE_URL: databaseUrl,
    ADMIN_API_KEY: ADMIN_KEY,
    DIRECTLINE_SECRET,
    DATA_KEY: 'data-key-of-the-tests',
    LOG_LEVEL: 'error',
    ...more,
  });

export interface Housed {
  readonly app: App;
  readonly url: string;
  close(): Promise<void>;
}

export async function openHouse(
  overrides: Overrides = {},
  more: Readonly<Record<string, string>> = {},
): Promise<Housed> {
  const { url, close } = await freshDatabase();
  const app = await buildApp(settings(url, more), overrides);
  await app.server.ready();
  return {
    app,
    url,
    close: async () => {
      await app.close();
      await close();
    },
  };
}
