/**
 * Words where every few dozen characters cost: short wordings, days without their hours, a citizen's own words by their
 * beginning, and a turn in one message. What was guessed stands there whole. Pure; knows no flow and no question.
 */
import type { Directory } from '../api/contract/directory.ts';
import type { Lang } from '../api/contract/vocabulary.ts';
import type { Capabilities, OutboundBody } from '../channels/channel.ts';
import type { Text } from '../flows/language.ts';
import { word } from '../flows/texts.ts';
import type { Facts, Reply, SummaryLine } from './engine/reply.ts';
import { wordBriefly } from './wording.ts';

export interface Brevity {
  readonly lang: Lang;
  readonly directory: Directory;
  /** The longest summary, in characters. */
  readonly most: NonNullable<Capabilities['brief']>;
}

const MOST_WORDS = 400;
const FEWEST_WORDS = 12;
/** With less room for what they wrote, nothing further is invited. */
const ROOMY = 36;
const STEP = 4;

const wordingOf = (text: Text, lang: Lang): string => (text.brief ?? text)[lang];

const values = (facts: Facts, { lang, directory }: Brevity) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, wordBriefly(fact, lang, directory)]));

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/(\s+\S*|[\ud800-\udbff])$/, '')}…`;

/** One letter of another script makes every letter dear. */
const isLatin = (text: string) => !/[^\n\u0020-\u00ff\u2010-\u2026]/.test(text);

/** A person's own words, which they know; an address or a number in part would say nothing. */
const isTheirs = ({ value }: SummaryLine): boolean => typeof value === 'string' && !/@|^\+?\d+$/.test(value);

const summaryText = (lines: readonly SummaryLine[], words: number, { lang, directory }: Brevity): string =>
  lines
    .map((line) => {
      const value = String(wordBriefly(line.value, lang, directory)).replace(/\s+/g, ' ');
      return `${wordingOf(line.label, lang)}: ${isTheirs(line) ? cut(value, words) : value}`;
    })
    .join('\n');

const together = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('\n');

/** `list`: the options as they are chosen from. */
export function briefText(reply: Reply, list: string, brevity: Brevity): string {
  const { lang, most } = brevity;
  const { text } = reply;
  const sentence = word(text.brief ?? text, lang, values(reply.facts, brevity));
  if (reply.kind === 'say' || reply.summary === undefined) return together(sentence, list);
  const { summary, after } = reply;
  const invited = after ? wordingOf(after, lang) : '';
  for (let words = MOST_WORDS; words > FEWEST_WORDS; words -= STEP) {
    const lines = summaryText(summary, words, brevity);
    const made = together(lines, words < ROOMY ? '' : invited, sentence, list);
    if (made.length <= (isLatin(made) ? most.latin : most.arabic)) return made;
  }
  return together(summaryText(summary, FEWEST_WORDS, brevity), sentence, list);
}

/** A turn in as few messages as they fit into: each of its own costs more. Two filings stay apart: each tells its number. */
export function inOne(bodies: readonly OutboundBody[], longest: number): OutboundBody[] {
  const made: OutboundBody[] = [];
  for (const body of bodies) {
    const before = made.at(-1);
    const text = before ? `${before.text}\n${body.text}` : body.text;
    const isApart = before?.sawt?.reference !== undefined && body.sawt?.reference !== undefined;
    if (before === undefined || isApart || text.length > longest) made.push(body);
    else made[made.length - 1] = merged(before, { ...body, text });
  }
  return made;
}

function merged(before: OutboundBody, body: OutboundBody): OutboundBody {
  const sawt = { ...before.sawt, ...body.sawt };
  return { ...body, ...(Object.keys(sawt).length > 0 && { sawt }) };
}
