/**
 * "Forget this conversation", for computers that several people use: asked once more, then gone from this device.
 * Accessibility: an alertdialog with a name; the focus goes to the harmless answer, Escape gives it, and the focus returns.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Labels } from '../labels.ts';

export interface ForgetProps {
  readonly labels: Labels;
  readonly asked: boolean;
  forget(): void;
  keep(): void;
}

export function forgetQuestion({ labels, asked, forget, keep }: ForgetProps): TemplateResult | typeof nothing {
  if (!asked) return nothing;
  return html`<div class="forgetting" role="alertdialog" aria-labelledby="forget-title" aria-describedby="forget-note">
    <p id="forget-title"><strong>${labels.forgetAsk}</strong></p>
    <p id="forget-note">${labels.forgetNote}</p>
    <div class="answers">
      <button type="button" class="keep" @click=${keep}>${labels.forgetNot}</button>
      <button type="button" class="forget-now" @click=${forget}>${labels.forgetNow}</button>
    </div>
  </div>`;
}

export const forgetStyle = css`
  .forgetting {
    flex: none;
    padding: 0.7em 1em;
    background: var(--paper);
    border-block-end: 1px solid var(--line);
    color: var(--ink);
    font-size: 0.9375em;
    overflow-y: auto;
  }
  .forgetting .answers { display: flex; flex-wrap: wrap; gap: 0.5em; margin-block-start: 0.5em; }
  .forgetting button {
    flex: 1 1 auto;
    min-block-size: max(44px, 2.75em);
    padding: 0.2em 0.9em;
    border: 1px solid currentColor;
    border-radius: 0.6em;
    background: transparent;
    font-weight: 600;
  }
  .forget-now { color: var(--alarm); }
`;
