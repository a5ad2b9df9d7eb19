/**
 * What was answered under an Idempotency-Key, so that a repeat gets the same answer and does nothing.
 * Answers are sealed: a filing's holds the code that is shown once. Keys are apart by role and operation.
 */
import type { Queries } from '../contract/database.ts';
import { ProblemError } from '../contract/problem.ts';
import { ammanTime } from '../domain/amman.ts';
import type { Vault } from './vault.ts';

export interface Keyed {
  /** The role and the operation: `admin POST /v1/requests`. */
  readonly scope: string;
  readonly key: string;
  /** Keyed hash of the body. */
  readonly fingerprint: string;
}

const context = ({ scope, key }: Keyed) => `idempotency:${scope}:${key}`;

/** The columns of a new row. */
export const keyedRow = (keyed: Keyed, answer: unknown, at: number, vault: Vault) => ({
  scope: keyed.scope,
  key: keyed.key,
  fingerprint: keyed.fingerprint,
  answer: vault.seal(answer, context(keyed)),
  created_at: ammanTime(at),
});

/** The answer that was given under this key; null when it is new. Another body under the same key is refused. */
export async function recall<Answer>(db: Queries, vault: Vault, keyed: Keyed): Promise<Answer | null> {
  const [row] = await db.query<{ fingerprint: string; answer: string }>(
    'select fingerprint, answer from idempotency where scope = $1 and key = $2',
    [keyed.scope, keyed.key],
  );
  if (row === undefined) return null;
  if (row.fingerprint !== keyed.fingerprint) throw new ProblemError('idempotency_mismatch');
  // What was sealed under this operation is what this operation answers.
  return vault.open(row.answer, context(keyed)) as Answer;
}

export async function remember(db: Queries, row: ReturnType<typeof keyedRow>): Promise<void> {
  await db.query('insert into idempotency select * from jsonb_populate_record(null::idempotency, $1::jsonb)', [
    JSON.stringify(row),
  ]);
}

/** Deletes at most so many rows that are older; how many went. Another replica's are passed over, never waited for. */
export async function forgetKeys(db: Queries, before: number, most: number): Promise<number> {
  const rows = await db.query(
    `delete from idempotency where (scope, key) in (
       select scope, key from idempotency where created_at < $1::timestamptz limit $2 for update skip locked
     ) returning 1`,
    [ammanTime(before), most],
  );
  return rows.length;
}
