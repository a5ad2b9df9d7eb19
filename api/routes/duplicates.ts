/**
 * `POST /v1/duplicates`: whether a draft repeats an open request of the citizen who writes it, asked by the conversation for
 * its sender, or of the caller whom a person of staff listens to, asked for their number.
 */
import { type Duplicate, DuplicateQuestion, Duplicates } from '../contract/duplicate.ts';
import { ProblemError } from '../contract/problem.ts';
import { LARGEST_FILING } from '../contract/request.ts';
import { type Api, DESK, type Scope } from '../deps.ts';
import { ammanTime } from '../domain/amman.ts';
import { readPhone } from '../domain/contact.ts';
import { type Draft, duplicatesOf, duplicatesOfCaller } from '../domain/duplicates.ts';
import type { RequestRecord } from '../domain/record.ts';
import { openRequestsOf, openRequestsUnder } from '../store/duplicates.ts';

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

const unknown = (field: 'sender' | 'phone', allowed: string) => new ProblemError('invalid_request', { field, allowed });

export function mountDuplicates(scope: Scope, api: Api): void {
  const { db, vault } = api;

  const ofSender = async (question: DuplicateQuestion): Promise<Duplicate[]> => {
    const { sender } = question;
    if (sender === undefined) throw unknown('sender', '1 … 300');
    const now = api.now().getTime();
    const open = await openRequestsOf(db, vault, { sender, now });
    const known = open.filter(({ request }) => !question.except?.includes(request.reference));
    return duplicatesOf(readDraft(question), known, { sender, now }).map(view);
  };

  const ofCaller = async (question: DuplicateQuestion): Promise<Duplicate[]> => {
    const phone = readPhone(question.phone ?? '');
    if (phone === null) throw unknown('phone', '0790000000');
    const under = await openRequestsUnder(db, vault, phone);
    const known = under.filter(({ reference }) => !question.except?.includes(reference));
    const found = duplicatesOfCaller(readDraft(question), known, api.now().getTime());
    return found.map(({ request, sure }) => ({ ...view(request), sure }));
  };

  scope.post(
    '/v1/duplicates',
    {
      bodyLimit: LARGEST_FILING,
      config: { access: ['bot', ...DESK] },
      schema: {
        summary: 'Open requests of the same citizen that a draft repeats',
        body: DuplicateQuestion,
        response: { 200: Duplicates },
      },
    },
    async ({ body, role }) => ({ items: await (role === 'bot' ? ofSender(body) : ofCaller(body)) }),
  );
}
