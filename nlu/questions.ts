/**
 * Which known question a message asks, by meaning: its words laid beside those of each way the question was written, in any
 * script, the telling words counting most. Knows questions by name; what their answers say is not its business. Pure.
 */
import { conceptsOf } from './concepts.ts';
import type { Read } from './reading.ts';
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

const isAspect = (forms: Forms) =>
  ASPECTS.some((aspect) => forms.has(`#${aspect}`)) || ASPECT_WORDS.some((word) => forms.has(word));
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

function formsOf(token: Token, spellings: readonly { readonly word: string }[]): Forms {
  const forms = new Map<string, number>();
  if (token.kind === 'arabic') putArabic(forms, token.text, STRENGTH.word);
  else {
    forms.set(englishStem(token.text), STRENGTH.word);
    const skeleton = latinSkeleton(token.text);
    if (skeleton.length > 2) forms.set(`~${skeleton}`, STRENGTH.skeleton);
    for (const concept of conceptsOf(token.text)) forms.set(about(concept, 'en'), STRENGTH.concept);
    for (const { word } of spellings.slice(0, 2)) putArabic(forms, word, STRENGTH.spelled);
  }
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

/** One way a question was written. */
interface Way {
  readonly words: readonly Forms[];
  readonly together: Forms;
}

interface Written {
  readonly id: string;
  readonly department: string;
  readonly ways: readonly Way[];
  /** Every form of every way, at its best. */
  readonly all: Forms;
}

export interface Questions {
  readonly written: readonly Written[];
  /** In how many questions a form occurs. */
  readonly known: ReadonlyMap<string, number>;
}

function together(words: readonly Forms[]): Forms {
  const all = new Map<string, number>();
  for (const forms of words) {
    for (const [form, worth] of forms) if ((all.get(form) ?? 0) < worth) all.set(form, worth);
  }
  return all;
}

export function indexQuestions(questions: readonly KnownQuestion[], read: (text: string) => Read): Questions {
  const known = new Map<string, number>();
  const written = questions.map(({ id, department, asks }): Written => {
    const ways = asks.map((ask) => {
      const words = tellingWords(read(ask));
      return { words, together: together(words) };
    });
    const all = together(ways.map((way) => way.together));
    for (const form of all.keys()) known.set(form, (known.get(form) ?? 0) + 1);
    return { id, department, ways, all };
  });
  return { written, known };
}

const ASPECT = 0.5;
/** A word that no question has: something else is meant. */
const STRANGE = 1.25;

/** How telling a word is: one that few questions have tells more. */
function weightOf(forms: Forms, { written, known }: Questions): number {
  const counts = [...forms.keys()].flatMap(
    (form) => known.get(form.startsWith('#') ? inOtherLanguage(form) : form) ?? [],
  );
  const count = counts.length === 0 ? 0 : Math.min(...counts);
  const rare = Math.log(1 + (written.length + 8) / (count + 1));
  return rare * (isAspect(forms) ? ASPECT : count === 0 ? STRANGE : 1);
}

/** How well a word is met by a set of forms. */
function met(forms: Forms, others: Forms): number {
  let best = 0;
  for (const [form, worth] of forms) {
    const other = others.get(form.startsWith('#') ? inOtherLanguage(form) : form);
    if (other !== undefined && worth * other > best) best = worth * other;
  }
  return Math.sqrt(best);
}

/** A message, its words weighed once for every question. */
interface Weighed {
  readonly words: readonly { readonly forms: Forms; readonly weight: number }[];
  readonly weight: number;
  readonly together: Forms;
}

function weigh(words: readonly Forms[], of: Questions): Weighed {
  const weighed = words.map((forms) => ({ forms, weight: weightOf(forms, of) }));
  return { words: weighed, weight: weighed.reduce((sum, { weight }) => sum + weight, 0), together: together(words) };
}

/** How much of the message the question explains. */
const explained = (message: Weighed, all: Forms): number =>
  message.words.reduce((sum, { forms, weight }) => sum + weight * met(forms, all), 0) / message.weight;

/** How much of one way of asking the message says; what it asks of the matter may be another thing. */
function repeated(message: Weighed, way: Way, of: Questions): number {
  let [said, whole] = [0, 0];
  for (const forms of way.words) {
    const weight = weightOf(forms, of) * (isAspect(forms) ? ASPECT : 1);
    said += weight * met(forms, message.together);
    whole += weight;
  }
  return whole === 0 ? 0 : said / whole;
}

/** Below one: that the message is explained counts more than that the question is repeated. */
const LEAN = 0.5;

function likeness(message: Weighed, question: Written, of: Questions): number {
  const p = explained(message, question.all);
  // Too little of it is explained: how it was written does not matter any more.
  if (p < 0.3) return 0;
  const r = Math.max(...question.ways.map((way) => repeated(message, way, of)));
  return p + r === 0 ? 0 : ((1 + LEAN) * p * r) / (LEAN * p + r);
}

/** So much surer when the department is the question's own, so much less when it is another. */
const OWN_DEPARTMENT = 1.06;
const OTHER_DEPARTMENT = 0.85;

/** The question that fits best, if any does at all; `department`: what the message is surely about, else null. */
export function fitQuestion(questions: Questions, read: Read, department: string | null): Fit | undefined {
  const message = tellingWords(read);
  if (message.every(isAspect)) return undefined;
  const weighed = weigh(message, questions);
  const fits = questions.written.map((question) => {
    const led = department === null ? 1 : department === question.department ? OWN_DEPARTMENT : OTHER_DEPARTMENT;
    return { id: question.id, score: likeness(weighed, question, questions) * led };
  });
  const [best, second] = fits.sort((a, b) => b.score - a.score);
  if (best === undefined || best.score < 0.3) return undefined;
  // Two questions fit alike: neither does surely.
  const apart = Math.min(1, 0.85 + (best.score - (second?.score ?? 0)) * 2);
  return { id: best.id, confidence: Math.min(0.99, best.score * apart) };
}
