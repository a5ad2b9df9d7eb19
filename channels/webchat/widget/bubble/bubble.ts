/**
 * One message: its text in reading order whatever it mixes, its files, its state and time.
 * Accessibility: who speaks is said in words; the state of one's own message too, never by colour alone.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FileRef } from '../activity.ts';
import { alertIcon, fileIcon, phoneIcon } from '../icons.ts';
import type { Labels } from '../labels.ts';
import type { Queued } from '../queue/queue.ts';
import { type Segment, segmentsOf } from '../segments.ts';

function segment({ kind, text, href }: Segment): TemplateResult | string {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return html`<bdi dir="ltr" class="run whole">${text}</bdi>`;
    case 'phone':
      return html`<a dir="ltr" class="run whole" href=${href ?? ''}>${text}</a>`;
    case 'email':
      return html`<a dir="ltr" class="run" href=${href ?? ''}>${text}</a>`;
    case 'link':
      return html`<a dir="ltr" class="run" href=${href ?? ''} target="_blank" rel="noopener noreferrer">${text}</a>`;
  }
}

export function messageText(text: string): TemplateResult | typeof nothing {
  return text === '' ? nothing : html`<p class="text" dir="auto">${segmentsOf(text).map(segment)}</p>`;
}

function fileLine({ name, url }: FileRef, labels: Labels): TemplateResult {
  const label = html`${fileIcon}<span class="unseen">${labels.file}</span><bdi>${name}</bdi>`;
  return url === undefined || !/^https?:/.test(url)
    ? html`<p class="file">${label}</p>`
    : html`<p class="file"><a href=${url} target="_blank" rel="noopener noreferrer">${label}</a></p>`;
}

export interface BubbleProps {
  readonly labels: Labels;
  readonly mine: boolean;
  readonly text: string;
  readonly files: readonly FileRef[];
  readonly time: string;
  readonly notice?: string;
  /** How one's own message stands. */
  readonly state?: TemplateResult;
}

const emergency = (labels: Labels): TemplateResult => html`
  <p class="alarm">${alertIcon}<strong>${labels.emergency}</strong></p>`;
const call911 = (labels: Labels): TemplateResult => html`
  <a class="call" href="tel:911">${phoneIcon}<span>${labels.call911}</span></a>`;

export function bubble({ labels, mine, text, files, time, notice, state }: BubbleProps): TemplateResult {
  const urgent = notice === 'emergency';
  return html`
    <div class="bubble ${mine ? 'mine' : 'theirs'} ${urgent ? 'urgent' : ''}" data-notice=${notice ?? nothing}>
      <span class="unseen">${mine ? labels.you : labels.bot}: </span>
      ${urgent ? emergency(labels) : nothing} ${messageText(text)} ${files.map((file) => fileLine(file, labels))}
      ${urgent ? call911(labels) : nothing}
    </div>
    ${time === '' && state === undefined ? nothing : html`<p class="meta">${time === '' ? nothing : html`<time>${time}</time>`} ${state ?? nothing}</p>`}`;
}

function failure({ refused }: Queued, labels: Labels): string {
  if (refused === 413) return labels.failedLarge;
  return refused === 415 ? labels.failedType : labels.failed;
}

/** How one's own message stands, in words. */
export function sendState(item: Queued, labels: Labels, away: boolean, retry: () => void): TemplateResult {
  switch (item.state) {
    case 'queued':
      return html`<span class="state">${away ? labels.queued : labels.sending}</span>`;
    case 'sending':
      return item.progress === undefined
        ? html`<span class="state">${labels.sending}</span>`
        : html`<span class="state">${labels.uploading}</span>
            <progress max="1" .value=${item.progress} aria-label=${labels.uploading}></progress>`;
    case 'sent':
      return html`<span class="state">${labels.sent}</span>`;
    case 'failed':
      return html`<strong class="state bad">${failure(item, labels)}</strong>
        <button type="button" class="retry" @click=${retry}>${labels.retry}</button>`;
  }
}

export const bubbleStyle = css`
  .bubble {
    max-inline-size: min(100%, 34em);
    padding: 0.55em 0.9em;
    border: 1px solid transparent;
    border-radius: 1em;
    overflow-wrap: anywhere;
  }
  .theirs { background: var(--paper); border-color: var(--line); border-end-start-radius: 0.25em; }
  .mine { background: var(--mine); color: var(--on-mine); border-end-end-radius: 0.25em; --focus: #fff; --paper: var(--mine); }
  /* Each line finds its own direction: an English line in an Arabic message starts at the left. */
  .text { white-space: pre-wrap; unicode-bidi: plaintext; }
  .run { unicode-bidi: isolate; }
  .whole { white-space: nowrap; }
  @container sawt (max-width: 15em) {
    .whole { white-space: normal; }
  }
  .file { display: flex; margin-block-start: 0.25em; }
  .file, .file a { display: flex; align-items: center; gap: 0.4em; }
  .urgent { background: var(--alarm-wash); border: 2px solid var(--alarm); }
  .alarm { display: flex; align-items: center; gap: 0.4em; color: var(--alarm); }
  .call {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 2.75em;
    margin-block: 0.5em 0.2em;
    padding: 0.35em 1.1em;
    border-radius: 0.7em;
    background: #a61b1b;
    color: #fff;
    font-weight: 700;
    text-decoration: none;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2em 0.6em;
    padding-inline: 0.3em;
    font-size: 0.75em;
    color: var(--quiet);
  }
  .bad { color: var(--alarm); }
  .retry {
    min-block-size: max(44px, 2.5em);
    padding: 0 0.9em;
    border: 1px solid var(--alarm);
    border-radius: 0.6em;
    background: var(--paper);
    color: var(--alarm);
    font-weight: 600;
  }
  progress { inline-size: 8em; max-inline-size: 100%; accent-color: var(--brand); }
`;
