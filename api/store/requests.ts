/** Files, reads and changes requests. One function, one statement. Decides nothing: the rules are in `domain`. */
import type { Queries } from '../contract/database.ts';
import type { Decided, Rating } from '../contract/request.ts';
import { ammanTime } from '../domain/amman.ts';
import type { RequestRecord, Standing } from '../domain/record.ts';
import { type Correction, correctionRow } from './corrections.ts';
import { type Keyed, keyedRow } from './idempotency.ts';
import {
  COLUMNS,
  followUpKey,
  type NewRow,
  newRow,
  openOrigin,
  type RequestRow,
  senderKey,
  standingColumns,
  toRecord,
} from './request-row.ts';
import type { Vault } from './vault.ts';

export interface Filing extends NewRow {
  readonly actor: string;
  readonly attachments: readonly string[];
  readonly keyed: Keyed;
  readonly answer: unknown;
  /** How the labels came about; null: nobody said. */
  readonly decided: Decided | null;
  /** What the citizen corrected on the way, if anything. */
  readonly correction: Correction | null;
}

/**
 * Files under an idempotency key: all of it in one statement, so that it commits by itself.
 * False when the key is already used: then nothing happened. A concurrent holder of the key is waited for.
 */
export async function fileRequest(db: Queries, vault: Vault, filing: Filing): Promise<boolean> {
  const rows = await db.query<{ reference: string }>(
    `with held as (
       insert into idempotency select * from jsonb_populate_record(null::idempotency, $1::jsonb)
       on conflict do nothing returning 1
     ), filed as (
       insert into requests select row.* from held, jsonb_populate_record(null::requests, $2::jsonb) as row
       returning reference, created_at, status
     ), noted as (
       insert into request_events (reference, kind, at, actor, status)
       select reference, 'registered', created_at, $3, status from filed
     ), marked as (
       update uploads set kept = true where id = any($4::text[]) and exists (select from held)
     ), attached as (
       insert into attachments (reference, upload_id, position)
       select reference, upload.id, upload.position from filed, unnest($4::text[]) with ordinality as upload (id, position)
     ), learnt as (
       insert into corrections (at, source, lang, text, labels)
       select row.at, row.source, row.lang, row.text, row.labels
       from filed, jsonb_populate_record(null::corrections, $5::jsonb) as row where $5::jsonb is not null
     )
     select reference from filed`,
    [
      JSON.stringify(keyedRow(filing.keyed, filing.answer, filing.at, vault)),
      JSON.stringify({ ...newRow(filing, vault), decided: filing.decided }),
      filing.actor,
      filing.attachments,
      filing.correction === null ? null : JSON.stringify(correctionRow(filing.correction)),
    ],
  );
  return rows.length === 1;
}

export async function readRequest(db: Queries, vault: Vault, reference: string): Promise<RequestRecord | null> {
  const [row] = await db.query<RequestRow>(`select ${COLUMNS} from requests r where r.reference = $1`, [reference]);
  return row === undefined ? null : toRecord(row, vault);
}

/** How each label came about; of a request that staff or a program filed nothing is known. */
export async function readDecided(db: Queries, reference: string): Promise<Decided> {
  const [row] = await db.query<{ decided: Decided | null }>('select decided from requests where reference = $1', [
    reference,
  ]);
  return row?.decided ?? {};
}

/** The same, holding the row until the transaction ends: actions on one request come one after the other. */
export async function lockRequest(inside: Queries, vault: Vault, reference: string): Promise<RequestRecord | null> {
  const held = await inside.query('select 1 from requests where reference = $1 for update', [reference]);
  return held.length === 0 ? null : readRequest(inside, vault, reference);
}

export interface Claim {
  readonly reference: string;
  readonly sender: string | null;
  readonly code: string | null;
  /** Phones proven too long ago count no more. */
  readonly at: number;
}

/**
 * Whether this sender filed it and the platform vouched for them, or has proven the phone on it, or this is the code
 * given at filing.
 */
export async function isRequester(db: Queries, vault: Vault, { reference, sender, code, at }: Claim): Promise<boolean> {
  const rows = await db.query(
    `select 1 from requests where reference = $1
       and ((proven and sender_key = case when anonymous then $2 else $3 end) or follow_up = $4
         or phone_key in (select phone_key from proven_phones where sender_key = $3 and expires_at > $5))`,
    [
      reference,
      sender && senderKey(vault, sender, reference),
      sender && senderKey(vault, sender),
      code && followUpKey(vault, code, reference),
      ammanTime(at),
    ],
  );
  return rows.length === 1;
}

/** Whether it was filed in this very conversation: whoever writes there has its number and its words before them. */
export async function isFiledIn(db: Queries, vault: Vault, reference: string, conversation: string): Promise<boolean> {
  const [row] = await db.query<{ origin: string | null }>('select origin from requests where reference = $1', [
    reference,
  ]);
  return row?.origin != null && openOrigin(row.origin, reference, vault).conversation === conversation;
}

export async function saveStanding(inside: Queries, reference: string, standing: Standing, at: number): Promise<void> {
  await inside.query(
    `update requests set (status, department, assignee, question, answer, round, clock_from, minutes, breaks,
       waiting_since, due_at, updated_at)
     = (select status, department, assignee, question, answer, round, clock_from, minutes, breaks,
         waiting_since, due_at, updated_at from jsonb_populate_record(null::requests, $2::jsonb))
     where reference = $1`,
    [reference, JSON.stringify({ ...standingColumns(standing), updated_at: ammanTime(at) })],
  );
}

/** One rating a round: rating again before a reopening replaces it. */
export async function saveRating(
  inside: Queries,
  { reference, round }: Pick<RequestRecord, 'reference' | 'round'>,
  { stars, reason }: Rating,
  at: number,
): Promise<void> {
  await inside.query(
    `with touched as (update requests set updated_at = $5 where reference = $1)
     insert into ratings (reference, round, stars, reason, at) values ($1, $2, $3, $4, $5)
     on conflict (reference, round) do update set stars = $3, reason = $4, at = $5`,
    [reference, round, stars, reason ?? null, ammanTime(at)],
  );
}

/** Adds a kept upload to a request. */
export async function attach(inside: Queries, reference: string, uploadId: string, at: number): Promise<void> {
  await inside.query(
    `with touched as (update requests set updated_at = $3 where reference = $1),
     marked as (update uploads set kept = true where id = $2)
     insert into attachments (reference, upload_id, position)
     select $1, $2, 1 + coalesce(max(position), 0) from attachments where reference = $1`,
    [reference, uploadId, ammanTime(at)],
  );
}
