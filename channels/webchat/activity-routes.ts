/** What people say and what they have not seen yet. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../api/contract/problem.ts';
import type { AttachmentRef } from '../channel.ts';
import { activityId, CHANNEL, readWatermark } from './activity.ts';
import type { Of } from './conversation-routes.ts';
import { claimedId, type Decoded, decode } from './decode.ts';
import type { DecodedFile } from './decode-files.ts';
import { admitted, author, type Door, fileUrls } from './door.ts';
import { toActivitySet } from './encode.ts';
import { SET_IN_PLACE } from './origins.ts';

const PAGE = 100;
/** Inline files travel as base64 beside the activity. */
const LARGEST_BODY = 16 * 1024 * 1024;

async function attach(door: Door, conversationId: string, file: DecodedFile): Promise<AttachmentRef> {
  if (file.kind === 'bytes') return door.uploads.keep({ ...file, conversationId });
  const upload = await door.uploads.describe(file.id);
  if (upload?.conversationId !== conversationId)
    throw new ProblemError('invalid_request', { field: 'contentUrl', allowed: 'data:, upload' });
  const { id, name, contentType, size } = upload;
  return { id, name, contentType, size };
}

interface Post {
  readonly request: FastifyRequest;
  readonly conversationId: string;
  readonly activity: unknown;
  readonly userId?: string;
  readonly files?: readonly DecodedFile[];
}

function spendBytes(door: Door, request: FastifyRequest, files: readonly DecodedFile[]) {
  if (request.webchatCaller?.kind === 'secret') return;
  const bytes = files.reduce((sum, file) => sum + (file.kind === 'bytes' ? file.bytes.byteLength : 0), 0);
  if (bytes > 0) door.newBytes.spend(request.ip, bytes);
}

async function say(door: Door, post: Post, from: ReturnType<typeof author>, said: Decoded & { kind: 'message' }) {
  const { conversationId, request } = post;
  const attachments: AttachmentRef[] = [];
  spendBytes(door, request, said.files);
  for (const file of said.files) attachments.push(await attach(door, conversationId, file));
  const body = attachments.length === 0 ? said.body : { ...said.body, attachments };
  const messageId = said.key ?? `new:${door.newId()}`;
  const inbound = { conversationId, channel: CHANNEL, sender: from.sender, messageId, kind: 'message', body } as const;
  // A token was issued here for this conversation; the secret's holder may have made the id up.
  return door.inbox.receive(inbound, { known: request.webchatCaller?.kind === 'secret' });
}

/** Keeps one activity, however it came, and gives the id it is known by. */
export async function post(door: Door, post: Post): Promise<{ id: string }> {
  const { request, conversationId, activity, files = [] } = post;
  const caller = admitted(request, conversationId);
  const from = author(caller, claimedId(activity) ?? post.userId, conversationId);
  const said = decode(activity, from.id, files);
  if (said.kind === 'refused') throw new ProblemError(said.code, said.facts);
  if (said.kind === 'ignored') return { id: `${conversationId}|${door.newId()}` };
  const { seq } = await door.lanes.run(conversationId, () => say(door, post, from, said));
  return { id: activityId(conversationId, seq) };
}

export function activityRoutes(scope: FastifyInstance, door: Door) {
  scope.post<Of>('/conversations/:id/activities', { bodyLimit: LARGEST_BODY, config: SET_IN_PLACE }, (request) =>
    post(door, { request, conversationId: request.params.id, activity: request.body }),
  );

  scope.get<Of>('/conversations/:id/activities', async (request) => {
    const { id } = request.params;
    const caller = admitted(request, id);
    const after = readWatermark(request.query.watermark, 0);
    if (after === undefined) throw new ProblemError('invalid_request', { field: 'watermark', allowed: '0…' });
    const messages = await door.transcript.since(id, after, PAGE);
    const unknown =
      messages.length === 0 && caller.kind === 'secret' && (await door.transcript.newest(id)) === undefined;
    if (unknown) throw new ProblemError('unknown_conversation');
    return toActivitySet(messages, after, fileUrls(door, request));
  });
}
