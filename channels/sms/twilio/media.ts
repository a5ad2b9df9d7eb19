/**
 * Fetches what came with a message, at once and within limits: first from Twilio itself, whose password goes no further.
 * What cannot be had is counted, and the person is told.
 */
import type { AttachmentRef } from '../../channel.ts';
import { createFileFetcher, type Fetched } from '../../fetch-file.ts';
import type { Uploads } from '../../store/uploads.ts';
import type { Media } from './decode.ts';

export interface MediaDeps {
  readonly uploads: Uploads;
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiUrl: string;
}

export interface Fetch {
  readonly files: readonly AttachmentRef[];
  /** How many could not be had, or may not be kept. */
  readonly lost: number;
}

/** A message must be answered within Twilio's 15 seconds, and the bot needs some of them. */
const WITHIN_MS = 5000;
/** Where Twilio keeps files, and where it redirects to. */
const HOSTS = ['twilio.com', 'twiliocdn.com', 's3.amazonaws.com', 's3-external-1.amazonaws.com'];

/** Whose password it is. */
export const isTwilio = (address: string, apiUrl: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  return origin === new URL(apiUrl).origin || (protocol === 'https:' && /(^|\.)twilio\.com$/.test(hostname));
};

const LOST: Fetched = { kind: 'lost', why: 'host' };

export function createFetchMedia({ uploads, accountSid, authToken, apiUrl }: MediaDeps) {
  const { hostname } = new URL(apiUrl);
  const fetcher = createFileFetcher({
    hosts: HOSTS,
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    deadlineMs: WITHIN_MS,
    ...(!/(^|\.)twilio\.com$/.test(hostname) && { standIn: hostname }),
  });
  return async (media: readonly Media[], conversationId: string): Promise<Fetch> => {
    const fetched = await Promise.all(
      media.map(({ url }) => (isTwilio(url, apiUrl) ? fetcher.fetch(url) : Promise.resolve(LOST))),
    );
    const had = fetched.filter((each) => each.kind === 'fetched');
    const files = await Promise.all(had.map((file) => uploads.keep({ ...file, conversationId })));
    return { files, lost: media.length - files.length };
  };
}
