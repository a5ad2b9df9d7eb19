/**
 * Which open request of the same citizen a draft repeats: by meaning, department, place and time, never by equal words
 * alone. Pure. Whose request it is comes before what it says: on a shared phone a relative's is never revealed.
 */
import type { Location } from '../contract/request.ts';
import type { RequestType } from '../contract/vocabulary.ts';
import { DAY } from './amman.ts';
import { isShared, type Known } from './household.ts';
import { likeness } from './likeness.ts';
import { agree } from './person.ts';
import type { RequestRecord } from './record.ts';
import { isShielded } from './visibility.ts';

export interface Draft {
  readonly type: RequestType;
  readonly description: string;
  readonly department: string | null;
  readonly governorate: string | null;
  readonly location: Location | null;
  readonly name: string | null;
}

/** Chosen on one half of the labelled pairs (test/api/domain/duplicates): from here 95 % and more are the same matter. */
export const SAME_MATTER = 0.46;

/** So much more alike they must be when the department is open on one side, and when it differs. */
const OPEN_DEPARTMENT = 0.06;
const OTHER_DEPARTMENT = 0.24;
const OTHER_PLACE = 0.15;
const OTHER_TYPE = 0.06;
/** Older ones are told of by their number; a new telling is a new matter. */
const LONGEST_AGO = 180 * DAY;
const MOST = 3;

const wordsOf = (location: Location | null): string =>
  location === null ? '' : typeof location === 'string' ? location : (location.text ?? '');

/** What the two would have to be worth in likeness to be one matter. */
export function wanted(draft: Draft, known: Pick<Draft, 'type' | 'department' | 'location'>): number {
  const open = draft.department === null || known.department === null;
  const apart = !open && draft.department !== known.department;
  const [here, there] = [wordsOf(draft.location), wordsOf(known.location)];
  const placed = here !== '' && there !== '';
  const far = placed && likeness({ text: here, names: [] }, { text: there, names: [] }) < 0.3;
  return (
    SAME_MATTER +
    (open ? OPEN_DEPARTMENT : 0) +
    (apart ? OTHER_DEPARTMENT : 0) +
    (far ? OTHER_PLACE : 0) +
    (draft.type === known.type ? 0 : OTHER_TYPE)
  );
}

type Matter = Pick<Draft, 'description' | 'department' | 'governorate' | 'location'>;

const told = ({ description, department, governorate, location }: Matter) => ({
  text: description,
  names: [department ?? '', governorate ?? '', wordsOf(location)],
});

function mayBeTheirs({ name }: Draft, { request, own }: Known, sender: string): boolean {
  const other = request.requester.name;
  if (request.anonymous) return false;
  if (name !== null && other !== null) return agree(name, other);
  return own && !isShared(sender);
}

function isElsewhere(draft: Draft, { governorate }: RequestRecord): boolean {
  return draft.governorate !== null && governorate !== null && draft.governorate !== governorate;
}

export interface Asking {
  readonly sender: string;
  readonly now: number;
}

/** Those that tell the draft's matter, likeliest first; whose they are was asked before. */
function ofOneMatter(draft: Draft, requests: readonly RequestRecord[], now: number): RequestRecord[] {
  return requests
    .filter((request) => now - request.createdAt <= LONGEST_AGO && !isElsewhere(draft, request))
    .map((request) => ({ request, more: likeness(told(draft), told(request)) - wanted(draft, request) }))
    .filter(({ more }) => more >= 0)
    .sort((a, b) => b.more - a.more)
    .slice(0, MOST)
    .map(({ request }) => request);
}

/** The open requests that the draft repeats, likeliest first. */
export function duplicatesOf(draft: Draft, known: readonly Known[], { sender, now }: Asking): RequestRecord[] {
  const theirs = known.filter((each) => mayBeTheirs(draft, each, sender));
  return ofOneMatter(
    draft,
    theirs.map(({ request }) => request),
    now,
  );
}

export interface OfCaller {
  readonly request: RequestRecord;
  /** The names agree; else one is missing, and the household may share the number. */
  readonly sure: boolean;
}

/**
 * Asked by a person of staff who hears somebody call from this number. Who reported a wrong is known to no relative: such a
 * request is shown to its own name alone.
 */
export function duplicatesOfCaller(draft: Draft, under: readonly RequestRecord[], now: number): OfCaller[] {
  const sure = ({ requester }: RequestRecord) =>
    draft.name !== null && requester.name !== null && agree(draft.name, requester.name);
  const perhaps = (request: RequestRecord) =>
    !isShielded(request) && (draft.name === null || request.requester.name === null);
  const theirs = under.filter((request) => !request.anonymous && (sure(request) || perhaps(request)));
  return ofOneMatter(draft, theirs, now).map((request) => ({ request, sure: sure(request) }));
}
