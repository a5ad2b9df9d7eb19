/** Replies into messages: worded in one language, with the options and hints that the channel's capabilities allow. */
import type { Directory } from '../api/contract/directory.ts';
import type { Lang } from '../api/contract/vocabulary.ts';
import type { Capabilities, Option, OutboundBody } from '../channels/channel.ts';
import type { Flows, Text } from '../flows/language.ts';
import { word } from '../flows/texts.ts';
import { briefText, inOne } from './brief.ts';
import type { Facts, Reply, SummaryLine } from './engine/reply.ts';
import { forEar, spelled } from './spoken.ts';
import { labelOf, wordFact } from './wording.ts';

export interface Rendering {
  readonly flows: Flows;
  readonly directory: Directory;
  readonly lang: Lang;
  readonly capabilities: Capabilities;
}

type Ask = Extract<Reply, { kind: 'ask' }>;

const values = (facts: Facts, { lang, directory }: Rendering) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, wordFact(fact, lang, directory)]));

const summaryText = (lines: readonly SummaryLine[], { lang, directory }: Rendering) =>
  lines.map(({ label, value }) => `• ${label[lang]}: ${wordFact(value, lang, directory)}`).join('\n');

function optionsOf(reply: Ask, rendering: Rendering): Option[] {
  const { flows, directory, lang, capabilities } = rendering;
  return [...reply.offers, ...(reply.topics ?? [])].map((offer) => {
    const label = labelOf(offer, flows, directory);
    return { id: offer.id, label: (capabilities.brief === undefined ? label : (label.brief ?? label))[lang] };
  });
}

/** Stars are their own numbers: the question says from where to where. */
const areNumbers = (options: readonly Option[]) => options.every(({ label }, i) => label === `${i + 1}`);

const numbered = (options: readonly Option[]) =>
  areNumbers(options) ? '' : options.map(({ label }, i) => `${i + 1}. ${label}`).join('\n');

/** More than three in a row nobody keeps in mind. */
const MOST_SPOKEN = 3;
/** A long story is known to who told it: its beginning says that it was heard. */
const LONGEST_READ_BACK = 120;

const isYesOrNo = (options: readonly Option[]) => options.every(({ id }) => id === 'yes' || id === 'no');

function spokenOptions(options: readonly Option[], { flows, lang }: Rendering): string {
  if (areNumbers(options) || isYesOrNo(options)) return '';
  const { spoken_option: one, spoken_more: more } = flows.phrases;
  const said = options.slice(0, MOST_SPOKEN).map(({ label }, i) => word(one, lang, { option: label, key: i + 1 }));
  return [...said, ...(options.length > MOST_SPOKEN ? [more[lang]] : [])].join(' ');
}

function readBack(lines: readonly SummaryLine[], { flows, lang, directory }: Rendering): string {
  const own = flows.slots.description?.label;
  const said = lines.map(({ label, value }) => {
    const full = String(wordFact(value, lang, directory));
    const long = label === own && full.length > LONGEST_READ_BACK;
    return `${label[lang]}: ${long ? `${full.slice(0, LONGEST_READ_BACK).replace(/\s+\S*$/, '')}…` : full}`;
  });
  return said.join('\n');
}

/** A number that must be written down is said twice. */
function spokenFacts(reply: Reply, rendering: Rendering): ReturnType<typeof values> {
  const facts = values(reply.facts, rendering);
  if (reply.kind !== 'say' || !reply.filed) return facts;
  const { lang, flows } = rendering;
  const twice = (signs: string) => {
    const once = spelled(signs, lang);
    return `${once}. ${flows.phrases.spoken_again[lang]}: ${once}`;
  };
  const { reference, followUpCode } = reply.filed;
  return {
    ...facts,
    reference: twice(reference),
    ...(followUpCode !== undefined && { followUpCode: twice(followUpCode) }),
  };
}

/** Short, the question last, nothing that only an eye could use. */
function spokenText(reply: Reply, options: readonly Option[], rendering: Rendering): string {
  const { lang } = rendering;
  const text: Text = reply.text.spoken ?? reply.text;
  const sentence = word(text, lang, spokenFacts(reply, rendering));
  const summary = reply.kind === 'ask' && reply.summary ? readBack(reply.summary, rendering) : '';
  const parts = [summary, sentence, spokenOptions(options, rendering)].filter((part) => part !== '');
  return forEar(parts.join('\n'), lang);
}

const listOf = (options: readonly Option[], { capabilities }: Rendering) =>
  options.length > capabilities.quickReplies ? numbered(options) : '';

function textOf(reply: Reply, options: readonly Option[], rendering: Rendering): string {
  const { spoken, brief } = rendering.capabilities;
  if (spoken) return spokenText(reply, options, rendering);
  if (brief !== undefined) return briefText(reply, listOf(options, rendering), { ...rendering, most: brief });
  const sentence = word(reply.text, rendering.lang, values(reply.facts, rendering));
  const summary = reply.kind === 'ask' && reply.summary ? summaryText(reply.summary, rendering) : '';
  const list = listOf(options, rendering);
  const after = reply.kind === 'ask' && reply.after ? reply.after[rendering.lang] : '';
  return [sentence, summary, after, list].filter((part) => part !== '').join('\n');
}

/** Where a text too long for one message is cut: after a line, else a sentence, else a word. */
const BREAKS = [/\n(?=[^\n]*$)/, /[.!?؟](?=\s[^.!?؟]*$)/, /\s(?=\S*$)/];

function pieces(text: string, longest: number): string[] {
  const rest: string[] = [];
  let left = text;
  while (left.length > longest) {
    const head = left.slice(0, longest);
    const at = BREAKS.map((pattern) => head.search(pattern)).find((index) => index > longest / 2) ?? longest - 1;
    rest.push(left.slice(0, at + 1).trimEnd());
    left = left.slice(at + 1).trimStart();
  }
  return [...rest, left];
}

/** The last message of a turn carries the question; earlier ones carry none. */
export function render(replies: readonly Reply[], rendering: Rendering): OutboundBody[] {
  const { lang, capabilities } = rendering;
  const bodies = replies.flatMap((reply, i) => {
    const last = i === replies.length - 1;
    const options = reply.kind === 'ask' && last ? optionsOf(reply, rendering) : [];
    const parts = pieces(textOf(reply, options, rendering), capabilities.textLength);
    const early = parts.slice(0, -1).map((text): OutboundBody => ({ text, lang, inputHint: 'ignoringInput' }));
    return [...early, messageOf(reply, parts.at(-1) ?? '', { options, last, lang })];
  });
  return capabilities.brief === undefined ? bodies : inOne(bodies, capabilities.textLength);
}

interface Placed {
  readonly options: readonly Option[];
  readonly last: boolean;
  readonly lang: Lang;
}

function messageOf(reply: Reply, text: string, { options, last, lang }: Placed): OutboundBody {
  const sawt = sawtOf(reply, options, last);
  const hint = reply.kind === 'ask' ? 'expectingInput' : 'acceptingInput';
  return {
    text,
    lang,
    inputHint: last ? hint : 'ignoringInput',
    ...(options.length > 0 && { options }),
    ...(Object.keys(sawt).length > 0 && { sawt }),
  };
}

function sawtOf(reply: Reply, options: readonly Option[], last: boolean): NonNullable<OutboundBody['sawt']> {
  if (reply.kind === 'ask' && !last) return { flow: reply.flow };
  if (reply.kind === 'ask') {
    const [answers, topics] = [options.slice(0, reply.offers.length), options.slice(reply.offers.length)];
    return { flow: reply.flow, ask: reply.slot, options: answers, ...(topics.length > 0 && { topics }) };
  }
  return { ...(reply.notice && { notice: reply.notice }), ...reply.filed };
}

/** Said when a turn broke on our side. */
export const apology = ({ patterns }: Flows, lang: Lang): OutboundBody => ({
  text: patterns.call_failed[lang],
  lang,
  inputHint: 'acceptingInput',
});
