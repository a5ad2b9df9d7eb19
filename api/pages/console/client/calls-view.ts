/** Calls: who is on the line, what is said as it is said, and the request filling itself beside it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Call, DraftFieldName, Segment } from '../../../contract/call.ts';
import { type Shown, shownIn, wanted } from './call-form.ts';
import { BY_HAND, type CallsDo, type CallsState } from './calls.ts';
import type { Labels } from './labels.ts';
import type { Seeing } from './list-view.ts';
import { CHOICES, type Named } from './words.ts';

const FIELDS = [
  'description',
  'type',
  'department',
  'governorate',
  'location',
  'name',
  'phone',
  'axis',
  'importance',
] as const;

const nameOf = (field: DraftFieldName, labels: Labels): string => labels[field];

const row = (call: Call, state: CallsState, { labels, words }: Seeing, does: CallsDo) => html`<li>
  <button type="button" class="row ${call.endedAt === null ? 'high' : ''}" aria-current=${state.open === call.id ? 'true' : nothing} @click=${() => does.open(call.id)}>
    <span class="row-top"><bdi dir="ltr">${call.caller ?? labels.unknownCaller}</bdi><span class="chip">${call.endedAt === null ? labels.running : labels.ended}</span></span>
    <span class="row-end">${words.moment(call.startedAt)}</span>
  </button>
</li>`;

const segment = (
  { speaker, text, final }: Segment,
  { labels }: Seeing,
) => html`<li class="said ${speaker === 'caller' ? 'citizen' : 'human'}">
  <span class="by">${labels.speakers[speaker]}</span>
  <p dir="auto" class=${final ? '' : 'growing'}>${text}</p>
</li>`;

function control(field: DraftFieldName, shown: Shown, seeing: Seeing, does: CallsDo, places: readonly Named[]) {
  const { words, labels } = seeing;
  const id = `c-${field}`;
  const type = (event: Event) => {
    const { target } = event;
    if (
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    )
      does.edit(field, target.value);
  };
  const codes =
    field in CHOICES
      ? CHOICES[field as keyof typeof CHOICES]
      : field === 'governorate'
        ? places.map(({ code }) => code)
        : null;
  if (codes !== null)
    return html`<select id=${id} .value=${shown.value} @change=${type}>
      <option value="">${labels.pickOne}</option>
      ${codes.map((code) => html`<option value=${code} ?selected=${code === shown.value}>${words.label(field as 'type', code)}</option>`)}
    </select>`;
  if (field === 'description')
    return html`<textarea id=${id} rows="3" dir="auto" maxlength="20000" .value=${shown.value} @input=${type}></textarea>`;
  const isCode = field === 'department' || field === 'phone';
  return html`<input id=${id} dir=${isCode ? 'ltr' : 'auto'} maxlength="200" autocomplete="off" list=${field === 'department' ? 'departments' : nothing} .value=${shown.value} @input=${type} />
    ${field === 'department' && shown.value !== '' ? html`<small>${words.label('department', shown.value)}</small>` : nothing}`;
}

function field(name: DraftFieldName, state: CallsState, seeing: Seeing, does: CallsDo, places: readonly Named[]) {
  const { labels } = seeing;
  const shown = shownIn(state.view?.draft ?? null, state.edits, name);
  const told = shown.state === 'edited' ? labels.yours : shown.state === 'unsure' ? labels.unsure : null;
  return html`<div class="slot ${shown.state}">
    <label for=${`c-${name}`}>${nameOf(name, labels)} ${told === null ? nothing : html`<em>${told}</em>`}</label>
    ${control(name, shown, seeing, does, places)}
    ${shown.words === null || name === 'description' ? nothing : html`<small class="why">${labels.from}: <q dir="auto">${shown.words}</q></small>`}
  </div>`;
}

function askNext(state: CallsState, { labels, words }: Seeing) {
  const missing = wanted(state.view?.draft ?? null, state.edits);
  return html`<p class="next" role="status">
    ${
      missing.length === 0
        ? labels.nothingMissing
        : html`${labels.askNext}: <strong>${missing
            .slice(0, 3)
            .map((name) => nameOf(name, labels))
            .join(words.lang === 'ar' ? '، ' : ', ')}</strong>`
    }
  </p>`;
}

function result(
  { filed, busy }: CallsState,
  { labels, words }: Seeing,
  does: CallsDo,
): TemplateResult | typeof nothing {
  if (filed === null) return nothing;
  return html`<div class="filed" role="status">
    <p>${labels.filedAs}</p>
    <p class="number"><bdi dir="ltr">${words.reference(filed.reference)}</bdi></p>
    <p>${labels.readOut}. ${labels.due}: ${words.moment(filed.dueAt)}</p>
    <div class="does">
      <button type="button" class="primary" @click=${does.next}>${labels.nextCall}</button>
      ${filed.undo === 0 ? nothing : html`<button type="button" ?disabled=${busy} @click=${does.undo}>${labels.takeBack(filed.undo)}</button>`}
    </div>
  </div>`;
}

function form(state: CallsState, seeing: Seeing, does: CallsDo, places: readonly Named[]) {
  const { labels } = seeing;
  const submit = (event: Event) => {
    event.preventDefault();
    does.file();
  };
  return html`<form class="slots" @submit=${submit} aria-label=${labels.form}>
    <h2>${labels.form}</h2>
    ${state.view?.draft.emergency === true ? html`<p class="error" role="alert">${labels.danger}</p>` : nothing}
    ${askNext(state, seeing)} ${FIELDS.map((name) => field(name, state, seeing, does, places))}
    ${state.fault === null ? nothing : html`<p class="error" role="alert">${state.fault.text}</p>`}
    ${state.note === null ? nothing : html`<p role="status">${state.note}</p>`}
    <button type="submit" class="primary" ?disabled=${state.busy}>${labels.file}</button>
  </form>`;
}

function opened(state: CallsState, seeing: Seeing, does: CallsDo, places: readonly Named[]) {
  const { labels } = seeing;
  if (state.open === null) return html`<section class="detail empty"><p>${labels.pickCall}</p></section>`;
  return html`<section class="detail call">
    <button type="button" class="to-list" @click=${does.next}>${labels.back}</button>
    ${
      state.open === BY_HAND
        ? nothing
        : html`<div role="log" aria-label=${labels.transcript}>
            <h2>${labels.transcript}</h2>
            ${state.broken ? html`<p class="error" role="alert">${labels.feedLost}</p>` : nothing}
            <ol class="talk">
              ${(state.view?.segments ?? []).map((each) => segment(each, seeing))}
            </ol>
          </div>`
    }
    ${state.filed === null ? form(state, seeing, does, places) : result(state, seeing, does)}
  </section>`;
}

export function callsView(state: CallsState, seeing: Seeing, does: CallsDo, places: readonly Named[]): TemplateResult {
  const { labels } = seeing;
  return html`<main class=${state.open === null ? 'desk' : 'desk has-detail'}>
    <h1 class="unseen">${labels.calls}</h1>
    <section class="list" aria-label=${labels.calls}>
      <h2>${labels.calls}</h2>
      <button type="button" @click=${() => does.open(BY_HAND)}>${labels.byHand}</button>
      <p class="count" role="status">${state.items.length === 0 ? labels.noCalls : nothing}</p>
      <ul>
        ${state.items.map((each) => row(each, state, seeing, does))}
      </ul>
    </section>
    ${opened(state, seeing, does, places)}
  </main>`;
}
