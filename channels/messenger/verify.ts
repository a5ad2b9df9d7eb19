/** Whether a call is Meta's: the signature over the raw bytes, and the token of the subscription. Pure. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The older `X-Hub-Signature` is SHA-1 and proves nothing any more. */
export const SIGNATURE = 'x-hub-signature-256';
const PREFIX = 'sha256=';

/** Over the bytes as they came: Meta signs its own escapes, which parsing would lose. */
export function isSigned(raw: Uint8Array, header: unknown, appSecret: string): boolean {
  if (typeof header !== 'string') return false;
  const expected = Buffer.from(PREFIX + createHmac('sha256', appSecret).update(raw).digest('hex'));
  const shown = Buffer.from(header);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The challenge to answer a subscription with; undefined when the token is not ours. */
export function challengeOf(query: Readonly<Record<string, unknown>>, verifyToken: string): string | undefined {
  const mode = query['hub.mode'];
  const token = query['hub.verify_token'];
  const challenge = query['hub.challenge'];
  if (mode !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return undefined;
  return timingSafeEqual(digest(token), digest(verifyToken)) ? challenge : undefined;
}

/** Proves to the Graph API that the token's holder knows the app's secret too. */
export const appSecretProof = (pageToken: string, appSecret: string): string =>
  createHmac('sha256', appSecret).update(pageToken).digest('hex');
