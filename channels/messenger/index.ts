/**
 * The Messenger door: what Meta posts is verified over its raw bytes, kept, and only then acknowledged; what we answer
 * goes through the Send API. Knows one Page.
 */
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../api/contract/problem.ts';
import { createAllowance } from '../allowance.ts';
import type { Channel } from '../channel.ts';
import { createFileFetcher } from '../fetch-file.ts';
import type { Inbox } from '../inbox.ts';
import { createLanes } from '../lanes.ts';
import type { Transcript } from '../store/transcript.ts';
import type { Uploads } from '../store/uploads.ts';
import { createGraph } from './client.ts';
import { decode } from './decode.ts';
import { createDeliver } from './deliver.ts';
import { capabilities, type Words } from './encode.ts';
import { type ProfileWords, setProfile } from './profile.ts';
import { CHANNEL, createReceive, type ReceiveDeps } from './receive.ts';
import { createSigns } from './signs.ts';
import { challengeOf, isSigned, SIGNATURE } from './verify.ts';

const ROUTE = '/webhooks/messenger';
const GRAPH = 'https://graph.facebook.com';
/** A post may hold a batch of events, each with a message of some kilobytes. */
const BODY_LIMIT = 1 << 20;
const REFUSALS_A_MINUTE = 300;
/** Meta waits 20 s for its answer. */
const FILES_MS = 12_000;
/** Where Facebook keeps what people send. */
const FILE_HOSTS = ['fbcdn.net', 'fbsbx.com'];

export interface MessengerSettings {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly pageToken: string;
  readonly graphUrl?: string | undefined;
  readonly template?: string | undefined;
}

interface Made {
  readonly settings: MessengerSettings;
  readonly now: () => Date;
  readonly words: Words;
  /** Shorter in tests. */
  readonly answerMs?: number;
  readonly filesMs?: number;
}

export interface MessengerDeps extends Pick<ReceiveDeps, 'receipt' | 'silence' | 'giveBack'> {
  readonly inbox: Inbox;
  readonly uploads: Uploads;
  readonly transcript: Transcript;
}

export interface Messenger {
  readonly channel: Channel;
  mount(server: FastifyInstance, deps: MessengerDeps): Promise<void>;
  /** Instead of mounting: sets the Page's greeting and menu, and closes. Why not, when they were not taken. */
  setUp(words: ProfileWords): Promise<string | undefined>;
}

export function createMessenger({ settings, now, words, answerMs, filesMs = FILES_MS }: Made): Messenger {
  const { template, graphUrl = GRAPH } = settings;
  const account = { ...settings, graphUrl };
  const graph = createGraph({ account, now, ...(answerMs !== undefined && { answerMs }) });
  const signs = createSigns(graph);
  const send = createDeliver({ graph, now, words, ...(template !== undefined && { template }) });
  const standIn = graphUrl.startsWith(GRAPH) ? undefined : new URL(graphUrl).hostname;
  const files = createFileFetcher({
    hosts: FILE_HOSTS,
    deadlineMs: filesMs,
    ...(standIn !== undefined && { standIn }),
  });

  const channel: Channel = {
    name: CHANNEL,
    capabilities,
    deliver(message, to) {
      signs.answered(to.id);
      return send(message, to);
    },
  };

  const close = async () => {
    signs.stop();
    await Promise.all([graph.close(), files.close()]);
  };

  return {
    channel,
    setUp: (words) => setProfile(graph, words).finally(close),
    mount: async (server, deps) => {
      const alert = (action: string) => server.log.error({ action }, 'Meta enforces its policy on the Page');
      const receive = createReceive({ ...deps, alert, graph, signs, files, words, lanes: createLanes() });
      server.addHook('onClose', close);
      await server.register(async (scope) => routes(scope, { settings, now, receive }));
    },
  };
}

interface Routes {
  readonly settings: MessengerSettings;
  readonly now: () => Date;
  readonly receive: ReturnType<typeof createReceive>;
}

function routes(scope: FastifyInstance, { settings, now, receive }: Routes): void {
  const refusals = createAllowance(REFUSALS_A_MINUTE, now);
  const refuse = (ip: string, error: ProblemError): never => {
    refusals.spend(ip);
    throw error;
  };
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );

  scope.get<{ Querystring: Record<string, unknown> }>(ROUTE, async (request, reply) => {
    const challenge = challengeOf(request.query, settings.verifyToken);
    if (challenge === undefined) return refuse(request.ip, new ProblemError('forbidden'));
    // Never as a page: whoever asks chooses these words.
    return reply.type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(challenge);
  });

  scope.post(ROUTE, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!isSigned(raw, request.headers[SIGNATURE], settings.appSecret)) {
      return refuse(request.ip, new ProblemError('bad_signature', { allowed: 'X-Hub-Signature-256: sha256=<hex>' }));
    }
    await receive(decode(parsed(raw)));
    return reply.type('text/plain; charset=utf-8').send('EVENT_RECEIVED');
  });
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new ProblemError('invalid_json');
  }
}
