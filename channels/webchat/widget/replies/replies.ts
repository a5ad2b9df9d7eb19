/**
 * The quick replies under the last message. Gone once anything is answered.
 * Accessibility: a named group of ordinary buttons, each at least 44 px high; a long list shows six and opens on demand.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Option } from '../../../channel.ts';
import type { Labels } from '../labels.ts';

/** More than this and the list would push the question off the screen. */
export const SHOWN_AT_ONCE = 6;

export interface RepliesProps {
  readonly labels: Labels;
  readonly options: readonly Option[];
  readonly all: boolean;
  pick(option: Option): void;
  showAll(): void;
}

export function replies({ labels, options, all, pick, showAll }: RepliesProps): TemplateResult | typeof nothing {
  if (options.length === 0) return nothing;
  const long = options.length > SHOWN_AT_ONCE;
  const shown = long && !all ? options.slice(0, SHOWN_AT_ONCE) : options;
  const hiddenCount = options.length - shown.length;
  return html`
    <div class="replies ${long ? 'long' : ''}" role="group" aria-label=${labels.replies}>
      ${shown.map(
        (option) => html`<button type="button" class="reply" @click=${() => pick(option)}
          ><bdi>${option.label}</bdi></button>`,
      )}
      ${hiddenCount > 0 ? html`<button type="button" class="reply more" @click=${showAll}>${labels.more(hiddenCount)}</button>` : nothing}
    </div>`;
}

export const repliesStyle = css`
  .replies { display: flex; flex-wrap: wrap; gap: 0.5em; margin-block: 0.2em 0.4em; }
  .replies.long { flex-direction: column; align-items: stretch; }
  .reply {
    min-block-size: 2.75em;
    max-inline-size: 100%;
    padding: 0.35em 1em;
    border: 1.5px solid var(--brand-deep);
    border-radius: 1.4em;
    background: var(--paper);
    color: var(--brand-deep);
    font-weight: 500;
    line-height: 1.4;
    text-align: center;
    overflow-wrap: anywhere;
    transition: background 120ms, color 120ms;
  }
  .long .reply { border-radius: 0.7em; text-align: start; }
  .reply:hover { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
  .reply.more { border-style: dashed; font-weight: 600; text-align: center; }
`;
