/** One request, whole: the citizen's own words first, how it was classified and why, what happened, what can be done now. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RequestEvent } from '../../../contract/events.ts';
import type { Label } from '../../../contract/request.ts';
import { type FormDoes, formView } from './form-view.ts';
import type { Seeing } from './list-view.ts';
import { formsAt, isLate, mayRelabel, type Opened, type State } from './state.ts';
import { CHOICES } from './words.ts';

export interface DetailDoes extends FormDoes {
  relabel(label: 'type' | 'axis' | 'importance', code: string): void;
  close(): void;
  toList(): void;
}

const SHIELDED = ['violation_report', 'human_rights'];

function requester({ request }: Opened, { labels }: Seeing, shielded: boolean) {
  const { name, phone, email } = request.requester;
  const given = [name, phone, email].filter((each) => each !== null);
  if (request.anonymous) return labels.anonymous;
  if (given.length > 0) return html`${given.map((each) => html`<bdi class="who">${each}</bdi> `)}`;
  return shielded && SHIELDED.includes(request.type) ? labels.hidden : labels.nobody;
}

const placeOf = ({ request: { location } }: Opened) =>
  location === null
    ? null
    : typeof location === 'string'
      ? location
      : `${location.text ?? ''} ${location.latitude}, ${location.longitude}`.trim();

/** The words that speak for a label, and what would be said now where that differs. */
function whyOf(label: Label, { request, classification }: Opened, { labels, words }: Seeing) {
  const said = classification?.[label];
  if (said === undefined) return nothing;
  const spoken = said.why.map(({ text }) => html`<q dir="auto">${text}</q> `);
  const differs = said.value !== null && said.value !== request[label];
  return html`<span class="why"
    >${labels.why} ${spoken.length === 0 ? labels.noWords : spoken}
    ${differs ? html`<em>${labels.suggests}: ${words.label(label, said.value)} (${Math.round(said.confidence * 100)}%)</em>` : nothing}</span
  >`;
}

function labelRow(label: Label, opened: Opened, seeing: Seeing, does: DetailDoes) {
  const { labels, words } = seeing;
  const { request, decided } = opened;
  const value = request[label];
  const how = decided[label]?.how;
  const choices = label in CHOICES ? (label as keyof typeof CHOICES) : null;
  const pick = (event: Event) => {
    if (choices !== null && event.target instanceof HTMLSelectElement) does.relabel(choices, event.target.value);
  };
  return html`<div class="label">
    <dt>${labels[label]}</dt>
    <dd>
      ${
        choices !== null && mayRelabel(request)
          ? html`<select aria-label=${`${labels.set}: ${labels[label]}`} .value=${String(value)} @change=${pick}>
              ${CHOICES[choices].map(
                (code, i) => html`<option value=${code} ?selected=${code === value}>
                  ${words.label(label, code)}${label === 'type' ? ` (${i + 1})` : ''}
                </option>`,
              )}
            </select>`
          : html`<strong>${words.label(label, value) || (label === 'department' ? labels.open_department : labels.nobody)}</strong>`
      }
      ${how === undefined ? nothing : html`<span class="how">${labels.how[how]}</span>`}
      ${whyOf(label, opened, seeing)}
    </dd>
  </div>`;
}

function event({ kind, at, actor, text, reason, stars }: RequestEvent, { labels, words }: Seeing) {
  const who = actor === 'citizen' || actor === 'staff' ? labels[actor] : actor;
  const told = kind === 'referred' && text !== null ? words.label('department', text) : text;
  return html`<li>
    <time datetime=${at}>${words.moment(at)}</time>
    <strong>${labels.events[kind]}</strong> ${stars === undefined ? nothing : html`<span>${'★'.repeat(stars)}</span>`}
    <bdi>${who}</bdi>
    ${told === null ? nothing : html`<p dir="auto">${told}</p>`} ${reason === undefined ? nothing : html`<p dir="auto">${reason}</p>`}
  </li>`;
}

const line = (term: string, value: unknown) =>
  html`<div><dt>${term}</dt><dd>${typeof value === 'string' ? html`<bdi>${value}</bdi>` : value}</dd></div>`;

function facts(opened: Opened, seeing: Seeing, shielded: boolean) {
  const { labels, words, now } = seeing;
  const { request } = opened;
  const late = isLate(request, now);
  const place = placeOf(opened);
  return html`<dl class="facts">
    ${line(labels.who, requester(opened, seeing, shielded))} ${place === null ? nothing : line(labels.place, place)}
    ${line(labels.filed, words.moment(request.createdAt))}
    ${line(late ? labels.was_due : labels.due, html`<span class=${late ? 'late' : ''}>${words.moment(request.dueAt)}</span>`)}
    ${request.question === null ? nothing : line(labels.question, request.question)}
    ${request.answer === null ? nothing : line(labels.answer, request.answer)}
    ${request.rating === null ? nothing : line(labels.rating, `${'★'.repeat(request.rating.stars)} ${request.rating.reason ?? ''}`)}
    ${
      request.attachments.length === 0
        ? nothing
        : line(
            labels.files,
            request.attachments.map(
              ({ id, name }) =>
                html`<a href=${`/v1/requests/${request.reference}/attachments/${encodeURIComponent(id)}`}>${name}</a> `,
            ),
          )
    }
  </dl>`;
}

function actions({ request }: Opened, state: State, { labels }: Seeing, does: DetailDoes) {
  return html`<div class="does" role="group">
    ${formsAt(request).map(
      (form) =>
        html`<button type="button" aria-expanded=${state.form === form} @click=${() => does.form(form)}>${labels[form]}</button>`,
    )}
    ${request.status === 'answered' ? html`<button type="button" @click=${does.close}>${labels.close}</button>` : nothing}
  </div>`;
}

export function detailView(state: State, seeing: Seeing, does: DetailDoes): TemplateResult {
  const { labels, words } = seeing;
  const { opened } = state;
  if (opened === null) return html`<section class="detail empty"><p>${labels.pick}</p></section>`;
  const { request, events } = opened;
  return html`<section class="detail" aria-label=${words.reference(request.reference)} tabindex="-1">
    <button type="button" class="to-list" @click=${does.toList}>${labels.back}</button>
    <h2><bdi dir="ltr">${words.reference(request.reference)}</bdi> <span class="chip">${words.stage(request.status)}</span></h2>
    <h3>${labels.said}</h3>
    <blockquote dir="auto">${request.description}</blockquote>
    ${facts(opened, seeing, state.staff?.role === 'officer')}
    <h3>${labels.labels}</h3>
    <dl class="labels">
      ${(['type', 'axis', 'importance', 'department', 'governorate'] as const).map((label) => labelRow(label, opened, seeing, does))}
    </dl>
    ${actions(opened, state, seeing, does)} ${state.form === null ? nothing : formView(state.form, state, seeing, does)}
    <h3>${labels.history}</h3>
    <ol class="history">
      ${events.map((each) => event(each, seeing))}
    </ol>
  </section>`;
}
