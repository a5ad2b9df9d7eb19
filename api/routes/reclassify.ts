/** An officer sets labels right, reads why they were as they are; and what was corrected, for understanding to learn from. */
import Type from 'typebox';
import { Classification } from '../contract/classification.ts';
import { ProblemError } from '../contract/problem.ts';
import { Decided, Reclassification, RequestView } from '../contract/request.ts';
import { type Api, OFFICE, type Scope } from '../deps.ts';
import { requireGovernorate } from '../domain/intake.ts';
import { possible } from '../domain/lifecycle.ts';
import { changesOf, inWords, mayReclassify, relabel } from '../domain/reclassify.ts';
import type { RequestRecord } from '../domain/record.ts';
import { viewFor } from '../domain/visibility.ts';
import { addCorrection, listCorrections, saveLabels } from '../store/corrections.ts';
import { addEvent } from '../store/events.ts';
import { readDecided } from '../store/requests.ts';
import { change } from './change.ts';
import { IdempotencyHeaders, keyedOf, ReferenceParams, readReference } from './read.ts';
import { readOwn } from './requests.ts';

function mountWhy(scope: Scope, api: Api): void {
  scope.get(
    '/v1/requests/:reference/why',
    {
      config: { access: OFFICE },
      schema: {
        summary: 'How each label came about, and the words that speak for it',
        params: ReferenceParams,
        response: { 200: Type.Object({ decided: Decided, classification: Classification }) },
      },
    },
    async ({ params, staff }) => {
      const { reference, description, lang } = await readOwn(api, readReference(params), staff);
      const classification = await api.classify(description, lang);
      return { decided: await readDecided(api.db, reference), classification };
    },
  );
}

const Corrections = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Type.String(),
      source: Type.Enum(['citizen', 'officer']),
      lang: Type.String(),
      text: Type.String(),
      labels: Type.Record(
        Type.String(),
        Type.Object({ from: Type.Union([Type.String(), Type.Null()]), to: Type.Union([Type.String(), Type.Null()]) }),
      ),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});

function mountCorrections(scope: Scope, api: Api): void {
  scope.get(
    '/v1/corrections',
    {
      config: { access: ['admin', 'administrator'] },
      schema: {
        summary: 'What people corrected of what was understood, identities stripped, oldest first',
        querystring: Type.Object(
          {
            after: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: '`next` of the page before' })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
          },
          { additionalProperties: false },
        ),
        response: { 200: Corrections },
      },
    },
    async ({ query: { after = '0', limit = 200 } }) => {
      const items = await listCorrections(api.db, after, limit);
      return { items, next: items.length < limit ? null : (items.at(-1)?.id ?? null) };
    },
  );
}

async function check(api: Api, { governorate }: Reclassification): Promise<void> {
  if (governorate != null) requireGovernorate(governorate, await api.directory());
}

export function mountReclassify(scope: Scope, api: Api): void {
  mountWhy(scope, api);
  mountCorrections(scope, api);
  scope.post(
    '/v1/requests/:reference/actions/reclassify',
    {
      config: { access: OFFICE },
      schema: {
        summary: 'Set labels right; the promise follows, its clock goes on',
        params: ReferenceParams,
        headers: IdempotencyHeaders,
        body: Reclassification,
        response: { 200: RequestView },
      },
    },
    async (request) => {
      const reference = readReference(request.params);
      const wanted = request.body;
      await check(api, wanted);
      const keyed = keyedOf(request, api, `/v1/requests/${reference}/actions/reclassify`, wanted);
      const policy = await api.policy();
      const { staff } = request;
      const { description } = await readOwn(api, reference, staff);
      const text = await api.strip(description);
      const work = async (inside: Parameters<typeof saveLabels>[0], before: RequestRecord) => {
        if (!mayReclassify(before.status)) {
          const allowed = possible(before.status).join(', ');
          throw new ProblemError('illegal_transition', { action: 'reclassify', stage: before.status, allowed });
        }
        const changes = changesOf(before, wanted);
        if (Object.keys(changes).length === 0) return viewFor(staff, before);
        const at = api.now().getTime();
        const after = { ...before, ...relabel(before, wanted, policy), updatedAt: at };
        await saveLabels(inside, reference, after, at);
        const { status, lang } = before;
        const actor = staff?.name ?? 'staff';
        await addEvent(inside, { reference, kind: 'reclassified', at, actor, status, text: inWords(changes) });
        await addCorrection(inside, { source: 'officer', lang, text, changes, at });
        return viewFor(staff, after);
      };
      return change(api, { reference, keyed, staff, work });
    },
  );
}
