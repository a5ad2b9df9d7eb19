/**
 * Speaks to the Graph API: one call, one answer, never an exception for what the other side does. The token travels in
 * the header alone, where no log sees it. Knows when to rest, and does not know what a call means.
 */
import { Agent, errors, request } from 'undici';
import type { Answer } from './fate.ts';
import { restOf } from './usage.ts';
import { appSecretProof } from './verify.ts';

const VERSION = 'v25.0';
const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;
const LONGEST_ANSWER = 1 << 20;

export interface Account {
  readonly graphUrl: string;
  readonly pageToken: string;
  readonly appSecret: string;
}

export interface Graph {
  post(path: 'messages' | 'messenger_profile', body: object): Promise<Answer>;
  /** How long every call should rest, by what the last answers said. */
  restMs(): number;
  close(): Promise<void>;
}

interface GraphDeps {
  readonly account: Account;
  readonly now: () => Date;
  /** Shorter in tests. */
  readonly answerMs?: number;
}

/** Nothing was written to the other side yet. */
const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function noAnswer(error: unknown): Answer {
  const code = codeOf(error);
  if (NEVER_LEFT.includes(code)) return { kind: 'unsent', why: `not connected: ${code}` };
  if (error instanceof errors.UndiciError || code !== '') return { kind: 'unanswered', why: `no answer: ${code}` };
  throw error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's page: the status says the rest
  }
}

async function bounded(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > LONGEST_ANSWER) return '';
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

export function createGraph({ account, now, answerMs = ANSWER_MS }: GraphDeps): Graph {
  const { graphUrl, pageToken, appSecret } = account;
  const agent = new Agent({ connect: { timeout: CONNECT_MS }, headersTimeout: answerMs, bodyTimeout: answerMs });
  const proof = appSecretProof(pageToken, appSecret);
  const base = `${graphUrl.replace(/\/+$/, '')}/${VERSION}/me`;
  const headers = { authorization: `Bearer ${pageToken}`, 'content-type': 'application/json' };
  let restTill = 0;

  async function call(path: string, body: object): Promise<Answer> {
    const answer = await request(`${base}/${path}?appsecret_proof=${proof}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      dispatcher: agent,
    });
    const restMs = restOf(answer.headers);
    if (restMs !== undefined) restTill = now().getTime() + restMs;
    const read = parsed(await bounded(answer.body));
    return { kind: 'answered', status: answer.statusCode, body: read, ...(restMs !== undefined && { restMs }) };
  }

  return {
    post: (path, body) => call(path, body).catch(noAnswer),
    restMs: () => Math.max(0, restTill - now().getTime()),
    close: () => agent.destroy(),
  };
}
