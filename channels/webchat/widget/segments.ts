/**
 * A message's text cut into runs that need care: links, e-mail addresses, phone and reference numbers.
 * In a right-to-left paragraph the groups of "06 500 8080" would change places; each such run is isolated, left to right.
 */

export interface Segment {
  readonly kind: 'text' | 'link' | 'number' | 'email' | 'phone';
  readonly text: string;
  readonly href?: string;
}

const DIGIT = '[0-9٠-٩۰-۹]';
const LINK = String.raw`https?:\/\/[^\s<>"'،؛«»]+[^\s<>"'،؛«».,;:!?؟)\]]`;
const EMAIL = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;
/** Starts as a phone number does (+, 00 or 0), single separators only. */
const PHONE = String.raw`(?<![\d٠-٩.,/:-])(?:\+|(?=[0٠۰]))(?:${DIGIT}[ \u00a0().-]?){7,15}(?<![ \u00a0(.-])`;
/** Twelve digits in fours, as a reference is shown. */
const REFERENCE = String.raw`(?<!${DIGIT})${DIGIT}{4}[ \u00a0-]?${DIGIT}{4}[ \u00a0-]?${DIGIT}{4}(?!${DIGIT})`;
/** The emergency number, standing alone. */
const EMERGENCY = String.raw`(?<![\d٠-٩.,/:+-])(?:911|٩١١)(?![\d٠-٩.,/:-]|\s${DIGIT})`;

const PATTERN = new RegExp(`(${LINK})|(${EMAIL})|(${REFERENCE})|(${PHONE}|${EMERGENCY})`, 'gu');

const ascii = (text: string) => text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

function segmentOf(match: RegExpMatchArray): Segment {
  const [text, link, email, reference] = match;
  if (link !== undefined) return { kind: 'link', text, href: link };
  if (email !== undefined) return { kind: 'email', text, href: `mailto:${email}` };
  if (reference !== undefined) return { kind: 'number', text };
  return { kind: 'phone', text, href: `tel:${ascii(text).replace(/[^\d+]/g, '')}` };
}

export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > from) segments.push({ kind: 'text', text: text.slice(from, match.index) });
    segments.push(segmentOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) segments.push({ kind: 'text', text: text.slice(from) });
  return segments;
}
