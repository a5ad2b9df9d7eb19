/** A plain Direct Line client for tests: calls, a socket whose frames can be waited for. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SECRET } from './echo-server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any body
  readonly body: any;
}

interface Call {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

export async function call(url: string, { token, body, headers = {}, method }: Call = {}): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: json && text !== '' ? JSON.parse(text) : text };
}

export interface Started {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}

/** A conversation with the user in the token, as our widget has it. */
export async function begin(directLine: string, user = 'dl_citizen', secret = SECRET): Promise<Started> {
  const generated = await call(`${directLine}/tokens/generate`, { token: secret, body: { user: { id: user } } });
  const started = await call(`${directLine}/conversations`, { token: generated.body.token, body: {} });
  return started.body;
}

export async function until<T>(look: () => T | undefined | false, patience = 5000): Promise<T> {
  const attempts = Math.ceil(patience / 20);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await pause(20);
  }
  throw new Error(`waited ${patience} ms in vain for: ${look}`);
}

export interface Frames {
  readonly socket: WebSocket;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any activity
  readonly activities: any[];
  /** "Typing": shown while a turn takes a moment, as slow machines do; no part of what is said. */
  signs: number;
  readonly watermarks: string[];
  readonly closed: { code: number; reason: string }[];
}

export async function listen(streamUrl: string): Promise<Frames> {
  const socket = new WebSocket(streamUrl);
  const frames: Frames = { socket, activities: [], signs: 0, watermarks: [], closed: [] };
  socket.on('message', (data) => {
    const text = String(data);
    if (text === '') return;
    const set = JSON.parse(text);
    const said = set.activities.filter(({ type }: { type: string }) => type !== 'typing');
    frames.activities.push(...said);
    frames.signs += set.activities.length - said.length;
    frames.watermarks.push(set.watermark);
  });
  socket.on('close', (code, reason) => frames.closed.push({ code, reason: String(reason) }));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return frames;
}

export const texts = (activities: readonly { text?: string }[]) => activities.map((activity) => activity.text);
