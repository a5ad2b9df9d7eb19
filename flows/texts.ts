/** Words a text: ICU MessageFormat, parsed once for each text and language. Digits and calendar are always stated. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Lang } from '../api/contract/vocabulary.ts';
import type { Flows, Text } from './language.ts';

const LOCALES: Readonly<Record<Lang, string>> = { ar: 'ar-u-nu-latn-ca-gregory', en: 'en-u-nu-latn-ca-gregory' };
/** Texts are few and fixed; a bound all the same, since a text may come from an administrator one day. */
const MOST = 2000;
const parsed = new Map<string, IntlMessageFormat>();

function format(text: string, lang: Lang): IntlMessageFormat {
  const key = `${lang}:${text}`;
  const known = parsed.get(key);
  if (known) return known;
  if (parsed.size >= MOST) parsed.clear();
  const made = new IntlMessageFormat(text, LOCALES[lang], undefined, { ignoreTag: true });
  parsed.set(key, made);
  return made;
}

/** The text in one language with its values in place; a missing value shows as nothing, never as a fault. */
export function word(text: Text, lang: Lang, values: Readonly<Record<string, string | number>>): string {
  const pattern = text[lang];
  if (!pattern.includes('{')) return pattern;
  const names = [...pattern.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '');
  const filled = { ...Object.fromEntries(names.map((name) => [name, ''])), ...values };
  return String(format(pattern, lang).format(filled));
}

/** The flows with the address where this installation says what is kept, and who sees it. */
export function withPrivacy(flows: Flows, address: string): Flows {
  const { disclosure, ...patterns } = flows.patterns;
  const filled = (text: string) => text.replace('{privacy}', address);
  const told = { ...disclosure, ar: filled(disclosure.ar), en: filled(disclosure.en) };
  return { ...flows, patterns: { ...patterns, disclosure: told } };
}
