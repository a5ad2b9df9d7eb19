/**
 * Messages taken from an operator that may not know it: it sends them again under another number, perhaps to another
 * process. What is kept is a fingerprint, until the operator surely knows.
 */
import type { Queries } from '../../api/contract/database.ts';

export interface Arrival {
  readonly fingerprint: string;
  /** The id to give it if it is new. */
  readonly messageId: string;
  /** The connection it came over. */
  readonly session: string;
  readonly at: Date;
  /** The same words over the same connection are the same message: the operator has no answer to the first yet. */
  readonly unanswered: boolean;
}

export interface Arrivals {
  /** The id of the message: the given one, or that of the one it repeats. */
  begin(arrival: Arrival): Promise<string>;
  /** The operator knows that these were taken: the same words again are another message. */
  settle(messageIds: readonly string[]): Promise<void>;
  sweep(before: Date): Promise<number>;
}

// Longer than an operator tries; the same words after that are said anew.
const REPEATED_WITHIN = "interval '1 hour'";

const BEGIN = `
  insert into sms_arrivals as known (fingerprint, message_id, session, at) values ($1, $2, $3, $4::timestamptz)
  on conflict (fingerprint) do update set
    message_id = case when (known.session <> $3 or $5::boolean) and known.at > $4::timestamptz - ${REPEATED_WITHIN}
                      then known.message_id else $2 end,
    session = $3, at = $4::timestamptz
  returning message_id`;

export function createArrivals(db: Queries): Arrivals {
  return {
    async begin({ fingerprint, messageId, session, at, unanswered }) {
      const values = [fingerprint, messageId, session, at, unanswered];
      const [row] = await db.query<{ message_id: string }>(BEGIN, values);
      return row?.message_id ?? messageId;
    },
    async settle(messageIds) {
      await db.query('delete from sms_arrivals where message_id = any ($1::text[])', [messageIds]);
    },
    async sweep(before) {
      const rows = await db.query('delete from sms_arrivals where at < $1 returning fingerprint', [before]);
      return rows.length;
    },
  };
}
