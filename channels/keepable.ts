/** What no database keeps, NUL and lone surrogates, becomes U+FFFD before anything is stored. Pure. */

const UNKEEPABLE = /[\0\p{Surrogate}]/u;
const EACH = /[\0\p{Surrogate}]/gu;

export const keepable = (text: string): string => (UNKEEPABLE.test(text) ? text.replace(EACH, '\uFFFD') : text);

/** Past this depth a value is hostile: serialising it would exhaust the stack here or in the database. */
const DEEPEST = 16;

function isKeepable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !UNKEEPABLE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= DEEPEST) return false;
  if (Array.isArray(value)) return value.every((item) => isKeepable(item, depth + 1));
  for (const [name, item] of Object.entries(value)) {
    if (UNKEEPABLE.test(name) || !isKeepable(item, depth + 1)) return false;
  }
  return true;
}

/** A JSON value with every text keepable, itself when it is so already; undefined when it nests too deeply. */
export const keepableValue = (value: unknown): unknown => (isKeepable(value, 0) ? value : cleaned(value, 0));

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return keepable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1) ?? null);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [keepable(name), cleaned(item, depth + 1)]));
}
