/** Twilio's two webhooks: a message from a telephone, answered in the response when it can be; and what became of ours. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createLanes } from '../../lanes.ts';
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
  message.declared !== undefined ||
  (wish === 'stop' && wordOf(message.text) !== undefined && /^[\x20-\x7e]*$/.test(message.text));

const tokenOf = ({ headers }: FastifyRequest): string | undefined => {
  const token = headers['i-twilio-idempotency-token'];
  return typeof token === 'string' ? token : undefined;
};

const tokenIn = ({ token }: Message) => (token === undefined ? {} : { token });

const send = (reply: FastifyReply, twiml: string) => reply.type('text/xml; charset=utf-8').send(twiml);

export function twilioRoutes(server: FastifyInstance, deps: RoutesDeps): Promise<void> {
  const { answers, responses, readyWithinMs = READY_WITHIN_MS } = deps;
  const lanes = createLanes();

  const complete = async ({ media, ...message }: Message): Promise<Heard> => {
    if (media.length === 0) return message;
    const { files, lost } = await deps.fetchMedia(media, conversationOf(message.phone));
    return { ...message, attachments: files, lost };
  };

  /** Until it is durable, one after another: a message may not overtake the one before it. */
  const keep = async (message: Message, waiting: Waiting): Promise<() => Promise<string>> => {
    const before = await answers.find(message.messageId, message.token);
    if (before !== undefined) return async () => before;
    const taken = await deps.hear(await complete(message));
    if (taken.kind === 'wish') {
      const quiet = answeredByTwilio(message, taken.wish);
      const twiml = await responses.settle(message, twimlOf(quiet ? [] : [deps.said(taken.wish, message.text)]));
      return async () => twiml;
    }
    waiting.answers(taken.receipt.seq);
    return () => (taken.receipt.repeated ? waiting.elsewhere(readyWithinMs) : waiting.within(readyWithinMs));
  };

  const onMessage = async (request: FastifyRequest, reply: FastifyReply) => {
    const message = decodeMessage(request.body as Parameters, tokenOf(request));
    if (message === undefined) return send(reply, twimlOf([]));
    const conversationId = conversationOf(message.phone);
    const waiting = responses.open({ conversationId, messageId: message.messageId, ...tokenIn(message) });
    try {
      const answer = await lanes.run(conversationId, () => keep(message, waiting));
      return send(reply, await answer());
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
