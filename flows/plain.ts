/**
 * Plain words: what officials write and people do not say, sentences too long to follow, labels that a button cuts off,
 * words too many for the ear, and numbers whose noun would be wrong. The reasons stand in `style.md`. Knows texts only.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Lang } from '../api/contract/vocabulary.ts';
import type { Worded } from './style.ts';

/** The word, and the one that people say. */
const JARGON: Readonly<Record<Lang, readonly (readonly [word: string, plainly: string])[]>> = {
  ar: [
    ['يرجى', 'الفعل نفسه: اكتب، راجع'],
    ['الرجاء', 'من فضلك'],
    ['نرجو', 'من فضلك'],
    ['التكرم', 'من فضلك'],
    ['سيادتكم', 'أنت'],
    ['حضرتكم', 'أنت'],
    ['عزيزي', 'لا شيء'],
    ['المذكور', 'اسم الشيء'],
    ['المشار', 'اسم الشيء'],
    ['بخصوص', 'عن'],
    ['بصدد', 'عن'],
    ['حيال', 'عن'],
    ['بغية', 'حتى'],
    ['كونكم', 'لأن'],
    ['حيث أن', 'لأن'],
    ['حيث إن', 'لأن'],
    ['المعالجه', 'نتابعه'],
    ['استكمال', 'إكمال'],
    ['تسجيل الدخول', 'ادخل'],
    ['غير صالح', 'لم يعد صالحًا، أو: غير صحيح'],
    ['إدخال', 'كتابة'],
    ['تزويدنا', 'اكتب لنا'],
  ],
  en: [
    ['kindly', 'please'],
    ['please be advised', 'nothing'],
    ['in order to', 'to'],
    ['utilise', 'use'],
    ['utilize', 'use'],
    ['submit', 'send'],
    ['submitted', 'sent'],
    ['prior to', 'before'],
    ['regarding', 'about'],
    ['hereby', 'nothing'],
    ['pursuant', 'under'],
    ['processing', 'what is being done'],
    ['ensure', 'make sure'],
    ['via', 'by'],
    ['obtain', 'get'],
    ['commence', 'start'],
    ['terminate', 'end'],
    ['facilitate', 'help'],
    ['leverage', 'use'],
    ['stakeholder', 'who it is'],
    ['dear citizen', 'nothing'],
    ['invalid', 'not right'],
    ['input', 'what you typed'],
    ['assistance', 'help'],
  ],
};

/** Marks of vowels, and the forms of a letter, do not make another word. */
const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\u064B-\u0652\u0640]/g, '')
    .replace(/ة/g, 'ه');

const asWord = (word: string) => new RegExp(`(?<!\\p{L})[وفبل]?${bare(word)}(?!\\p{L})`, 'u');
const PATTERNS = {
  ar: JARGON.ar.map(([word, plainly]) => ({ word, plainly, found: asWord(word) })),
  en: JARGON.en.map(([word, plainly]) => ({ word, plainly, found: asWord(word) })),
};

function jargonIn({ where, text }: Worded, lang: Lang): string[] {
  const said = bare(text[lang]);
  return PATTERNS[lang]
    .filter(({ found }) => found.test(said))
    .map(({ word, plainly }) => `${where}: the ${lang} text says "${word}" (plainly: ${plainly})`);
}

/** Words in a sentence; an answer of a card lists facts and may take more. */
const LONGEST_SENTENCE = 25;
const LONGEST_SENTENCE_OF_CARD = 55;

const withoutPlurals = (text: string) => text.replace(/\{\w+, plural,(?:[^{}]|\{[^{}]*\})*\}/g, 'some');

function longSentences({ where, text, card = false }: Worded, lang: Lang): string[] {
  const most = card ? LONGEST_SENTENCE_OF_CARD : LONGEST_SENTENCE;
  // Of the forms of a plural only one is ever said.
  const counts = withoutPlurals(text[lang])
    .split(/(?<=[.؟?!:])\s+/)
    .map((sentence) => sentence.split(/\s+/).length);
  const longest = Math.max(...counts);
  return longest > most ? [`${where}: a sentence of the ${lang} text has ${longest} words, ${most} are allowed`] : [];
}

/** Messenger cuts a quick reply off behind this. */
const LONGEST_LABEL = 20;
const isOption = ({ where }: Worded) =>
  /, option /.test(where) || /^phrases: (yes|no|skip|more|other|confirm_\w+|as_it_was)$/.test(where);
/** About twelve seconds of speech. */
const LONGEST_SPOKEN = 160;
const isSpoken = ({ where }: Worded) => where.endsWith(', spoken');

function tooLongFor(worded: Worded, lang: Lang): string[] {
  const { length } = worded.text[lang];
  const limits = [
    { applies: isOption(worded), most: LONGEST_LABEL, what: 'a button' },
    { applies: isSpoken(worded), most: LONGEST_SPOKEN, what: 'the ear' },
  ];
  return limits
    .filter(({ applies, most }) => applies && length > most)
    .map(({ most, what }) => `${worded.where}: the ${lang} text has ${length} characters, ${what} takes ${most}`);
}

/** Facts that are counts: the noun beside them changes with the number. */
const COUNTS = ['left', 'count'];
/** Arabic counts in six ways. */
const FORMS: Readonly<Record<Lang, readonly string[]>> = {
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
  en: ['one', 'other'],
};

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

function partsOf(text: string, lang: Lang): readonly Part[] {
  try {
    return new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).getAst();
  } catch {
    // Broken braces are told elsewhere, with their reason.
    return [];
  }
}

function wrongCounts({ where, text }: Worded, lang: Lang): string[] {
  return partsOf(text[lang], lang).flatMap((part) => {
    if (!('value' in part) || !COUNTS.includes(part.value)) return [];
    if (!('options' in part)) return [`${where}: the ${lang} text counts with {${part.value}} and has no plural`];
    const missing = FORMS[lang].filter((form) => part.options[form] === undefined);
    return missing.length > 0 ? [`${where}: the ${lang} plural of {${part.value}} lacks ${missing.join(', ')}`] : [];
  });
}

const RULES = [jargonIn, longSentences, tooLongFor, wrongCounts];

/** What is not plain in a text, one line each. */
export const plainFaults = (worded: Worded): string[] =>
  RULES.flatMap((rule) => [...rule(worded, 'ar'), ...rule(worded, 'en')]);
