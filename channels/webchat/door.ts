/** What the routes of web chat share: who calls, whom they may write as, and the addresses handed out. */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../api/contract/problem.ts';
import type { Allowance } from '../allowance.ts';
import type { AttachmentRef, Sender } from '../channel.ts';
import type { Inbox } from '../inbox.ts';
import type { Lanes } from '../lanes.ts';
import type { Transcript } from '../store/transcript.ts';
import type { Uploads } from '../store/uploads.ts';
import { CHANNEL } from './activity.ts';
import type { FileUrl } from './encode.ts';
import { type Caller, type Claims, TOKEN_SECONDS, type Verify } from './verify.ts';

export const ROOT = '/directline/v3/directline';

export interface Door {
  readonly inbox: Inbox;
  readonly transcript: Transcript;
  readonly uploads: Uploads;
  readonly verify: Verify;
  /** Files are kept before the message that names them, without a later message overtaking it. */
  readonly lanes: Lanes;
  readonly newTokens: Allowance;
  /** Bytes of files from callers without the secret: a token costs nothing, and what is kept stays a day. */
  readonly newBytes: Allowance;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Without a trailing slash; undefined: as the caller addressed us. */
  readonly publicUrl?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the body is read, on web chat's routes that need a secret or a token. */
    webchatCaller: Caller | null;
  }
}

const baseOf = (door: Door, request: FastifyRequest) => door.publicUrl ?? `${request.protocol}://${request.host}`;

export function callerOf(request: FastifyRequest): Caller {
  if (request.webchatCaller === null) throw new ProblemError('unauthorized');
  return request.webchatCaller;
}

/** The caller, when it may touch this conversation. */
export function admitted(request: FastifyRequest, conversationId: string): Caller {
  const caller = callerOf(request);
  if (caller.kind === 'token' && caller.conversation !== conversationId) throw new ProblemError('forbidden');
  return caller;
}

/** A token may be bound to the pages it was issued for; callers outside a browser send no origin. */
export function fromTrustedPage(caller: Caller, origin: string | undefined): boolean {
  if (caller.kind === 'secret' || caller.origins === undefined || origin === undefined) return true;
  return caller.origins.includes(origin);
}

export interface Author {
  readonly id: string;
  readonly sender: Sender;
}

/** Who writes: the token's user, proven; else whom the client claims to be, which proves nothing. */
export function author(caller: Caller, claimed: string | undefined, conversationId: string): Author {
  const proven = caller.kind === 'token' ? caller.user : undefined;
  const id = proven ?? claimed ?? conversationId;
  return { id, sender: { key: `${CHANNEL}:${id}`, proven: proven !== undefined } };
}

/** The token of a conversation as every answer gives it. */
export async function pass(door: Door, claims: Claims) {
  const token = await door.verify.issue(claims);
  return { conversationId: claims.conversation, token, expires_in: TOKEN_SECONDS };
}

/** `after`: what was said up to here is not replayed. */
export async function streamUrl(door: Door, request: FastifyRequest, conversationId: string, after: number) {
  const ticket = await door.verify.issueStream(conversationId);
  const base = baseOf(door, request).replace(/^http/, 'ws');
  return `${base}${ROOT}/conversations/${conversationId}/stream?watermark=${after}&t=${ticket}`;
}

export function fileUrls(door: Door, request: FastifyRequest): FileUrl {
  const base = `${baseOf(door, request)}${ROOT}/conversations`;
  return (conversationId: string, { id }: AttachmentRef) =>
    `${base}/${conversationId}/attachments/${id}?s=${door.verify.signFile(id)}`;
}
