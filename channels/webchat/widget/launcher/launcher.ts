/**
 * The button that opens the chat, with the number of messages not read yet.
 * Accessibility: its name says what it does and how many messages wait; it says whether the panel is open.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { voiceIcon } from '../icons.ts';
import type { Labels } from '../labels.ts';

export interface LauncherProps {
  readonly labels: Labels;
  readonly open: boolean;
  readonly unread: number;
  toggle(): void;
}

export function launcher({ labels, open, unread, toggle }: LauncherProps): TemplateResult {
  const name = unread > 0 ? `${labels.open} (${labels.unread(unread)})` : labels.open;
  return html`
    <button class="launcher" part="launcher" type="button" ?hidden=${open} aria-haspopup="dialog"
      aria-expanded=${open} aria-label=${name} @click=${toggle}>
      ${voiceIcon}<span class="launcher-text" aria-hidden="true">${labels.open}</span>
      ${unread > 0 ? html`<span class="badge" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>` : nothing}
    </button>`;
}

export const launcherStyle = css`
  .launcher {
    position: fixed;
    z-index: 2147483000;
    inset-block-end: max(1em, env(safe-area-inset-bottom));
    inset-inline-end: 1em;
    display: inline-flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: 3.5em;
    max-inline-size: calc(100vw - 2em);
    padding: 0.6em 1.3em;
    border: 2px solid #fff;
    border-radius: 2em;
    background: var(--brand);
    color: var(--on-brand);
    font-weight: 600;
    box-shadow: var(--shadow);
    transition: background 120ms, transform 120ms;
  }
  .launcher[hidden] { display: none; }
  .launcher:hover { background: #083f48; transform: translateY(-1px); }
  /* On a phone the words would cover the page; the name stays for those who hear it. */
  @media (max-width: 32em) {
    .launcher { padding: 0.8em; border-radius: 50%; }
    .launcher-text { display: none; }
  }
  .badge {
    position: absolute;
    inset-block-start: -0.55em;
    inset-inline-start: -0.35em;
    min-inline-size: 1.7em;
    padding: 0 0.45em;
    border: 2px solid #fff;
    border-radius: 1em;
    background: #a61b1b;
    color: #fff;
    font-size: 0.85em;
    line-height: 1.6;
    text-align: center;
  }
`;
