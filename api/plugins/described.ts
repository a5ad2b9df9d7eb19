/**
 * What a route's schema leaves unsaid in the published description: every way it can refuse, and what it is called.
 * Pure; the words are those of the table of problems. What a route really does is decided elsewhere.
 */
import type { FastifySchema, RouteOptions } from 'fastify';
import { PROBLEMS, Problem, type ProblemCode } from '../contract/problem.ts';

interface Described {
  readonly schema: FastifySchema;
  readonly url: string;
  readonly route: Pick<RouteOptions, 'method' | 'config'>;
}

function codesOf({ schema, route }: Described): ProblemCode[] {
  const isWrite = route.config?.access !== 'public' && route.method === 'POST';
  const hasBody = schema.body !== undefined || schema.consumes !== undefined;
  const isKeyed = schema.headers !== undefined && isWrite;
  return [
    'unauthorized',
    ...(route.config?.access === 'public' ? (['rate_limited'] as const) : (['forbidden'] as const)),
    ...(hasBody ? (['invalid_json', 'too_large', 'unsupported_media_type'] as const) : []),
    ...(hasBody || schema.querystring !== undefined ? (['invalid_request'] as const) : []),
    ...(schema.params === undefined ? [] : (['invalid_reference', 'unknown_reference'] as const)),
    ...(schema.params !== undefined && schema.body !== undefined ? (['illegal_transition'] as const) : []),
    ...(isKeyed ? (['missing_idempotency_key', 'idempotency_mismatch'] as const) : []),
    ...(isWrite ? (['not_kept', 'not_confirmed'] as const) : []),
    'unavailable',
    'internal',
  ];
}

/** One answer a status, naming each problem it may hold. */
function refusals(codes: readonly ProblemCode[]): Record<number, object> {
  const answers: Record<number, object> = {};
  for (const { status } of codes.map((code) => PROBLEMS[code])) {
    const titles = codes.map((code) => PROBLEMS[code]).filter((row) => row.status === status);
    answers[status] = {
      'x-response-description': titles.map(({ title }) => title).join('; '),
      content: { 'application/problem+json': { schema: Problem } },
    };
  }
  return answers;
}

const DONE: Readonly<Record<string, string>> = { 200: 'Done', 201: 'Created' };

const BYTES = { type: 'string', format: 'binary' };
const A_FILE = { type: 'object', required: ['file'], properties: { file: BYTES } };
const THE_BYTES = { 200: { content: { '*/*': { schema: BYTES } } } };

/** A header that is always needed is refused by the route, with a reason of its own, and not by its schema. */
function headersOf({ schema, route }: Described): object {
  if (route.config?.keyed !== 'always') return {};
  return { headers: { ...Object(schema.headers), required: ['idempotency-key'] } };
}

const answersOf = (response: object): Record<string, object> =>
  Object.fromEntries(
    Object.entries(response).map(([status, body]) => [
      status,
      { 'x-response-description': DONE[status] ?? 'Done', ...body },
    ]),
  );

/** `post /v1/requests/:reference/actions/ask` as `postRequestsActionsAsk`. */
const nameOf = ({ url, route }: Described) =>
  url
    .replace('/v1', '')
    .split('/')
    .filter((part) => part !== '' && part !== ':reference')
    .map((part) => part.replace(':', 'by-').replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()))
    .reduce(
      (name, part) => name + part,
      `${String(route.method).toLowerCase()}${url.endsWith(':reference') ? 'One' : ''}`,
    );

export function describeRoute(described: Described): { schema: FastifySchema; url: string } {
  const { schema, url, route } = described;
  // Undocumented, or not the API's own: no access was stated.
  if (schema?.hide === true || route.config?.access === undefined) return { schema, url };
  const response = { ...answersOf(schema.response ?? THE_BYTES), ...refusals(codesOf(described)) };
  const body = schema.consumes === undefined ? {} : { body: A_FILE };
  return { schema: { ...schema, ...body, ...headersOf(described), operationId: nameOf(described), response }, url };
}
