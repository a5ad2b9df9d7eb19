/** The filters of `GET /v1/requests`, from query text to what the store understands; and the opaque cursor. */
import Type, { type Static } from 'typebox';
import type { Directory } from '../contract/directory.ts';
import { ProblemError } from '../contract/problem.ts';
import { parseReference } from '../contract/reference.ts';
import type { Staff } from '../contract/staff.ts';
import { AXES, CHANNELS, IMPORTANCES, REQUEST_TYPES, STAGES } from '../contract/vocabulary.ts';
import type { Role } from '../deps.ts';
import { ammanTime, DAY } from '../domain/amman.ts';
import { requireDepartment, requireGovernorate } from '../domain/intake.ts';
import type { RequestRecord } from '../domain/record.ts';
import { searchable } from '../domain/text.ts';
import type { Filters, Place } from '../store/search.ts';

const Code = <T extends string>(codes: readonly T[]) => Type.Optional(Type.Enum([...codes]));

export const ListQuery = Type.Object(
  {
    status: Code(STAGES),
    type: Code(REQUEST_TYPES),
    axis: Code(AXES),
    importance: Code(IMPORTANCES),
    channel: Code(CHANNELS),
    department: Type.Optional(Type.String({ maxLength: 40 })),
    governorate: Type.Optional(Type.String({ maxLength: 40 })),
    from: Type.Optional(Type.String({ maxLength: 40, description: 'Filed at or after: a day of Amman, or ISO 8601' })),
    to: Type.Optional(Type.String({ maxLength: 40, description: 'Filed until: a day (included), or before a time' })),
    q: Type.Optional(
      Type.String({
        maxLength: 500,
        description: 'Words that all occur, Arabic in any spelling; or a reference number',
      }),
    ),
    late: Type.Optional(Type.Boolean()),
    sender: Type.Optional(Type.String({ maxLength: 300, description: "A proven sender's own; the bot's key only" })),
    name: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'With `sender`: who they say they are, since a household may share a telephone',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
  },
  { additionalProperties: false },
);
export type ListQuery = Static<typeof ListQuery>;

const WORDS = 20;
const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;
const ZONED = /(Z|[+-]\d{2}:\d{2})$/;

/** A day means all of it, in Amman; a time without a zone is Amman's. */
function readMoment(field: 'from' | 'to', given: string): string {
  // A plus sign in a query is a space unless it was escaped.
  const text = given.replace(' ', '+');
  const isDay = DAY_ONLY.test(text);
  const spelled = isDay ? `${text}T00:00:00+03:00` : ZONED.test(text) ? text : `${text}+03:00`;
  const moment = isDay || MOMENT.test(text) ? Date.parse(spelled) : Number.NaN;
  const isReal = !isDay || (!Number.isNaN(moment) && ammanTime(moment).startsWith(text));
  if (Number.isNaN(moment) || !isReal) {
    throw new ProblemError('invalid_request', { field, allowed: '2026-11-20 | 2026-11-20T08:00:00+03:00' });
  }
  return ammanTime(field === 'to' && isDay ? moment + DAY : moment);
}

export const placeAfter = ({ createdAt, reference }: RequestRecord): string =>
  Buffer.from(`${createdAt} ${reference}`).toString('base64url');

function readCursor(cursor: string): Place {
  const [moment, reference] = /^(\d{1,15}) (\d{12})$/.exec(Buffer.from(cursor, 'base64url').toString())?.slice(1) ?? [];
  if (moment === undefined || reference === undefined) {
    throw new ProblemError('invalid_request', { field: 'cursor', allowed: 'next' });
  }
  return { createdAt: ammanTime(Number(moment)), reference };
}

/** The bot sees one sender's own requests; staff see everybody's and search by no sender. */
function readSender(sender: string | undefined, role: Role): Pick<Filters, 'sender'> {
  if ((role === 'bot') !== (sender !== undefined)) throw new ProblemError('forbidden');
  return sender === undefined ? {} : { sender };
}

function readWords(q: string | undefined): Pick<Filters, 'words' | 'reference'> {
  const reference = parseReference(q ?? '');
  const words = searchable(q ?? '')
    .split(' ')
    .filter(Boolean);
  return {
    ...(words.length === 0 ? {} : { words: words.slice(0, WORDS) }),
    ...(reference === null ? {} : { reference }),
  };
}

export async function readFilters(
  { limit: _, name: __, cursor, q, from, to, sender, ...rest }: ListQuery,
  { role, staff, directory }: { role: Role; staff: Staff | null; directory: () => Promise<Directory> },
): Promise<Filters> {
  if (rest.department !== undefined) requireDepartment(rest.department, await directory());
  if (rest.governorate !== undefined) requireGovernorate(rest.governorate, await directory());
  return {
    ...rest,
    ...readSender(sender, role),
    ...(staff?.role === 'officer' && { departments: staff.departments }),
    ...readWords(q),
    ...(from === undefined ? {} : { from: readMoment('from', from) }),
    ...(to === undefined ? {} : { before: readMoment('to', to) }),
    ...(cursor === undefined ? {} : { after: readCursor(cursor) }),
  };
}
