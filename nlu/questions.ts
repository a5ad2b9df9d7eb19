/**
 * Which known question a message asks, by meaning: its words laid beside those of each way the question was written, in any
 * script, the telling words counting most. Knows questions by name; what their answers say is not its business. Pure.
 */
import { conceptsOf } from './concepts.ts';
import type { Read } from './reading.ts';
import { remembered } from './remembered.ts';
import { arabicSkeleton, latinSkeleton } from './skeleton.ts';
import { bare, isWord, type Token } from './tokens.ts';

/** A question that has an answer, in all the ways it was written. */
export interface KnownQuestion {
  readonly id: string;
  /** The department it belongs to. */
  readonly department: string;
  readonly asks: readonly string[];
}

export interface Fit {
  readonly id: string;
  readonly confidence: number;
}

/** How alike two words are that share a form: the word itself, a spelling of it, its consonants, what it is about. */
const STRENGTH = { word: 1, spelled: 0.9, skeleton: 0.75, concept: 0.6 } as const;

/** A word of a message in all the forms it may be met in, each with what meeting it is worth. */
type Forms = ReadonlyMap<string, number>;

/** What is asked of any matter: they tell which question is meant only beside a word that names the matter. */
const ASPECTS = [
  'howmuch',
  'fees',
  'documents',
  'conditions',
  'hours',
  'how',
  'when',
  'where',
  'what',
  'can',
  'online',
  'form',
];
const ASPECT_WORDS = ['اول', 'مره', 'first', 'tim'];

/**
 * What a word is about, as a form: it bridges the two languages. Within one, a driver's licence and a car's are about
 * the same and two questions; only what may be asked of any matter (its fees, its papers) is one whatever the word.
 */
const about = (concept: string, lang: 'ar' | 'en'): string =>
  ASPECTS.includes(concept) ? `#${concept}` : `#${concept}/${lang}`;

const inOtherLanguage = (form: string): string =>
  form.endsWith('/ar') ? `${form.slice(0, -2)}en` : form.endsWith('/en') ? `${form.slice(0, -2)}ar` : form;

/** The form that meets a form. */
const answering = (form: string): string => (form.startsWith('#') ? inOtherLanguage(form) : form);

const ASPECT_FORMS = new Set([...ASPECTS.map((aspect) => `#${aspect}`), ...ASPECT_WORDS]);
function isAspect(forms: Forms): boolean {
  for (const form of forms.keys()) if (ASPECT_FORMS.has(form)) return true;
  return false;
}
const words = (list: string) => new Set(list.split(/\s+/).filter(Boolean));

/** Words that tell no question from another: particles, courtesy, wishing, being. */
const SMALL = words(`
في من علي عن الي مع هل ما ماذا شو ايش هي هو هاي هاد هذا هذه انا انت احنا يا لو سمحت سمحتو سمحتوا سمحتي بدي اريد اود ارغب حابب حابه عندي لي الي يعني طيب
مرحبا السلام عليكم ورحمه الله وبركاته صباح مساء الخير رجاء ارجو ممكن بقدر اقدر اعرف اسال استفسر سوال استفسار لازم يلزم بلزم اذا او ان انه كان يكون الي اللي التي الذي
بس كمان كل كيف وين اين متي عشان علشان منشان اعمل بعمل نعمل يتم بتم اله الها عند بعد قبل شي اشي اني بدنا عنا معي معنا و
the a an of to for in on at by with from is are am be i my me we our you your it its do does did can could would should may please hi hello how what where when which
and or if this that there get need want know ask question about as so any have has had will like who
محتاج محتاجه احتاج بحتاج اطلع بطلع اطلعها اطلعه استخرج بستخرج اخذ اخد باخذ اخدها اجيب جديد جديده صار صارت لسا حاب حابين اخذه ابني ابنه لابني بنتي ولدي اولادي
امي ابوي والدي والدتي جدي زوجتي زوجي مرتي اخوي اختي شخص واحد سنه سنتين سنوات سنين شهر شهرين شهور يوم ايام الطريقه طريقه الاجراء اجراءات خطوات الخطوات بالزبط بالضبط ضروري عاجل
son daughter child's mother father wife husband brother sister years year old month months days new issue take bring tell needed required apply procedure procedures steps way
fi mn 3n 3la ila ma3 hal shu sho ana enta bddi bedi biddi bdi low sama7t samaht momken keef kif wen wein w el al il la le bel a3ref
`);

const SUFFIX = /(?:هم|هن|كم|نا|ها|ات|ين|ون|ية|يه|تي|ته|تك|ه|ي|ك)$/;

/** The word without article, particle and light ending: four letters stay. */
function stem(word: string): string {
  const short = bare(word);
  const cut = short.replace(SUFFIX, '');
  return cut.length >= 3 ? cut : short;
}

const englishStem = (spelled: string) => {
  const word = spelled.replace(/licen[cs]/, 'licens');
  return word.length > 4 ? word.replace(/'s$|(?<=[a-z]{3})(?:ies|ing|als?|ed|es|s|y|e)$/, '') : word;
};

function putArabic(forms: Map<string, number>, word: string, strength: number): void {
  const put = (form: string, worth: number) => {
    if ((forms.get(form) ?? 0) < worth) forms.set(form, worth);
  };
  const short = stem(word);
  put(short, strength);
  const skeleton = arabicSkeleton(short);
  if (skeleton.length > 2) put(`~${skeleton}`, STRENGTH.skeleton * strength);
  for (const concept of conceptsOf(bare(word))) put(about(concept, 'ar'), STRENGTH.concept * strength);
}

const arabicForms = remembered((word): Forms => {
  const forms = new Map<string, number>();
  putArabic(forms, word, STRENGTH.word);
  return forms;
});

const latinForms = remembered((word): Forms => {
  const forms = new Map<string, number>([[englishStem(word), STRENGTH.word]]);
  const skeleton = latinSkeleton(word);
  if (skeleton.length > 2) forms.set(`~${skeleton}`, STRENGTH.skeleton);
  for (const concept of conceptsOf(word)) forms.set(about(concept, 'en'), STRENGTH.concept);
  return forms;
});

function formsOf(token: Token, spellings: readonly { readonly word: string }[]): Forms {
  if (token.kind === 'arabic') return arabicForms(token.text);
  if (spellings.length === 0) return latinForms(token.text);
  const forms = new Map(latinForms(token.text));
  for (const { word } of spellings.slice(0, 2)) putArabic(forms, word, STRENGTH.spelled);
  return forms;
}

/** The telling words of a text. Places are not: the same is asked in every town. */
function tellingWords({ tokens, input, governed }: Read): Forms[] {
  const isPlace = (at: number) => governed.places.some(({ from, to }) => from <= at && at < to);
  return tokens.flatMap((token, at) => {
    if (!isWord(token) || isPlace(at) || SMALL.has(token.text) || SMALL.has(bare(token.text))) return [];
    return [formsOf(token, input.spellings?.get(at) ?? [])];
  });
}

/** A word of a question: its forms by the numbers of those that meet them. */
interface Word {
  readonly metBy: Int32Array;
  readonly worth: Float64Array;
  readonly weight: number;
}

/** One way a question was written. */
interface Way {
  readonly words: readonly Word[];
  readonly weight: number;
}

interface Written {
  readonly id: string;
  readonly department: string;
  readonly ways: readonly Way[];
}

/** A question that has a form, and that form's best worth in it. */
interface Place {
  readonly question: number;
  readonly worth: number;
}

export interface Questions {
  readonly written: readonly Written[];
  /** Every form of a question, and what meets it, numbered. */
  readonly numbers: ReadonlyMap<string, number>;
  /** By number: the questions it occurs in. */
  readonly places: readonly (readonly Place[])[];
  /** Scratch, zero between calls: a message's best worth of each form; how well a word meets each question. */
  readonly said: Float64Array;
  readonly best: Float64Array;
}

function together(words: readonly Forms[]): Forms {
  const all = new Map<string, number>();
  for (const forms of words) {
    for (const [form, worth] of forms) if ((all.get(form) ?? 0) < worth) all.set(form, worth);
  }
  return all;
}

const ASPECT = 0.5;
/** A word that no question has: something else is meant. */
const STRANGE = 1.25;

type Index = Pick<Questions, 'numbers' | 'places'>;

const placesOf = ({ numbers, places }: Index, form: string): readonly Place[] => {
  const number = numbers.get(form);
  return number === undefined ? [] : (places[number] ?? []);
};

/** How telling a word is: one that few questions have tells more. */
function weightOf(forms: Forms, index: Index, questions: number): number {
  let count = 0;
  for (const form of forms.keys()) {
    const known = placesOf(index, answering(form)).length;
    if (known > 0 && (count === 0 || known < count)) count = known;
  }
  const rare = Math.log(1 + (questions + 8) / (count + 1));
  return rare * (isAspect(forms) ? ASPECT : count === 0 ? STRANGE : 1);
}

export function indexQuestions(questions: readonly KnownQuestion[], read: (text: string) => Read): Questions {
  const numbers = new Map<string, number>();
  const places: Place[][] = [];
  const numberOf = (form: string) => {
    const known = numbers.get(form) ?? numbers.size;
    if (known === numbers.size) {
      numbers.set(form, known);
      places.push([]);
    }
    return known;
  };
  const readWays = questions.map(({ asks }) => asks.map((ask) => tellingWords(read(ask))));
  for (const [question, ways] of readWays.entries()) {
    for (const [form, worth] of together(ways.map(together))) places[numberOf(form)]?.push({ question, worth });
  }
  const index = { numbers, places };
  const wordOf = (forms: Forms): Word => ({
    metBy: Int32Array.from(forms.keys(), (form) => numberOf(answering(form))),
    worth: Float64Array.from(forms.values()),
    weight: weightOf(forms, index, questions.length) * (isAspect(forms) ? ASPECT : 1),
  });
  const written = questions.map(({ id, department }, question): Written => {
    const ways = (readWays[question] ?? []).map((way): Way => {
      const words = way.map(wordOf);
      return { words, weight: words.reduce((sum, { weight }) => sum + weight, 0) };
    });
    return { id, department, ways };
  });
  return { written, ...index, said: new Float64Array(numbers.size), best: new Float64Array(questions.length) };
}

/** How much of the message each question explains. */
function explained(words: readonly Forms[], of: Questions): Float64Array {
  const { written, best } = of;
  const sums = new Float64Array(written.length);
  let whole = 0;
  for (const forms of words) {
    const weight = weightOf(forms, of, written.length);
    whole += weight;
    for (const [form, worth] of forms) {
      for (const { question, worth: other } of placesOf(of, answering(form))) {
        if (worth * other > (best[question] as number)) best[question] = worth * other;
      }
    }
    for (let q = 0; q < sums.length; q++) {
      if (best[q] === 0) continue;
      sums[q] = (sums[q] as number) + weight * Math.sqrt(best[q] as number);
      best[q] = 0;
    }
  }
  for (let q = 0; q < sums.length; q++) sums[q] = (sums[q] as number) / whole;
  return sums;
}

/** How much of one way of asking the message says; what it asks of the matter may be another thing. */
function repeated(way: Way, said: Float64Array): number {
  let sum = 0;
  for (const { metBy, worth, weight } of way.words) {
    let best = 0;
    for (let i = 0; i < metBy.length; i++) {
      const met = (worth[i] as number) * (said[metBy[i] as number] as number);
      if (met > best) best = met;
    }
    sum += weight * Math.sqrt(best);
  }
  return way.weight === 0 ? 0 : sum / way.weight;
}

/** Below one: that the message is explained counts more than that the question is repeated. */
const LEAN = 0.5;

function likeness(p: number, question: Written, said: Float64Array): number {
  // Too little of it is explained: how it was written does not matter any more.
  if (p < 0.3) return 0;
  let r = Number.NEGATIVE_INFINITY;
  for (const way of question.ways) r = Math.max(r, repeated(way, said));
  return p + r === 0 ? 0 : ((1 + LEAN) * p * r) / (LEAN * p + r);
}

/** What the message says, by the numbers of forms; `undo` leaves the scratch as it was. */
function say(words: readonly Forms[], { numbers, said }: Questions): () => void {
  const touched: number[] = [];
  for (const forms of words) {
    for (const [form, worth] of forms) {
      const number = numbers.get(form);
      if (number === undefined || (said[number] as number) >= worth) continue;
      said[number] = worth;
      touched.push(number);
    }
  }
  return () => {
    for (const number of touched) said[number] = 0;
  };
}

/** So much surer when the department is the question's own, so much less when it is another. */
const OWN_DEPARTMENT = 1.06;
const OTHER_DEPARTMENT = 0.85;

/** The question that fits best, if any does at all; `department`: what the message is surely about, else null. */
export function fitQuestion(questions: Questions, read: Read, department: string | null): Fit | undefined {
  const message = tellingWords(read);
  if (message.every(isAspect)) return undefined;
  const shares = explained(message, questions);
  const undo = say(message, questions);
  let best: { readonly id: string; readonly score: number } | undefined;
  let second = 0;
  for (const [at, question] of questions.written.entries()) {
    const led = department === null ? 1 : department === question.department ? OWN_DEPARTMENT : OTHER_DEPARTMENT;
    const score = likeness(shares[at] as number, question, questions.said) * led;
    if (best === undefined || score > best.score) {
      second = best?.score ?? 0;
      best = { id: question.id, score };
    } else if (score > second) second = score;
  }
  undo();
  if (best === undefined || best.score < 0.3) return undefined;
  // Two questions fit alike: neither does surely.
  const apart = Math.min(1, 0.85 + (best.score - second) * 2);
  return { id: best.id, confidence: Math.min(0.99, best.score * apart) };
}
