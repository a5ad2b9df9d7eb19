/** What is left of a word when vowels and spelling habits are gone, alike for Arabic script and for Latin letters. Pure. */

const ARABIC: Readonly<Record<string, string>> = Object.fromEntries(
  [...'بbتtثtجjحhخxدdذzرrزzسsشcصsضdطtظzع3غgفfقqكkلlمmنnهhوw'.matchAll(/(\p{Script=Arabic})(.)/gu)].map((pair) => [
    pair[1] ?? '',
    pair[2] ?? '',
  ]),
);

const PAIRS: Readonly<Record<string, string>> = { sh: 'c', ch: 'c', kh: 'x', gh: 'g', th: 't', dh: 'z', ph: 'f' };
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  [...'bbpbttjjgjhh7h5xddrrzzss9s6t33qq2qkkckffvfllmmnnwwxx8q'.matchAll(/(.)(.)/g)].map((pair) => [
    pair[1] ?? '',
    pair[2] ?? '',
  ]),
);

const squeezed = (text: string) => text.replace(/(.)\1+/g, '$1');

/** Vowels that Arabic writes as letters stand inside a word; at its beginning they sound. */
const fromArabic = (word: string) =>
  [...word].map((letter, i) => (i > 0 && letter === 'و' ? '' : (ARABIC[letter] ?? ''))).join('');

function fromLatin(word: string): string {
  let made = '';
  for (let i = 0; i < word.length; i++) {
    const pair = PAIRS[word.slice(i, i + 2)];
    if (pair !== undefined) {
      made += pair;
      i++;
    } else if (!(i > 0 && word[i] === 'w')) made += LATIN[word[i] ?? ''] ?? '';
  }
  return made;
}

const isArabic = (word: string) => /\p{Script=Arabic}/u.test(word);

/** The hard consonants; a final h (ة, ه) tells nothing. */
export function consonants(word: string): string {
  const made = squeezed(isArabic(word) ? fromArabic(word) : fromLatin(word));
  return made.length > 2 ? made.replace(/h$/, '') : made;
}
