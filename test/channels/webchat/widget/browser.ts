/** A browser, the built widget and a scripted server together: what every browser test of the widget starts from. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import fastify, { type FastifyInstance } from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { vi } from 'vitest';
import { mountPages } from '../../../../api/pages/pages.ts';
import { chromiumLaunch } from '../../../services/fresh-database.ts';
import { type Asset, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

export const openBrowser = (): Promise<Browser> => chromium.launch(chromiumLaunch());

/** The same files as the product's build, without its programs and its database. */
export async function buildPages(): Promise<string> {
  const dist = mkdtempSync(join(tmpdir(), 'pages-'));
  const options = { bundle: true, minify: true, target: 'es2022', format: 'iife', logLevel: 'error' } as const;
  await build({ ...options, entryPoints: ['channels/webchat/widget/index.ts'], outfile: join(dist, 'widget.js') });
  for (const page of ['demo', 'console']) {
    const outfile = join(dist, `pages/${page}/client.js`);
    await build({ ...options, entryPoints: [`api/pages/${page}/client/index.ts`], outfile });
    const isAsset = (path: string) => !path.includes('client');
    cpSync(`api/pages/${page}`, join(dist, 'pages', page), { recursive: true, filter: isAsset });
  }
  for (const page of ['ground', 'privacy']) cpSync(`api/pages/${page}`, join(dist, 'pages', page), { recursive: true });
  const fonts = join(dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-arabic')), 'files');
  for (const script of ['arabic', 'latin'])
    cpSync(
      join(fonts, `noto-sans-arabic-${script}-wght-normal.woff2`),
      join(dist, 'fonts', `noto-sans-arabic-${script}.woff2`),
    );
  return dist;
}

export interface Stage {
  readonly browser: Browser;
  readonly server: ScriptedServer;
  readonly size: number;
  close(): Promise<void>;
}

const HOST_PAGE = (lang: string) => `<!doctype html><html lang="${lang}" dir="${lang === 'en' ? 'ltr' : 'rtl'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Host</title>
<script src="/widget.js" async></script></head>
<body><main><h1>Host</h1><button id="before">x</button></main><sawt-chat lang="${lang}"></sawt-chat></body></html>`;

/** `/`: the demo page. `/host?lang=`: somebody else's page that embeds the widget under a strict policy. */
export async function openStage(): Promise<Stage> {
  const dist = await buildPages();
  const pages: FastifyInstance = fastify();
  mountPages(pages, { distDir: dist });
  pages.get<{ Querystring: { lang?: string } }>('/host', (request, reply) =>
    reply
      .header(
        'content-security-policy',
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'",
      )
      .type('text/html')
      .send(HOST_PAGE(request.query.lang ?? 'ar')),
  );
  pages.get('/v1/status/:reference', (_request, reply) =>
    reply.send({
      reference: '',
      status: 'in_progress',
      updatedAt: '2026-11-19T10:05:00+03:00',
      dueAt: '2036-11-26T15:30:00+03:00',
    }),
  );
  await pages.ready();
  const serve = async (url: string): Promise<Asset | null> => {
    const answer = await pages.inject({ method: 'GET', url });
    if (answer.statusCode !== 200) return null;
    const headers = Object.entries(answer.headers).filter(([name]) => !/^(connection|keep-alive|transfer)/.test(name));
    return {
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body: answer.rawPayload,
    };
  };
  const [browser, server] = await Promise.all([openBrowser(), startScriptedServer(serve)]);
  return {
    browser,
    server,
    size: readFileSync(join(dist, 'widget.js')).length,
    async close() {
      await browser.close();
      await server.close();
      await pages.close();
      rmSync(dist, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition, with patience for a busy machine. */
export const until = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 10_000, interval: 50 });

/** Opens the chat by its button and waits until it can be written in. */
export async function openChat(page: Page): Promise<void> {
  await page.locator('sawt-chat .launcher').click();
  await page.locator('sawt-chat .box').waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await page.locator('sawt-chat .box').fill(text);
  await page.keyboard.press('Enter');
}

/** What the live region has said so far: recorded as a screen reader would hear it, addition by addition. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const root = document.querySelector('sawt-chat')?.shadowRoot;
    for (const region of root?.querySelectorAll('[aria-live]:not([aria-live=off])') ?? []) {
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) if (node.textContent) heard.push(node.textContent);
      }).observe(region, { childList: true, subtree: true, characterData: true });
    }
  });
  return () => page.evaluate(() => Reflect.get(window, 'heard') as string[]);
}
