/**
 * A small Direct Line 3.0 server with a scripted bot, for the widget's browser tests: what is hard to bring about with a
 * real conversation (a slow turn, a lost answer, a refused message, a full list of options) is one line here.
 * Keeps everything in memory and records every message it was sent.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Json = Record<string, unknown>;
export type Bot = (said: Json, say: (message: Json) => void, typing: () => void) => void;

export interface ScriptedServer {
  readonly url: string;
  /** Messages in the order they were accepted, repeats left out. */
  readonly received: Json[];
  /** Every post that reached the server, repeats included. */
  posts(): number;
  bot(script: Bot): void;
  /** Says something nobody asked for, in the newest conversation. */
  say(message: Json): void;
  /** The next posts are answered with this status, unread. */
  refuse(status: number, times: number): void;
  /** Keeps the next message and drops the line before answering. */
  swallowNextAnswer(): void;
  /** All sockets cut without a word. */
  cut(): void;
  /** Token calls so far. */
  tokens(): number;
  expireTokens(): void;
  close(): Promise<void>;
}

interface Conversation {
  readonly id: string;
  readonly user: string;
  readonly activities: Json[];
  socket: WebSocket | null;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent',
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Good enough for one activity part and text files. */
function partsOf(body: string): { activity: Json; names: string[] } {
  const activity = /vnd\.microsoft\.activity\r\n\r\n([\s\S]*?)\r\n--/.exec(body)?.[1] ?? '{}';
  const names = [...body.matchAll(/name="file"; filename="([^"]*)"/g)].map((match) => match[1] ?? '');
  return { activity: JSON.parse(activity) as Json, names };
}

export async function startScriptedServer(serve: (url: string) => Promise<Asset | null>): Promise<ScriptedServer> {
  const conversations = new Map<string, Conversation>();
  const received: Json[] = [];
  let script: Bot = () => {};
  let refusals = { status: 0, times: 0 };
  let swallow = false;
  const counts = { posts: 0, tokens: 0, made: 0 };
  let expired = new Set<string>();
  let current: Conversation | null = null;

  const send = (conversation: Conversation, activities: readonly Json[]) =>
    conversation.socket?.send(JSON.stringify({ activities, watermark: String(conversation.activities.length) }));

  function append(conversation: Conversation, activity: Json): string {
    const id = `${conversation.id}|${String(conversation.activities.length + 1).padStart(7, '0')}`;
    const kept = { type: 'message', id, timestamp: new Date().toISOString(), ...activity };
    conversation.activities.push(kept);
    send(conversation, [kept]);
    return id;
  }

  const sayIn = (conversation: Conversation, message: Json, replyToId?: string) =>
    append(conversation, {
      from: { id: 'sawt', role: 'bot' },
      locale: 'ar',
      inputHint: 'acceptingInput',
      replyToId,
      ...message,
    });

  function accept(conversation: Conversation, activity: Json): string {
    const data = activity.channelData as Json | undefined;
    const twin = conversation.activities.find(
      (one) => (one.channelData as Json | undefined)?.clientActivityID === data?.clientActivityID && data !== undefined,
    );
    if (twin !== undefined) return String(twin.id);
    received.push(activity);
    const id = append(conversation, { ...activity, from: { id: conversation.user, role: 'user' } });
    script(
      activity,
      (message) => sayIn(conversation, message, id),
      () =>
        conversation.socket?.send(
          JSON.stringify({ activities: [{ type: 'typing', from: { id: 'sawt', role: 'bot' } }] }),
        ),
    );
    return id;
  }

  const passOf = (conversation: Conversation, host: string) => {
    counts.made += 1;
    return {
      conversationId: conversation.id,
      token: `${conversation.id}.${counts.made}`,
      expires_in: 1800,
      streamUrl: `ws://${host}/stream/${conversation.id}`,
    };
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { ...CORS, 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end();
    const token = /^Bearer (\S+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const known = conversations.get(token.split('.')[0] ?? '');

    if (url.pathname === '/v1/webchat/token') {
      counts.tokens += 1;
      const id = `c${conversations.size + 1}`;
      const conversation = known ?? { id, user: `dl_${id}`, activities: [], socket: null };
      conversations.set(conversation.id, conversation);
      const { streamUrl: _, ...pass } = passOf(conversation, url.host);
      return json(200, { ...pass, userId: conversation.user });
    }
    if (!url.pathname.startsWith('/directline/')) {
      const asset = await serve(request.url ?? '/');
      if (asset === null) return json(404, {});
      response.writeHead(200, asset.headers);
      return void response.end(asset.body);
    }
    if (known === undefined || expired.has(token)) return json(403, { error: { code: 'TokenExpired', message: '' } });
    current = known;
    const path = url.pathname.replace('/directline/v3/directline', '');
    if (path === '/tokens/refresh') return json(200, passOf(known, url.host));
    if (path === '/conversations') {
      const fresh = known.activities.length === 0;
      if (fresh)
        script(
          { type: 'start' },
          (message) => sayIn(known, message),
          () => {},
        );
      return json(fresh ? 201 : 200, passOf(known, url.host));
    }
    const mark = Number(url.searchParams.get('watermark') ?? 0);
    if (request.method === 'GET' && path.endsWith('/activities'))
      return json(200, { activities: known.activities.slice(mark), watermark: String(known.activities.length) });
    if (request.method === 'GET') {
      const pass = passOf(known, url.host);
      const from = url.searchParams.has('watermark') ? mark : known.activities.length;
      return json(200, { ...pass, streamUrl: `${pass.streamUrl}?from=${from}` });
    }

    counts.posts += 1;
    const body = await bodyOf(request);
    if (refusals.times > 0) {
      refusals.times -= 1;
      return json(refusals.status, { error: { code: 'Refused', message: '' } });
    }
    const { activity, names } = path.endsWith('/upload')
      ? partsOf(body)
      : { activity: JSON.parse(body) as Json, names: [] };
    const attachments = names.map((name) => ({ name, contentType: 'text/plain', contentUrl: `http://${url.host}/f` }));
    const id = accept(known, names.length === 0 ? activity : { ...activity, attachments });
    if (swallow) {
      swallow = false;
      return void request.socket.destroy();
    }
    json(200, { id });
  }

  const http: Server = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const conversation = conversations.get(url.pathname.split('/').at(-1) ?? '');
    if (conversation === undefined) return socket.close();
    conversation.socket?.close(1000, 'collision');
    conversation.socket = socket;
    socket.on('close', () => {
      if (conversation.socket === socket) conversation.socket = null;
    });
    const missed = conversation.activities.slice(Number(url.searchParams.get('from') ?? 0));
    if (missed.length > 0) send(conversation, missed);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    received,
    posts: () => counts.posts,
    tokens: () => counts.tokens,
    bot: (next) => {
      script = next;
    },
    say: (message) => {
      if (current !== null) sayIn(current, message);
    },
    refuse: (status, times) => {
      refusals = { status, times };
    },
    swallowNextAnswer: () => {
      swallow = true;
    },
    cut: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    expireTokens: () => {
      const made = Array.from({ length: counts.made + 1 }, (_, number) => number);
      expired = new Set([...conversations.keys()].flatMap((id) => made.map((number) => `${id}.${number}`)));
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export interface Asset {
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}
