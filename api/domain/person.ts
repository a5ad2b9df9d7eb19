/**
 * Whether two names may be one person's. Pure. Within one script letters must agree (Salem and Salma have the same
 * consonants, and may share a telephone); across scripts the consonants must.
 */
import { consonants } from './consonants.ts';
import { searchable } from './text.ts';

const PARTICLE = /^(?:ال|al|el|abu|abo|ابو|ام|um|om|bin|ben|بن|عبد|abd)$/;

const parts = (name: string): string[] =>
  searchable(name)
    .split(' ')
    .filter((part) => part !== '' && !PARTICLE.test(part))
    .map((part) => part.replace(/^(?:ال(?=.{3})|al(?=.{4})|el(?=.{4}))/, ''));

const isArabic = (text: string) => /\p{Script=Arabic}/u.test(text);
/** "Sara" and "Sarah", "Hassan" and "Hasan". */
const spelled = (part: string) => part.replace(/(.)\1+/g, '$1').replace(/h$/, '');
/** The ayn and a final h come and go between the scripts. */
const sounded = (part: string) => consonants(part).replace(/3/g, '').replace(/h$/, '');

/** The first name is the same, and so is the last or a second one where both were given. */
export function agree(one: string, other: string): boolean {
  const inOneScript = isArabic(one) === isArabic(other);
  const read = (name: string) => parts(name).map(inOneScript ? spelled : sounded);
  const [a, b] = [read(one), read(other)];
  if (a.length === 0 || b.length === 0 || a[0] !== b[0]) return false;
  return a.length === 1 || b.length === 1 || a.at(-1) === b.at(-1) || b.includes(a[1] ?? '') || a.includes(b[1] ?? '');
}
