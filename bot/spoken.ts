/**
 * Words for the ear: no addresses or marks that only an eye makes sense of, long numbers digit by digit in small groups,
 * a day without its minutes. Pure; knows no flow and no question.
 */
import type { Lang } from '../api/contract/vocabulary.ts';

/** Longer numbers are spelled; shorter ones are said as numbers, but for the one that everybody knows by its digits. */
const SPELLED = /(?<![\d.,:/-])(?:\+?\d{5,}|911)(?![\d.,:/-]*\d)/g;
/** A secret code: capitals and digits together. */
const CODE = /\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,}\b/g;
const GROUPED = /(?<!\d)\d{4} \d{4} \d{4}(?!\d)/g;
const ISOLATED = /\u2066([^\u2069]*)\u2069/g;
const ADDRESS = /\s*\(?https?:\/\/\S+/g;
const MINUTES = /[،,]?(?: at| في)? \d{1,2}:\d{2}\s?(?:ص|م|am|pm)/g;
const FOR_THE_EYE = /[•«»"“”*_#\u200e\u200f\u061c\u2066-\u2069]|\p{Extended_Pictographic}|\ufe0f/gu;
const COMMA: Readonly<Record<Lang, string>> = { ar: '،', en: ',' };

const latin = (text: string) =>
  text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));

/** Groups of three; a last one of four rather than one digit alone. */
function groups(signs: string): string[] {
  const found = signs.match(/.{3}(?!.$)|.+/g) ?? [];
  return found.flatMap((group) => (group.length > 4 ? [group.slice(0, 3), group.slice(3)] : [group]));
}

/** "2 6 4، 8 1 7، 3 0 9، 2 4 2" */
export function spelled(signs: string, lang: Lang): string {
  const local = signs.replace(/^\+962(?=7\d{8}$)/, '0').replace(/^\+/, '00');
  return groups(local)
    .map((group) => [...group].join(' '))
    .join(`${COMMA[lang]} `);
}

/** Each line is a sentence of its own: the voice must pause there. */
const asSentences = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, i, all) => (i === all.length - 1 || /[.!?؟:،…]$/.test(line) ? line : `${line}.`))
    .join(' ');

export function forEar(text: string, lang: Lang): string {
  const plain = latin(text)
    .replace(ISOLATED, (_, inside: string) => (/^[\d ]+$/.test(inside) ? inside.replaceAll(' ', '') : inside))
    .replace(GROUPED, (grouped) => grouped.replaceAll(' ', ''))
    .replace(ADDRESS, '')
    .replace(MINUTES, '')
    .replace(FOR_THE_EYE, '');
  const said = plain
    .replace(CODE, (code) => spelled(code, lang))
    .replace(SPELLED, (digits) => (digits === '911' ? '9 1 1' : spelled(digits, lang)));
  return asSentences(said)
    .replace(/ {2,}/g, ' ')
    .replace(/ ([.،,؟?!])/g, '$1');
}
