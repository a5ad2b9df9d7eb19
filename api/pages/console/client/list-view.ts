/** The list of requests: what is due soonest first, the late ones marked by a word and not by colour alone. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RequestView } from '../../../contract/request.ts';
import type { Labels } from './labels.ts';
import { isLate, type State, TABS, type Tab } from './state.ts';
import type { Words } from './words.ts';

export interface ListDoes {
  tab(tab: Tab): void;
  search(query: string): void;
  open(reference: string): void;
  more(): void;
}

export interface Seeing {
  readonly labels: Labels;
  readonly words: Words;
  readonly now: Date;
  /** Milliseconds of this page: what passes between two looks. */
  readonly clock: number;
}

const SHOWN = 160;
const excerpt = (text: string) => (text.length > SHOWN ? `${[...text].slice(0, SHOWN).join('')}…` : text);

function row(request: RequestView, state: State, { labels, words, now }: Seeing, does: ListDoes): TemplateResult {
  const current = state.opened?.request.reference === request.reference;
  const late = isLate(request, now);
  return html`<li>
    <button
      type="button"
      class="row ${request.importance}"
      aria-current=${current ? 'true' : nothing}
      @click=${() => does.open(request.reference)}
    >
      <span class="row-top">
        <bdi dir="ltr" class="reference">${words.reference(request.reference)}</bdi>
        <span class="chip">${words.label('type', request.type)}</span>
        <span class="chip ${request.importance}">${words.label('importance', request.importance)}</span>
      </span>
      <span class="excerpt" dir="auto">${excerpt(request.description)}</span>
      <span class="row-end">
        <span>${words.label('department', request.department) || labels.open_department}</span>
        <span class=${late ? 'late' : ''}>${late ? `${labels.lateMark}: ` : ''}${words.day(request.dueAt)}</span>
      </span>
    </button>
  </li>`;
}

const tabs = (
  state: State,
  { labels }: Seeing,
  does: ListDoes,
) => html`<div class="tabs" role="group" aria-label=${labels.requests}>
  ${TABS.map(
    (
      tab,
    ) => html`<button type="button" aria-pressed=${state.tab === tab && state.query === ''} @click=${() => does.tab(tab)}>
      ${labels[tab]}
    </button>`,
  )}
</div>`;

function search(state: State, { labels }: Seeing, does: ListDoes) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (form instanceof HTMLFormElement) does.search(String(new FormData(form).get('q') ?? '').trim());
  };
  return html`<form class="search" role="search" @submit=${submit}>
    <label for="q">${labels.search}</label>
    <div class="field">
      <input id="q" name="q" type="search" dir="auto" maxlength="200" .value=${state.query} />
      <button type="submit">${labels.find}</button>
    </div>
  </form>`;
}

export function listView(state: State, seeing: Seeing, does: ListDoes): TemplateResult {
  const { labels } = seeing;
  const empty = state.query === '' ? labels.none : labels.noneFound;
  return html`<section class="list" aria-label=${labels.requests}>
    ${search(state, seeing, does)} ${tabs(state, seeing, does)}
    <p class="count" role="status">${state.loading ? labels.loading : state.items.length === 0 ? empty : nothing}</p>
    <ul>
      ${state.items.map((request) => row(request, state, seeing, does))}
    </ul>
    ${state.next === null ? nothing : html`<button type="button" class="more" @click=${does.more}>${labels.more}</button>`}
  </section>`;
}
