/** Between a row of `requests` and the record the rules see: the only place that seals and opens identities. */
import type { Attachment, Location, Origin, Rating } from '../contract/request.ts';
import type { Axis, ChannelName, Importance, Lang, RequestType, Stage } from '../contract/vocabulary.ts';
import { ammanTime } from '../domain/amman.ts';
import type { Identity, Matter, RequestRecord, Standing } from '../domain/record.ts';
import { searchable } from '../domain/text.ts';
import type { Span } from '../domain/working-time.ts';
import type { Vault } from './vault.ts';

export interface RequestRow {
  readonly reference: string;
  readonly type: RequestType;
  readonly axis: Axis;
  readonly importance: Importance;
  readonly department: string | null;
  readonly governorate: string | null;
  readonly description: string;
  readonly location: Location | null;
  readonly anonymous: boolean;
  readonly requester: string | null;
  readonly origin: string | null;
  readonly channel: ChannelName;
  readonly lang: Lang;
  readonly status: Stage;
  readonly assignee: string | null;
  readonly question: string | null;
  readonly answer: string | null;
  readonly round: number;
  readonly clock_from: string;
  readonly minutes: number;
  readonly breaks: readonly Span[];
  readonly waiting_since: string | null;
  readonly due_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly rating: Rating | null;
  readonly stars: number | null;
  readonly attachments: readonly Attachment[];
}

const NOBODY: Identity = { name: null, phone: null, email: null };

const inRequester = (reference: string) => `requester:${reference}`;
const inOrigin = (reference: string) => `origin:${reference}`;

/** Everything a row holds that `RequestRow` needs, for a table named `r`. */
export const COLUMNS = `r.reference, r.type, r.axis, r.importance, r.department, r.governorate, r.description, r.location,
  r.anonymous, r.requester, r.origin, r.channel, r.lang, r.status, r.assignee, r.question, r.answer, r.round,
  r.clock_from, r.minutes, r.breaks, r.waiting_since, r.due_at, r.created_at, r.updated_at,
  (select jsonb_strip_nulls(jsonb_build_object('stars', g.stars, 'reason', g.reason))
   from ratings g where g.reference = r.reference order by g.round desc limit 1) as rating,
  (select g.stars from ratings g where g.reference = r.reference and g.round = r.round) as stars,
  (select coalesce(jsonb_agg(jsonb_build_object(
     'id', u.id, 'name', u.name, 'contentType', u.content_type, 'size', u.size) order by a.position), '[]')
   from attachments a join uploads u on u.id = a.upload_id where a.reference = r.reference) as attachments`;

export function toRecord(row: RequestRow, vault: Vault): RequestRecord {
  const { requester, origin, clock_from, minutes, breaks, waiting_since, due_at, created_at, updated_at, ...rest } =
    row;
  return {
    ...rest,
    requester: openRequester({ requester, reference: row.reference }, vault),
    reachable: origin !== null,
    clock: { from: Date.parse(clock_from), minutes, breaks },
    waitingSince: waiting_since === null ? null : Date.parse(waiting_since),
    dueAt: Date.parse(due_at),
    createdAt: Date.parse(created_at),
    updatedAt: Date.parse(updated_at),
  };
}

export const openRequester = ({ requester, reference }: Pick<RequestRow, 'requester' | 'reference'>, vault: Vault) =>
  requester === null ? NOBODY : (vault.open(requester, inRequester(reference)) as Identity);

export const openOrigin = (sealed: string, reference: string, vault: Vault) =>
  vault.open(sealed, inOrigin(reference)) as Pick<Origin, 'conversation' | 'sender'>;

/** How a sender is looked up. An anonymous one only together with a reference: a list of their requests is not to be had. */
export const senderKey = (vault: Vault, sender: string, onlyWith?: string) =>
  onlyWith === undefined ? vault.key('sender', sender) : vault.key('sender', sender, onlyWith);

export const followUpKey = (vault: Vault, code: string, reference: string) => vault.key('follow-up', code, reference);

/** The columns that actions change. */
export const standingColumns = (standing: Standing) => ({
  status: standing.status,
  department: standing.department,
  assignee: standing.assignee,
  question: standing.question,
  answer: standing.answer,
  round: standing.round,
  clock_from: ammanTime(standing.clock.from),
  minutes: standing.clock.minutes,
  breaks: standing.clock.breaks,
  waiting_since: standing.waitingSince === null ? null : ammanTime(standing.waitingSince),
  due_at: ammanTime(standing.dueAt),
});

export interface NewRow {
  readonly reference: string;
  readonly matter: Matter;
  readonly standing: Standing;
  readonly at: number;
  readonly origin: Origin | null;
  readonly followUpCode: string | null;
}

function whoColumns({ reference, matter, origin, followUpCode }: NewRow, vault: Vault) {
  const { anonymous, requester } = matter;
  const known =
    !anonymous && (requester.name ?? requester.phone ?? requester.email ?? requester.onBehalf ?? null) !== null;
  return {
    requester: known ? vault.seal(requester, inRequester(reference)) : null,
    phone_key: known && requester.phone !== null ? vault.key('phone', requester.phone) : null,
    origin: origin && vault.seal({ conversation: origin.conversation, sender: origin.sender }, inOrigin(reference)),
    sender_key: origin && senderKey(vault, origin.sender, anonymous ? reference : undefined),
    proven: origin?.proven ?? false,
    follow_up: followUpCode === null ? null : followUpKey(vault, followUpCode, reference),
  };
}

const place = (location: Location | null) =>
  location === null ? '' : typeof location === 'string' ? location : (location.text ?? '');

/** A whole row for `jsonb_populate_record(null::requests, ...)`. */
export function newRow(row: NewRow, vault: Vault): object {
  const { reference, matter, standing, at } = row;
  const { requester: _, ...labels } = matter;
  return {
    ...labels,
    ...standingColumns(standing),
    ...whoColumns(row, vault),
    reference,
    search: searchable(`${matter.description}\n${place(matter.location)}`),
    created_at: ammanTime(at),
    updated_at: ammanTime(at),
  };
}
