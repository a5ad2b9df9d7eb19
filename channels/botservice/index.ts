/**
 * Azure Bot Service: Teams and whatever else Microsoft carries. Who calls is proven by Azure's token before anything is
 * looked at; the message is kept before it is acknowledged; replies go out through the outbox.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../api/contract/database.ts';
import { ProblemError } from '../../api/contract/problem.ts';
import type { Capabilities, Channel, Delivery } from '../channel.ts';
import { fields, textOf } from '../fields.ts';
import type { Inbox } from '../inbox.ts';
import { createReferences } from '../store/references.ts';
import { type Adapter, type AdapterSettings, openAdapter } from './adapter.ts';
import { CHANNEL, decode } from './decode.ts';
import { encode } from './encode.ts';

const capabilities: Capabilities = {
  quickReplies: 6,
  labelLength: 60,
  textLength: 4000,
  spoken: false,
  proactive: true,
  greets: true,
};
const LARGEST = 256 * 1024;

export interface BotserviceDeps {
  readonly db: Database;
  readonly settings: AdapterSettings;
  readonly now: () => Date;
}

export interface Botservice {
  readonly channel: Channel;
  mount(server: FastifyInstance, inbox: Inbox): void;
}

const statusOf = (error: unknown): number => {
  const status = Number(fields(error).statusCode ?? fields(error).code);
  return Number.isInteger(status) ? status : 0;
};

/** What a refusal of the connector means for one message. */
function fateOf(error: unknown): Delivery {
  const status = statusOf(error);
  const why = `Azure said ${status || 'nothing'}`;
  if (status === 429 || status === 503) return { kind: 'later', why };
  if (status === 401) return { kind: 'stopped', why };
  if (status === 403 || status === 404) return { kind: 'unreachable', why };
  if (status >= 400 && status < 500) return { kind: 'refused', why };
  return { kind: 'unknown', why };
}

export function createBotservice({ db, settings, now }: BotserviceDeps): Botservice {
  const references = createReferences(db);
  let opening: Promise<Adapter> | undefined;
  const adapter = () => {
    opening ??= openAdapter(settings);
    return opening;
  };

  const onActivity = async (request: FastifyRequest, inbox: Inbox) => {
    const activity = fields(request.body);
    if (typeof activity.type !== 'string' || activity.type === '')
      throw new ProblemError('invalid_activity', { field: 'type', allowed: 'message, conversationUpdate, …' });
    const { authorization = '' } = request.headers;
    let admitted = false;
    let broke: unknown;
    const keep = async (reference: object) => {
      admitted = true;
      const heard = decode(activity);
      if (!heard) return;
      const { kind, conversationId, user, messageId, body } = heard;
      await references.keep(conversationId, reference, now());
      const sender = { key: `${CHANNEL}:${user}`, proven: true };
      await inbox.receive({ conversationId, channel: CHANNEL, sender, messageId, kind, body });
    };
    const open = await adapter();
    // The adapter wraps whatever is thrown inside: what is ours is taken out again.
    const outcome = open.admit(authorization, request.body as object, (reference) =>
      keep(reference).catch((error: unknown) => {
        broke = error;
      }),
    );
    await outcome.catch((error: unknown) => {
      if (admitted) throw error;
      throw new ProblemError('unauthorized');
    });
    if (broke !== undefined) throw broke;
    return {};
  };

  return {
    channel: {
      name: CHANNEL,
      capabilities,
      async deliver(message) {
        const reference = await references.find(message.conversationId);
        if (reference === undefined) return { kind: 'unreachable', why: 'nobody wrote from there' };
        try {
          const platformId = await (await adapter()).send(reference, encode(message));
          return { kind: 'sent', ...(platformId !== undefined && { platformId }) };
        } catch (error) {
          return fateOf(error);
        }
      },
    },
    mount(server, inbox) {
      server.post('/api/messages', { bodyLimit: LARGEST, schema: { hide: true } }, async (request, reply) => {
        const media = textOf(request.headers['content-type']) ?? '';
        if (!media.startsWith('application/json'))
          throw new ProblemError('unsupported_media_type', { allowed: 'application/json' });
        return reply.code(200).send(await onActivity(request, inbox));
      });
    },
  };
}
