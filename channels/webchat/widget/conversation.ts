/**
 * The panel's content in one picture: banner, transcript with its open replies, composer. Draws what it is given;
 * what the person is in the middle of lies on the `Desk`, which the element keeps.
 */
import { html, type TemplateResult } from 'lit';
import type { Option } from '../../channel.ts';
import { banner } from './banner/banner.ts';
import type { Calendar } from './calendar.ts';
import type { Chat } from './chat.ts';
import { composer } from './composer/composer.ts';
import { dropArea } from './composer/drop.ts';
import { forgetQuestion } from './forget/forget.ts';
import type { Labels } from './labels.ts';
import { replies } from './replies/replies.ts';
import { linesOf, openOptions } from './transcript/transcript.ts';
import { transcriptView } from './transcript/view.ts';

export interface Desk {
  readonly text: string;
  readonly files: readonly File[];
  /** What was wrong with the file chosen last. */
  readonly fault: string | null;
  readonly dragging: boolean;
  /** The text copied last, while its button says so. */
  readonly copied: string | null;
  /** The message whose long list of replies was opened. */
  readonly expanded: string | null;
  /** "Forget this conversation" was asked for and is to be confirmed. */
  readonly forgetting: boolean;
  /** Something newer lies below what is seen. */
  readonly below: boolean;
}
export const EMPTY_DESK: Desk = {
  text: '',
  files: [],
  fault: null,
  dragging: false,
  copied: null,
  expanded: null,
  forgetting: false,
  below: false,
};

export interface ConversationProps {
  readonly chat: Chat;
  readonly labels: Labels;
  readonly calendar: Calendar;
  readonly now: Date;
  readonly desk: Desk;
  put(change: Partial<Desk>): void;
  send(): void;
  pick(option: Option): void;
  addFiles(files: readonly File[]): void;
  removeFile(file: File): void;
  copy(text: string): Promise<void>;
  scrolled(): void;
  showAllReplies(key: string): void;
  toNewest(): void;
  forget(): void;
  keepIt(): void;
}

function openReplies({ chat, labels, desk, pick, showAllReplies }: ConversationProps) {
  const newest = chat.transcript().at(-1)?.id ?? '';
  return replies({
    labels,
    options: openOptions(chat.transcript(), chat.queue()),
    all: desk.expanded === newest,
    pick,
    showAll: () => showAllReplies(newest),
  });
}

function transcript(props: ConversationProps): TemplateResult {
  const { chat, labels, calendar, now, desk, scrolled, toNewest } = props;
  return transcriptView({
    labels,
    calendar,
    now,
    lines: linesOf(chat.transcript(), chat.queue(), calendar.dayKey),
    replies: openReplies(props),
    typing: chat.typing(),
    away: chat.standing() === 'away',
    copied: desk.copied,
    below: desk.below,
    copy: (text) => void props.copy(text),
    retry: chat.retry,
    scrolled,
    toNewest,
  });
}

export function conversation(props: ConversationProps): TemplateResult {
  const { chat, labels, desk, put, send, addFiles, removeFile } = props;
  const { text, files, fault, dragging, forgetting } = desk;
  const question = forgetQuestion({ labels, asked: forgetting, forget: props.forget, keep: props.keepIt });
  const bar = banner({ labels, standing: chat.standing(), resume: () => chat.tell({ kind: 'resumed' }) });
  const box = composer({
    labels,
    text,
    files,
    fault,
    write: (written) => put({ text: written }),
    send,
    add: addFiles,
    remove: removeFile,
  });
  return dropArea({
    labels,
    dragging,
    content: html`${question}${bar}${transcript(props)}${box}`,
    drag: (over) => put({ dragging: over }),
    add: addFiles,
  });
}
