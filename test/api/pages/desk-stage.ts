/** The real house with its built pages and the demo's people, and a browser in which one of them signs in. */
import type { Browser, Page } from 'playwright-core';
import { openPostgres } from '../../../api/store/database.ts';
import { type App, buildApp } from '../../../app.ts';
import { buildPages, openBrowser } from '../../channels/webchat/widget/browser.ts';
import { settings } from '../../house-app.ts';
import { freshDatabase } from '../../services/fresh-database.ts';

export interface DeskStage {
  readonly app: App;
  readonly url: string;
  readonly browser: Browser;
  /** The page of a workplace, before anybody has signed in. */
  visit(place: 'requests' | 'chats' | 'calls', lang: 'ar' | 'en', width?: number): Promise<Page>;
  /** Somebody of the demo signed in there. */
  enter(who: string, place: 'requests' | 'chats' | 'calls', lang: 'ar' | 'en', width?: number): Promise<Page>;
  close(): Promise<void>;
}

export async function openDesk(more: Record<string, string> = {}, now?: () => Date): Promise<DeskStage> {
  const fresh = await freshDatabase();
  const base = settings(fresh.url, more);
  const config = { ...base, databaseUrl: null, folders: { ...base.folders, built: await buildPages() } };
  const app = await buildApp(config, { db: openPostgres(fresh.url), ...(now && { now }) });
  const url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  const visit: DeskStage['visit'] = async (place, lang, width = 1280) => {
    const page = await (await browser.newContext({ viewport: { width, height: 860 } })).newPage();
    await page.goto(`${url}/console/${place}${lang === 'en' ? '?lang=en' : ''}`);
    return page;
  };
  return {
    app,
    url,
    browser,
    visit,
    enter: async (who, place, lang, width) => {
      const page = await visit(place, lang, width);
      await page.locator('.gate a').click();
      await page.locator(`.choice a[href$="/${who}"]`).click();
      await page.locator('.list').waitFor();
      return page;
    },
    close: async () => {
      await browser.close();
      await app.close();
      await fresh.close();
    },
  };
}
