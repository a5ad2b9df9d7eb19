/** Facts and options as people say them: names from the directory and the vocabulary, dates in Jordan's own months. */
import type { Department, Directory, Governorate } from '../api/contract/directory.ts';
import { showReference } from '../api/contract/reference.ts';
import { AXIS_NAMES, type Bilingual, IMPORTANCE_NAMES, type Lang, TYPE_NAMES } from '../api/contract/vocabulary.ts';
import type { Flows, Text } from '../flows/language.ts';
import type { Fact, Offer } from './engine/reply.ts';

const MOMENT = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const;
const ZONE = { timeZone: 'Asia/Amman' } as const;
const MOMENTS: Readonly<Record<Lang, Intl.DateTimeFormat>> = {
  ar: new Intl.DateTimeFormat('ar-JO-u-nu-latn-ca-gregory', { ...MOMENT, ...ZONE }),
  en: new Intl.DateTimeFormat('en-GB-u-nu-latn-ca-gregory', { ...MOMENT, ...ZONE, hourCycle: 'h12' }),
};

/** "الخميس 3 كانون الأول، 3:30 م": in Amman's time whatever the server's. */
export const showMoment = (iso: string, lang: Lang): string => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : MOMENTS[lang].format(at);
};

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const DAYS: Readonly<Record<Lang, Intl.DateTimeFormat>> = {
  ar: new Intl.DateTimeFormat('ar-JO-u-nu-latn-ca-gregory', { ...DAY, ...ZONE }),
  en: new Intl.DateTimeFormat('en-GB-u-nu-latn-ca-gregory', { ...DAY, ...ZONE }),
};

const SHORT_DAY = { day: 'numeric', month: 'long' } as const;
const SHORT_DAYS: Readonly<Record<Lang, Intl.DateTimeFormat>> = {
  ar: new Intl.DateTimeFormat('ar-JO-u-nu-latn-ca-gregory', { ...SHORT_DAY, ...ZONE }),
  en: new Intl.DateTimeFormat('en-GB-u-nu-latn-ca-gregory', { ...SHORT_DAY, ...ZONE }),
};

interface Names {
  readonly departments: ReadonlyMap<string, Department>;
  readonly governorates: ReadonlyMap<string, Governorate>;
}

const indexes = new WeakMap<Directory, Names>();

function namesIn(directory: Directory): Names {
  const known = indexes.get(directory);
  if (known) return known;
  const made = {
    departments: new Map(directory.departments.map((each) => [each.code, each])),
    governorates: new Map(directory.governorates.map((each) => [each.code, each])),
  };
  indexes.set(directory, made);
  return made;
}

const VOCABULARY: Readonly<Record<string, Bilingual>> = { ...TYPE_NAMES, ...AXIS_NAMES, ...IMPORTANCE_NAMES };
const WORDS: Readonly<Record<string, keyof Flows['phrases']>> = { yes: 'yes', no: 'no', skip: 'skip', other: 'other' };

/** What an option is called in both languages. */
export function labelOf({ id, label, named }: Offer, flows: Flows, directory: Directory): Text {
  if (label) return label;
  if (named) return flows.phrases[named];
  const phrase = WORDS[id];
  if (phrase) return flows.phrases[phrase];
  const known = VOCABULARY[id];
  if (known) return known;
  const { departments, governorates } = namesIn(directory);
  const entry = departments.get(id) ?? governorates.get(id);
  if (entry) return { ar: entry.nameAr, en: entry.nameEn };
  const shown = /^\d{12}$/.test(id) ? showReference(id) : id;
  return { ar: shown, en: shown };
}

/** Right to left, groups of digits would change places and a plus would go to the other end. */
const digits = (text: string, lang: Lang) => (lang === 'ar' ? `\u2066${text}\u2069` : text);

const PHONE = /^\+\d+$/;

/** The same in fewer characters: a day without its hour. */
export function wordBriefly(fact: Fact, lang: Lang, directory: Directory): string | number {
  if (typeof fact !== 'object' || !('moment' in fact)) return wordFact(fact, lang, directory);
  const at = new Date(fact.moment);
  return Number.isNaN(at.getTime()) ? fact.moment : SHORT_DAYS[lang].format(at);
}

export function wordFact(fact: Fact, lang: Lang, directory: Directory): string | number {
  if (typeof fact === 'string') return PHONE.test(fact) ? digits(fact, lang) : fact;
  if (typeof fact === 'number') return fact;
  if ('moment' in fact) return showMoment(fact.moment, lang);
  if ('reference' in fact) return digits(showReference(fact.reference), lang);
  if ('day' in fact) return DAYS[lang].format(new Date(`${fact.day}T12:00:00+03:00`));
  if ('phrase' in fact) return fact.phrase[lang];
  if ('parts' in fact) {
    const parts = fact.parts.map((part) => wordFact(part, lang, directory));
    return parts.join(lang === 'ar' ? '، ' : ', ');
  }
  const { departments, governorates } = namesIn(directory);
  const entry = 'department' in fact ? departments.get(fact.department) : governorates.get(fact.governorate);
  const code = 'department' in fact ? fact.department : fact.governorate;
  return entry ? (lang === 'ar' ? entry.nameAr : entry.nameEn) : code;
}
