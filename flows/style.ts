/**
 * How citizens are spoken to: short, whole sentences, each language in its own letters and marks, both naming the same
 * facts. Looks at every text of the flows, and knows nothing of steps.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Lang } from '../api/contract/vocabulary.ts';
import type { Flow, Flows, PlainStep, SlotSpec, Text } from './language.ts';

/** Longer than this is not read on a telephone. */
const LONGEST = 320;
const LONGEST_CARD = 700;

/** Latin words that Arabic readers know as they are. */
const LATIN_IN_ARABIC = ['SMS'];

/** Facts that come from outside the answers: what the engine brings to a text. */
const FACTS = [
  'news',
  'reference',
  'dueAt',
  'left',
  'updatedAt',
  'status',
  'followUpCode',
  'question',
  'answer',
  'matter',
  'guess',
  'count',
  'knownReference',
  'knownType',
  'knownDepartment',
  'knownStatus',
  'knownDueAt',
  'card',
  'source',
  'seen',
  'option',
  'key',
  'privacy',
];

export interface Worded {
  /** Where it stands, as its author would look for it. */
  readonly where: string;
  readonly text: Text;
  /** A whole sentence; else a name, as of a line or an option. */
  readonly sentence: boolean;
  /** A card's answer: longer, and no message with facts in it. */
  readonly card?: boolean;
}

const name = (where: string, text: Text): Worded[] => [
  { where, text, sentence: false },
  ...(text.brief ? name(`${where}, brief`, text.brief) : []),
];
/** Read, heard and texted: all are looked at. */
const sentence = (where: string, text: Text | undefined): Worded[] =>
  text
    ? [
        { where, text, sentence: true },
        ...sentence(`${where}, spoken`, text.spoken),
        ...sentence(`${where}, brief`, text.brief),
      ]
    : [];

const again = (where: string, texts: readonly Text[] = []) =>
  texts.flatMap((text, i) => sentence(`${where}, again ${i + 1}`, text));

const options = (where: string, offer: SlotSpec['offer']): Worded[] =>
  Array.isArray(offer) ? offer.flatMap(({ id, ar, en }) => name(`${where}, option ${id}`, { ar, en })) : [];

function inSlots(room: string, slots: Readonly<Record<string, SlotSpec>>): Worded[] {
  return Object.entries(slots).flatMap(([slot, spec]) => {
    const where = `${room}: ${slot}`;
    return [
      ...name(`${where}, label`, spec.label),
      ...sentence(`${where}, ask`, spec.ask),
      ...sentence(`${where}, why`, spec.why),
      ...sentence(`${where}, wrong`, spec.wrong),
      ...again(where, spec.again),
      ...options(where, spec.offer),
    ];
  });
}

function inStep(flow: string, step: PlainStep): Worded[] {
  if (!('ask' in step || 'say' in step || 'check_answers' in step)) return [];
  const where = `${flow}: ${'ask' in step ? `ask ${step.ask}` : 'say' in step ? `say ${step.say}` : 'check_answers'}`;
  const text =
    step.ar && step.en
      ? {
          ar: step.ar,
          en: step.en,
          ...(step.spoken && { spoken: step.spoken }),
          ...(step.brief && { brief: step.brief }),
        }
      : undefined;
  const more = 'ask' in step ? [...again(where, step.again), ...options(where, step.offer)] : [];
  return [...sentence(where, text), ...more];
}

const inFlow = (flow: Flow): Worded[] => [
  ...name(`${flow.flow}: title`, flow.title),
  ...inSlots(flow.flow, flow.slots ?? {}),
  ...flow.steps
    .flatMap((step) => ('steps' in step ? step.steps : [step as PlainStep]))
    .flatMap((step) => inStep(flow.flow, step)),
];

/** Phrases that are whole sentences. */
const SENTENCES = ['invite', 'spoken_option', 'spoken_more'];

/** Every text that a citizen may be shown. */
export const textsIn = (flows: Flows): Worded[] => [
  ...Object.entries(flows.patterns).flatMap(([key, text]) => sentence(`patterns: ${key}`, text)),
  ...Object.entries(flows.phrases).flatMap(([key, text]) =>
    SENTENCES.includes(key) ? sentence(`phrases: ${key}`, text) : name(`phrases: ${key}`, text),
  ),
  ...inSlots('slots', flows.slots),
  ...Object.values(flows.flows).flatMap(inFlow),
  ...Object.entries(flows.elsewhere).flatMap(([topic, { ar, en }]) => sentence(`elsewhere: ${topic}`, { ar, en })),
  ...Object.values(flows.cards).map(({ id, answer }) => ({
    where: `card ${id}`,
    text: answer,
    sentence: true,
    card: true,
  })),
  // What people say stands as they wrote it, like a card: no facts are put in.
  ...flows.ready.map((text, at) => ({ where: `ready answer ${at + 1}`, text, sentence: true, card: true })),
];

interface Taken {
  /** The words that stand there whatever the facts. */
  readonly plain: string;
  readonly facts: readonly string[];
}

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

function takeParts(parts: readonly Part[]): Taken {
  const taken = parts.map((part): Taken => {
    if ('options' in part) {
      const inner = takeParts(Object.values(part.options).flatMap((option) => option.value));
      return { plain: inner.plain, facts: [part.value, ...inner.facts] };
    }
    if (!('value' in part)) return { plain: '', facts: [] };
    return part.type === 0 ? { plain: part.value, facts: [] } : { plain: '', facts: [part.value] };
  });
  return { plain: taken.map(({ plain }) => plain).join(''), facts: taken.flatMap(({ facts }) => facts) };
}

/** The text taken apart, or what is wrong with its braces. */
function take(text: string, lang: Lang): Taken | string {
  try {
    return takeParts(new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).getAst());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const ADDRESS = /https?:\/\/\S+|[\w.-]+@[\w.-]+\.\w+/g;
const withoutAddresses = (text: string) => text.replace(ADDRESS, '');
const ends = (text: string) =>
  /[.!?؟…:»"]$/.test(text) || new RegExp(`(${ADDRESS.source}|\\{privacy\\}\\S*)$`).test(text);

type Rule = readonly [fault: string, breaks: (text: string, plain: string) => boolean];

const LETTERS: Readonly<Record<Lang, readonly Rule[]>> = {
  ar: [
    ['has no Arabic', (_, plain) => !/\p{Script=Arabic}/u.test(plain)],
    [
      'has a Latin word in it',
      (_, plain) =>
        withoutAddresses(plain)
          .match(/[A-Za-z]+/g)
          ?.some((word) => !LATIN_IN_ARABIC.includes(word)) === true,
    ],
    [
      'has a Latin comma, semicolon or question mark (write ، ؛ ؟)',
      (_, plain) => /[,;?]/.test(withoutAddresses(plain)),
    ],
    // Right to left, groups of digits change places unless they are isolated.
    [
      'has groups of digits without an isolate (U+2066 ... U+2069) around them',
      (_, plain) => /\d \d/.test(plain.replace(/\u2066[^\u2069]*\u2069/g, '')),
    ],
  ],
  en: [['has Arabic in it', (_, plain) => /\p{Script=Arabic}/u.test(plain)]],
};

const tooLong = (longest: number): Rule => [`is longer than ${longest} characters`, (text) => text.length > longest];

const SHAPE: readonly Rule[] = [['has two spaces together, or one at an end', (text) => / {2}|^\s|\s$/.test(text)]];

const END: Rule = ['ends without a full stop or a question mark', (text) => !ends(text)];

function inOneLanguage({ where, text, sentence: whole, card = false }: Worded, lang: Lang): string[] {
  const taken = take(text[lang], lang);
  if (typeof taken === 'string') return [`${where}: the ${lang} text is not a message (look at its braces): ${taken}`];
  const rules = [tooLong(card ? LONGEST_CARD : LONGEST), ...SHAPE, ...LETTERS[lang], ...(whole ? [END] : [])];
  return rules
    .filter(([, breaks]) => breaks(text[lang], taken.plain))
    .map(([fault]) => `${where}: the ${lang} text ${fault}`);
}

function facts({ where, text }: Worded, known: readonly string[]): string[] {
  const [ar, en] = [take(text.ar, 'ar'), take(text.en, 'en')];
  if (typeof ar === 'string' || typeof en === 'string') return [];
  const named = ({ facts: all }: Taken) => [...new Set(all)].sort().join(', ') || 'none';
  const unknown = [...new Set([...ar.facts, ...en.facts])].filter((fact) => !known.includes(fact));
  const same = named(ar) === named(en);
  return [
    ...(same ? [] : [`${where}: the two languages name different facts: ${named(ar)} / ${named(en)}`]),
    ...unknown.map((fact) => `${where}: nobody knows the fact {${fact}}`),
  ];
}

/** What is wrong with the texts, one line each. */
export function styleFaults(flows: Flows): string[] {
  const own = Object.values(flows.flows).flatMap((flow) => Object.keys(flow.slots ?? {}));
  const known = [...FACTS, ...Object.keys(flows.slots), ...own];
  return textsIn(flows).flatMap((worded) => [
    ...inOneLanguage(worded, 'ar'),
    ...inOneLanguage(worded, 'en'),
    ...facts(worded, known),
  ]);
}
