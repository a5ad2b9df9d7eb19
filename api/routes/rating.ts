/** `POST /v1/requests/{reference}/rating`: the citizen's judgement of the answer, once a round; a repeat replaces it. */
import type { Queries } from '../contract/database.ts';
import { ProblemError } from '../contract/problem.ts';
import { Rating, StatusView } from '../contract/request.ts';
import type { Api, Scope } from '../deps.ts';
import { possible, RATEABLE } from '../domain/lifecycle.ts';
import type { RequestRecord } from '../domain/record.ts';
import { publicView } from '../domain/visibility.ts';
import { addEvent } from '../store/events.ts';
import { saveRating } from '../store/requests.ts';
import { change } from './change.ts';
import { IdempotencyHeaders, keyedOf, ReferenceParams, readReference } from './read.ts';

async function rate(api: Api, inside: Queries, request: RequestRecord, rating: Rating): Promise<StatusView> {
  const { reference, status } = request;
  // What the citizen took back was never answered.
  if (!RATEABLE.includes(status) || request.answer === null) {
    const allowed = possible(status).join(', ');
    throw new ProblemError('illegal_transition', { action: 'rating', stage: status, allowed });
  }
  const now = api.now().getTime();
  await saveRating(inside, request, rating, now);
  const { stars, reason = null } = rating;
  await addEvent(inside, { reference, kind: 'rated', at: now, actor: 'citizen', status, text: reason, stars });
  return publicView({ ...request, updatedAt: now });
}

export function mountRating(scope: Scope, api: Api): void {
  scope.post(
    '/v1/requests/:reference/rating',
    {
      config: { access: ['admin', 'bot'] },
      schema: {
        summary: 'Rate the answer, 1 to 5 stars',
        params: ReferenceParams,
        headers: IdempotencyHeaders,
        body: Rating,
        response: { 200: StatusView },
      },
    },
    async (request) => {
      const reference = readReference(request.params);
      const keyed = keyedOf(request, api, `/v1/requests/${reference}/rating`, request.body);
      return change(api, { reference, keyed, work: (inside, record) => rate(api, inside, record, request.body) });
    },
  );
}
