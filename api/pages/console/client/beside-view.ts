/** Beside the transcript: "is this known already?" and "is there an answer?"; in amber where it has to be checked first. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FittingCard } from '../../../contract/card.ts';
import type { Duplicate } from '../../../contract/duplicate.ts';
import { type BesideState, CARD_SURE } from './beside.ts';
import type { Seeing } from './list-view.ts';

export interface BesideDo {
  addTo(reference: string): void;
  answered(): void;
}

function duplicate(each: Duplicate, at: number, busy: boolean, { labels, words }: Seeing, does: BesideDo) {
  const { reference, type, department, status, dueAt, sure = true } = each;
  return html`<li class="known ${sure ? '' : 'unsure'}">
    <p><strong><bdi dir="ltr">${words.reference(reference)}</bdi></strong> <span class="chip">${words.stage(status)}</span></p>
    <p>${words.label('type', type)} · ${words.label('department', department) || labels.open_department}</p>
    <p>${labels.due}: ${words.moment(dueAt)}</p>
    ${sure ? nothing : html`<p class="check">${labels.perhapsAnother}</p>`}
    <button type="button" class="add-to" ?disabled=${busy} @click=${() => does.addTo(reference)}>${labels.addTo}${at === 0 ? ' (F4)' : ''}</button>
  </li>`;
}

const isAddress = (text: string) => /^https?:\/\//.test(text);

const pointer = (text: string) =>
  isAddress(text)
    ? html`<a href=${text} target="_blank" rel="noopener noreferrer" dir="ltr">${text}</a>`
    : html`<bdi dir="ltr">${text}</bdi>`;

function knowledge(card: FittingCard, seeing: Seeing, does: BesideDo): TemplateResult {
  const { labels, words } = seeing;
  const sure = card.confidence >= CARD_SURE;
  return html`<article class="known ${sure ? '' : 'unsure'}" aria-label=${labels.card}>
    <h2>${labels.card}${sure ? nothing : html` <em class="check">${labels.unsure}</em>`}</h2>
    <p dir="auto">${card.answer[words.lang]}</p>
    ${card.more.map((each) => html`<p>${pointer(each)}</p>`)}
    <p class="source">${labels.source}: ${pointer(card.source)} · ${labels.readOn} ${words.day(card.seen)}</p>
    <button type="button" @click=${does.answered}>${labels.answeredByIt}</button>
  </article>`;
}

export function besideView(
  { duplicates, card }: BesideState,
  busy: boolean,
  seeing: Seeing,
  does: BesideDo,
): TemplateResult {
  const { labels } = seeing;
  return html`<aside class="beside" tabindex="-1" aria-label=${labels.beside}>
    <div role="status">
      ${
        duplicates.length === 0
          ? nothing
          : html`<h2>${labels.knownAlready}</h2>
              <ul>
                ${duplicates.map((each, at) => duplicate(each, at, busy, seeing, does))}
              </ul>`
      }
      ${card === null ? nothing : knowledge(card, seeing, does)}
    </div>
  </aside>`;
}
