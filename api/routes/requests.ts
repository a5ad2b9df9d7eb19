/** `/v1/requests`: file, list, read one, read its history. */
import Type from 'typebox';
import { RequestEvent } from '../contract/events.ts';
import { ProblemError } from '../contract/problem.ts';
import { Filed, LARGEST_FILING, NewRequest, RequestView } from '../contract/request.ts';
import type { Staff } from '../contract/staff.ts';
import { type Api, DESK, OFFICE, type Scope } from '../deps.ts';
import { ammanTime } from '../domain/amman.ts';
import { shownTo } from '../domain/household.ts';
import type { RequestRecord } from '../domain/record.ts';
import { ownView, viewFor, within } from '../domain/visibility.ts';
import { callerOf } from '../plugins/auth.ts';
import { listEvents } from '../store/events.ts';
import { readRequest } from '../store/requests.ts';
import { listOwn, listRequests } from '../store/search.ts';
import { file } from './file.ts';
import { ListQuery, placeAfter, readFilters } from './filters.ts';
import { IdempotencyHeaders, keyedOf, ReferenceParams, readReference } from './read.ts';

const Page = Type.Object({
  items: Type.Array(RequestView),
  next: Type.Union([Type.String(), Type.Null()]),
  nameNeeded: Type.Optional(
    Type.Boolean({ description: "More would be shown to the right `name` (the bot's list of a sender only)" }),
  ),
});

function mountFiling(scope: Scope, api: Api): void {
  scope.post(
    '/v1/requests',
    {
      bodyLimit: LARGEST_FILING,
      config: { access: [...DESK, 'bot'], keyed: 'always' },
      schema: {
        summary: 'File a request; labels left out are classified',
        headers: IdempotencyHeaders,
        body: NewRequest,
        response: { 201: Filed },
      },
    },
    async (request, reply) => {
      // Where it came from is not what is asked: a turn that is run again may know its sender otherwise.
      const { origin: _origin, decided: _decided, ...asked } = request.body;
      const keyed = keyedOf(request, api, '/v1/requests', asked);
      if (keyed === null) throw new ProblemError('missing_idempotency_key');
      const filed = await file(api, { body: request.body, role: callerOf(request), staff: request.staff, keyed });
      return reply.code(201).send(filed);
    },
  );
}

function mountList(scope: Scope, api: Api): void {
  scope.get(
    '/v1/requests',
    {
      config: { access: [...OFFICE, 'bot'] },
      schema: { summary: 'List and search requests, newest first', querystring: ListQuery, response: { 200: Page } },
    },
    async (request) => {
      const role = callerOf(request);
      const { limit = 20 } = request.query;
      const filters = await readFilters(request.query, { role, staff: request.staff, directory: api.directory });
      const now = ammanTime(api.now().getTime());
      if (role === 'bot' && filters.sender !== undefined) {
        const { sender } = filters;
        const known = await listOwn(api.db, api.vault, { filters: { ...filters, sender }, limit, now });
        const { requests, nameNeeded } = shownTo(known, { sender, name: request.query.name ?? null });
        return { items: requests.map(ownView), next: null, nameNeeded };
      }
      // One more than asked tells whether there is a next page.
      const found = await listRequests(api.db, api.vault, { filters, limit: limit + 1, now });
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map((each) => (role === 'bot' ? ownView(each) : viewFor(request.staff, each))),
        next: last === undefined ? null : placeAfter(last),
      };
    },
  );
}

/** Others' requests are unknown to an officer, not forbidden: a number tells nothing. */
export async function readOwn(api: Api, reference: string, staff: Staff | null): Promise<RequestRecord> {
  const request = await readRequest(api.db, api.vault, reference);
  if (request === null || !within(staff, request)) throw new ProblemError('unknown_reference');
  return request;
}

export function mountRequests(scope: Scope, api: Api): void {
  mountFiling(scope, api);
  mountList(scope, api);
  scope.get(
    '/v1/requests/:reference',
    {
      config: { access: OFFICE },
      schema: { summary: 'A whole request', params: ReferenceParams, response: { 200: RequestView } },
    },
    async ({ params, staff }) => viewFor(staff, await readOwn(api, readReference(params), staff)),
  );
  scope.get(
    '/v1/requests/:reference/events',
    {
      config: { access: OFFICE },
      schema: {
        summary: 'The history of a request',
        params: ReferenceParams,
        response: { 200: Type.Object({ items: Type.Array(RequestEvent) }) },
      },
    },
    async ({ params, staff }) => {
      const { reference } = await readOwn(api, readReference(params), staff);
      return { items: await listEvents(api.db, reference) };
    },
  );
}
