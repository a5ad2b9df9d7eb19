/** How values leave the database: one table for PostgreSQL and PGlite, so that their rows are identical. Pure. */

/** Every session speaks Jordan's time (+03:00 all year), whatever the server's own zone is. */
export const TIME_ZONE = '<+03>-03';

const OID = { bytea: 17, int8: 20, json: 114, date: 1082, timestamptz: 1184, numeric: 1700, jsonb: 3802 } as const;

/** `2026-11-20 15:05:01.1+03` as `2026-11-20T15:05:01.100+03:00`: one length, so times compare as text. */
export function isoTime(text: string): string {
  if (text.length < 22) return text;
  const fraction = text.charAt(19) === '.' ? text.slice(20, text.indexOf('+', 20)) : '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0').slice(0, 3)}+03:00`;
}

function exactNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond exact numbers`);
  return value;
}

/** By type OID, from PostgreSQL's text format. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [OID.bytea]: (text) => Buffer.from(text.slice(2), 'hex'),
  [OID.int8]: exactNumber,
  [OID.numeric]: exactNumber,
  [OID.date]: (text) => text,
  [OID.timestamptz]: isoTime,
  [OID.json]: (text) => JSON.parse(text),
  [OID.jsonb]: (text) => JSON.parse(text),
};
