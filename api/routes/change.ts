/** Any change of one request: the row is held, a repeat under the same key is answered as before, all of it commits at once. */
import type { Queries } from '../contract/database.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Api } from '../deps.ts';
import type { RequestRecord } from '../domain/record.ts';
import { type Keyed, keyedRow, recall, remember } from '../store/idempotency.ts';
import { lockRequest } from '../store/requests.ts';

export interface Change<Body> {
  readonly reference: string;
  readonly keyed: Keyed | null;
  readonly work: (inside: Queries, request: RequestRecord) => Promise<Body>;
}

export function change<Body>({ db, vault, now }: Api, { reference, keyed, work }: Change<Body>): Promise<Body> {
  return db.transaction(async (inside) => {
    const request = await lockRequest(inside, vault, reference);
    if (request === null) throw new ProblemError('unknown_reference');
    const before = keyed && (await recall<Body>(inside, vault, keyed));
    if (before !== null) return before;
    const body = await work(inside, request);
    if (keyed !== null) await remember(inside, keyedRow(keyed, body, now().getTime(), vault));
    return body;
  });
}
