/** Calls at work: follows one as it goes on, keeps the agent's edits, files once, takes back within a minute. */
import type { Call, CallView, DraftFieldName } from '../../../contract/call.ts';
import type { Lang } from '../../../contract/vocabulary.ts';
import type { Caller, Fault } from './ask.ts';
import { type Edits, filingOf } from './call-form.ts';

export interface FiledCall {
  readonly reference: string;
  readonly dueAt: string;
  /** Seconds in which it may still be taken back. */
  readonly undo: number;
}

export interface CallsState {
  readonly items: readonly Call[];
  /** `null`: none; `hand`: a request typed without a call. */
  readonly open: string | null;
  readonly view: CallView | null;
  readonly edits: Edits;
  readonly filed: FiledCall | null;
  readonly busy: boolean;
  readonly broken: boolean;
  readonly fault: Fault | null;
  readonly note: string | null;
}

export const NO_CALLS: CallsState = {
  items: [],
  open: null,
  view: null,
  edits: {},
  filed: null,
  busy: false,
  broken: false,
  fault: null,
  note: null,
};

export const BY_HAND = 'hand';
const UNDO_SECONDS = 60;

export interface CallsDo {
  look(): Promise<void>;
  open(id: string): void;
  edit(field: DraftFieldName, value: string): void;
  file(): void;
  undo(): void;
  next(): void;
}

interface Deps {
  readonly caller: Caller;
  readonly lang: Lang;
  /** Who files, as far as a channel goes: the contact centre. */
  readonly channel: string;
  readonly takenBack: string;
  readonly read: () => CallsState;
  readonly update: (patch: Partial<CallsState>) => void;
}

export function createCalls({ caller, lang, channel, takenBack, read, update }: Deps): CallsDo {
  let stream: EventSource | null = null;
  let attempt = crypto.randomUUID();
  /** How often this call's request was taken back. */
  let round = 0;
  let ticking: ReturnType<typeof setInterval> | undefined;

  const leave = () => {
    stream?.close();
    stream = null;
    clearInterval(ticking);
  };

  const follow = (id: string) => {
    stream = new EventSource(`/v1/calls/${encodeURIComponent(id)}/stream`);
    stream.addEventListener('call', (event) => update({ view: JSON.parse(event.data) as CallView, broken: false }));
    // The browser connects again by itself.
    stream.addEventListener('error', () => update({ broken: true }));
  };

  const tick = () => {
    const { filed } = read();
    if (filed === null || filed.undo <= 1) clearInterval(ticking);
    if (filed !== null && filed.undo > 0) update({ filed: { ...filed, undo: filed.undo - 1 } });
  };

  const file = async () => {
    const { open, view, edits, busy, filed } = read();
    if (open === null || busy || filed !== null) return;
    update({ busy: true, fault: null, note: null });
    const body = { ...filingOf(view?.draft ?? null, edits, lang), channel };
    // One call is one request, whoever files it; a request by hand has a key of its own.
    const key = open === BY_HAND ? `hand:${attempt}` : `call:${open}:${round}`;
    const told = await caller.post<{ reference: string; dueAt: string }>('/v1/requests', body, key);
    if (!told.ok) return update({ busy: false, fault: told.fault });
    update({ busy: false, filed: { ...told.value, undo: UNDO_SECONDS } });
    clearInterval(ticking);
    ticking = setInterval(tick, 1000);
  };

  const undo = async () => {
    const { filed, busy } = read();
    if (filed === null || filed.undo === 0 || busy) return;
    update({ busy: true });
    const told = await caller.post(`/v1/requests/${filed.reference}/actions/withdraw`, {});
    if (!told.ok) return update({ busy: false, fault: told.fault });
    attempt = crypto.randomUUID();
    round += 1;
    update({ busy: false, filed: null, note: takenBack });
  };

  return {
    look: async () => {
      const told = await caller.get<{ items: readonly Call[] }>('/v1/calls?limit=30');
      if (told.ok) update({ items: told.value.items });
    },
    open: (id) => {
      leave();
      attempt = crypto.randomUUID();
      round = 0;
      update({ ...NO_CALLS, items: read().items, open: id });
      if (id !== BY_HAND) follow(id);
    },
    edit: (field, value) => update({ edits: { ...read().edits, [field]: value } }),
    file: () => void file(),
    undo: () => void undo(),
    next: () => {
      leave();
      update({ ...NO_CALLS, items: read().items });
    },
  };
}
