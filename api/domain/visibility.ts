/**
 * Who sees what of a request. Pure.
 * Anyone with the reference: where it stands. The proven requester: what was said, too. Staff: all of it.
 */
import type { RequestView, StatusView } from '../contract/request.ts';
import type { Staff } from '../contract/staff.ts';
import { ammanTime } from './amman.ts';
import type { RequestRecord } from './record.ts';

/** All that a reference number alone tells. */
export function publicView(request: RequestRecord): StatusView {
  return {
    reference: request.reference,
    status: request.status,
    updatedAt: ammanTime(request.updatedAt),
    dueAt: ammanTime(request.dueAt),
  };
}

export function requesterView(request: RequestRecord): StatusView {
  const { type, department, description, question, answer, stars } = request;
  return {
    ...publicView(request),
    details: { type, department, description, question, answer, stars },
  };
}

/** An officer works on the requests of their departments, and knows of no others. */
export const within = (staff: Staff | null, { department }: Pick<RequestRecord, 'department'>): boolean =>
  staff?.role !== 'officer' || (department !== null && staff.departments.includes(department));

/** Who reports a wrong, or a violation of rights, is not known to the department it may concern. */
const SHIELDED: readonly string[] = ['violation_report', 'human_rights'];

export const isShielded = ({ type }: Pick<RequestRecord, 'type'>): boolean => SHIELDED.includes(type);

const NOBODY = { name: null, phone: null, email: null } as const;

/** What this person of staff sees; null: whoever holds the administrator's key. */
export function viewFor(staff: Staff | null, request: RequestRecord): RequestView {
  const view = staffView(request);
  return staff?.role === 'officer' && isShielded(request) ? { ...view, requester: NOBODY } : view;
}

export function staffView(request: RequestRecord): RequestView {
  return {
    reference: request.reference,
    status: request.status,
    type: request.type,
    axis: request.axis,
    importance: request.importance,
    department: request.department,
    governorate: request.governorate,
    description: request.description,
    location: request.location,
    anonymous: request.anonymous,
    requester: { ...request.requester },
    channel: request.channel,
    lang: request.lang,
    attachments: [...request.attachments],
    assignee: request.assignee,
    question: request.question,
    answer: request.answer,
    rating: request.rating,
    dueAt: ammanTime(request.dueAt),
    createdAt: ammanTime(request.createdAt),
    updatedAt: ammanTime(request.updatedAt),
  };
}

/** The conversation's list of a citizen's own requests: without identities and without officers' names. */
export const ownView = (request: RequestRecord): RequestView => ({
  ...staffView(request),
  requester: NOBODY,
  assignee: null,
});
