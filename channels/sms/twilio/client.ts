/** Sends one text through Twilio's REST API with its own client, and says what became of it. Keeps nothing. */
import type { Delivery } from '../../channel.ts';
import { deliveryOf, deliveryOfFault, type Refusal } from './errors.ts';

/** Of twilio's client, what is used here. */
export interface Rest {
  request(options: {
    readonly method: 'post';
    readonly uri: string;
    readonly data: Readonly<Record<string, string>>;
    readonly timeout: number;
  }): Promise<{ readonly statusCode: number; readonly body: unknown; readonly headers: unknown }>;
}

export interface ClientSettings {
  readonly accountSid: string;
  /** A number, a name of letters, or the id of a messaging service. */
  readonly from: string;
  readonly apiUrl: string;
  readonly statusUrl?: string;
}

export interface Sent {
  readonly delivery: Delivery;
  readonly code?: number;
}

const SLOWEST_MS = 10_000;

/** Twilio's answers are JSON; a proxy's are not. */
function fields(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  try {
    const parsed: unknown = JSON.parse(String(body));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function retryAfter(headers: unknown): number | undefined {
  const value = typeof headers === 'object' && headers !== null ? Reflect.get(headers, 'retry-after') : undefined;
  const seconds = Number(value);
  return value !== undefined && seconds >= 0 && seconds < 86_400 ? seconds * 1000 : undefined;
}

export function createClient(rest: Rest, { accountSid, from, apiUrl, statusUrl }: ClientSettings) {
  const uri = `${apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const sender: Record<string, string> = /^MG[0-9a-f]{32}$/i.test(from)
    ? { MessagingServiceSid: from }
    : { From: from };
  return async (phone: string, text: string): Promise<Sent> => {
    const data = { To: phone, Body: text, ...sender, ...(statusUrl !== undefined && { StatusCallback: statusUrl }) };
    try {
      const {
        statusCode: status,
        body,
        headers,
      } = await rest.request({ method: 'post', uri, data, timeout: SLOWEST_MS });
      const { sid, code } = fields(body);
      if (status < 300 && typeof sid === 'string') return { delivery: { kind: 'sent', platformId: sid } };
      // Accepted, they say, but by whom?
      if (status < 300) return { delivery: { kind: 'unknown', why: `${status} without a message id` } };
      const retryAfterMs = retryAfter(headers);
      const refusal: Refusal = {
        status,
        ...(typeof code === 'number' && { code }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      };
      return { delivery: deliveryOf(refusal), ...(typeof code === 'number' && { code }) };
    } catch (error) {
      return { delivery: deliveryOfFault(error) };
    }
  };
}
