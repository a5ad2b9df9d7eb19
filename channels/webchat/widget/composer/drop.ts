/** Files dragged over the panel: shows where to let go, takes them when let go. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Labels } from '../labels.ts';

export interface DropProps {
  readonly labels: Labels;
  readonly dragging: boolean;
  readonly content: TemplateResult;
  drag(over: boolean): void;
  add(files: readonly File[]): void;
}

export function dropArea({ labels, dragging, content, drag, add }: DropProps): TemplateResult {
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (!dragging) drag(true);
  };
  const leave = (event: DragEvent) => {
    const inside = event.currentTarget instanceof Node && event.relatedTarget instanceof Node;
    if (!inside || !event.currentTarget.contains(event.relatedTarget)) drag(false);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    drag(false);
    add([...(event.dataTransfer?.files ?? [])]);
  };
  return html`
    <div class="body" @dragover=${over} @dragleave=${leave} @drop=${drop}>
      ${content} ${dragging ? html`<p class="drop">${labels.dropHere}</p>` : nothing}
    </div>`;
}

export const dropStyle = css`
  .body { position: relative; flex: 1 1 auto; min-block-size: 0; display: flex; flex-direction: column; }
  .drop {
    position: absolute;
    inset: 0.5em;
    display: grid;
    place-items: center;
    border: 3px dashed var(--brand-deep);
    border-radius: 0.8em;
    background: var(--paper);
    color: var(--brand-deep);
    font-weight: 600;
    text-align: center;
    pointer-events: none;
  }
`;
