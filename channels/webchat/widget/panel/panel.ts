/**
 * The dialog that holds the conversation: header, banner, transcript, composer.
 * Accessibility: role=dialog with a name; Escape closes; where it fills a small screen it is modal and keeps the focus inside.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { closeIcon, forgetIcon, voiceIcon } from '../icons.ts';
import type { Labels } from '../labels.ts';

/** Small screens: the panel covers everything. The same words as in the style below. */
export const FULL_SCREEN = '(max-width: 32em), (max-height: 26em)';

export interface PanelProps {
  readonly labels: Labels;
  readonly open: boolean;
  readonly modal: boolean;
  readonly content: TemplateResult;
  /** Undefined: there is nothing to forget. */
  readonly forget: (() => void) | undefined;
  switchLanguage(): void;
  close(): void;
  keydown(event: KeyboardEvent): void;
}

export function panel(props: PanelProps): TemplateResult {
  const { labels, open, modal, content, forget, switchLanguage, close, keydown } = props;
  return html`
    <section class="panel" part="panel" role="dialog" aria-labelledby="title" aria-describedby="tagline"
      aria-modal=${modal ? 'true' : 'false'} ?hidden=${!open} @keydown=${keydown}>
      <header class="head">
        <span class="mark">${voiceIcon}</span>
        <div class="names">
          <h2 id="title" class="title">${labels.name}</h2>
          <p id="tagline" class="tagline">${labels.tagline}</p>
        </div>
        <button class="switch" type="button" lang=${labels.switchTo === 'English' ? 'en' : 'ar'}
          aria-label=${labels.switchLabel} @click=${switchLanguage}>${labels.switchTo}</button>
        ${
          forget === undefined
            ? nothing
            : html`<button class="forget" type="button" aria-label=${labels.forget} title=${labels.forget}
                @click=${forget}>${forgetIcon}</button>`
        }
        <button class="close" type="button" aria-label=${labels.close} title=${labels.close} @click=${close}>
          ${closeIcon}
        </button>
      </header>
      ${content}
    </section>`;
}

const CONTROLS = 'button, a[href], textarea, input, [tabindex]';

/** The first and last stops of Tab inside the panel, as rendered now. */
function stops(panelElement: Element): HTMLElement[] {
  return [...panelElement.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (control) => control.tabIndex >= 0 && control.offsetParent !== null && !control.matches(':disabled'),
  );
}

/** Tab at the last stop goes to the first, and back. */
export function keepFocusInside(event: KeyboardEvent, panelElement: Element, focused: Element | null): void {
  const all = stops(panelElement);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (focused !== edge) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}

export const panelStyle = css`
  .panel {
    position: fixed;
    z-index: 2147483001;
    inset-block-end: max(1em, env(safe-area-inset-bottom));
    inset-inline-end: 1em;
    container: sawt / size;
    display: flex;
    flex-direction: column;
    inline-size: min(25em, 100vw - 2em);
    block-size: min(42em, 100vh - 2em);
    block-size: min(42em, 100dvh - 2em);
    overflow: hidden;
    background: var(--wash);
    border: 1px solid var(--line);
    border-radius: 1em;
    box-shadow: var(--shadow);
    animation: rise 160ms ease-out;
  }
  .panel[hidden] { display: none; }
  @keyframes rise { from { opacity: 0; transform: translateY(0.75em); } }

  .head {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.7em;
    padding: 0.7em 0.9em;
    background: var(--brand);
    color: var(--on-brand);
    --focus: #fff;
    --paper: var(--brand);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 2.5em;
    block-size: 2.5em;
    border-radius: 50%;
    background: rgb(255 255 255 / 14%);
  }
  .names { flex: 1 1 6em; min-inline-size: 0; }
  .title { margin: 0; font-size: 1.15em; font-weight: 700; line-height: 1.35; }
  .tagline { font-size: 0.8125em; line-height: 1.45; color: #dcebed; }
  .switch, .close, .forget {
    min-block-size: max(44px, 2.75em);
    min-inline-size: max(44px, 2.75em);
    border: 1px solid transparent;
    border-radius: 0.6em;
    background: transparent;
    color: inherit;
  }
  .switch { padding: 0 0.6em; border-color: rgb(255 255 255 / 45%); font-size: 0.9em; }
  .close, .forget { display: grid; place-items: center; }
  .switch:hover, .close:hover, .forget:hover { background: rgb(255 255 255 / 16%); }

  @media (max-width: 32em), (max-height: 26em) {
    .panel {
      inset: 0;
      inline-size: 100%;
      block-size: 100vh;
      block-size: 100dvh;
      border: 0;
      border-radius: 0;
    }
  }
  /* Very large text on a small screen: the words that matter stay, the decoration goes. */
  @container sawt (max-width: 15em) or (max-height: 20em) {
    .mark, .tagline { display: none; }
    .head { padding: 0.3em 0.5em; gap: 0.3em; }
    .names { flex-basis: 2em; }
    .switch { padding: 0 0.3em; }
    .close, .forget { min-inline-size: 44px; }
  }
`;
