/** The requests page at work: asks the server, keeps the state, and draws again after each change. */
import type { Classification } from '../../../contract/classification.ts';
import type { RequestEvent } from '../../../contract/events.ts';
import type { Decided, RequestView } from '../../../contract/request.ts';
import type { Caller } from './ask.ts';
import type { DetailDoes } from './detail-view.ts';
import type { Labels } from './labels.ts';
import type { ListDoes } from './list-view.ts';
import { addressesOf, byDue, type Form, type State } from './state.ts';

interface Page {
  readonly items: readonly RequestView[];
  readonly next: string | null;
}

export interface Deps {
  readonly caller: Caller;
  readonly labels: Labels;
  readonly read: () => State;
  readonly update: (patch: Partial<State>) => void;
  readonly focusDetail: () => void;
}

export type Does = ListDoes & DetailDoes & { load(): Promise<void> };

export function createDesk({ caller, labels, read, update, focusDetail }: Deps): Does {
  const load = async (): Promise<void> => {
    const { tab, query } = read();
    update({ loading: true, fault: null });
    const pages = await Promise.all(addressesOf({ tab, query }).map((address) => caller.get<Page>(address)));
    // Somebody has turned to another tab meanwhile: this answer is no longer asked for.
    if (read().tab !== tab || read().query !== query) return;
    const failed = pages.find((page) => !page.ok);
    const values = pages.flatMap((page) => (page.ok ? [page.value] : []));
    const next = values.length === 1 ? (values[0]?.next ?? null) : null;
    const items = values.flatMap(({ items }) => items);
    update({ loading: false, items: byDue(items), next, fault: failed && !failed.ok ? failed.fault : null });
  };

  const more = async (): Promise<void> => {
    const { next, items } = read();
    const [address] = next === null ? [] : addressesOf(read(), next);
    const page = address === undefined ? null : await caller.get<Page>(address);
    if (page?.ok) update({ items: byDue([...items, ...page.value.items]), next: page.value.next });
  };

  const open = async (reference: string, keep = false): Promise<void> => {
    const at = `/v1/requests/${reference}`;
    const [request, events] = await Promise.all([
      caller.get<RequestView>(at),
      caller.get<{ items: readonly RequestEvent[] }>(`${at}/events`),
    ]);
    if (!request.ok) return update({ fault: request.fault });
    const opened = {
      request: request.value,
      events: events.ok ? events.value.items : [],
      decided: {},
      classification: null,
    };
    update({ opened, fault: null, ...(!keep && { form: null }) });
    if (!keep) focusDetail();
    const why = await caller.get<{ decided: Decided; classification: Classification }>(`${at}/why`);
    const now = read().opened;
    if (why.ok && now?.request.reference === reference) update({ opened: { ...now, ...why.value } });
  };

  const act = async (action: string, body: unknown): Promise<boolean> => {
    const reference = read().opened?.request.reference;
    if (reference === undefined || read().busy) return false;
    update({ busy: true, fault: null });
    const done = await caller.post(`/v1/requests/${reference}/actions/${action}`, body);
    update({ busy: false, ...(!done.ok && { fault: done.fault }) });
    if (!done.ok) return false;
    await Promise.all([open(reference, true), load()]);
    return true;
  };

  const relabel = async (label: 'type' | 'axis' | 'importance', code: string): Promise<void> => {
    const before = read().opened?.request[label];
    if (before === undefined || before === code || !(await act('reclassify', { [label]: code }))) return;
    update({ toast: { text: labels.changed, undo: () => void relabel(label, before) } });
  };

  const perform = async (action: Form | 'close', fields: object): Promise<void> => {
    if (await act(action, fields)) update({ form: null, toast: { text: labels.done } });
  };

  return {
    load,
    more: () => void more(),
    open: (reference) => void open(reference),
    tab: (tab) => {
      update({ tab, query: '', items: [], next: null });
      void load();
    },
    search: (query) => {
      update({ query, items: [], next: null });
      void load();
    },
    form: (form) => update({ form: read().form === form ? null : form, fault: null }),
    send: (form, fields) => void perform(form, fields),
    close: () => void perform('close', {}),
    relabel: (label, code) => void relabel(label, code),
    toList: () => update({ opened: null, form: null }),
  };
}
