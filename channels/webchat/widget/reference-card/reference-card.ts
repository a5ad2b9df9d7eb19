/**
 * The number of a filed request, large and copyable, with the promised date; and, once, an anonymous filing's follow-up code.
 * Accessibility: numbers stay left to right in either language; the copy buttons say what they copy, and that they did.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { showReference } from '../../../../api/contract/reference.ts';
import { copyIcon, doneIcon } from '../icons.ts';
import type { Labels } from '../labels.ts';

export interface ReferenceCardProps {
  readonly labels: Labels;
  readonly reference: string;
  /** Already in words. */
  readonly answerBy?: string;
  readonly followUpCode?: string;
  /** The text copied last, for the feedback on its button. */
  readonly copied: string | null;
  copy(text: string): void;
}

function copyButton(text: string, name: string, { labels, copied, copy }: ReferenceCardProps): TemplateResult {
  const done = copied === text;
  return html`<button type="button" class="copy" aria-label=${name} @click=${() => copy(text)}>
    ${done ? doneIcon : copyIcon}<span aria-hidden="true">${done ? labels.copied : labels.copy}</span>
  </button>`;
}

export function referenceCard(props: ReferenceCardProps): TemplateResult {
  const { labels, reference, answerBy, followUpCode } = props;
  return html`
    <div class="card">
      <p class="card-label">${labels.reference}</p>
      <div class="card-row">
        <bdi class="number" dir="ltr">${showReference(reference)}</bdi>
        ${copyButton(reference, labels.copyReference, props)}
      </div>
      ${answerBy === undefined ? nothing : html`<p class="card-due">${labels.answerBy}: <bdi>${answerBy}</bdi></p>`}
      ${
        followUpCode === undefined
          ? nothing
          : html`<div class="code">
              <p class="card-label">${labels.followUp}</p>
              <div class="card-row">
                <bdi class="number" dir="ltr">${followUpCode}</bdi>
                ${copyButton(followUpCode, labels.copyFollowUp, props)}
              </div>
              <p class="card-due">${labels.followUpNote}</p>
            </div>`
      }
    </div>`;
}

export const referenceCardStyle = css`
  .card {
    inline-size: 100%;
    padding: 0.8em 1em;
    border: 1px solid var(--line);
    border-block-start: 4px solid var(--brand);
    border-radius: 0.7em;
    background: var(--paper);
  }
  .card-label { font-size: 0.8125em; color: var(--quiet); }
  .card-row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.3em 0.8em; }
  .number {
    font-size: 1.3em;
    font-weight: 700;
    font-variant-numeric: tabular-nums lining-nums;
    letter-spacing: 0.03em;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .copy {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: 2.75em;
    padding: 0.2em 0.8em;
    border: 1px solid var(--line);
    border-radius: 0.6em;
    background: var(--wash);
    color: var(--brand-deep);
    font-weight: 600;
  }
  .card-due { margin-block-start: 0.2em; font-size: 0.875em; color: var(--quiet); }
  .code { margin-block-start: 0.7em; padding-block-start: 0.7em; border-block-start: 1px dashed var(--line); }
`;
