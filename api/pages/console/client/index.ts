/** The staff desk: who is signed in, the page's head, what is shown below it, and the lock after idleness. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { Session } from '../../../contract/staff.ts';
import { CALL_CENTRE, type Lang } from '../../../contract/vocabulary.ts';
import { createCaller } from './ask.ts';
import { BY_HAND, type CallsState, createCalls, NO_CALLS } from './calls.ts';
import { callsView } from './calls-view.ts';
import { type ChatsState, createChats, NO_CHATS } from './chats.ts';
import { chatsView } from './chats-view.ts';
import { createDesk } from './desk.ts';
import { detailView } from './detail-view.ts';
import { isTyping, press } from './keys.ts';
import { LABELS } from './labels.ts';
import { listView } from './list-view.ts';
import { START, type State } from './state.ts';
import { createWords, type Named } from './words.ts';

const lang: Lang = document.documentElement.lang === 'en' ? 'en' : 'ar';
const labels = LABELS[lang];
const root = document.getElementById('desk') ?? document.body;
const now = () => new Date(performance.timeOrigin + performance.now());

let state: State = START;
let chats: ChatsState = NO_CHATS;
let calls: CallsState = NO_CALLS;
let governorates: readonly Named[] = [];
let departments: readonly Named[] = [];
let words = createWords(lang, departments);

const caller = createCaller(lang, () => update({ door: 'locked' }));
const desk = createDesk({
  caller,
  labels,
  read: () => state,
  update,
  focusDetail: () => queueMicrotask(() => root.querySelector<HTMLElement>('.detail')?.focus()),
});

const chatting = createChats({
  caller,
  read: () => chats,
  update: (patch) => {
    chats = { ...chats, ...patch };
    update({});
  },
  calls: (items) => calling.heard(items),
  clock: () => performance.now(),
  refused: () =>
    void caller
      .get('/v1/session')
      .then((told) => !told.ok && told.fault.code === 'unauthorized' && update({ door: 'out' })),
});

const calling = createCalls({
  caller,
  lang,
  channel: CALL_CENTRE,
  said: { takenBack: labels.takenBack, colleagueFirst: labels.colleagueFirst },
  focus: focusLater,
  read: () => calls,
  update: (patch) => {
    const filed = calls.filed === null && patch.filed != null;
    calls = { ...calls, ...patch };
    update({});
    // The work is done: Enter goes on.
    if (filed) focusLater('.next-call');
  },
});

function focusLater(selector: string): void {
  queueMicrotask(() => root.querySelector<HTMLElement>(selector)?.focus());
}

function update(patch: Partial<State>): void {
  state = { ...state, ...patch };
  const below = stuckTo();
  render(page(), root);
  for (const log of root.querySelectorAll('[role=log]')) if (below(log)) log.scrollTop = log.scrollHeight;
}

const NEAR = 48;

/** What is said last is seen, unless somebody reads further up; a log that was not there begins at its end. */
function stuckTo(): (log: Element) => boolean {
  const before = new Map(
    [...root.querySelectorAll('[role=log]')].map((log) => [
      log,
      log.scrollHeight - log.scrollTop - log.clientHeight < NEAR,
    ]),
  );
  return (log) => before.get(log) ?? true;
}

const here = () => `${location.pathname}${location.search}`;
const signInAt = () => `/console/sign-in?to=${encodeURIComponent(here())}`;
const otherLang = () => `${location.pathname}${lang === 'ar' ? '?lang=en' : ''}`;

async function leave(): Promise<void> {
  const told = await caller.post<{ location: string }>('/console/sign-out', {});
  if (told.ok) return location.assign(told.value.location);
  update({ toast: { text: told.fault.text } });
}

const head = ({ staff }: State): TemplateResult => html`<header class="top">
  <a class="brand" href=${`/console${lang === 'en' ? '?lang=en' : ''}`}><img src="/pages/demo/mark.svg" alt="" width="32" height="32" /><strong>${labels.title}</strong></a>
  ${staff === null || state.door !== 'in' ? nothing : tabs()}
  <span class="me">${staff === null ? nothing : html`<bdi>${staff.name}</bdi> <small>${labels.roles[staff.role]}</small>`}</span>
  <a href=${otherLang()} lang=${lang === 'ar' ? 'en' : 'ar'}>${labels.other}</a>
  ${staff === null ? nothing : html`<button type="button" @click=${() => void leave()}>${labels.signOut}</button>`}
</header>`;

/** Which workplace the address names, if it is one of theirs: agents have no list of requests. */
const place = (): Place => {
  const named = PLACES.find((each) => location.pathname.endsWith(`/${each}`));
  const own = places(state);
  return named !== undefined && own.includes(named) ? named : (own[0] ?? 'requests');
};

const PLACES = ['calls', 'chats', 'requests'] as const;
type Place = (typeof PLACES)[number];

const places = ({ staff }: State): readonly Place[] => {
  if (staff?.role === 'agent') return ['calls', 'chats'];
  return staff?.role === 'officer' ? ['requests'] : ['requests', 'chats', 'calls'];
};

const tabs = () => html`<nav aria-label=${labels.title}>
  ${places(state).map(
    (
      each,
    ) => html`<a href=${`/console/${each}${lang === 'en' ? '?lang=en' : ''}`} aria-current=${place() === each ? 'page' : nothing}
      >${labels[each]}${each === 'chats' ? waitingCount() : nothing}</a
    >`,
  )}
</nav>`;

function waitingCount() {
  const waiting = chats.items.filter(({ stage }) => stage === 'asked').length;
  return waiting === 0 ? nothing : html` <span class="chip high">${waiting}</span>`;
}

const gate = (why: string, way: string) => html`<main class="gate">
  <h1>${labels.title}</h1>
  <p>${why}</p>
  <a class="primary" href=${signInAt()}>${way}</a>
</main>`;

function toast(): TemplateResult | typeof nothing {
  const { toast: said } = state;
  if (said === null) return nothing;
  const undo = () => {
    update({ toast: null });
    said.undo?.();
  };
  return html`<p class="toast">${said.text} ${said.undo ? html`<button type="button" @click=${undo}>${labels.undo}</button>` : nothing}</p>`;
}

const bodies = () => html`<datalist id="departments">
  ${departments.map(({ code, nameAr, nameEn }) => html`<option value=${code}>${lang === 'ar' ? nameAr : nameEn}</option>`)}
</datalist>
<datalist id="department-names">
  ${departments.map(({ nameAr, nameEn }) => html`<option value=${lang === 'ar' ? nameAr : nameEn}></option>`)}
</datalist>`;

function workplace(): TemplateResult {
  const seeing = { labels, words, now: now(), clock: performance.now() };
  if (place() === 'calls') return html`${callsView(calls, seeing, calling, governorates)}${bodies()}`;
  if (place() === 'chats') return chatsView(chats, state.staff?.name ?? '', seeing, chatting);
  return html`<main class=${state.opened === null ? 'desk' : 'desk has-detail'}>
      <h1 class="unseen">${labels.requests}</h1>
      ${state.fault !== null && state.form === null ? html`<p class="error" role="alert">${state.fault.text}</p>` : nothing}
      ${listView(state, seeing, desk)} ${detailView(state, seeing, desk)}
      ${bodies()}
    </main>
    <footer><p>${labels.keys}</p></footer>`;
}

function body(): TemplateResult | typeof nothing {
  if (state.door === 'unknown')
    return html`<main class="gate"><h1 class="unseen">${labels.title}</h1><p role="status">${labels.loading}</p></main>`;
  if (state.door === 'out') return gate(labels.signInWhy, labels.signIn);
  if (state.door === 'locked') return gate(labels.locked, labels.unlock);
  return workplace();
}

const page = () => html`${head(state)} ${body()}<div class="toasts" role="status" aria-live="polite">${toast()}</div>`;

/** F2 files from any field, F4 adds to what is known; Alt+N begins one by hand; the rest while nobody types. */
function onCalls(event: KeyboardEvent): void {
  if (event.key === 'F2') calling.file();
  else if (event.key === 'F4') calling.addToFirst();
  else if (event.altKey && event.code === 'KeyN') calling.open(BY_HAND);
  else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  else if (event.code === 'KeyJ' || event.code === 'KeyK') nextInList(event.code === 'KeyJ' ? 1 : -1);
  else if (event.code === 'Escape' && calls.open !== null) calling.next();
  else return;
  event.preventDefault();
}

function nextInList(by: 1 | -1): void {
  const at = calls.items.findIndex(({ id }) => id === calls.open);
  const id = calls.items[at < 0 ? 0 : at + by]?.id;
  if (id !== undefined) calling.open(id);
}

const ACTIVE_EVERY = 60_000;

/** Touching the page keeps it unlocked; looking at it does not. */
function watchActivity(): void {
  let told = 0;
  const active = () => {
    const at = performance.now();
    if (state.door !== 'in' || at - told < ACTIVE_EVERY) return;
    told = at;
    void caller.post('/v1/session/active', {});
  };
  for (const kind of ['keydown', 'pointerdown', 'wheel']) addEventListener(kind, active, { passive: true });
}

async function start(): Promise<void> {
  update({});
  const session = await caller.get<Session>('/v1/session');
  if (!session.ok) return update({ door: session.fault.code === 'session_locked' ? 'locked' : 'out' });
  caller.trust(session.value);
  const known = await caller.get<{ items: readonly Named[]; governorates: readonly Named[] }>('/v1/departments');
  if (known.ok) {
    departments = known.value.items;
    governorates = known.value.governorates;
    words = createWords(lang, [...departments, ...governorates]);
  }
  update({ staff: session.value.staff, door: 'in' });
  if (place() === 'requests') await desk.load();
  if (session.value.staff.role === 'officer') return;
  watchDesk();
  const ready = await caller.get<{ items: ChatsState['ready'] }>('/v1/desk/answers');
  if (ready.ok) {
    chats = { ...chats, ready: ready.value.items };
    update({});
  }
}

const COUNT_EVERY = 10_000;

/** A hidden page rests; waiting times go on without anybody telling. */
function watchDesk(): void {
  const watch = () => (document.hidden ? chatting.rest() : chatting.connect());
  document.addEventListener('visibilitychange', watch);
  setInterval(() => chats.items.length > 0 && update({}), COUNT_EVERY);
  watch();
}

addEventListener('keydown', (event) => {
  if (place() === 'requests' && press(event, state, desk)) event.preventDefault();
  if (place() === 'calls' && state.door === 'in') onCalls(event);
});
watchActivity();
void start();
