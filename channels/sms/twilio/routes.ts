/** Twilio's two webhooks: a message from a telephone, answered in the response when it can be; and what became of ours. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answers } from '../../store/answers.ts';
import { onlyTwilio, type Parameters, type Signing } from '../../twilio-signature.ts';
import type { Heard, Taken } from '../heard.ts';
import { type Wish, wordOf } from '../opt-out.ts';
import { conversationOf } from '../phone.ts';
import { decodeMessage, decodeStatus, type Message, type StatusReport } from './decode.ts';
import type { Fetch } from './media.ts';
import type { Responses, Waiting } from './responses.ts';
import { twimlOf } from './twiml.ts';

/** A reply that is ready by then is told in the response. */
const READY_WITHIN_MS = 8000;
const LARGEST_FORM = 64 * 1024;

export interface RoutesDeps {
  readonly signing: Signing;
  readonly answers: Answers;
  readonly responses: Responses;
  readonly hear: (heard: Heard) => Promise<Taken>;
  readonly fetchMedia: (media: Message['media'], conversationId: string) => Promise<Fetch>;
  /** What a telephone is told when it asks to stop, to start again, or for help. */
  readonly said: (wish: Wish, text: string) => string;
  readonly reported: (report: StatusReport) => Promise<void>;
  readonly readyWithinMs?: number;
}

/** Words that Twilio answers by itself: a second answer would be refused, or heard twice. */
const answeredByTwilio = (message: Message, wish: Wish) =>
  message.declared !== undefined || (wish === 'stop' && wordOf(message.text) !== undefined && /^[\x20-\x7e]*$/.test(message.text));

const tokenOf = ({ headers }: FastifyRequest): string | undefined => {
  const token = headers['i-twilio-idempotency-token'];
  return typeof token === 'string' ? token : undefined;
};

const send = (reply: FastifyReply, twiml: string) => reply.type('text/xml; charset=utf-8').send(twiml);

export function twilioRoutes(server: FastifyInstance, deps: RoutesDeps): Promise<void> {
  const { answers, responses, readyWithinMs = READY_WITHIN_MS } = deps;

  const complete = async ({ media, ...message }: Message): Promise<Heard> => {
    if (media.length === 0) return message;
    const { files } = await deps.fetchMedia(media, conversationOf(message.phone));
    return { ...message, attachments: files };
  };

  const hear = async (message: Message, waiting: Waiting): Promise<string> => {
    const taken = await deps.hear(await complete(message));
    if (taken.kind === 'wish') {
      const quiet = answeredByTwilio(message, taken.wish);
      return responses.settle(message, twimlOf(quiet ? [] : [deps.said(taken.wish, message.text)]));
    }
    waiting.answers(taken.receipt.seq);
    return taken.receipt.repeated ? waiting.elsewhere(readyWithinMs) : waiting.within(readyWithinMs);
  };

  const onMessage = async (request: FastifyRequest, reply: FastifyReply) => {
    const message = decodeMessage(request.body as Parameters, tokenOf(request));
    if (message === undefined) return send(reply, twimlOf([]));
    const { messageId, token } = message;
    const before = await answers.find(messageId, token);
    if (before !== undefined) return send(reply, before);
    const call = { conversationId: conversationOf(message.phone), messageId };
    const waiting = responses.open({ ...call, ...(token !== undefined && { token }) });
    try {
      return send(reply, await hear(message, waiting));
    } finally {
      waiting.close();
    }
  };

  const onStatus = async (request: FastifyRequest, reply: FastifyReply) => {
    const report = decodeStatus(request.body as Parameters);
    if (report !== undefined) await deps.reported(report);
    return reply.code(204).send();
  };

  return Promise.resolve(
    server.register(async (scope) => {
      onlyTwilio(scope, deps.signing);
      const options = { bodyLimit: LARGEST_FORM, schema: { hide: true } };
      scope.post('/webhooks/twilio/sms', options, onMessage);
      scope.post('/webhooks/twilio/sms/status', options, onStatus);
    }),
  ).then(() => {});
}

