/**
 * The one shape of a database that the rooms with SQL are given: PostgreSQL or the embedded PGlite, the same rows.
 *
 * Out: `timestamptz` is an ISO 8601 string with milliseconds and `+03:00` (so they sort as text), `date` is `YYYY-MM-DD`,
 * `int8` and `numeric` are numbers, `json` is parsed, `bytea` is a Buffer.
 * In: a time is an ISO string or a Date, JSON is `JSON.stringify`-ed by the caller, an array is an SQL array, bytes a Buffer.
 */

export interface Queries {
  /** Runs one statement with `$1` parameters; rows as plain objects. */
  query<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Queries {
  /** Everything `work` does through its argument commits together, or not at all. Never use the outer database inside. */
  transaction<T>(work: (inside: Queries) => Promise<T>): Promise<T>;
  /** `postgres` or `pglite`, for /readyz and logs. */
  readonly kind: 'postgres' | 'pglite';
  close(): Promise<void>;
}

/**
 * The database cannot be reached, or refused work it cannot do now. Nothing was kept, except when `unsure`:
 * then the connection broke after a write was sent, and only a repeat under the same key can tell.
 */
export class DatabaseAway extends Error {
  readonly unsure: boolean;
  constructor(cause: unknown, unsure = false) {
    super('The database is away', { cause });
    this.name = 'DatabaseAway';
    this.unsure = unsure;
  }
}
