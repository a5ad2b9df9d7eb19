/** Calls that are listened to and what was said in them. A stretch of speech that comes again replaces itself. */
import type { Call, CallQuery, CallResult, Segment } from '../../api/contract/call.ts';
import type { Database, Queries } from '../../api/contract/database.ts';

/** What is known of a call before it is changed, held for whoever changes it. */
export interface Known {
  readonly call: Call & { readonly conversationId: string | null };
  readonly segments: readonly Segment[];
}

export interface Change {
  readonly segments: readonly Segment[];
  /** Ids of stretches that are no more. */
  readonly gone: readonly string[];
  readonly ended: boolean;
}

export interface NewCall {
  readonly id: string;
  readonly source: string;
  readonly caller: string | null;
}

export interface CallRows {
  /** Opens the call when it is new; `change` says from what is known what becomes of it. */
  update(call: NewCall, at: Date, change: (segments: readonly Segment[]) => Change): Promise<Known>;
  find(id: string): Promise<Known | undefined>;
  list(query: CallQuery): Promise<Call[]>;
  /** False: there is no such call. */
  conclude(id: string, result: CallResult): Promise<boolean>;
  /** Calls that nobody feeds any more. */
  abandon(before: Date, at: Date): Promise<number>;
}

const CALL = `id, source, caller, status, started_at as "startedAt", updated_at as "updatedAt", ended_at as "endedAt", result`;
const SEGMENT = `id, speaker, name, text, starts_ms as "startsMs", ends_ms as "endsMs", confidence, final`;

const segmentsOf = (db: Queries, id: string) =>
  db.query<Segment>(`select ${SEGMENT} from call_segments where call_id = $1 order by starts_ms, id`, [id]);

async function write(db: Queries, id: string, { segments, gone }: Change, at: Date): Promise<void> {
  if (gone.length > 0)
    await db.query('delete from call_segments where call_id = $1 and id = any ($2::text[])', [id, gone]);
  if (segments.length === 0) return;
  await db.query(
    `insert into call_segments (call_id, id, speaker, name, text, starts_ms, ends_ms, confidence, final, at)
     select $1, s.id, s.speaker, s.name, s.text, s."startsMs", s."endsMs", s.confidence, s.final, $3
     from jsonb_to_recordset($2::jsonb) as s (id text, speaker text, name text, text text, "startsMs" integer,
       "endsMs" integer, confidence real, final boolean)
     on conflict (call_id, id) do update set speaker = excluded.speaker, name = excluded.name, text = excluded.text,
       starts_ms = excluded.starts_ms, ends_ms = excluded.ends_ms, confidence = excluded.confidence,
       final = excluded.final, at = excluded.at`,
    [id, JSON.stringify(segments), at],
  );
}

export function createCallRows(db: Database): CallRows {
  return {
    update: ({ id, source, caller }, at, change) =>
      db.transaction(async (inside) => {
        // The row is held until the commit: two stretches of one call are never merged side by side.
        await inside.query(
          `insert into calls (id, source, caller, status, started_at, updated_at)
           values ($1, $2, $3, 'in_progress', $4, $4)
           on conflict (id) do update set caller = coalesce(excluded.caller, calls.caller), updated_at = $4`,
          [id, source, caller, at],
        );
        const changed = change(await segmentsOf(inside, id));
        await write(inside, id, changed, at);
        if (changed.ended)
          await inside.query(
            `update calls set status = 'completed', ended_at = $2 where id = $1 and ended_at is null`,
            [id, at],
          );
        const known = await find(inside, id);
        if (!known) throw new Error(`A call that was just kept is not there: ${id}`);
        return known;
      }),
    find: (id) => find(db, id),
    list: ({ open = false, limit }) =>
      db.query<Call>(
        `select ${CALL} from calls where not $1::boolean or ended_at is null order by started_at desc, id desc limit $2`,
        [open, limit],
      ),
    async conclude(id, result) {
      const rows = await db.query('update calls set result = $2::jsonb, updated_at = $3 where id = $1 returning id', [
        id,
        JSON.stringify(result),
        result.at,
      ]);
      return rows.length > 0;
    },
    async abandon(before, at) {
      const rows = await db.query(
        `update calls set status = 'dropped', ended_at = $2 where ended_at is null and updated_at < $1 returning id`,
        [before, at],
      );
      return rows.length;
    },
  };
}

async function find(db: Queries, id: string): Promise<Known | undefined> {
  const [call] = await db.query<Known['call']>(
    `select ${CALL}, conversation_id as "conversationId" from calls where id = $1`,
    [id],
  );
  return call && { call, segments: await segmentsOf(db, id) };
}
