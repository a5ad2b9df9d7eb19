/**
 * A message of ours as Messenger takes it. Pure. Quick replies vanish as soon as something follows, so they stand on the
 * last part; an option's id is its payload. Labels that do not fit are numbered, and the text lists them whole.
 */
import type { Capabilities, Option, OutboundBody } from '../channel.ts';
import { splitText } from '../split.ts';
import { morePayload } from './decode.ts';

export const LONGEST_TEXT = 2000;
export const MOST_REPLIES = 13;
export const LONGEST_LABEL = 20;
const LONGEST_PAYLOAD = 1000;

export const capabilities: Capabilities = {
  quickReplies: MOST_REPLIES,
  labelLength: LONGEST_LABEL,
  textLength: LONGEST_TEXT,
  spoken: false,
  proactive: true,
  greets: true,
};

export interface QuickReply {
  readonly content_type: 'text';
  readonly title: string;
  readonly payload: string;
}

export interface GraphMessage {
  readonly text: string;
  readonly quick_replies?: readonly QuickReply[];
}

/** What the door says by itself: the way to the rest of a list. */
export interface Words {
  readonly more: Readonly<Record<OutboundBody['lang'], string>>;
}

/** By whole characters, as people count them. */
const letters = new Intl.Segmenter('ar', { granularity: 'grapheme' });

function shortened(label: string): string {
  if (label.length <= LONGEST_LABEL) return label;
  let kept = '';
  for (const { segment } of letters.segment(label)) {
    if (kept.length + segment.length > LONGEST_LABEL - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const lineOf = ({ label }: Option, index: number) => `${index + 1}. ${label}`;
const tooLong = (options: readonly Option[]) => options.some(({ label }) => label.length > LONGEST_LABEL);
/** Stars are their own numbers. */
const areNumbers = (options: readonly Option[]) => options.every(({ label }, index) => label === `${index + 1}`);

/** The options stand in the text, by number: some label is cut, or some option is on a later page. */
const isListed = (options: readonly Option[]) =>
  !areNumbers(options) && (tooLong(options) || options.length > MOST_REPLIES);

function textOf({ text, options = [] }: OutboundBody): string {
  if (!isListed(options)) return text;
  const missing = options.map(lineOf).filter((line) => !text.includes(line));
  return [text, ...missing].join('\n');
}

export interface Page {
  readonly seq: number;
  readonly from: number;
  readonly lang: OutboundBody['lang'];
  readonly words: Words;
}

/** One screen of options from `from` on; its last one leads to the next. */
export function pageOf(options: readonly Option[], { seq, from, lang, words }: Page): QuickReply[] {
  const listed = isListed(options);
  const rest = options.length - from;
  const here = rest > MOST_REPLIES ? MOST_REPLIES - 1 : rest;
  const replies = options.slice(from, from + here).map((option, index): QuickReply => {
    const title = shortened(listed ? lineOf(option, from + index) : option.label);
    return { content_type: 'text', title, payload: option.id.slice(0, LONGEST_PAYLOAD) };
  });
  if (here === rest) return replies;
  const more = { content_type: 'text', title: words.more[lang], payload: morePayload(seq, from + here) } as const;
  return [...replies, more];
}

/** The parts to send, in order. `seq` is the message's number in the conversation. */
export function encode(body: OutboundBody, seq: number, words: Words): GraphMessage[] {
  const { options = [], lang } = body;
  const parts = splitText(textOf(body), LONGEST_TEXT);
  const replies = pageOf(options, { seq, from: 0, lang, words });
  return parts.map((text, index) =>
    index === parts.length - 1 && replies.length > 0 ? { text, quick_replies: replies } : { text },
  );
}

/** The next page of a question's options, with the names they stand for; undefined when there is none. */
export function encodePage({ options = [], lang }: OutboundBody, at: Omit<Page, 'lang'>): GraphMessage | undefined {
  const replies = pageOf(options, { ...at, lang });
  if (replies.length === 0) return undefined;
  const lines = options.map(lineOf).slice(at.from, at.from + replies.length);
  return { text: (splitText(lines.join('\n'), LONGEST_TEXT)[0] ?? '') || '…', quick_replies: replies };
}
