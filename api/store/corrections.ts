/** What people corrected of what was understood: words without identities, and the labels as they should have been. */
import type { Queries } from '../contract/database.ts';
import type { Lang } from '../contract/vocabulary.ts';
import { ammanTime } from '../domain/amman.ts';
import type { Changes, Relabelled } from '../domain/reclassify.ts';

export interface Correction {
  readonly source: 'citizen' | 'officer';
  readonly lang: Lang;
  /** Already stripped of names, numbers and addresses. */
  readonly text: string;
  readonly changes: Changes;
  readonly at: number;
}

export const correctionRow = ({ changes, at, ...said }: Correction) => ({
  ...said,
  at: ammanTime(at),
  labels: changes,
});

export async function addCorrection(inside: Queries, correction: Correction): Promise<void> {
  await inside.query(
    `insert into corrections (at, source, lang, text, labels)
     select at, source, lang, text, labels from jsonb_populate_record(null::corrections, $1::jsonb)`,
    [JSON.stringify(correctionRow(correction))],
  );
}

export interface KeptCorrection {
  readonly id: string;
  readonly at: string;
  readonly source: 'citizen' | 'officer';
  readonly lang: Lang;
  readonly text: string;
  readonly labels: Changes;
}

/** Oldest first, after the one that was read last. */
export const listCorrections = (db: Queries, after: string, limit: number): Promise<KeptCorrection[]> =>
  db.query<KeptCorrection>(
    `select id::text as id, at, source, lang, text, labels from corrections
     where id > $1::bigint order by id limit $2`,
    [after, limit],
  );

export async function saveLabels(
  inside: Queries,
  reference: string,
  { type, axis, importance, governorate, clock, dueAt }: Relabelled,
  at: number,
): Promise<void> {
  await inside.query(
    `update requests set type = $2, axis = $3, importance = $4, governorate = $5, minutes = $6, due_at = $7,
       updated_at = $8 where reference = $1`,
    [reference, type, axis, importance, governorate, clock.minutes, ammanTime(dueAt), ammanTime(at)],
  );
}
