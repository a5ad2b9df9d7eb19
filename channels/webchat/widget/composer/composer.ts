/**
 * Where the person writes: a box that grows, files, send.
 * Accessibility: a named text box; Enter sends and Shift+Enter breaks the line; the file limit is told before choosing.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { attachIcon, closeIcon, fileIcon, sendIcon } from '../icons.ts';
import type { Labels } from '../labels.ts';
import { ACCEPT, showSize } from './files.ts';

export interface ComposerProps {
  readonly labels: Labels;
  readonly text: string;
  readonly files: readonly File[];
  /** What was wrong with the file chosen last. */
  readonly fault: string | null;
  write(text: string): void;
  send(): void;
  add(files: readonly File[]): void;
  remove(file: File): void;
}

/** As high as its text, up to the style's limit. Set through the object model, so that a strict CSP allows it. */
export function grow(box: HTMLTextAreaElement): void {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 2}px`;
}

const onInput = (event: Event, { write }: ComposerProps) => {
  if (!(event.target instanceof HTMLTextAreaElement)) return;
  write(event.target.value);
};

/** Enter inside an input method picks a word; it does not send. */
const onKey = (event: KeyboardEvent, { send }: ComposerProps) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
};

const onChoose = (event: Event, { add }: ComposerProps) => {
  if (!(event.target instanceof HTMLInputElement)) return;
  add([...(event.target.files ?? [])]);
  event.target.value = '';
};

const onPaste = (event: ClipboardEvent, { add }: ComposerProps) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  add(files);
};

const chip = (file: File, { labels, remove }: ComposerProps) => html`
  <li class="chip">${fileIcon}<bdi class="chip-name">${file.name}</bdi> <bdi class="chip-size" dir="ltr">${showSize(file.size)}</bdi>
    <button type="button" class="chip-remove" aria-label=${labels.remove(file.name)} @click=${() => remove(file)}>${closeIcon}</button>
  </li>`;

const openChooser = (event: Event) => {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.parentElement?.querySelector('input')?.click();
};

export function composer(props: ComposerProps): TemplateResult {
  const { labels, text, files, fault } = props;
  const submit = (event: Event) => {
    event.preventDefault();
    props.send();
  };
  return html`
    <form class="composer" @submit=${submit}>
      ${fault === null ? nothing : html`<p class="fault" id="fault">${fault}</p>`}
      ${files.length === 0 ? nothing : html`<ul class="chips">${files.map((file) => chip(file, props))}</ul>`}
      <div class="row">
        <input class="unseen" type="file" multiple tabindex="-1" aria-hidden="true" accept=${ACCEPT}
          @change=${(event: Event) => onChoose(event, props)} />
        <button type="button" class="tool" aria-label=${labels.attach} aria-describedby="limit" title=${labels.attachHint}
          @click=${openChooser}>${attachIcon}</button>
        <textarea class="box" rows="1" dir="auto" aria-label=${labels.write} placeholder=${labels.placeholder}
          aria-describedby=${fault === null ? nothing : 'fault'} enterkeyhint="send" .value=${live(text)}
          @input=${(event: Event) => onInput(event, props)} @keydown=${(event: KeyboardEvent) => onKey(event, props)}
          @paste=${(event: ClipboardEvent) => onPaste(event, props)}></textarea>
        <button type="submit" class="tool send" aria-label=${labels.send} title=${labels.send}>${sendIcon}</button>
      </div>
      <p class="limit" id="limit">${labels.attachHint}</p>
    </form>`;
}

export const composerStyle = css`
  .composer { flex: none; padding: 0.6em 0.7em; background: var(--paper); border-block-start: 1px solid var(--line); }
  .row { position: relative; display: flex; align-items: flex-end; gap: 0.4em; }
  .box {
    flex: 1 1 auto;
    min-inline-size: 0;
    min-block-size: 2.75em;
    max-block-size: min(9em, 30vh);
    padding: 0.5em 0.8em;
    border: 1.5px solid #6b7f87;
    border-radius: 0.9em;
    background: var(--paper);
    color: var(--ink);
    line-height: 1.6;
    resize: none;
    overflow-y: auto;
  }
  /* An empty box has no text to take a direction from: it takes the language's. */
  .box:placeholder-shown { direction: inherit; }
  .box::placeholder { color: var(--quiet); opacity: 1; }
  .box:focus-visible { outline-offset: 0; }
  .tool {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 2.75em;
    block-size: 2.75em;
    border: 1px solid transparent;
    border-radius: 0.9em;
    background: transparent;
    color: var(--brand-deep);
  }
  .tool:hover { background: var(--wash); }
  .tool.send { background: var(--brand); color: var(--on-brand); }
  .tool.send:hover { background: #083f48; }
  @container sawt (max-width: 15em) {
    .row { flex-wrap: wrap; justify-content: space-between; }
    .box { order: -1; flex-basis: 100%; }
    .tool { block-size: 2em; }
  }
  /* Too little room for both: the words of the conversation win, and the button still tells the limit. */
  @container sawt (max-height: 20em) {
    .limit { display: none; }
    .box { max-block-size: 5em; }
  }
  [dir='rtl'] .send .icon { transform: scaleX(-1); }
  .limit { margin-block-start: 0.35em; font-size: 0.75em; color: var(--quiet); text-align: center; line-height: 1.4; }
  .fault { margin-block-end: 0.4em; color: var(--alarm); font-size: 0.875em; font-weight: 600; }
  .chips { display: flex; flex-wrap: wrap; gap: 0.4em; margin: 0 0 0.5em; padding: 0; list-style: none; max-block-size: 8em; overflow-y: auto; }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    max-inline-size: 100%;
    padding-inline-start: 0.6em;
    border: 1px solid var(--line);
    border-radius: 0.7em;
    background: var(--wash);
    font-size: 0.875em;
  }
  .chip-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .chip-size { flex: none; color: var(--quiet); }
  .chip-remove {
    display: grid;
    place-items: center;
    min-inline-size: max(44px, 2em);
    min-block-size: max(44px, 2em);
    border: 0;
    border-radius: 0.7em;
    background: transparent;
  }
  .chip-remove .icon { inline-size: 1.1em; block-size: 1.1em; }
`;
