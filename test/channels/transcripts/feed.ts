/** Posts transcripts as a contact centre does: the raw bytes, signed. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallView } from '../../../api/contract/call.ts';
import type { App } from '../../../app.ts';

export const SECRET = 'transcripts-secret-of-the-tests';
const FOLDER = join(import.meta.dirname, '../fixtures/transcripts');

export const fixture = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
/** A live feed, one event a line. */
export const events = (name: string): string[] => fixture(name).trimEnd().split('\n');

export const signatureOf = (body: string | Buffer, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

export async function feed(app: App, body: string | Buffer, query = '', headers: Record<string, string> = {}) {
  const answer = await app.server.inject({
    method: 'POST',
    url: `/webhooks/transcripts${query}`,
    headers: { 'content-type': 'application/json', 'x-sawt-signature': signatureOf(body), ...headers },
    payload: body,
  });
  return { status: answer.statusCode, body: answer.json() };
}

/** What is the same whatever the source: who said what, and the request. */
export const gist = ({ segments, draft }: CallView) => ({
  said: segments.map(({ speaker, text }) => [speaker, text]),
  draft: Object.fromEntries(
    Object.entries(draft).map(([name, value]) => {
      const found = typeof value === 'object' && 'source' in value ? value : undefined;
      return [name, found ? [found.value, found.confidence, found.source?.text] : value];
    }),
  ),
});
