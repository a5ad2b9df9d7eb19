/** Any change of one request: the row is held, a repeat under the same key is answered as before, all of it commits at once. */
import type { Queries } from '../contract/database.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Staff } from '../contract/staff.ts';
import type { Api } from '../deps.ts';
import type { RequestRecord } from '../domain/record.ts';
import { within } from '../domain/visibility.ts';
import { type Keyed, keyedRow, recall, remember } from '../store/idempotency.ts';
import { lockRequest } from '../store/requests.ts';

export interface Change<Body> {
  readonly reference: string;
  readonly keyed: Keyed | null;
  /** The person of staff who asks, if it is one: others' requests are unknown to an officer. */
  readonly staff?: Staff | null;
  readonly work: (inside: Queries, request: RequestRecord) => Promise<Body>;
}

export function change<Body>(
  { db, vault, now }: Api,
  { reference, keyed, staff = null, work }: Change<Body>,
): Promise<Body> {
  return db.transaction(async (inside) => {
    const request = await lockRequest(inside, vault, reference);
    if (request === null || !within(staff, request)) throw new ProblemError('unknown_reference');
    const before = keyed && (await recall<Body>(inside, vault, keyed));
    if (before !== null) return before;
    const body = await work(inside, request);
    if (keyed !== null) await remember(inside, keyedRow(keyed, body, now().getTime(), vault));
    return body;
  });
}
