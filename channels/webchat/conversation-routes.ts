/** Starting a conversation and coming back to one. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../api/contract/problem.ts';
import { fields, textOf } from '../fields.ts';
import { CHANNEL, readWatermark } from './activity.ts';
import { admitted, author, callerOf, type Door, pass, streamUrl } from './door.ts';
import type { Caller, Claims } from './verify.ts';

export interface Of {
  Params: { id: string };
  Querystring: { watermark?: string };
}

/** False when it was started before. Who is known by the token is greeted at once; others after their first message. */
async function start(door: Door, caller: Caller, conversationId: string, body: unknown): Promise<boolean> {
  const { user, locale } = fields(body);
  const { sender } = author(caller, textOf(fields(user).id)?.slice(0, 200), conversationId);
  if (!sender.proven) return door.transcript.open(conversationId, sender, door.now());
  const known = typeof locale === 'string' && locale.length <= 35 ? { locale } : {};
  const receipt = await door.inbox.receive({
    conversationId,
    channel: CHANNEL,
    sender,
    messageId: 'start',
    kind: 'start',
    body: { text: '', ...known },
  });
  return !receipt.repeated;
}

const claimsOf = (caller: Caller, conversation: string): Claims => {
  if (caller.kind === 'secret') return { conversation };
  const { kind: _, ...claims } = caller;
  return claims;
};

const watermarkOf = (request: FastifyRequest<Of>, otherwise: number) => {
  const after = readWatermark(request.query.watermark, otherwise);
  if (after === undefined) throw new ProblemError('invalid_request', { field: 'watermark', allowed: '0…' });
  return after;
};

export function conversationRoutes(scope: FastifyInstance, door: Door) {
  const opened = async (request: FastifyRequest, caller: Caller, conversationId: string, after: number) => ({
    ...(await pass(door, claimsOf(caller, conversationId))),
    streamUrl: await streamUrl(door, request, conversationId, after),
  });

  scope.post('/conversations', async (request, reply) => {
    const caller = callerOf(request);
    const conversationId = caller.kind === 'token' ? caller.conversation : door.newId();
    const fresh = await start(door, caller, conversationId, request.body);
    return reply.code(fresh ? 201 : 200).send(await opened(request, caller, conversationId, 0));
  });

  scope.get<Of>('/conversations/:id', async (request) => {
    const { id } = request.params;
    const caller = admitted(request, id);
    const newest = await door.transcript.newest(id);
    if (newest === undefined) throw new ProblemError('unknown_conversation');
    return opened(request, caller, id, watermarkOf(request, newest));
  });

  scope.get('/session/getsessionid', async () => ({ sessionId: door.newId() }));
}
