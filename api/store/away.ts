/** Tells "the database cannot do this now" from "this statement is wrong". Pure. */
import { DatabaseAway } from '../contract/database.ts';

/** SQLSTATEs and system codes: connection, resources, shutdown, time-out, read-only stand-by. */
const CODES = /^(08|53|57P|57014|55P03|25006|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH)/;
/** The driver's own words, which carry no code. */
const WORDS = /Connection terminated|Connection ended|timeout exceeded when trying|read timeout|not queryable/i;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** `sent`: a write may have reached the server; when no answer came back, its fate is unknown. */
export function awayOr(error: unknown, sent: boolean): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseAway) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (!CODES.test(code) && !WORDS.test(error.message)) return error;
  return new DatabaseAway(error, sent && !SQLSTATE.test(code));
}
