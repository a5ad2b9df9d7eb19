/** How near the limit an answer's headers say we are. Pure. */
import { fields } from '../fields.ts';

/** Percent of the allowance, from which on every call rests. */
const NEARLY_ALL = 95;
const MINUTE = 60_000;
const LONGEST_REST = 60 * MINUTE;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function parsed(header: string | string[] | undefined): unknown {
  try {
    return typeof header === 'string' ? JSON.parse(header) : undefined;
  } catch {
    return undefined; // a header that cannot be read tells nothing
  }
}

const highest = (use: unknown): number => {
  const { call_count, total_time, total_cputime } = fields(use);
  return Math.max(...[call_count, total_time, total_cputime].map((value) => (typeof value === 'number' ? value : 0)));
};

const regainMinutes = (use: unknown): number => {
  const minutes = fields(use).estimated_time_to_regain_access;
  return typeof minutes === 'number' && minutes > 0 ? minutes : 0;
};

function retryAfter(header: string | string[] | undefined): number {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

/** How long to rest; undefined: no need to. */
export function restOf(headers: Headers): number | undefined {
  const ofApp = parsed(headers['x-app-usage']);
  const ofPages = Object.values(fields(parsed(headers['x-business-use-case-usage']))).flat();
  const uses = [ofApp, ...ofPages];
  const spent = uses.some((use) => highest(use) >= NEARLY_ALL) ? MINUTE : 0;
  const regain = Math.max(0, ...uses.map(regainMinutes)) * MINUTE;
  const rest = Math.max(spent, regain, retryAfter(headers['retry-after']));
  return rest === 0 ? undefined : Math.min(rest, LONGEST_REST);
}
