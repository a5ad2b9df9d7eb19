/**
 * How alike two tellings of a matter are, whatever their language and spelling: words, their consonants, what they are
 * about. Names of places and offices weigh little, since another matter of the same office shares them. Pure.
 */
import { consonants } from './consonants.ts';
import { matterOfWord } from './matters.ts';
import { searchable } from './text.ts';

/** Words that tell no matter from another. */
const SMALL = new Set(
  `في/من/على/علي/عن/الى/الي/مع/ما/لم/لا/ليش/كل/كمان/بس/هاد/هذا/هذه/هاي/اللي/الي/التي/الذي/انا/احنا/هو/
   هي/عندي/عنا/عند/قدام/جنب/وانا/وهو/وهي/كان/كانت/صار/صارلي/صارت/اله/الها/لسا/لحد/حتى/حتي/بدي/بدنا/اريد/
   ارجو/ياريت/اقترح/بعد/قبل/يوم/ايام/كثير/كبير/كبيره/اشي/شي/حدا/احد/ولا/دون/بدون/بسبب/بخصوص/لدى/رغم/منذ/
   اكثر/اقل/غير/تم/طلع/رد/ترد/بترد/بقولوا/قال/حكيت/the/a/an/of/to/for/in/on/at/by/with/from/is/are/was/
   were/has/have/had/been/be/not/no/nobody/never/my/our/we/i/he/she/it/they/his/her/their/this/that/and/
   or/but/so/me/you/since/when/while/which/who/whom/what/there/every/still/yet/any/more/than/one/after/
   before/again/can/could/would/want/wants/please/mn/fi/el/al/il/la/le/w/ma/mesh/mish/3al/3ala/3an/3end/
   3anna/kol/marra/kollo/lessa/bas/ana/enta/hon/b/bel/bil/lal`
    .split(/[/\s]+/)
    .map(searchable),
);

const PARTICLES = /^(?:وبال|وعال|وال|فال|بال|عال|كال|هال|لل|ال|و|ب|ل|ع|ف)(?=.{3,})/;
const GLUED = /^(?:wel|wil|bel|bil|lal|lel|3al|el|al|il)(?=.{4,})/;
const ENDINGS = /(?:هم|كم|نا|ها|ات|ين|ون|يه|تي|ته|ه|ي)$/;

interface Word {
  readonly text: string;
  readonly sound: string;
  readonly matter: string | undefined;
  readonly weight: number;
}

const isNumber = (word: string) => /^\d+$/.test(word);

function stem(word: string): string {
  const bare = word.replace(PARTICLES, '').replace(GLUED, '');
  const cut = bare.replace(ENDINGS, '');
  return cut.length >= 3 ? cut : bare;
}

/** A matter's own word weighs most; a name that stands for a place or an office next to nothing. */
const WEIGHTS = { matter: 1, other: 0.45, number: 0.6, named: 0.1 } as const;

export interface Told {
  readonly text: string;
  /** Where it is and who it concerns, in words and codes. */
  readonly names: readonly string[];
}

function wordsOf({ text, names }: Told): Word[] {
  const named = new Set(names.flatMap((name) => searchable(name).split(/[ _]/)).map((word) => consonants(stem(word))));
  const words = searchable(text)
    .split(' ')
    .filter((word) => word.length > 1 && !SMALL.has(word));
  return [...new Set(words)].map((word): Word => {
    const text = stem(word);
    const sound = consonants(text);
    const matter = matterOfWord(text) ?? matterOfWord(word);
    const isNamed = sound.length > 1 && named.has(sound);
    const kind = isNamed ? 'named' : isNumber(word) ? 'number' : matter === undefined ? 'other' : 'matter';
    return { text, sound, matter, weight: WEIGHTS[kind] };
  });
}

/** Letter groups of three that two words share. */
function letters(a: string, b: string): number {
  const groups = (word: string) =>
    new Set(Array.from({ length: Math.max(1, word.length - 1) }, (_, i) => word.slice(i, i + 2)));
  const [one, other] = [groups(a), groups(b)];
  const shared = [...one].filter((group) => other.has(group)).length;
  return (2 * shared) / (one.size + other.size);
}

function alike(a: Word, b: Word): number {
  if (a.text === b.text) return 1;
  if (isNumber(a.text) || isNumber(b.text)) return 0;
  if (a.matter !== undefined && a.matter === b.matter) return 0.95;
  if (a.sound.length >= 3 && a.sound === b.sound) return 0.85;
  const near = letters(a.text, b.text);
  return near >= 0.7 && a.text.length > 3 ? near * 0.8 : 0;
}

/** How much of the one is met in the other. */
function met(one: readonly Word[], other: readonly Word[]): number {
  let [shared, whole] = [0, 0];
  for (const word of one) {
    whole += word.weight;
    shared += word.weight * Math.max(0, ...other.map((each) => alike(word, each)));
  }
  return whole === 0 ? 0 : shared / whole;
}

/** 0: nothing in common; 1: the same words. The shorter telling counts more: a long one says more besides. */
export function likeness(a: Told, b: Told): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.length === 0 || other.length === 0) return 0;
  const [first, second] = [met(one, other), met(other, one)];
  return 0.65 * Math.max(first, second) + 0.35 * Math.min(first, second);
}
