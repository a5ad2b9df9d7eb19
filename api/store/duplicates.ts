/** The open requests among which a duplicate is looked for: a sender's own, those under a phone it has proven, a number's. */
import type { Queries } from '../contract/database.ts';
import { ammanTime } from '../domain/amman.ts';
import type { Known } from '../domain/household.ts';
import type { RequestRecord } from '../domain/record.ts';
import { COLUMNS, type RequestRow, senderKey, toRecord } from './request-row.ts';
import type { Vault } from './vault.ts';

/** Nobody has more open at once; the newest count. */
const MOST = 100;

/** Anonymous ones have neither a sender nor a phone that could be looked up. */
export async function openRequestsOf(
  db: Queries,
  vault: Vault,
  { sender, now }: { sender: string; now: number },
): Promise<Known[]> {
  const rows = await db.query<RequestRow & { own: boolean }>(
    `select ${COLUMNS}, r.proven and r.sender_key = $1 as own from requests r
     where r.status in ('registered', 'in_progress', 'waiting_for_citizen') and not r.anonymous
       and ((r.proven and r.sender_key = $1) or r.phone_key in (
         select phone_key from proven_phones where sender_key = $1 and expires_at > $2))
     order by r.created_at desc limit $3`,
    [senderKey(vault, sender), ammanTime(now), MOST],
  );
  return rows.map(({ own, ...row }) => ({ own: own === true, request: toRecord(row, vault) }));
}

/** Filed with this number, whoever typed it. */
export async function openRequestsUnder(db: Queries, vault: Vault, phone: string): Promise<RequestRecord[]> {
  const rows = await db.query<RequestRow>(
    `select ${COLUMNS} from requests r
     where r.status in ('registered', 'in_progress', 'waiting_for_citizen') and not r.anonymous and r.phone_key = $1
     order by r.created_at desc limit $2`,
    [vault.key('phone', phone), MOST],
  );
  return rows.map((row) => toRecord(row, vault));
}
