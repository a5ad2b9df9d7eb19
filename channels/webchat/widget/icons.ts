/** The few pictures of the widget: decoration only, each beside a name in words. */
import { html, svg, type TemplateResult } from 'lit';

const icon = (paths: TemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">${paths}</svg>`;

/** Sound waves: the product's mark, "voice". */
export const voiceIcon = icon(svg`<path d="M4 10v4M8 7v10M12 4v16M16 7v10M20 10v4" />`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6L6 18" />`);
export const forgetIcon = icon(svg`<path d="M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13 M10 11v5 M14 11v5" />`);
export const sendIcon = icon(svg`<path d="M4 12l16-7-5 15-3.5-6z M11.5 14L20 5" />`);
export const attachIcon = icon(
  svg`<path d="M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.800 4.800l-8.500 8.500a1.700 1.700 0 0 1-2.400-2.400L14.500 7.500" />`,
);
export const fileIcon = icon(svg`<path d="M7 3h7l5 5v13H7z M14 3v5h5" />`);
export const copyIcon = icon(svg`<path d="M9 9h11v11H9z M5 15H4V4h11v1" />`);
export const doneIcon = icon(svg`<path d="M5 13l4.500 4.500L19 7" />`);
export const downIcon = icon(svg`<path d="M12 5v14M6 13l6 6 6-6" />`);
export const alertIcon = icon(svg`<path d="M12 4L2.500 20h19z M12 10v5 M12 17.500v.5" />`);
export const phoneIcon = icon(
  svg`<path d="M6 3h3l2 5-2.500 1.500a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z" />`,
);
