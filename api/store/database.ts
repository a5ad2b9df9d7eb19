/**
 * PostgreSQL behind the contract's `Database`: a pool, prepared statements, time-outs, and one error for "away".
 * Knows the driver and nothing of requests; refuses to let a statement wait for ever.
 */
import pg from 'pg';
import { type Database, DatabaseAway, type Queries } from '../contract/database.ts';
import { awayOr } from './away.ts';
import { PARSERS, TIME_ZONE } from './rows.ts';

/** One session with several statements a call allowed and no time-outs: what migrations need. */
export interface Session {
  query(
    text: string | { text: string; values?: unknown[] },
    values?: unknown[],
  ): Promise<{ rows: Record<string, unknown>[] }>;
}

export interface OpenDatabase extends Database {
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

export interface PostgresOptions {
  /** Connections at most; two cores are busy with fewer than ten. */
  readonly connections?: number;
  /** How long to wait for a connection, and for a statement. */
  readonly connectMs?: number;
  readonly statementMs?: number;
}

/** Texts beyond these are planned each time: a search built from filters must not fill the server's memory. */
const PREPARED_LIMIT = 300;
const LONGEST_PREPARED = 4000;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format ?? 'text'),
};

/** Names hot texts, so that the server plans each once a connection. */
function preparedNames() {
  const names = new Map<string, string>();
  return (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= PREPARED_LIMIT || text.length > LONGEST_PREPARED) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}

export function openPostgres(url: string, options: PostgresOptions = {}): OpenDatabase {
  const { connections = 10, connectMs = 3000, statementMs = 10_000 } = options;
  const settings = { connectionString: url, options: `-c TimeZone=${TIME_ZONE}`, keepAlive: true };
  const pool = new pg.Pool({
    ...settings,
    types,
    max: connections,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + 2000,
  });
  // A connection that dies is replaced by the pool, and its statements fail; without listeners its error would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const nameOf = preparedNames();

  const prepared = (text: string, values: readonly unknown[] = []): pg.QueryConfig => {
    const name = nameOf(text);
    return name === undefined ? { text, values: [...values] } : { text, values: [...values], name };
  };

  const run = async <Row extends object>(client: pg.PoolClient, text: string, values?: readonly unknown[]) =>
    (await client.query<Row>(prepared(text, values))).rows;

  // By callbacks: every message waits for two of these, and the promises between would cost more than the driver's own work.
  const query = <Row extends object>(text: string, values?: readonly unknown[]) =>
    new Promise<Row[]>((resolve, reject) => {
      pool.connect((unreached, client, release) => {
        if (client === undefined) return reject(awayOr(unreached, false));
        client.query<Row>(prepared(text, values), (error: Error | null, result) => {
          const told = error && awayOr(error, true);
          release(told instanceof DatabaseAway ? told : undefined);
          if (told) reject(told);
          else resolve(result.rows);
        });
      });
    });

  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error: unknown) => Promise.reject(awayOr(error, false)));
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      const told = awayOr(error, true);
      if (told instanceof DatabaseAway) broken = told;
      throw told;
    } finally {
      client.release(broken);
    }
  };

  const transaction = <T>(work: (inside: Queries) => Promise<T>): Promise<T> =>
    withClient(async (client) => {
      await client.query('begin').catch((error: unknown) => Promise.reject(awayOr(error, false)));
      let result: T;
      try {
        result = await work({ query: (text, values) => run(client, text, values) });
      } catch (error) {
        const told = awayOr(error, false);
        if (!(told instanceof DatabaseAway)) await client.query('rollback');
        throw told;
      }
      const { command } = await client.query('commit');
      if (command !== 'COMMIT')
        throw new Error('A statement of this transaction had failed and was caught: nothing was kept');
      return result;
    });

  return {
    kind: 'postgres',
    query,
    transaction,
    async session(work) {
      const client = new pg.Client(settings);
      await client.connect().catch((error: unknown) => Promise.reject(awayOr(error, false)));
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    },
    close: () => pool.end(),
  };
}
