/** Lists requests, newest first, page by page: a page begins after the last row of the one before it. */
import type { Queries } from '../contract/database.ts';
import type { Known } from '../domain/household.ts';
import type { RequestRecord } from '../domain/record.ts';
import { COLUMNS, type RequestRow, senderKey, toRecord } from './request-row.ts';
import type { Vault } from './vault.ts';

/** Where a page ended. */
export interface Place {
  readonly createdAt: string;
  readonly reference: string;
}

export interface Filters {
  readonly status?: string;
  readonly type?: string;
  readonly axis?: string;
  readonly importance?: string;
  readonly channel?: string;
  readonly department?: string;
  readonly governorate?: string;
  /** Filed at or after; before. ISO 8601. */
  readonly from?: string;
  readonly before?: string;
  /** Words that must all occur, already in the spelling of `searchable`. */
  readonly words?: readonly string[];
  /** The number that the words spell, if they do: its request is found, too. */
  readonly reference?: string;
  readonly late?: boolean;
  /** Only of these departments: an officer's own. */
  readonly departments?: readonly string[];
  /** Only requests of this sender, and those under a phone that it has proven. */
  readonly sender?: string;
  readonly after?: Place;
}

const EQUAL = ['status', 'type', 'axis', 'importance', 'channel', 'department', 'governorate'] as const;

/** Collects conditions and their values; `?` stands for the next parameter. */
function conditions(filters: Filters, { vault, now }: { vault: Vault; now: string }) {
  const values: unknown[] = [];
  const wheres: string[] = [];
  const where = (text: string, ...given: unknown[]) => {
    wheres.push(
      text.replace(/\?/g, () => {
        values.push(given.shift());
        return `$${values.length}`;
      }),
    );
  };
  for (const name of EQUAL) if (filters[name] !== undefined) where(`r.${name} = ?`, filters[name]);
  if (filters.from !== undefined) where('r.created_at >= ?', filters.from);
  if (filters.before !== undefined) where('r.created_at < ?', filters.before);
  if (filters.words !== undefined) {
    where(
      '(r.reference = ? or not exists (select from unnest(?::text[]) as word where position(word in r.search) = 0))',
      filters.reference ?? null,
      filters.words,
    );
  }
  if (filters.sender !== undefined) {
    // Anonymous ones have no sender and no phone that could be looked up.
    const mine = senderKey(vault, filters.sender);
    where(
      `((r.proven and r.sender_key = ?) or r.phone_key in (
         select phone_key from proven_phones where sender_key = ? and expires_at > ?))`,
      mine,
      mine,
      now,
    );
  }
  if (filters.departments !== undefined) where('r.department = any(?::text[])', filters.departments);
  if (filters.late !== undefined) {
    // While the citizen is asked the clock stands still: nobody is late then.
    where(`(r.status in ('registered', 'in_progress') and r.due_at < ?) = ?`, now, filters.late);
  }
  if (filters.after !== undefined) {
    where('(r.created_at, r.reference) < (?::timestamptz, ?)', filters.after.createdAt, filters.after.reference);
  }
  return { text: wheres.length === 0 ? '' : `where ${wheres.join(' and ')}`, values };
}

export async function listRequests(
  db: Queries,
  vault: Vault,
  { filters, limit, now }: { filters: Filters; limit: number; now: string },
): Promise<RequestRecord[]> {
  const { text, values } = conditions(filters, { vault, now });
  const rows = await db.query<RequestRow>(
    `select ${COLUMNS} from requests r ${text} order by r.created_at desc, r.reference desc limit $${values.length + 1}`,
    [...values, limit],
  );
  return rows.map((row) => toRecord(row, vault));
}

/** A sender's own, and those under phones that it has proven: which is which decides who may be told of them. */
export async function listOwn(
  db: Queries,
  vault: Vault,
  { filters, limit, now }: { filters: Filters & { readonly sender: string }; limit: number; now: string },
): Promise<Known[]> {
  const { text, values } = conditions(filters, { vault, now });
  const rows = await db.query<RequestRow & { own: boolean }>(
    `select ${COLUMNS}, r.proven and r.sender_key = $${values.length + 1} as own from requests r ${text}
     order by r.created_at desc, r.reference desc limit $${values.length + 2}`,
    [...values, senderKey(vault, filters.sender), limit],
  );
  return rows.map(({ own, ...row }) => ({ own: own === true, request: toRecord(row, vault) }));
}
