/** Staff sessions: found by a keyed hash of the cookie's secret, so that a copy of the table opens nothing. */
import type { Queries } from '../contract/database.ts';
import type { Staff, StaffRole } from '../contract/staff.ts';
import { ammanTime } from '../domain/amman.ts';
import { LONGEST, type Seen } from '../domain/presence.ts';
import type { Vault } from './vault.ts';

export interface KeptSession extends Seen {
  readonly staff: Staff;
  readonly csrf: string;
}

interface Row {
  readonly subject: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly departments: string[];
  readonly csrf: string;
  readonly created_at: string;
  readonly seen_at: string;
}

const idOf = (vault: Vault, secret: string) => vault.key('staff session', secret);

export async function keepSession(
  db: Queries,
  vault: Vault,
  { secret, staff, csrf, at }: { secret: string; staff: Staff; csrf: string; at: number },
): Promise<void> {
  const { subject, name, role, departments } = staff;
  await db.query(
    `with gone as (delete from staff_sessions where created_at < $8)
     insert into staff_sessions (id, subject, name, role, departments, csrf, created_at, seen_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $7)`,
    [
      idOf(vault, secret),
      subject,
      name,
      role,
      JSON.stringify(departments),
      csrf,
      ammanTime(at),
      ammanTime(at - LONGEST),
    ],
  );
}

export async function readSession(db: Queries, vault: Vault, secret: string): Promise<KeptSession | null> {
  const [row] = await db.query<Row>(
    'select subject, name, role, departments, csrf, created_at, seen_at from staff_sessions where id = $1',
    [idOf(vault, secret)],
  );
  if (row === undefined) return null;
  const { csrf, created_at, seen_at, ...staff } = row;
  return { staff, csrf, createdAt: Date.parse(created_at), seenAt: Date.parse(seen_at) };
}

export async function noteActive(db: Queries, vault: Vault, secret: string, at: number): Promise<void> {
  await db.query('update staff_sessions set seen_at = $2 where id = $1', [idOf(vault, secret), ammanTime(at)]);
}

export async function endSession(db: Queries, vault: Vault, secret: string): Promise<void> {
  await db.query('delete from staff_sessions where id = $1', [idOf(vault, secret)]);
}

/** Is anyone of these roles at their desk? */
export async function anyonePresent(db: Queries, roles: readonly StaffRole[], since: number): Promise<boolean> {
  const rows = await db.query('select from staff_sessions where role = any($1::text[]) and seen_at > $2 limit 1', [
    roles,
    ammanTime(since),
  ]);
  return rows.length > 0;
}
