/**
 * The widget's ground: colours, type and measures that every part uses.
 * All sizes are in em of the host's text, so that larger text makes everything larger.
 */
import { css } from 'lit';

export const ground = css`
  :host {
    --ink: #14242b;
    --quiet: #4a5c64;
    --line: #c9d4d8;
    --paper: #ffffff;
    --wash: #f1f5f6;
    --brand: #0b5560;
    --brand-deep: #083f48;
    --on-brand: #ffffff;
    --mine: #0b5560;
    --on-mine: #ffffff;
    --gold: #8a5a00;
    --gold-wash: #fdf5e2;
    --alarm: #a61b1b;
    --alarm-wash: #fdeeee;
    --focus: #0b5560;
    --shadow: 0 0.75em 2.5em rgb(8 40 48 / 28%);
    display: block;
    position: static;
    font-size: var(--sawt-text-size, 1rem);
  }
  :host([hidden]) { display: none; }

  .sawt {
    font-family: 'Sawt Sans', 'Noto Sans Arabic', 'Segoe UI', Tahoma, 'Noto Sans', sans-serif;
    font-size: 1em;
    font-weight: 400;
    line-height: 1.65;
    letter-spacing: normal;
    text-align: start;
    color: var(--ink);
    color-scheme: light;
  }
  .sawt *, .sawt *::before, .sawt *::after { box-sizing: border-box; }

  button, textarea, input {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button { cursor: pointer; }
  p { margin: 0; }
  a { color: inherit; text-underline-offset: 0.2em; }

  .icon {
    inline-size: 1.4em;
    block-size: 1.4em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* Two rings, one of them always in contrast with whatever lies behind. */
  :is(button, a, textarea, [tabindex]):focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--paper);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }

  @media (prefers-color-scheme: dark) {
    :host([theme='auto']) {
      --ink: #e8eff1;
      --quiet: #aebdc3;
      --line: #3a4d55;
      --paper: #131f24;
      --wash: #0d171b;
      --brand: #0b5560;
      --brand-deep: #7fd0dc;
      --mine: #14636f;
      --gold: #f0c466;
      --gold-wash: #2b2412;
      --alarm: #ff9d9d;
      --alarm-wash: #331717;
      --focus: #7fd0dc;
    }
    :host([theme='auto']) .sawt { color-scheme: dark; }
  }
  @media (prefers-reduced-motion: reduce) {
    .sawt *, .sawt *::before, .sawt *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
  @media (forced-colors: active) {
    .icon { stroke: currentColor; }
    button, .bubble, .card, .panel { border: 1px solid CanvasText !important; }
  }
`;
