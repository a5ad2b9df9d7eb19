/** A house with its doors open on a real port, and a citizen who talks to it over Direct Line. */
import { type App, buildApp, type Overrides } from '../../app.ts';
import { type Answer, call, type Frames, listen } from '../channels/webchat/client.ts';
import { DIRECTLINE_SECRET, settings } from '../house-app.ts';

export interface Open {
  readonly app: App;
  readonly root: string;
}

export async function openDoors(url: string, overrides: Overrides = {}, more: Record<string, string> = {}) {
  const app = await buildApp(settings(url, more), overrides);
  const root = await app.server.listen({ port: 0, host: '127.0.0.1' });
  return { app, root };
}

export interface Citizen {
  readonly id: string;
  readonly token: string;
  post(at: Open, text: string, messageId?: string): Promise<Answer>;
  follow(at: Open): Promise<Frames>;
}

export async function arrive({ root }: Open, user = 'dl_citizen'): Promise<Citizen> {
  const line = `${root}/directline/v3/directline`;
  const generated = await call(`${line}/tokens/generate`, { token: DIRECTLINE_SECRET, body: { user: { id: user } } });
  const { conversationId: id, token } = (
    await call(`${line}/conversations`, { token: generated.body.token, body: { locale: 'ar' } })
  ).body;
  const path = `/directline/v3/directline/conversations/${id}`;
  return {
    id,
    token,
    post: (at, text, messageId) =>
      call(`${at.root}${path}/activities`, {
        token,
        body: {
          type: 'message',
          text,
          locale: 'ar',
          ...(messageId !== undefined && { channelData: { clientActivityID: messageId } }),
        },
      }),
    follow: async (at) => listen((await call(`${at.root}${path}?watermark=0`, { token })).body.streamUrl),
  };
}

/** Looks again until it is so. */
export async function eventually<T>(look: () => Promise<T | false | undefined>, patience = 15_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited ${patience} ms in vain for ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
