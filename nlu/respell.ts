/**
 * Arabic respelled in Latin letters as people do it, each hand in its own habit: digits or none, vowels written or left
 * out. For measuring, and for messages by hands we have too few of. Offline; the same text and hand give the same letters.
 */
import { createRandom } from './linear.ts';
import { fold } from './normalise.ts';

type Letters = Readonly<Record<string, readonly string[]>>;

const PLAIN: Letters = {
  ا: ['a'],
  ب: ['b'],
  ت: ['t'],
  ث: ['th', 't', 's'],
  ج: ['j', 'j', 'g'],
  د: ['d'],
  ذ: ['d', 'th', 'z'],
  ر: ['r'],
  ز: ['z'],
  س: ['s'],
  ش: ['sh'],
  ض: ['d', 'D'],
  ظ: ['z', 'th'],
  ف: ['f'],
  ك: ['k'],
  ل: ['l'],
  م: ['m'],
  ن: ['n'],
  ه: ['h'],
  و: ['w'],
  ي: ['y'],
};

/** How a hand writes the letters Latin has none for, and how it likes its vowels. */
interface Hand {
  readonly letters: Letters;
  readonly article: readonly string[];
  readonly short: number;
}

const HANDS: readonly Hand[] = [
  {
    letters: { ح: ['7'], ع: ['3'], خ: ['5', 'kh'], ق: ['2', 'q'], ط: ['6', 't'], ص: ['s', '9'], غ: ['8', 'gh'] },
    article: ['el ', 'el'],
    short: 0.55,
  },
  {
    letters: { ح: ['7'], ع: ['3'], خ: ['kh', '5'], ق: ['q', '2'], ط: ['t'], ص: ['s'], غ: ['gh'] },
    article: ['al ', 'al'],
    short: 0.7,
  },
  {
    letters: { ح: ['h'], ع: ['a', '', 'aa'], خ: ['kh'], ق: ['q', 'g', 'k'], ط: ['t'], ص: ['s'], غ: ['gh'] },
    article: ['el ', 'il '],
    short: 0.75,
  },
];

/** What everybody writes from the ear, not letter by letter. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  اللي: ['elli', 'illi', 'yalli'],
  الله: ['allah', 'alla'],
  والله: ['wallah', 'walla'],
  في: ['fi', 'fe'],
  من: ['mn', 'men', 'min'],
  علي: ['3ala', '3la'],
  مش: ['mish', 'mesh', 'msh'],
  هسا: ['hassa', 'hasa'],
  شو: ['shu', 'sho', 'shou'],
  انا: ['ana', '2ana'],
  بدي: ['bdi', 'biddi', 'bedi', 'badi'],
  كل: ['kol', 'kul', 'kull'],
  بس: ['bas', 'bs'],
  عشان: ['3ashan', '3shan'],
  هاي: ['hay', 'hai'],
  كمان: ['kaman', 'kman'],
  صار: ['sar', '9ar'],
  قال: ['2al', '2aal', 'qal'],
};

const VOWEL = 'aei';

function respellWord(word: string, hand: Hand, random: () => number): string {
  const one = (options: readonly string[]) => options[Math.floor(random() * options.length)] ?? '';
  const known = COMMON[word];
  if (known) return one(known);
  const glued = /^([وفبل]?)ال(?=[^ل].)/.exec(word);
  const prefixes: Readonly<Record<string, string>> = { و: 'w ', ف: 'fa ', ب: 'b', ل: 'l', '': '' };
  const lead = glued ? `${prefixes[glued[1] ?? ''] ?? ''}${one(hand.article)}` : '';
  const rest = [...(glued ? word.slice(glued[0].length) : word)];
  let made = '';
  for (const [i, letter] of rest.entries()) {
    const next = rest[i + 1];
    const isLast = next === undefined;
    if (letter === 'ه' && isLast && i > 1) made += one(['a', 'eh', 'e', 'ah']);
    else if (letter === 'و' && i > 0 && !/[aeiou]$/.test(made) && next !== 'ا') made += one(['o', 'oo', 'ou', 'u']);
    else if (letter === 'ي' && i > 0 && !/[aeiou]$/.test(made) && next !== 'ا')
      made += one(isLast ? ['i', 'y'] : ['i', 'ee']);
    else made += one(hand.letters[letter] ?? PLAIN[letter] ?? [letter]);
    const isBare = next !== undefined && !'اويه'.includes(next) && !'اوي'.includes(letter);
    if (isBare && !/[aeiou]$/.test(made) && random() < hand.short * (i === 0 ? 1 : 0.5))
      made += VOWEL[Math.floor(random() * VOWEL.length)];
  }
  return lead + made;
}

/** Words in Arabic letters only; whatever else stands in the text stays. */
export function respell(text: string, which: number): string {
  let seed = 11 + which;
  for (let i = 0; i < text.length; i++) seed = Math.imul(seed ^ text.charCodeAt(i), 0x01000193);
  const random = createRandom(seed);
  const hand = HANDS[which % HANDS.length] as Hand;
  return fold(text).replace(/[\u0620-\u064a]+/g, (word) => respellWord(word, hand, random));
}
