/** Calls: who is on the line, what is said as it is said, and the request filling itself beside it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Call, CallResult, DraftFieldName, Segment } from '../../../contract/call.ts';
import { besideView } from './beside-view.ts';
import { type Shown, shownIn, wanted } from './call-form.ts';
import { BY_HAND, type CallsDo, type CallsState, draftIn } from './calls.ts';
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

/** The rest stand two in a row. */
const WIDE: readonly DraftFieldName[] = ['description'];

const nameOf = (field: DraftFieldName, labels: Labels): string => labels[field];

/** What came of it, in a word: nobody takes it up again. */
function outcome({ result }: Call, labels: Labels, words: Seeing['words']) {
  if (result === null || result.kind === 'withdrawn') return nothing;
  return result.reference === null
    ? html`<span class="chip">${labels.card}</span>`
    : html`<bdi dir="ltr">${words.reference(result.reference)}</bdi>`;
}

const row = (call: Call, state: CallsState, { labels, words }: Seeing, does: CallsDo) => html`<li>
  <button type="button" data-call=${call.id} class="row ${call.endedAt === null ? 'high' : ''}" aria-current=${state.open === call.id ? 'true' : nothing} @click=${() => does.open(call.id)}>
    <span class="row-top"><bdi dir="ltr">${call.caller ?? labels.unknownCaller}</bdi><span class="chip">${call.endedAt === null ? labels.running : labels.ended}</span></span>
    <span class="row-end"><span>${words.moment(call.startedAt)}</span>${outcome(call, labels, words)}</span>
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
  if (field === 'department') {
    const pick = ({ target }: Event) => {
      if (target instanceof HTMLInputElement) does.edit(field, words.departmentCode(target.value));
    };
    return html`<input id=${id} dir="auto" maxlength="200" autocomplete="off" list="department-names" .value=${words.label('department', shown.value)} @input=${pick} />`;
  }
  return html`<input id=${id} dir=${field === 'phone' ? 'ltr' : 'auto'} maxlength="200" autocomplete="off" .value=${shown.value} @input=${type} />`;
}

function field(name: DraftFieldName, state: CallsState, seeing: Seeing, does: CallsDo, places: readonly Named[]) {
  const { labels } = seeing;
  const shown = shownIn(draftIn(state), state.edits, name);
  const told = shown.state === 'edited' ? labels.yours : shown.state === 'unsure' ? labels.unsure : null;
  return html`<div class="slot ${shown.state} ${WIDE.includes(name) ? 'wide' : ''}">
    <label for=${`c-${name}`}>${nameOf(name, labels)} ${told === null ? nothing : html`<em>${told}</em>`}</label>
    ${control(name, shown, seeing, does, places)}
    ${shown.words === null || name === 'description' ? nothing : html`<small class="why" title=${shown.words}>${labels.from}: <q dir="auto">${shown.words}</q></small>`}
  </div>`;
}

function askNext(state: CallsState, { labels, words }: Seeing) {
  const missing = wanted(draftIn(state), state.edits);
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

function number(said: string, reference: string, { words }: Seeing): TemplateResult {
  return html`<p>${said}</p>
    <p class="number"><bdi dir="ltr">${words.reference(reference)}</bdi></p>`;
}

function result({ filed, fault, busy }: CallsState, seeing: Seeing, does: CallsDo): TemplateResult | typeof nothing {
  const { labels, words } = seeing;
  if (filed === null) return nothing;
  return html`<div class="filed" role="status">
    ${number(filed.kind === 'filed' ? labels.filedAs : labels.addedTo, filed.reference, seeing)}
    <p>${labels.readOut}. ${labels.due}: ${words.moment(filed.dueAt)}</p>
    ${fault === null ? nothing : html`<p class="error" role="alert">${fault.text}</p>`}
    <div class="does">
      <button type="button" class="primary next-call" @click=${does.next}>${labels.nextCall}</button>
      ${filed.undo === 0 ? nothing : html`<button type="button" ?disabled=${busy} @click=${does.undo}>${labels.takeBack(filed.undo)}</button>`}
    </div>
  </div>`;
}

/** Somebody made something of this call already. */
function concluded(of: CallResult, seeing: Seeing, does: CallsDo): TemplateResult {
  const { labels } = seeing;
  const { kind, reference, by } = of;
  return html`<div class="filed" role="status">
    ${reference === null || kind === 'answered' ? html`<p>${labels.alreadyAnswered(by)}</p>` : number(labels.filedOn(kind === 'added' ? 'added' : 'filed', by), reference, seeing)}
    <div class="does">
      <button type="button" class="primary next-call" @click=${does.next}>${labels.nextCall}</button>
      <button type="button" @click=${does.another}>${labels.another}</button>
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
    ${draftIn(state)?.emergency === true ? html`<p class="error" role="alert">${labels.danger}</p>` : nothing}
    ${askNext(state, seeing)} ${FIELDS.map((name) => field(name, state, seeing, does, places))}
    ${state.fault === null ? nothing : html`<p class="error" role="alert">${state.fault.text}</p>`}
    ${state.note === null ? nothing : html`<p role="status">${state.note}</p>`}
    <button type="submit" class="primary" ?disabled=${state.busy}>${labels.file}</button>
  </form>`;
}

function heard(state: CallsState, seeing: Seeing): TemplateResult {
  const { labels } = seeing;
  return html`<h2>${labels.transcript}</h2>
    ${state.broken ? html`<p class="error" role="alert">${labels.feedLost}</p>` : nothing}
    <div role="log" tabindex="0" aria-label=${labels.transcript}>
    <ol class="talk">
      ${(state.view?.segments ?? []).map((each) => segment(each, seeing))}
    </ol>
  </div>`;
}

function notes(state: CallsState, { labels }: Seeing, does: CallsDo): TemplateResult {
  const type = ({ target }: Event) => {
    if (target instanceof HTMLTextAreaElement) does.note(target.value);
  };
  return html`<div class="notes">
    <label for="notes">${labels.notes}</label>
    <textarea id="notes" rows="7" dir="auto" maxlength="20000" aria-describedby="notes-why" .value=${state.notes} @input=${type}></textarea>
    <small id="notes-why">${labels.notesWhy}</small>
  </div>`;
}

function right(state: CallsState, seeing: Seeing, does: CallsDo, places: readonly Named[]) {
  const made = state.view?.call.result ?? null;
  if (state.filed !== null) return result(state, seeing, does);
  if (made !== null && made.kind !== 'withdrawn' && !state.another) return concluded(made, seeing, does);
  return form(state, seeing, does, places);
}

function opened(state: CallsState, seeing: Seeing, does: CallsDo, places: readonly Named[]) {
  const { labels } = seeing;
  if (state.open === null) return html`<section class="detail empty"><p>${labels.pickCall}</p></section>`;
  return html`<section class="detail call">
    <button type="button" class="to-list" @click=${does.next}>${labels.back}</button>
    <div class="heard">
      ${state.open === BY_HAND ? notes(state, seeing, does) : heard(state, seeing)}
      ${state.filed === null ? besideView(state.beside, state.busy, seeing, does) : nothing}
    </div>
    ${right(state, seeing, does, places)}
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
  </main>
    <footer><p>${labels.callKeys}</p></footer>`;
}
