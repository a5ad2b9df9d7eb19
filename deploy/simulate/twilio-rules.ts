/** What Twilio says when it refuses, which words stop a number, how a webhook is signed and what its answer tells. Pure. */
import { createHmac } from 'node:crypto';

export const MESSAGES: Readonly<Record<number, string>> = {
  20003: 'Authenticate',
  20404: 'The requested resource was not found',
  20429: 'Too Many Requests',
  21211: "Invalid 'To' Phone Number",
  21602: 'Message body is required',
  21606: "The 'From' phone number provided is not a valid message-capable Twilio phone number",
  21610: 'Attempt to send to unsubscribed recipient',
  21617: 'The concatenated message body exceeds the 1600 character limit',
};
export const STATUS: Readonly<Record<number, number>> = { 20003: 401, 20404: 404, 20429: 429 };

export const STOPS = ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit'];
export const STARTS = ['start', 'yes', 'unstop'];
export const LARGEST_TWIML = 64 * 1024;

/** Base64 of HMAC-SHA1 over the address and each parameter, by name. */
export const signatureOf = (authToken: string, url: string, parameters: Readonly<Record<string, string>>): string => {
  const names = Object.keys(parameters).sort();
  const text = url + names.map((name) => name + parameters[name]).join('');
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (xml: string) =>
  xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, digits?: string, name = '') =>
    hex || digits ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(digits)) : (ENTITIES[name] ?? ''),
  );

/** The texts of a response; undefined: not TwiML. */
export function textsIn(twiml: string): string[] | undefined {
  if (!/^\s*(<\?xml[^>]*\?>)?\s*<Response(\s*\/>|>)/.test(twiml)) return undefined;
  return [...twiml.matchAll(/<Message[^>]*>([\s\S]*?)<\/Message>/g)].map(([, inside = '']) => {
    const body = /<Body>([\s\S]*?)<\/Body>/.exec(inside)?.[1];
    return unescaped(body ?? inside);
  });
}
