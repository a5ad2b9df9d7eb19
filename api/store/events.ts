/** The history of requests, and the part of it that waits to reach the citizen. */
import type { Queries } from '../contract/database.ts';
import { CITIZEN_EVENTS, type CitizenEvent, type EventKind, type RequestEvent } from '../contract/events.ts';
import type { Stage } from '../contract/vocabulary.ts';
import { ammanTime } from '../domain/amman.ts';
import { openOrigin } from './request-row.ts';
import type { Vault } from './vault.ts';

export interface NewEvent {
  readonly reference: string;
  readonly kind: EventKind;
  readonly at: number;
  readonly actor: string;
  readonly status: Stage;
  readonly text: string | null;
  readonly reason?: string | null;
  readonly stars?: number;
}

/** Notes it; one that a citizen hears of also waits for delivery, if there is a conversation to deliver it to. */
export async function addEvent(inside: Queries, event: NewEvent): Promise<void> {
  await inside.query(
    `insert into request_events (reference, kind, at, actor, status, text, reason, stars, for_citizen)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9 and origin is not null from requests where reference = $1`,
    [
      event.reference,
      event.kind,
      ammanTime(event.at),
      event.actor,
      event.status,
      event.text,
      event.reason ?? null,
      event.stars ?? null,
      CITIZEN_EVENTS.includes(event.kind),
    ],
  );
}

interface EventRow {
  readonly id: string;
  readonly kind: EventKind;
  readonly at: string;
  readonly actor: string;
  readonly status: Stage;
  readonly text: string | null;
  readonly reason: string | null;
  readonly stars: number | null;
}

export async function listEvents(db: Queries, reference: string): Promise<RequestEvent[]> {
  const rows = await db.query<EventRow>(
    `select seq::text as id, kind, at, actor, status, text, reason, stars
     from request_events where reference = $1 order by seq`,
    [reference],
  );
  return rows.map(({ reason, stars, ...row }) => ({
    ...row,
    ...(reason === null ? {} : { reason }),
    ...(stars === null ? {} : { stars }),
  }));
}

interface ClaimedRow {
  readonly id: string;
  readonly kind: EventKind;
  readonly reference: string;
  readonly text: string | null;
  readonly origin: string;
}

/**
 * Takes events for this replica until `till`: of each request only the oldest one, so that they arrive in order.
 * Another replica passes over what is taken; what a dead replica took is free again at `till`.
 */
export async function claimEvents(
  db: Queries,
  vault: Vault,
  { now, till, limit }: { now: number; till: number; limit: number },
): Promise<CitizenEvent[]> {
  const rows = await db.query<ClaimedRow>(
    `update request_events e set claimed_till = $2, attempts = e.attempts + 1
     from requests r
     where r.reference = e.reference and e.seq in (
       select seq from request_events head
       where for_citizen and delivered_at is null and (claimed_till is null or claimed_till <= $1)
         and not exists (
           select from request_events older
           where older.reference = head.reference and older.for_citizen and older.delivered_at is null
             and older.seq < head.seq)
       order by seq limit $3 for update skip locked)
     returning e.seq::text as id, e.kind, e.reference, e.text, r.origin`,
    [ammanTime(now), ammanTime(till), limit],
  );
  return rows.map(({ origin, ...event }) => ({ ...event, ...openOrigin(origin, event.reference, vault) }));
}

export async function markDelivered(db: Queries, id: string, at: number): Promise<void> {
  await db.query('update request_events set delivered_at = $2, claimed_till = null where seq = $1::bigint', [
    id,
    ammanTime(at),
  ]);
}

/** Rests after a failure: a second, then twice as long each time, at most a minute. */
export async function restEvent(db: Queries, id: string, now: number): Promise<void> {
  await db.query(
    `update request_events set claimed_till = $2::timestamptz + least(60, power(2, attempts - 1)) * interval '1 second'
     where seq = $1::bigint`,
    [id, ammanTime(now)],
  );
}
