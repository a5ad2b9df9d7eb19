/** Calls at work: follows one as it goes on, keeps the agent's edits, files once, takes back within a minute. */
import { type Call, type CallDraft, type CallView, DRAFT_FIELDS, type DraftFieldName } from '../../../contract/call.ts';
import type { Lang } from '../../../contract/vocabulary.ts';
import type { Caller, Fault } from './ask.ts';
import { type BesideState, createBeside, NOTHING_BESIDE } from './beside.ts';
import { type Edits, filingOf, shownIn } from './call-form.ts';
import { type Feed, follow } from './feed.ts';

export interface FiledCall {
  readonly kind: 'filed' | 'added';
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
  /** What the agent types by hand, and what it comes to. */
  readonly notes: string;
  readonly read: CallDraft | null;
  readonly edits: Edits;
  readonly beside: BesideState;
  readonly filed: FiledCall | null;
  /** Something came of this call already, and another request is being filed from it. */
  readonly another: boolean;
  readonly busy: boolean;
  readonly broken: boolean;
  readonly fault: Fault | null;
  readonly note: string | null;
}

export const NO_CALLS: CallsState = {
  items: [],
  open: null,
  view: null,
  notes: '',
  read: null,
  edits: {},
  beside: NOTHING_BESIDE,
  filed: null,
  another: false,
  busy: false,
  broken: false,
  fault: null,
  note: null,
};

export const BY_HAND = 'hand';
const UNDO_SECONDS = 60;
/** While somebody types, the fields and suggestions follow so much behind. */
const TYPING_MS = 150;

/** From the transcript, or from what was typed. */
export const draftIn = ({ view, read }: CallsState): CallDraft | null => view?.draft ?? read;

export interface CallsDo {
  heard(items: readonly Call[]): void;
  open(id: string): void;
  edit(field: DraftFieldName, value: string): void;
  note(text: string): void;
  file(): void;
  addTo(reference: string): void;
  addToFirst(): void;
  answered(): void;
  another(): void;
  undo(): void;
  next(): void;
}

interface Deps {
  readonly caller: Caller;
  readonly lang: Lang;
  /** Who files, as far as a channel goes: the contact centre. */
  readonly channel: string;
  readonly said: { readonly takenBack: string; readonly colleagueFirst: string };
  readonly read: () => CallsState;
  readonly update: (patch: Partial<CallsState>) => void;
  /** Puts the cursor there, once it is drawn. */
  readonly focus: (selector: string) => void;
}

export function createCalls({ caller, lang, channel, said, read, update, focus }: Deps): CallsDo {
  const beside = createBeside({
    caller,
    update: (patch) => update({ beside: { ...read().beside, ...patch } }),
  });
  let stream: Feed | null = null;
  let attempt = crypto.randomUUID();
  let ticking: ReturnType<typeof setInterval> | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const leave = () => {
    stream?.close();
    stream = null;
    clearInterval(ticking);
    clearTimeout(typing);
  };

  const lookBeside = () => {
    const state = read();
    const draft = draftIn(state);
    const values = DRAFT_FIELDS.map((name) => [name, shownIn(draft, state.edits, name).value.trim()] as const);
    const result = state.view?.call.result;
    beside.look({
      values: Object.fromEntries(values) as Record<DraftFieldName, string>,
      segments: state.view?.segments ?? [],
      except: result?.reference ? [result.reference] : [],
    });
  };

  const behindTyping = (work: () => void) => {
    clearTimeout(typing);
    typing = setTimeout(work, TYPING_MS);
  };

  const readNotes = async () => {
    const { notes } = read();
    const told = await caller.post<CallDraft>('/v1/calls/draft', { text: notes });
    // More was typed meanwhile: that is on its way.
    if (read().notes !== notes || read().open !== BY_HAND) return;
    if (told.ok) update({ read: told.value });
    lookBeside();
  };

  const onView = (view: CallView) => {
    if (view.call.id !== read().open) return;
    update({ view });
    lookBeside();
  };

  const tick = () => {
    const { filed } = read();
    if (filed === null || filed.undo <= 1) clearInterval(ticking);
    if (filed !== null && filed.undo > 0) update({ filed: { ...filed, undo: filed.undo - 1 } });
  };

  const callAt = (id: string) => `/v1/calls/${encodeURIComponent(id)}`;

  /** Whoever else follows the call is told. What was done stands, told or not. */
  const conclude = async (kind: string, reference?: string) => {
    const { open } = read();
    if (open === null || open === BY_HAND) return;
    await caller.post(`${callAt(open)}/result`, { kind, ...(reference !== undefined && { reference }) });
  };

  const done = (filed: FiledCall) => {
    update({ busy: false, filed, another: false });
    void conclude(filed.kind, filed.reference);
    clearInterval(ticking);
    if (filed.undo > 0) ticking = setInterval(tick, 1000);
  };

  /** One call is one request, whoever files it, until that one is done with; by hand each has a key of its own. */
  const keyOf = ({ open, view }: CallsState): string =>
    open === BY_HAND ? `hand:${attempt}` : `call:${open}:${view?.call.result?.reference ?? 0}`;

  const file = async () => {
    const state = read();
    if (state.open === null || state.busy || state.filed !== null) return;
    update({ busy: true, fault: null, note: null });
    const body = { ...filingOf(draftIn(state), state.edits, lang), channel };
    const told = await caller.post<{ reference: string; dueAt: string }>('/v1/requests', body, keyOf(state));
    if (told.ok) return done({ ...told.value, kind: 'filed', undo: UNDO_SECONDS });
    const first = told.fault.code === 'idempotency_mismatch' && state.open !== BY_HAND;
    update({ busy: false, fault: first ? { ...told.fault, text: said.colleagueFirst } : told.fault });
  };

  const addTo = async (reference: string) => {
    const state = read();
    const known = state.beside.duplicates.find((each) => each.reference === reference);
    const text = shownIn(draftIn(state), state.edits, 'description').value.trim();
    if (known === undefined || text === '' || state.busy || state.filed !== null) return;
    update({ busy: true, fault: null, note: null });
    const at = `/v1/requests/${reference}/actions/add`;
    const told = await caller.post<{ dueAt: string }>(at, { text }, `add:${keyOf(state)}`);
    if (!told.ok) return update({ busy: false, fault: told.fault });
    done({ kind: 'added', reference, dueAt: told.value.dueAt, undo: 0 });
  };

  const undo = async () => {
    const { filed, busy } = read();
    if (filed === null || filed.undo === 0 || busy) return;
    update({ busy: true });
    const told = await caller.post(`/v1/requests/${filed.reference}/actions/withdraw`, {});
    if (!told.ok) return update({ busy: false, fault: told.fault });
    attempt = crypto.randomUUID();
    await conclude('withdrawn', filed.reference);
    update({ busy: false, filed: null, note: said.takenBack });
    lookBeside();
  };

  const begin = (id: string | null) => {
    leave();
    attempt = crypto.randomUUID();
    update({ ...NO_CALLS, items: read().items, open: id });
    beside.forget();
  };

  return {
    heard: (items) => update({ items }),
    open: (id) => {
      begin(id);
      if (id === BY_HAND) return focus('#notes');
      const events = { call: (data: unknown) => onView(data as CallView) };
      stream = follow(`${callAt(id)}/stream`, events, (broken) => update({ broken }));
    },
    edit: (field, value) => {
      update({ edits: { ...read().edits, [field]: value } });
      behindTyping(lookBeside);
    },
    note: (notes) => {
      update({ notes });
      behindTyping(() => void readNotes());
    },
    file: () => void file(),
    addTo: (reference) => void addTo(reference),
    addToFirst: () => {
      const [first] = read().beside.duplicates;
      if (first === undefined) return;
      // Somebody else's is never added to in passing.
      if (first.sure === false) focus('.beside .add-to');
      else void addTo(first.reference);
    },
    answered: () => {
      void conclude('answered');
      begin(null);
    },
    another: () => update({ another: true }),
    undo: () => void undo(),
    next: () => begin(null),
  };
}
