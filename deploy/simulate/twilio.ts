/**
 * A stand-in for Twilio: the REST API on loopback, and telephones that write through signed webhooks and read what their
 * responses tell. It refuses what Twilio refuses and can be told to fail. For trying SMS without an account.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LARGEST_TWIML, MESSAGES, STARTS, STATUS, STOPS, signatureOf, textsIn } from './twilio-rules.ts';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** Our number, as TWILIO_FROM has it. */
  readonly from: string;
  /** Where webhooks go: `http://localhost:3000/webhooks/twilio/sms`. */
  readonly webhook?: string;
  /** The address it is signed for, when a proxy stands between. */
  readonly signedAs?: string;
  readonly port?: number;
  readonly mostASecond?: number;
}

export interface TextMessage {
  readonly phone: string;
  readonly text: string;
  /** Told in the response to a webhook, or sent by the REST API. */
  readonly by: 'response' | 'rest';
  readonly sid: string;
}

/** How the next calls of the REST API are answered, one each, before anything is looked at. */
export interface Fault {
  readonly status?: number;
  readonly code?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Close the line without a word. */
  readonly hangUp?: boolean;
  /** The message is taken all the same: only the answer is lost. */
  readonly taken?: boolean;
}

export interface Written {
  readonly status: number;
  readonly twiml: string;
  readonly told: readonly string[];
}

export interface WrittenWith {
  readonly sid?: string;
  readonly media?: readonly { readonly url: string; readonly contentType: string }[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TwilioStandIn {
  readonly url: string;
  webhook: string;
  signedAs: string | undefined;
  readonly faults: Fault[];
  /** Everything telephones received, in order. */
  readonly sent: readonly TextMessage[];
  /** Codes of what was refused. */
  readonly refusals: readonly number[];
  /** What it would show in its debugger: a response that cannot be used. */
  readonly warnings: readonly number[];
  sentTo(phone: string): readonly TextMessage[];
  say(phone: string, text: string, more?: WrittenWith): Promise<Written>;
  /** An address of a picture, behind the account's password and one redirect. */
  serve(bytes: Uint8Array, contentType: string): string;
  close(): Promise<void>;
}

const newSid = (letters: string) => letters + randomBytes(16).toString('hex');

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function json(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export async function createTwilioStandIn(options: TwilioOptions): Promise<TwilioStandIn> {
  const { accountSid, authToken, from, mostASecond = 100 } = options;
  const sent: TextMessage[] = [];
  const refusals: number[] = [];
  const warnings: number[] = [];
  const faults: Fault[] = [];
  const stopped = new Set<string>();
  const files = new Map<string, { bytes: Uint8Array; contentType: string }>();
  const password = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  let second = { at: 0, count: 0 };
  const state = { webhook: options.webhook ?? '', signedAs: options.signedAs };

  const refuse = (response: ServerResponse, code: number, headers = {}) => {
    refusals.push(code);
    const status = STATUS[code] ?? 400;
    const more_info = `https://www.twilio.com/docs/errors/${code}`;
    json(response, status, { code, message: MESSAGES[code] ?? 'Refused', more_info, status }, headers);
  };

  const judge = (path: string, authorization: string | undefined, form: URLSearchParams): number | undefined => {
    const at = Math.floor(performance.now() / 1000);
    second = second.at === at ? { at, count: second.count + 1 } : { at, count: 1 };
    if (authorization !== password) return 20003;
    if (path !== `/2010-04-01/Accounts/${accountSid}/Messages.json`) return 20404;
    if (second.count > mostASecond) return 20429;
    if (!/^\+[1-9]\d{6,14}$/.test(form.get('To') ?? '')) return 21211;
    if (form.get('From') !== from && !/^MG/.test(form.get('MessagingServiceSid') ?? '')) return 21606;
    if (!form.get('Body')) return 21602;
    if ((form.get('Body') ?? '').length > 1600) return 21617;
    return stopped.has(form.get('To') ?? '') ? 21610 : undefined;
  };

  /** As Twilio calls: signed over the address and every parameter. */
  const call = (
    address: string,
    parameters: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
  ) => {
    // Behind a proxy the public address is another: what is called here is what is signed there.
    const { pathname } = new URL(address);
    const asked = state.signedAs === undefined ? address : state.signedAs + pathname;
    const url = state.signedAs === undefined ? address : new URL(state.webhook).origin + pathname;
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-twilio-signature': signatureOf(authToken, asked, parameters),
        ...headers,
      },
      body: new URLSearchParams(parameters),
      signal: AbortSignal.timeout(15_000),
    });
  };

  /** They come out of order, as they do. */
  const report = async (url: string, sid: string) => {
    for (const MessageStatus of ['delivered', 'sent']) {
      const parameters = {
        MessageSid: sid,
        SmsSid: sid,
        MessageStatus,
        SmsStatus: MessageStatus,
        AccountSid: accountSid,
      };
      // The status of a message that nobody wants to hear is no news to its sender.
      await call(url, parameters, {}).catch(() => undefined);
    }
  };

  const take = (form: URLSearchParams): string => {
    const sid = newSid('SM');
    sent.push({ phone: form.get('To') ?? '', text: form.get('Body') ?? '', by: 'rest', sid });
    const callback = form.get('StatusCallback');
    if (callback !== null) setTimeout(() => void report(callback, sid), 20);
    return sid;
  };

  const onFile = (request: IncomingMessage, response: ServerResponse, name: string) => {
    const file = files.get(name);
    if (!file) return void response.writeHead(404).end();
    if (request.url?.startsWith('/cdn/') !== true) {
      const open = request.headers.authorization === password;
      return void response.writeHead(open ? 307 : 401, open ? { location: `/cdn/${name}` } : {}).end();
    }
    // A password has no business there.
    if (request.headers.authorization !== undefined) return void response.writeHead(400).end();
    response.writeHead(200, { 'content-type': file.contentType }).end(file.bytes);
  };

  const onCall = async (request: IncomingMessage, response: ServerResponse) => {
    const file = /^\/(?:cdn|media)\/(\w+)$/.exec(request.url ?? '')?.[1];
    if (file !== undefined) return onFile(request, response, file);
    const form = new URLSearchParams(await bodyOf(request));
    const fault = faults.shift();
    if (fault) {
      if (fault.taken) take(form);
      if (fault.hangUp) return void request.socket.destroy();
      if (fault.body !== undefined) return void response.writeHead(fault.status ?? 500, fault.headers).end(fault.body);
      const { status = 500, code = 20500, headers } = fault;
      return json(response, status, { code, message: MESSAGES[code] ?? 'Refused', status }, headers);
    }
    const wrong = judge(request.url ?? '', request.headers.authorization, form);
    if (wrong !== undefined) return refuse(response, wrong, wrong === 20429 ? { 'retry-after': '1' } : {});
    json(response, 201, { sid: take(form), status: 'queued', error_code: null });
  };

  const server = createServer((request, response) => void onCall(request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** What Twilio does by itself with the words of its list. */
  const obey = (phone: string, text: string) => {
    const word = text.trim().toLowerCase();
    if (STOPS.includes(word)) stopped.add(phone);
    if (STARTS.includes(word)) stopped.delete(phone);
  };

  const follow = (phone: string, status: number, type: string, twiml: string): readonly string[] => {
    const texts = textsIn(twiml);
    if (status !== 200 || !/xml/.test(type) || texts === undefined) warnings.push(status === 200 ? 12300 : 11200);
    if (Buffer.byteLength(twiml) > LARGEST_TWIML) warnings.push(11750);
    for (const text of texts ?? []) {
      if (stopped.has(phone)) warnings.push(21610);
      else if (text.length > 1600) warnings.push(21617);
      else sent.push({ phone, text, by: 'response', sid: newSid('SM') });
    }
    return texts ?? [];
  };

  return {
    url,
    faults,
    sent,
    refusals,
    warnings,
    get webhook() {
      return state.webhook;
    },
    set webhook(address) {
      state.webhook = address;
    },
    get signedAs() {
      return state.signedAs;
    },
    set signedAs(origin) {
      state.signedAs = origin;
    },
    sentTo: (phone) => sent.filter((each) => each.phone === phone),
    async say(phone, text, { sid = newSid('SM'), media = [], parameters = {}, headers = {} } = {}) {
      obey(phone, text);
      const pictures = media.flatMap(({ url: address, contentType }, i) => [
        [`MediaUrl${i}`, address],
        [`MediaContentType${i}`, contentType],
      ]);
      const all: Record<string, string> = {
        ToCountry: 'JO',
        SmsMessageSid: sid,
        NumMedia: String(media.length),
        SmsSid: sid,
        SmsStatus: 'received',
        Body: text,
        To: from,
        NumSegments: '1',
        MessageSid: sid,
        AccountSid: accountSid,
        From: phone,
        ApiVersion: '2010-04-01',
        ...Object.fromEntries(pictures),
        ...parameters,
      };
      const mark = { 'i-twilio-idempotency-token': `${sid}-1`, ...headers };
      const answer = await call(state.webhook, all, mark);
      const twiml = await answer.text();
      const told = follow(phone, answer.status, answer.headers.get('content-type') ?? '', twiml);
      return { status: answer.status, twiml, told };
    },
    serve(bytes, contentType) {
      const name = randomBytes(8).toString('hex');
      files.set(name, { bytes, contentType });
      return `${url}/media/${name}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
