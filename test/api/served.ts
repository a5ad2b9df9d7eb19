/** The request API on a server of its own, over `inject`, with a clock that the test turns. */
import { randomBytes } from 'node:crypto';
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { mountApi } from '../../api/api.ts';
import type { Classification } from '../../api/contract/classification.ts';
import type { Database } from '../../api/contract/database.ts';
import type { CitizenEvent } from '../../api/contract/events.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { mountErrors, onFrameworkError } from '../../api/plugins/errors.ts';
import { keepDirectory } from '../../api/store/current.ts';
import { createUploads } from '../../channels/store/uploads.ts';

export const ADMIN = 'admin-key-for-tests';
export const BOT = 'bot-key-for-tests';

const label = <Value extends string>(value: Value | null) => ({
  value,
  confidence: value === null ? 0 : 0.9,
  alternatives: [],
  why: [],
});

/** Says the same of every text. */
export const CLASSIFIED: Classification = {
  lang: label('ar'),
  act: label('request'),
  type: label('complaint'),
  axis: label('service_time'),
  importance: label('high'),
  department: label('CSPD'),
  governorate: label(null),
  entities: [],
};

export interface Served {
  readonly server: FastifyInstance;
  readonly told: CitizenEvent[];
  /** Turns the clock to a moment. */
  at(moment: string): void;
  call(method: string, url: string, more?: InjectOptions): Promise<Answer>;
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  file(body?: object, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was answered
  readonly body: any;
}

export const asAdmin = { authorization: `Bearer ${ADMIN}` };
export const asBot = { authorization: `Bearer ${BOT}` };
export const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });

export async function serve(
  db: Database,
  more: Partial<ApiDeps> = {},
  server = fastify({ frameworkErrors: onFrameworkError }),
): Promise<Served> {
  const told: CitizenEvent[] = [];
  let moment = Date.parse('2026-11-22T08:00:00+03:00');
  const now = () => new Date(moment);
  mountErrors(server);
  await mountApi(server, {
    db,
    now,
    random: randomBytes,
    keys: { admin: ADMIN, bot: BOT },
    dataKey: 'a data key for tests, 32 bytes long',
    publicUrl: 'http://localhost:3000',
    version: '0.0.0',
    classify: () => CLASSIFIED,
    strip: async (text) => text.replace(/\d{6,}/g, '[number]'),
    directory: keepDirectory({ db, now }),
    files: createUploads({ db, now, random: randomBytes }),
    tell: async (event) => {
      told.push(event);
    },
    ...more,
  });
  await server.ready();

  const call = async (method: string, url: string, options: InjectOptions = {}): Promise<Answer> => {
    const answer = await server.inject({ method: method as 'GET', url, ...options });
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body };
  };
  const post: Served['post'] = (url, body, headers = asAdmin) =>
    call('POST', url, { headers, payload: body as Record<string, unknown> });
  return {
    server,
    told,
    at(text) {
      moment = Date.parse(text);
    },
    call,
    post,
    get: (url, headers = asAdmin) => call('GET', url, { headers }),
    file: (body = {}, headers = {}) =>
      post(
        '/v1/requests',
        { type: 'complaint', description: 'صارلي ثلاثة شهور بستنى جوازي', ...body },
        { ...asAdmin, ...key(), ...headers },
      ),
  };
}
