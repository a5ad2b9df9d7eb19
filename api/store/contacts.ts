/** How a requester asked to be reached: the telephone and the address they gave, and a telephone they have proven. */
import type { Queries } from '../contract/database.ts';
import { ammanTime } from '../domain/amman.ts';
import { openOrigin, openRequester, senderKey } from './request-row.ts';
import type { Vault } from './vault.ts';

export interface Contact {
  readonly phone: string | null;
  readonly email: string | null;
}

const NONE: Contact = { phone: null, email: null };

interface Row {
  readonly reference: string;
  readonly requester: string | null;
  readonly origin: string | null;
}

/** Nobody is found by an anonymous request, not even through other requests of the same hand. */
const BY_REFERENCE = 'select reference, requester, origin from requests where reference = $1 and not anonymous';
const NEWEST = `select reference, requester, origin from requests
  where sender_key = $1 and not anonymous and requester is not null order by created_at desc limit 1`;
const UNDER_PROVEN_PHONE = `select reference, requester, origin from requests
  where requester is not null and phone_key in (
    select phone_key from proven_phones where sender_key = $1 and expires_at > $2::timestamptz)
  order by created_at desc limit 1`;

export interface ContactDeps {
  readonly db: Queries;
  readonly vault: Vault;
  readonly now: () => Date;
}

/** Of this request; without a reference, of the sender's newest. A telephone that was not given but proven counts too. */
export async function contactOf(
  { db, vault, now }: ContactDeps,
  { reference, sender }: { readonly reference?: string; readonly sender: string },
): Promise<Contact> {
  const [row] = await (reference === undefined
    ? db.query<Row>(NEWEST, [senderKey(vault, sender)])
    : db.query<Row>(BY_REFERENCE, [reference]));
  if (reference !== undefined && row === undefined) return NONE;
  const given = row ? openRequester(row, vault) : NONE;
  if (given.phone !== null) return { phone: given.phone, email: given.email };
  const filedBy = row?.origin ? openOrigin(row.origin, row.reference, vault).sender : sender;
  const [proven] = await db.query<Row>(UNDER_PROVEN_PHONE, [senderKey(vault, filedBy), ammanTime(now().getTime())]);
  return { phone: proven ? openRequester(proven, vault).phone : null, email: given.email };
}
