/**
 * What a browser loads: the demo portal at `/`, what is kept at `/privacy`, the widget's script and its typeface.
 * The page may load nothing from elsewhere; the script and the fonts may be loaded by any page.
 */
import { join } from 'node:path';
import type {} from '@fastify/swagger'; // `hide`: pages are no part of the API's description
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../contract/problem.ts';
import { createAssets, sendAsset } from './assets.ts';

export interface PagesDeps {
  /** Where the build put `widget.js`, `fonts/` and `pages/`. */
  readonly distDir: string;
  /** The stream's address may differ from the page's: it must be allowed by name. */
  readonly publicUrl?: string;
  /** Staff can sign in: there is a console for them. */
  readonly console?: boolean;
}

const SHORT = 'public, max-age=300, stale-while-revalidate=86400';
const LONG = 'public, max-age=2592000';
const ASK_AGAIN = 'no-cache';

/** No inline script or style, nothing from another origin; connections to ourselves, sockets included. */
export function pagePolicy(publicUrl?: string): string {
  const socket = publicUrl === undefined ? '' : ` ${new URL(publicUrl).origin.replace(/^http/, 'ws')}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${socket}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

const openToAll = (reply: FastifyReply) =>
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');

interface Named {
  Params: { name: string };
}
interface Home {
  Querystring: { lang?: string };
}

export function mountPages(server: FastifyInstance, { distDir, publicUrl, console = false }: PagesDeps): void {
  const assets = createAssets();
  const policy = pagePolicy(publicUrl);

  async function send(request: FastifyRequest, reply: FastifyReply, path: string, cache: string) {
    const asset = await assets(join(distDir, path));
    if (asset === undefined) throw new ProblemError('not_found');
    return sendAsset(request, reply, asset, cache);
  }

  const hidden = { schema: { hide: true } } as const;

  server.get<Home>('/', hidden, (request, reply) => {
    reply.header('content-security-policy', policy);
    return send(request, reply, `pages/demo/index.${request.query.lang === 'en' ? 'en' : 'ar'}.html`, ASK_AGAIN);
  });
  server.get<Home>('/privacy', hidden, (request, reply) => {
    reply.header('content-security-policy', policy);
    return send(request, reply, `pages/privacy/index.${request.query.lang === 'en' ? 'en' : 'ar'}.html`, ASK_AGAIN);
  });
  for (const page of ['ground', 'privacy', 'side-by-side'])
    server.get(`/pages/${page}/style.css`, hidden, (request, reply) =>
      send(request, reply, `pages/${page}/style.css`, SHORT),
    );
  for (const name of ['style.css', 'client.js', 'client.js.map', 'mark.svg'])
    server.get(`/pages/demo/${name}`, hidden, (request, reply) => send(request, reply, `pages/demo/${name}`, SHORT));

  if (console) {
    for (const path of ['/console', '/console/requests', '/console/chats', '/console/calls'])
      server.get<Home>(path, hidden, (request, reply) => {
        reply.header('content-security-policy', policy).header('referrer-policy', 'same-origin');
        const lang = request.query.lang === 'en' ? 'en' : 'ar';
        return send(request, reply, `pages/console/index.${lang}.html`, ASK_AGAIN);
      });
    for (const name of ['style.css', 'client.js', 'client.js.map'])
      server.get(`/pages/console/${name}`, hidden, (request, reply) =>
        send(request, reply, `pages/console/${name}`, SHORT),
      );
  }

  for (const name of ['widget.js', 'widget.js.map'])
    server.get(`/${name}`, hidden, (request, reply) => send(request, openToAll(reply), name, SHORT));
  server.get<Named>('/fonts/:name', hidden, (request, reply) => {
    // One segment, letters and dashes: no way out of the folder.
    if (!/^[a-z][a-z-]*\.woff2$/.test(request.params.name)) throw new ProblemError('not_found');
    return send(request, openToAll(reply), `fonts/${request.params.name}`, LONG);
  });
}
