/**
 * The two regions a screen reader listens to: `turns`, where each turn of the other side is spoken once,
 * and `status`, for what the widget itself has to say. New words are a new node: the same words twice are heard twice.
 */
import { html, type TemplateResult } from 'lit';

/** Drawn once and empty, before anything is said: a region that arrives with its words is not spoken. */
export const regions: TemplateResult = html`
  <div class="unseen" id="turns" role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions"></div>
  <div class="unseen" id="status" role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions"></div>`;

export function say(region: Element | null, words: string, lang?: string): void {
  if (region === null || words === '') return;
  const line = region.ownerDocument.createElement('p');
  line.textContent = words;
  if (lang !== undefined) line.lang = lang;
  region.replaceChildren(line);
}
