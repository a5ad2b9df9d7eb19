/** The telephone by ConversationRelay: a socket that Twilio opens and signs, and the TwiML that sends a call there. */
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { ProblemError } from '../../api/contract/problem.ts';
import type { Signing } from '../twilio-signature.ts';
import { decodeFrame } from './frames.ts';
import { createSession, type SessionDeps } from './session.ts';

const PATH = '/webhooks/twilio/relay';
const LONGEST_FRAME = 256 * 1024;

export interface RelayDeps extends Omit<SessionDeps, 'send' | 'failed'> {
  readonly signing: Signing;
}

/** Over the wss address as the TwiML gave it, with or without a slash at its end, and no parameters. */
export function isSignedSocket(request: FastifyRequest, { authToken, publicUrl }: Signing): boolean {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || signature === '') return false;
  const origin = (publicUrl ?? `${request.protocol}://${request.host}`).replace(/^http/, 'ws');
  const [path = '', query] = (request.raw.url ?? '').split('?');
  const rest = query === undefined ? '' : `?${query}`;
  const bare = path.replace(/\/+$/, '');
  return [bare, `${bare}/`].some((each) =>
    webhooks.validateRequest(authToken, signature, `${origin}${each}${rest}`, {}),
  );
}

export const relayAddress = (origin: string) => `${origin.replace(/^http/, 'ws')}${PATH}`;

export async function relayRoutes(server: FastifyInstance, { signing, ...deps }: RelayDeps): Promise<void> {
  if (!server.hasPlugin('@fastify/websocket')) await server.register(websocket, { options: { maxPayload: 1 << 20 } });
  await server.register(async (scope) => {
    const preValidation = async (request: FastifyRequest) => {
      if (!isSignedSocket(request, signing)) throw new ProblemError('bad_signature', { allowed: 'X-Twilio-Signature' });
    };
    for (const path of [PATH, `${PATH}/`])
      scope.get(path, { websocket: true, preValidation, schema: { hide: true } }, (socket, request) => {
        const session = createSession({
          ...deps,
          send: (frame) => socket.readyState === socket.OPEN && socket.send(frame),
          failed: (error) => request.log.warn({ err: error }, 'a call over a socket'),
        });
        socket.on('message', (data) => {
          const raw = data.toString();
          const frame = raw.length <= LONGEST_FRAME ? decodeFrame(raw) : undefined;
          if (frame) session.hear(frame);
        });
        socket.on('error', () => session.close());
        socket.on('close', () => session.close());
      });
  });
}
