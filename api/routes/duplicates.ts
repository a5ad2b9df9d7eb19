/** `POST /v1/duplicates`: whether a draft repeats an open request of the citizen who writes it. The conversation's own. */
import { type Duplicate, DuplicateQuestion, Duplicates } from '../contract/duplicate.ts';
import { LARGEST_FILING } from '../contract/request.ts';
import type { Api, Scope } from '../deps.ts';
import { ammanTime } from '../domain/amman.ts';
import { type Draft, duplicatesOf } from '../domain/duplicates.ts';
import type { RequestRecord } from '../domain/record.ts';
import { openRequestsOf } from '../store/duplicates.ts';

const readDraft = ({ draft }: DuplicateQuestion): Draft => ({
  type: draft.type,
  description: draft.description,
  department: draft.department ?? null,
  governorate: draft.governorate ?? null,
  location: draft.location ?? null,
  name: draft.requester?.name?.trim() || null,
});

const view = ({ reference, type, department, status, dueAt }: RequestRecord): Duplicate => ({
  reference,
  type,
  department,
  status,
  dueAt: ammanTime(dueAt),
});

export function mountDuplicates(scope: Scope, api: Api): void {
  scope.post(
    '/v1/duplicates',
    {
      bodyLimit: LARGEST_FILING,
      config: { access: ['bot'] },
      schema: {
        summary: 'Open requests of the same citizen that a draft repeats',
        body: DuplicateQuestion,
        response: { 200: Duplicates },
      },
    },
    async ({ body }) => {
      const { sender } = body;
      const now = api.now().getTime();
      const open = await openRequestsOf(api.db, api.vault, { sender, now });
      const known = open.filter(({ request }) => !body.except?.includes(request.reference));
      return { items: duplicatesOf(readDraft(body), known, { sender, now }).map(view) };
    },
  );
}
