/**
 * The conversation on the screen: days, messages, the open quick replies, the typing indicator.
 * Accessibility: role=log with a name, reachable by keyboard to scroll. Its own liveness is off: a log would speak each
 * message, history and echo included; the element's live region speaks each turn once instead.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Said } from '../activity.ts';
import { bubble, sendState } from '../bubble/bubble.ts';
import type { Calendar } from '../calendar.ts';
import { downIcon } from '../icons.ts';
import type { Labels } from '../labels.ts';
import type { Queued } from '../queue/queue.ts';
import { referenceCard } from '../reference-card/reference-card.ts';
import type { Line } from './transcript.ts';

export interface TranscriptProps {
  readonly labels: Labels;
  readonly calendar: Calendar;
  readonly now: Date;
  readonly lines: readonly Line[];
  readonly replies: TemplateResult | typeof nothing;
  readonly typing: boolean;
  readonly away: boolean;
  readonly copied: string | null;
  /** The person has scrolled up and something newer is below. */
  readonly below: boolean;
  copy(text: string): void;
  retry(clientId: string): void;
  scrolled(): void;
  toNewest(): void;
}

/** The time stands once under messages of one side within one minute. */
function timeOf(message: Said, next: Line | undefined, { calendar }: TranscriptProps): string {
  if (message.at === '') return '';
  const time = calendar.time(message.at);
  const goesOn = next?.kind === 'said' && next.said.mine === message.mine && next.said.at !== '';
  return goesOn && calendar.time(next.said.at) === time ? '' : time;
}

function said(message: Said, next: Line | undefined, props: TranscriptProps): TemplateResult {
  const { labels, calendar } = props;
  const time = timeOf(message, next, props);
  const { reference, dueAt, followUpCode, notice } = message;
  const shown =
    message.text === '' && message.files.length === 0
      ? nothing
      : bubble({ labels, ...message, time, ...(notice === undefined ? {} : { notice }) });
  if (reference === undefined) return html`${shown}`;
  return html`${shown}
    ${referenceCard({
      labels,
      reference,
      copied: props.copied,
      copy: props.copy,
      ...(dueAt === undefined ? {} : { answerBy: calendar.promise(dueAt) }),
      ...(followUpCode === undefined ? {} : { followUpCode }),
    })}`;
}

function queued(item: Queued, { labels, calendar, away, retry }: TranscriptProps): TemplateResult {
  return bubble({
    labels,
    mine: true,
    text: item.text,
    files: item.files.map(({ name, type }) => ({ name, contentType: type })),
    time: calendar.time(item.at),
    state: sendState(item, labels, away, () => retry(item.clientId)),
  });
}

function lineView(line: Line, next: Line | undefined, props: TranscriptProps): TemplateResult {
  switch (line.kind) {
    case 'day':
      return html`<p class="day"><span>${props.calendar.day(line.at, props.now)}</span></p>`;
    case 'said':
      return html`<div class="message ${line.said.mine ? 'from-me' : 'from-bot'}" lang=${line.said.lang ?? nothing}
        >${said(line.said, next, props)}</div>`;
    case 'queued':
      return html`<div class="message from-me">${queued(line.item, props)}</div>`;
  }
}

const typingDots = (labels: Labels): TemplateResult => html`
  <div class="message from-bot"><div class="bubble theirs typing">
    <i></i><i></i><i></i><span class="unseen">${labels.typing}</span>
  </div></div>`;

export function transcriptView(props: TranscriptProps): TemplateResult {
  const { labels, lines, replies, typing, below } = props;
  return html`
    <div class="scroll-frame">
      <div class="log" role="log" aria-live="off" aria-label=${labels.conversation} tabindex="0" @scroll=${props.scrolled}>
        ${repeat(
          lines,
          ({ key }) => key,
          (line, index) => lineView(line, lines[index + 1], props),
        )}
        ${replies} ${typing ? typingDots(labels) : nothing}
      </div>
      ${
        below
          ? html`<button type="button" class="newest" aria-label=${labels.newest} title=${labels.newest}
              @click=${props.toNewest}>${downIcon}</button>`
          : nothing
      }
    </div>`;
}

export const transcriptStyle = css`
  .scroll-frame { position: relative; flex: 1 1 auto; min-block-size: 0; display: flex; }
  .log {
    position: relative;
    flex: 1 1 auto;
    min-inline-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0.9em;
  }
  .log:focus-visible { outline-offset: -3px; }
  .message { display: flex; flex-direction: column; gap: 0.2em; margin-block-end: 0.55em; }
  .from-bot { align-items: flex-start; padding-inline-end: 8%; }
  .from-me { align-items: flex-end; padding-inline-start: 14%; }
  .day { display: flex; align-items: center; gap: 0.8em; margin-block: 0.3em 0.8em; color: var(--quiet); font-size: 0.8125em; }
  .day::before, .day::after { content: ''; flex: 1; border-block-start: 1px solid var(--line); }
  .newest {
    position: absolute;
    inset-block-end: 0.5em;
    inset-inline-end: 0.5em;
    display: grid;
    place-items: center;
    inline-size: max(44px, 2em);
    block-size: max(44px, 2em);
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--paper);
    color: var(--brand-deep);
    box-shadow: 0 0.2em 0.8em rgb(8 40 48 / 22%);
  }
  .typing { display: flex; gap: 0.35em; padding: 0.9em 1em; }
  .typing i {
    inline-size: 0.5em;
    block-size: 0.5em;
    border-radius: 50%;
    background: var(--quiet);
    animation: pulse 1.2s infinite ease-in-out;
  }
  .typing i:nth-child(2) { animation-delay: 150ms; }
  .typing i:nth-child(3) { animation-delay: 300ms; }
  @keyframes pulse { 0%, 60%, 100% { opacity: 0.35; } 30% { opacity: 1; } }
`;
