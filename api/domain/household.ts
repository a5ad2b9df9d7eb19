/**
 * Whose requests may be told to whoever writes from here. Pure. A device of one's own shows what was filed on it; a telephone
 * number, proven or written from, may be a household's: it shows only what bears the name that is given now.
 */
import { agree } from './person.ts';
import type { RequestRecord } from './record.ts';

export interface Known {
  readonly request: RequestRecord;
  /** Filed by this very sender; else found by a phone that they have proven. */
  readonly own: boolean;
}

/** A number is a sender that a household may share. */
export const isShared = (sender: string): boolean => /:\+\d{6,}$/.test(sender);

export interface Shown {
  readonly requests: readonly RequestRecord[];
  /** Something would be shown to the right name, and none was given. */
  readonly nameNeeded: boolean;
}

export function shownTo(known: readonly Known[], { sender, name }: { sender: string; name: string | null }): Shown {
  const free = ({ own }: Known) => own && !isShared(sender);
  const named = ({ request }: Known) =>
    name !== null && request.requester.name !== null && agree(name, request.requester.name);
  return {
    requests: known.filter((each) => free(each) || named(each)).map(({ request }) => request),
    nameNeeded: name === null && known.some((each) => !free(each) && each.request.requester.name !== null),
  };
}
