/**
 * Set phrases as patterns on folded text: bounded by words, cut by script, so that Arabic ones are never tried on English.
 * Knows letters; what a phrase means is its list's business.
 */

/** Letters and digits as folding leaves them; a class this small is much faster to test than \p{L}. */
const LETTER = '[0-9a-z\\u00e0-\\u024f\\u0620-\\u06ff]';

export interface SetPhrase {
  readonly pattern: RegExp;
  readonly arabic: boolean;
  readonly latin: boolean;
}

/** The alternatives of a pattern's source, as far as no bracket holds them together. */
function alternatives(source: string): string[] {
  const made: string[] = [];
  let depth = 0;
  let from = 0;
  let isClass = false;
  for (let at = 0; at < source.length; at++) {
    const c = source[at];
    if (c === '\\') at++;
    else if (isClass) isClass = c !== ']';
    else if (c === '[') isClass = true;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === '|' && depth === 0) {
      made.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...made, source.slice(from)];
}

const ARABIC = /[\u0620-\u06ff]/;
const LATIN = /[a-z\u00e0-\u024f]/;
/** Escapes are no letters of the phrase. */
const hasLatin = (source: string) => LATIN.test(source.replace(/\\u\{?[0-9a-f]+\}?|\\./g, ''));

export function setPhrases(source: string): SetPhrase[] {
  const byScript = new Map<string, string[]>();
  for (const one of alternatives(source)) {
    const key = `${ARABIC.test(one)} ${hasLatin(one)}`;
    byScript.set(key, [...(byScript.get(key) ?? []), one]);
  }
  return [...byScript].map(([key, all]) => ({
    pattern: new RegExp(
      `(?<!${LETTER})(?:${all.join('|')})(?!${LETTER})`,
      /[\ud800-\udfff]|\\u\{/.test(all.join()) ? 'gu' : 'g',
    ),
    arabic: key.startsWith('true'),
    latin: key.endsWith('true'),
  }));
}

interface Script {
  readonly arabic: boolean;
  readonly latin: boolean;
}

export const scriptOf = (text: string): Script => ({ arabic: ARABIC.test(text), latin: LATIN.test(text) });

/** Whether a phrase can stand in a text at all. */
export const fits = (phrase: SetPhrase, script: Script): boolean =>
  (phrase.arabic && script.arabic) || (phrase.latin && script.latin) || (!phrase.arabic && !phrase.latin);

export function spansOf(phrases: readonly SetPhrase[], text: string, script: Script): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const phrase of phrases) {
    if (!fits(phrase, script)) continue;
    phrase.pattern.lastIndex = 0;
    for (let match = phrase.pattern.exec(text); match; match = phrase.pattern.exec(text)) {
      if (match[0] === '') phrase.pattern.lastIndex++;
      else spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans;
}
