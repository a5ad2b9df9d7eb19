/**
 * The web chat door: a Direct Line 3.0 server, so that any Direct Line client connects, and the token our own widget asks
 * for. Hands everything a person says to the inbox; shows what is kept, and keeps nothing itself.
 */
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../api/contract/database.ts';
import { LARGEST_FILE } from '../../api/contract/media.ts';
import { ProblemError } from '../../api/contract/problem.ts';
import { createAllowance } from '../allowance.ts';
import type { Bus } from '../bus.ts';
import type { Channel } from '../channel.ts';
import type { Inbox } from '../inbox.ts';
import { createLanes } from '../lanes.ts';
import { createTranscript } from '../store/transcript.ts';
import type { Uploads } from '../store/uploads.ts';
import { CHANNEL, readWatermark } from './activity.ts';
import { activityRoutes } from './activity-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { type Door, fileUrls, fromTrustedPage, ROOT } from './door.ts';
import { allowOrigins } from './origins.ts';
import { refuse } from './refusals.ts';
import { createStreams, type Streams } from './streams.ts';
import { tokenRoutes, widgetTokenRoute } from './token-routes.ts';
import { downloadRoute, uploadRoute } from './upload-routes.ts';
import { createVerify } from './verify.ts';

const TOKENS_A_MINUTE = 300;
const REFUSALS_A_MINUTE = 300;
/** Twenty of the largest files, or a household's photographs. */
const BYTES_A_MINUTE = 20 * LARGEST_FILE;

export interface WebchatDeps {
  readonly db: Database;
  readonly inbox: Inbox;
  readonly uploads: Uploads;
  readonly bus: Bus;
  readonly now: () => Date;
  readonly random: (bytes: number) => Buffer;
  /** Any conversation may be opened with it (DIRECTLINE_SECRET). */
  readonly secret: string;
  /** Signs tokens and file addresses. */
  readonly key: string;
  readonly publicUrl?: string;
  /** Bytes of files a minute and address, the secret's holders excepted. */
  readonly fileBytes?: number;
}

export const webchat: Channel = {
  name: CHANNEL,
  capabilities: {
    quickReplies: 30,
    labelLength: 60,
    textLength: 8000,
    spoken: false,
    proactive: true,
    greets: true,
  },
};

/** JSON and nothing else; an empty body is allowed wherever JSON is: most calls need none. */
function readJson(scope: FastifyInstance) {
  const parse = scope.getDefaultJsonParser('remove', 'remove');
  scope.removeContentTypeParser(['application/json', 'text/plain']);
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body.length === 0 ? done(null, undefined) : parse(request, String(body), done),
  );
}

function checkCallers(scope: FastifyInstance, door: Door) {
  const refusals = createAllowance(REFUSALS_A_MINUTE, door.now);
  scope.addHook('onRequest', async (request) => {
    try {
      const caller = await door.verify.caller(request.headers.authorization);
      if (!fromTrustedPage(caller, request.headers.origin)) throw new ProblemError('forbidden');
      request.webchatCaller = caller;
    } catch (error) {
      refusals.spend(request.ip);
      throw error;
    }
  });
}

interface Stream {
  Params: { id: string };
  Querystring: { t?: string; watermark?: string };
}

function streamRoute(scope: FastifyInstance, door: Door, streams: Streams) {
  const authorise = async ({ params, query }: FastifyRequest<Stream>) => {
    if (query.t === undefined) throw new ProblemError('unauthorized');
    if ((await door.verify.streams(query.t)) !== params.id) throw new ProblemError('forbidden');
  };
  const options = { websocket: true, preValidation: authorise } as const;
  scope.get<Stream>('/conversations/:id/stream', options, (socket, request) => {
    const { params, query } = request;
    const after = readWatermark(query.watermark, 0) ?? 0;
    streams.follow({ socket, conversationId: params.id, after, fileUrl: fileUrls(door, request) });
  });
}

function createDoor(deps: WebchatDeps): Door {
  const { db, now, random, key, secret, inbox, uploads, publicUrl, fileBytes = BYTES_A_MINUTE } = deps;
  return {
    inbox,
    uploads,
    now,
    transcript: createTranscript(db, CHANNEL),
    verify: createVerify({ key, secret, now }),
    lanes: createLanes(),
    newTokens: createAllowance(TOKENS_A_MINUTE, now),
    newBytes: createAllowance(fileBytes, now),
    newId: () => random(16).toString('hex'),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/$/, '') }),
  };
}

/** Everything on these paths answers pages of any origin and speaks Direct Line's errors. */
async function speakDirectLine(scope: FastifyInstance) {
  await allowOrigins(scope);
  scope.setErrorHandler(refuse);
  readJson(scope);
}

export async function mountWebchat(server: FastifyInstance, deps: WebchatDeps) {
  const door = createDoor(deps);
  if (!server.hasPlugin('@fastify/websocket')) await server.register(websocket, { options: { maxPayload: 1 << 20 } });
  const failed = (error: unknown) => server.log.error(error);
  const streams = createStreams({
    transcript: door.transcript,
    bus: deps.bus,
    now: deps.now,
    newId: door.newId,
    failed,
  });
  server.decorateRequest('webchatCaller', null);

  await server.register(
    async (scope) => {
      await speakDirectLine(scope);
      scope.setNotFoundHandler(() => {
        throw new ProblemError('not_found');
      });
      streamRoute(scope, door, streams);
      downloadRoute(scope, door);
      await scope.register(async (known) => {
        checkCallers(known, door);
        tokenRoutes(known, door);
        conversationRoutes(known, door);
        activityRoutes(known, door);
        await known.register((uploads) => uploadRoute(uploads, door));
      });
    },
    { prefix: ROOT },
  );
  await server.register(
    async (scope) => {
      await speakDirectLine(scope);
      widgetTokenRoute(scope, door);
    },
    { prefix: '/v1/webchat' },
  );
}
