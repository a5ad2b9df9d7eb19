/**
 * Fetches what came with a message, at once and within limits: from Twilio's own hosts alone, the password to the first
 * of them alone, no more bytes than a request may hold. What cannot be had is left out, and counted.
 */
import { request } from 'undici';
import { LARGEST_FILE, MEDIA_TYPES } from '../../../api/contract/media.ts';
import type { AttachmentRef } from '../../channel.ts';
import { acceptedType } from '../../files.ts';
import type { Uploads } from '../../store/uploads.ts';
import type { Media } from './decode.ts';

export interface MediaDeps {
  readonly uploads: Uploads;
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiUrl: string;
  /** Of all the files of one message. */
  readonly withinMs?: number;
}

/** A message must be answered within Twilio's 15 seconds, and the bot needs some of them. */
const WITHIN_MS = 5000;
const MOST_HOPS = 3;
const TWILIO = /^([a-z0-9-]+\.)*(twilio\.com|twiliocdn\.com)$/;
/** Where Twilio keeps what it redirects to. */
const STORE = /^(media\.twiliocdn\.com\.)?s3(-external-1|[.-][a-z0-9-]+)?\.amazonaws\.com$/;

export function isAllowed(url: URL, apiUrl: string, redirected: boolean): boolean {
  if (url.origin === new URL(apiUrl).origin) return true;
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '') return false;
  return TWILIO.test(url.hostname) || (redirected && STORE.test(url.hostname));
}

async function readBody(body: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > LARGEST_FILE) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface Fetched {
  readonly bytes: Buffer;
  readonly contentType: string;
}

async function fetchFrom(address: string, deps: MediaDeps, signal: AbortSignal): Promise<Fetched | undefined> {
  const basic = `Basic ${Buffer.from(`${deps.accountSid}:${deps.authToken}`).toString('base64')}`;
  let target = address;
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const url = URL.canParse(target) ? new URL(target) : undefined;
    if (url === undefined || !isAllowed(url, deps.apiUrl, hop > 0)) return undefined;
    const { statusCode, headers, body } = await request(url, {
      signal,
      headers: hop === 0 ? { authorization: basic } : {},
    });
    if (statusCode >= 300 && statusCode < 400 && typeof headers.location === 'string') {
      await body.dump();
      target = new URL(headers.location, url).href;
      continue;
    }
    const declared = typeof headers['content-type'] === 'string' ? headers['content-type'] : '';
    const bytes = statusCode === 200 ? await readBody(body) : undefined;
    if (bytes === undefined) body.destroy();
    return bytes && { bytes, contentType: declared };
  }
  return undefined;
}

export interface Fetch {
  readonly files: readonly AttachmentRef[];
  /** How many could not be had, or may not be kept. */
  readonly missing: number;
}

export function createFetchMedia(deps: MediaDeps) {
  return async (media: readonly Media[], conversationId: string): Promise<Fetch> => {
    const signal = AbortSignal.timeout(deps.withinMs ?? WITHIN_MS);
    const one = async ({ url, contentType }: Media, i: number): Promise<AttachmentRef | undefined> => {
      // A file that cannot be had is told to the person as missing: the message itself must not be lost with it.
      const fetched = await fetchFrom(url, deps, signal).catch(() => undefined);
      const type = fetched && acceptedType(contentType || fetched.contentType, '');
      if (fetched === undefined || type === undefined) return undefined;
      const name = `mms-${i + 1}.${MEDIA_TYPES[type]?.[0] ?? 'bin'}`;
      return deps.uploads.keep({ name, contentType: type, bytes: fetched.bytes, conversationId });
    };
    const files = (await Promise.all(media.map(one))).filter((file) => file !== undefined);
    return { files, missing: media.length - files.length };
  };
}
