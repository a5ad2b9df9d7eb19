/** One-time codes that went out, and the phones that senders have proven. Keyed hashes only: nobody is in the clear. */
import type { Queries } from '../contract/database.ts';
import { ammanTime } from '../domain/amman.ts';
import type { CodeLimit } from '../domain/proof.ts';

export interface ProofRow {
  readonly id: string;
  readonly senderKey: string;
  readonly phoneKey: string;
  readonly tries: number;
  readonly expiresAt: string;
  readonly confirmed: boolean;
}

/** Codes to one phone and for one sender go out one after the other, so that counting them holds. */
export async function holdCodes(inside: Queries, senderKey: string, phoneKey: string): Promise<void> {
  for (const key of [senderKey, phoneKey].sort()) {
    await inside.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`code:${key}`]);
  }
}

/** When the limit allows the next code; null: now. */
export async function freeAt(
  inside: Queries,
  { of, most, within }: CodeLimit,
  { senderKey, phoneKey, now }: { senderKey: string; phoneKey: string; now: number },
): Promise<number | null> {
  const [oldest] = await inside.query<{ created_at: string }>(
    `select created_at from proofs where created_at > $1::timestamptz
       and ($2::text is null or phone_key = $2) and ($3::text is null or sender_key = $3)
     order by created_at desc offset $4 limit 1`,
    [ammanTime(now - within), of === 'phone' ? phoneKey : null, of === 'sender' ? senderKey : null, most - 1],
  );
  return oldest === undefined ? null : Date.parse(oldest.created_at) + within;
}

/** A new code makes the earlier ones of this sender worthless. */
export async function openProof(
  inside: Queries,
  proof: { id: string; senderKey: string; phoneKey: string; now: number; expires: number; forget: number },
): Promise<void> {
  const { id, senderKey, phoneKey, now, expires, forget } = proof;
  await inside.query(
    `with gone as (delete from proofs where created_at < $6),
     over as (update proofs set expires_at = $4 where sender_key = $2 and confirmed_at is null and expires_at > $4)
     insert into proofs (id, sender_key, phone_key, created_at, expires_at) values ($1, $2, $3, $4, $5)`,
    [id, senderKey, phoneKey, ammanTime(now), ammanTime(expires), ammanTime(forget)],
  );
}

/** Held until the transaction ends; undefined when it is not this sender's. */
export async function lockProof(inside: Queries, id: string, senderKey: string): Promise<ProofRow | undefined> {
  const [row] = await inside.query<ProofRow>(
    `select id, sender_key as "senderKey", phone_key as "phoneKey", tries, expires_at as "expiresAt",
       confirmed_at is not null as confirmed
     from proofs where id = $1 and sender_key = $2 for update`,
    [id, senderKey],
  );
  return row;
}

export async function countTry(inside: Queries, id: string): Promise<void> {
  await inside.query('update proofs set tries = tries + 1 where id = $1', [id]);
}

/** From now on this sender finds what is filed under that phone. */
export async function linkPhone(inside: Queries, proof: ProofRow, now: number, till: number): Promise<void> {
  await inside.query(
    `with confirmed as (update proofs set confirmed_at = $3 where id = $5)
     insert into proven_phones (sender_key, phone_key, proven_at, expires_at) values ($1, $2, $3, $4)
     on conflict (sender_key, phone_key) do update set proven_at = $3, expires_at = $4`,
    [proof.senderKey, proof.phoneKey, ammanTime(now), ammanTime(till), proof.id],
  );
}
