/** What no database keeps, NUL and lone surrogates, becomes U+FFFD before anything is stored. Pure. */

export const keepable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');

/** Past this depth a value is hostile: serialising it would exhaust the stack here or in the database. */
const DEEPEST = 16;

/** A JSON value with every text keepable; undefined when it nests too deeply. */
export function keepableValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return keepable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((item) => keepableValue(item, depth + 1) ?? null);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [keepable(name), keepableValue(item, depth + 1)]),
  );
}
