/** So many calls, or bytes, a minute from one address. Counts in this process only; forgets everybody each minute. */
import { ProblemError } from '../api/contract/problem.ts';

const WINDOW_MS = 60_000;

export interface Allowance {
  /** Throws rate_limited when the address has used up its minute. `cost`: 1 when left out. */
  spend(address: string, cost?: number): void;
}

export function createAllowance(limit: number, now: () => Date): Allowance {
  let counts = new Map<string, number>();
  let ends = 0;
  return {
    spend(address, cost = 1) {
      const at = now().getTime();
      if (at >= ends) {
        counts = new Map();
        ends = at + WINDOW_MS;
      }
      const used = (counts.get(address) ?? 0) + cost;
      counts.set(address, used);
      if (used > limit) throw new ProblemError('rate_limited', { seconds: Math.ceil((ends - at) / 1000) });
    },
  };
}
