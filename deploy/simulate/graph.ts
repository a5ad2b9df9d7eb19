/**
 * A stand-in for Meta: the Graph API on loopback, and the person at the other end who writes through a signed webhook.
 * It keeps what it was sent, refuses what Meta refuses, and can be told to fail. For trying Messenger without an account.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GraphError, judgeMessage, judgeProfile, type Person } from './graph-rules.ts';

export const PAGE = '104563829471035';
export const PAGE_INBOX = 263902037430900;

export interface GraphOptions {
  readonly pageToken: string;
  readonly appSecret: string;
  /** Where webhooks go: `http://localhost:3000/webhooks/messenger`. */
  readonly webhook?: string;
  readonly port?: number;
  readonly now?: () => number;
  readonly templates?: readonly string[];
}

/** What the Page sent to a person. */
export interface SentMessage {
  readonly id: string;
  readonly at: number;
  readonly messaging_type: string;
  readonly text: string;
  /** As shown: Meta cuts titles after 20 characters. */
  readonly quickReplies: readonly { readonly title: string; readonly payload: string }[];
  readonly raw: Readonly<Record<string, unknown>>;
}

/** How the next calls are answered, one each, before anything is looked at. */
export interface Fault {
  readonly status?: number;
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answer so late. */
  readonly delayMs?: number;
  /** Close the line without a word. */
  readonly hangUp?: boolean;
  /** The message is taken all the same: only the answer is lost. */
  readonly taken?: boolean;
}

export interface Served {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The last part of its address. */
  readonly name?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Graph {
  readonly url: string;
  webhook: string;
  /** Sent in every answer: `x-app-usage` and its like. */
  usage: Record<string, string>;
  readonly faults: Fault[];
  readonly people: Map<string, Person>;
  readonly profile: Record<string, unknown>;
  sentTo(person: string): readonly SentMessage[];
  actionsFor(person: string): readonly string[];
  /** Calls to `/messages` that were refused. */
  readonly refusals: readonly GraphError[];
  /** An address that expires when the stand-in stops. */
  serve(file: Served): string;
  /** A webhook's bytes, signed over them as they are. */
  post(body: string | object): Promise<{ readonly status: number; readonly text: string }>;
  /** One event of a person, as Meta wraps it; they have written just now. */
  tell(person: string, event: Readonly<Record<string, unknown>>): Promise<{ readonly status: number }>;
  say(person: string, text: string, more?: Readonly<Record<string, unknown>>): Promise<{ readonly status: number }>;
  tap(person: string, title: string, payload: string): Promise<{ readonly status: number }>;
  close(): Promise<void>;
}

/** Meta's own way to write JSON, and it signs what it sends. */
export const metaBytes = (body: object): Buffer =>
  Buffer.from(
    JSON.stringify(body)
      .replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replaceAll('/', '\\/'),
  );

export const signatureOf = (bytes: Uint8Array, appSecret: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;

const same = (left: string, right: string) =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function answer(response: ServerResponse, status: number, body: string | object, headers = {}): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

const errorBody = ({ code, subcode, message }: GraphError) => ({
  error: { message, type: 'OAuthException', code, ...(subcode && { error_subcode: subcode }), fbtrace_id: 'A1b2C3' },
});

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

function shown(call: Fields, id: string, at: number): SentMessage {
  const message = fields(call.message);
  const replies = Array.isArray(message.quick_replies) ? message.quick_replies.map(fields) : [];
  return {
    id,
    at,
    messaging_type: String(call.messaging_type),
    text: String(message.text ?? ''),
    quickReplies: replies.map(({ title, payload }) => ({
      title: String(title).slice(0, 20),
      payload: String(payload),
    })),
    raw: call,
  };
}

export async function createGraph(options: GraphOptions): Promise<Graph> {
  const { pageToken, appSecret, now = Date.now, templates = [] } = options;
  const people = new Map<string, Person>();
  const sent = new Map<string, SentMessage[]>();
  const actions = new Map<string, string[]>();
  const files = new Map<string, Served>();
  const faults: Fault[] = [];
  const refusals: GraphError[] = [];
  const profile: Record<string, unknown> = {};
  const proof = createHmac('sha256', appSecret).update(pageToken).digest('hex');

  function accountError(request: IncomingMessage, url: URL): GraphError | undefined {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const token = bearer ?? url.searchParams.get('access_token') ?? '';
    if (!same(token, pageToken)) {
      return { status: 401, code: 190, message: 'Invalid OAuth 2.0 Access Token' };
    }
    const shownProof = url.searchParams.get('appsecret_proof');
    if (shownProof === null || same(shownProof, proof)) return undefined;
    return { status: 400, code: 100, message: 'Invalid appsecret_proof provided in the API argument' };
  }

  function takeMessage(call: Fields): { readonly error?: GraphError; readonly body?: object } {
    const id = String(fields(call.recipient).id ?? '');
    const error = judgeMessage(call, { person: people.get(id), now: now(), templates });
    if (error) {
      refusals.push(error);
      return { error };
    }
    if (call.sender_action !== undefined) {
      actions.set(id, [...(actions.get(id) ?? []), String(call.sender_action)]);
      return { body: { recipient_id: id } };
    }
    const message = shown(call, `m_${randomUUID()}`, now());
    sent.set(id, [...(sent.get(id) ?? []), message]);
    return { body: { recipient_id: id, message_id: message.id } };
  }

  function takeProfile(request: IncomingMessage, url: URL, call: Fields) {
    if (request.method === 'GET') {
      const wanted = (url.searchParams.get('fields') ?? '').split(',').filter((name) => profile[name] !== undefined);
      return { body: { data: [Object.fromEntries(wanted.map((name) => [name, profile[name]]))] } };
    }
    if (request.method === 'DELETE') {
      for (const name of Array.isArray(call.fields) ? call.fields : []) delete profile[String(name)];
      return { body: { result: 'success' } };
    }
    const error = judgeProfile(call, profile);
    if (error) return { error };
    Object.assign(profile, call);
    return { body: { result: 'success' } };
  }

  async function fail(fault: Fault, call: Fields, response: ServerResponse): Promise<void> {
    if (fault.taken) takeMessage(call);
    if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref());
    if (fault.hangUp) response.destroy();
    else
      answer(response, fault.status ?? 500, fault.body ?? '<html>Sorry, something went wrong.</html>', fault.headers);
  }

  async function serveGraph(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const kind = /^\/v\d+\.\d+\/(?:me|\d+)\/(messages|messenger_profile)$/.exec(url.pathname)?.[1];
    const bytes = await bytesOf(request);
    const call = bytes.length === 0 ? {} : fields(JSON.parse(bytes.toString('utf8')));
    // Signs of life neither use up a fault nor meet one.
    const fault = call.sender_action === undefined ? faults.shift() : undefined;
    if (fault) return fail(fault, call, response);
    const account = accountError(request, url);
    if (account) return answer(response, account.status, errorBody(account));
    if (kind === undefined)
      return answer(response, 404, errorBody({ status: 404, code: 2500, message: 'Unknown path' }));
    const { error, body } = kind === 'messages' ? takeMessage(call) : takeProfile(request, url, call);
    if (error) return answer(response, error.status, errorBody(error), usage());
    answer(response, 200, body ?? {}, usage());
  }

  function serveFile(name: string, response: ServerResponse): void {
    const file = files.get(name);
    if (!file) {
      answer(response, 403, 'URL signature expired');
      return;
    }
    response.writeHead(file.status ?? 200, { 'content-type': file.contentType, ...file.headers });
    response.end(file.bytes);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = /^\/files\/([\w-]+)/.exec(url.pathname)?.[1];
    if (file !== undefined) return serveFile(file, response);
    serveGraph(request, response, url).catch(() =>
      answer(response, 400, errorBody({ status: 400, code: 100, message: 'Not JSON' })),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const usage = () => graph.usage;

  const graph: Graph = {
    url: address,
    webhook: options.webhook ?? '',
    usage: {},
    faults,
    people,
    profile,
    refusals,
    sentTo: (person) => sent.get(person) ?? [],
    actionsFor: (person) => actions.get(person) ?? [],
    serve(file) {
      const name = randomUUID();
      files.set(name, file);
      return `${address}/files/${name}/${encodeURIComponent(file.name ?? '')}`;
    },
    async post(body) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : metaBytes(body);
      const response = await fetch(graph.webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(bytes, appSecret) },
        body: new Uint8Array(bytes),
      });
      return { status: response.status, text: await response.text() };
    },
    tell(person, event) {
      people.set(person, { ...people.get(person), heardAt: now() });
      const whole = { sender: { id: person }, recipient: { id: PAGE }, timestamp: now(), ...event };
      return graph.post({ object: 'page', entry: [{ id: PAGE, time: now(), messaging: [whole] }] });
    },
    say: (person, text, more = {}) => graph.tell(person, { message: { mid: `m_${randomUUID()}`, text, ...more } }),
    tap: (person, title, payload) => graph.say(person, title, { quick_reply: { payload } }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return graph;
}
