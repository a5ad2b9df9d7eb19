/**
 * One line that says how the connection stands, with the one thing to do about it.
 * Accessibility: drawn only; the same words are spoken once by the element's status region.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Standing } from '../connection/link.ts';
import type { Labels } from '../labels.ts';

export interface BannerProps {
  readonly labels: Labels;
  readonly standing: Standing;
  resume(): void;
}

export function banner({ labels, standing, resume }: BannerProps): TemplateResult | typeof nothing {
  switch (standing) {
    case 'fine':
    case 'connecting':
      return nothing;
    case 'away':
      return html`<div class="banner">
        <p>${labels.away}</p><button type="button" class="act" @click=${resume}>${labels.tryNow}</button>
      </div>`;
    case 'elsewhere':
      return html`<div class="banner">
        <p>${labels.elsewhere}</p><button type="button" class="act" @click=${resume}>${labels.continueHere}</button>
      </div>`;
  }
}

export const bannerStyle = css`
  .banner {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 0.8em;
    padding: 0.5em 1em;
    background: var(--gold-wash);
    border-block-end: 1px solid var(--line);
    color: var(--ink);
    font-size: 0.875em;
  }
  .banner p { flex: 1 1 12em; }
  .act {
    min-block-size: max(44px, 2.6em);
    padding: 0.2em 0.9em;
    border: 1px solid currentColor;
    border-radius: 0.6em;
    background: transparent;
    color: var(--gold);
    font-weight: 600;
  }
`;
