/** The one shape of a database that the rooms with SQL are given: PostgreSQL or the embedded PGlite, the same rows. */

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
