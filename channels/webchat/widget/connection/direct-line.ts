/**
 * The Direct Line 3.0 calls this widget makes, each answering with an outcome and never throwing on the network.
 * Knows paths and status codes; keeps no state: the session is handed in and handed back.
 */
import { type ActivitySet, decodeActivitySet, object, string } from '../activity.ts';

/** What survives a reload: who we are, in which conversation, with which token. */
export interface Session {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
  /** Seconds the token lasts from when it was given. */
  readonly expiresIn: number;
}

export interface Stream {
  readonly session: Session;
  readonly url: string;
}

export type Refusal =
  /** No answer at all: no network, or the server is down. */
  | { readonly kind: 'away' }
  /** The server asks for patience. */
  | { readonly kind: 'busy'; readonly after: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly status: number };
export type Outcome<T> = { readonly kind: 'ok'; readonly value: T } | Refusal;

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly token?: string;
  readonly body?: unknown;
}
/** The transport: a status and a parsed body, or null when there was no answer. */
export type Transport = (call: Call) => Promise<Reply | null>;
export interface Reply {
  readonly status: number;
  readonly retryAfter: number | null;
  readonly body: unknown;
}

export interface Outgoing {
  readonly clientId: string;
  readonly text: string;
  readonly optionId?: string;
  readonly locale: string;
}

export function outcomeOf(reply: Reply | null): Outcome<unknown> {
  if (reply === null) return { kind: 'away' };
  if (reply.status < 300) return { kind: 'ok', value: reply.body };
  if (reply.status === 401 || reply.status === 403) return { kind: 'expired' };
  if (reply.status === 404) return { kind: 'gone' };
  if (reply.status === 429 || reply.status >= 500) return { kind: 'busy', after: reply.retryAfter ?? 1 };
  return { kind: 'refused', status: reply.status };
}

/** The activity a message travels as; the same shape goes into a multipart upload. */
export function activityOf(outgoing: Outgoing, userId: string): object {
  const { clientId, optionId, text, locale } = outgoing;
  return {
    type: 'message',
    from: { id: userId, role: 'user' },
    text,
    textFormat: 'plain',
    locale,
    channelData: { clientActivityID: clientId, ...(optionId === undefined ? {} : { optionId }) },
  };
}

function decodeSession(value: unknown, userId?: string): Session | null {
  const { token, conversationId, expires_in: expiresIn, userId: given } = object(value);
  const user = string(given) ?? userId;
  if (typeof token !== 'string' || typeof conversationId !== 'string' || user === undefined) return null;
  return { token, conversationId, userId: user, expiresIn: typeof expiresIn === 'number' ? expiresIn : 1800 };
}

function decodeStream(value: unknown, session: Session): Stream | null {
  const url = string(object(value).streamUrl);
  const renewed = decodeSession({ ...session, ...object(value) }, session.userId) ?? session;
  // The conversation's answer may name the user differently or not at all; the token's user stays.
  return url === undefined ? null : { url, session: { ...renewed, userId: session.userId } };
}

function decoded<T>(outcome: Outcome<unknown>, decode: (value: unknown) => T | null): Outcome<T> {
  if (outcome.kind !== 'ok') return outcome;
  const value = decode(outcome.value);
  return value === null ? { kind: 'busy', after: 5 } : { kind: 'ok', value };
}

export interface DirectLine {
  token(previous: Session | null): Promise<Outcome<Session>>;
  start(session: Session, locale: string): Promise<Outcome<Stream>>;
  reconnect(session: Session, watermark: string | null): Promise<Outcome<Stream>>;
  history(session: Session, watermark: string | null): Promise<Outcome<ActivitySet>>;
  post(session: Session, outgoing: Outgoing): Promise<Outcome<unknown>>;
  refresh(session: Session): Promise<Outcome<Session>>;
}

export function createDirectLine(server: string, transport: Transport): DirectLine {
  const call = async (method: Call['method'], path: string, token?: string, body?: unknown) =>
    outcomeOf(
      await transport({
        method,
        url: `${server}${path}`,
        ...(token === undefined ? {} : { token }),
        ...(body === undefined ? {} : { body }),
      }),
    );
  const base = '/directline/v3/directline';
  const conversation = (session: Session) => `${base}/conversations/${encodeURIComponent(session.conversationId)}`;
  const mark = (watermark: string | null) => (watermark === null ? '' : `?watermark=${encodeURIComponent(watermark)}`);
  return {
    token: async (previous) =>
      decoded(await call('POST', '/v1/webchat/token', previous?.token, {}), (value) => decodeSession(value)),
    start: async (session, locale) =>
      decoded(await call('POST', `${base}/conversations`, session.token, { locale }), (value) =>
        decodeStream(value, session),
      ),
    reconnect: async (session, watermark) =>
      decoded(await call('GET', `${conversation(session)}${mark(watermark)}`, session.token), (value) =>
        decodeStream(value, session),
      ),
    history: async (session, watermark) =>
      decoded(await call('GET', `${conversation(session)}/activities${mark(watermark)}`, session.token), (value) =>
        decodeActivitySet(value, session.userId),
      ),
    post: (session, outgoing) =>
      call('POST', `${conversation(session)}/activities`, session.token, activityOf(outgoing, session.userId)),
    refresh: async (session) =>
      decoded(await call('POST', `${base}/tokens/refresh`, session.token), (value) =>
        decodeSession(value, session.userId),
      ),
  };
}
