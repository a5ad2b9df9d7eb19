/** What the requests page shows, and how each thing that happens changes it. Pure; asking the server is done elsewhere. */
import type { Classification } from '../../../contract/classification.ts';
import type { RequestEvent } from '../../../contract/events.ts';
import type { Decided, RequestView } from '../../../contract/request.ts';
import type { Staff } from '../../../contract/staff.ts';
import type { Fault } from './ask.ts';

export const TABS = ['open', 'late', 'waiting', 'answered', 'all'] as const;
export type Tab = (typeof TABS)[number];

export const FORMS = ['reply', 'ask', 'note', 'refer', 'assign'] as const;
export type Form = (typeof FORMS)[number];

export interface Opened {
  readonly request: RequestView;
  readonly events: readonly RequestEvent[];
  readonly decided: Decided;
  /** Null while it is on its way. */
  readonly classification: Classification | null;
}

export interface State {
  readonly staff: Staff | null;
  /** Nobody is signed in; the screen is locked. */
  readonly door: 'unknown' | 'out' | 'locked' | 'in';
  readonly tab: Tab;
  readonly query: string;
  readonly items: readonly RequestView[];
  readonly next: string | null;
  readonly loading: boolean;
  readonly opened: Opened | null;
  readonly form: Form | null;
  readonly busy: boolean;
  readonly fault: Fault | null;
  /** Something was done, and may be undone. */
  readonly toast: { readonly text: string; readonly undo?: () => void } | null;
}

export const START: State = {
  staff: null,
  door: 'unknown',
  tab: 'open',
  query: '',
  items: [],
  next: null,
  loading: true,
  opened: null,
  form: null,
  busy: false,
  fault: null,
  toast: null,
};

const TAB_QUERY: Readonly<Record<Tab, readonly Readonly<Record<string, string>>[]>> = {
  open: [{ status: 'registered' }, { status: 'in_progress' }],
  late: [{ late: 'true' }],
  waiting: [{ status: 'waiting_for_citizen' }],
  answered: [{ status: 'answered' }],
  all: [{}],
};

/** The addresses a tab is read from: one a stage. */
export const addressesOf = ({ tab, query }: Pick<State, 'tab' | 'query'>, cursor?: string): string[] =>
  TAB_QUERY[query === '' ? tab : 'all'].map((filters) => {
    const given = { ...filters, limit: '50', ...(query !== '' && { q: query }), ...(cursor && { cursor }) };
    return `/v1/requests?${new URLSearchParams(given)}`;
  });

/** The most pressing first: what is due soonest. */
export const byDue = (items: readonly RequestView[]): RequestView[] =>
  [...items].sort((a, b) => a.dueAt.localeCompare(b.dueAt));

const OPEN_STAGES: readonly string[] = ['registered', 'in_progress'];
export const isOpen = ({ status }: Pick<RequestView, 'status'>) => OPEN_STAGES.includes(status);
export const isLate = (request: Pick<RequestView, 'status' | 'dueAt'>, now: Date) =>
  isOpen(request) && new Date(request.dueAt) < now;

/** What may be done at a stage; the server has the last word. */
export const formsAt = ({ status }: Pick<RequestView, 'status'>): readonly Form[] => {
  if (isOpen({ status })) return ['reply', 'ask', 'note', 'refer', 'assign'];
  return status === 'waiting_for_citizen' ? ['reply', 'note', 'refer', 'assign'] : ['note'];
};

export const mayRelabel = ({ status }: Pick<RequestView, 'status'>) => status !== 'answered' && status !== 'closed';

/** The neighbour of the open request in the list, `by` rows on. */
export function neighbour({ items, opened }: Pick<State, 'items' | 'opened'>, by: 1 | -1): string | undefined {
  const at = items.findIndex(({ reference }) => reference === opened?.request.reference);
  return items[at < 0 ? 0 : at + by]?.reference;
}
