/**
 * Several requests in one message: where the writer may begin another one, and whether the pieces are different matters.
 * Knows the words that announce "and another thing"; refuses to part what only goes on about the same matter.
 */
import type { Part } from '../api/contract/classification.ts';
import type { Normalised } from './normalise.ts';
import { scriptOf, setPhrases, spansOf } from './phrases.ts';

/** How plainly the writer parts: said so beforehand, "another thing", "also", or only a pause. */
type Grade = 'announced' | 'strong' | 'also' | 'pause';

export interface Cut {
  /** In the folded text. */
  readonly at: number;
  readonly grade: Grade;
  /** Behind it a request of another type plainly begins ("and I suggest", "وبدي أسأل"). */
  readonly turns: boolean;
  /** Praise stands on one side of a "but". */
  readonly but: boolean;
}

/** "I have two matters." */
const ANNOUNCED = setPhrases(
  '(?:شغلتين|شغلتان|موضوعين|موضوعان|قصتين|امرين|بامرين|امران|سوالين|سوالان|نقطتين|شكوتين|شكويين|طلبين|مشكلتين|ملاحظتين|اقتراحين|(?:ثلاث|ثلاثه|تلات|3) (?:شغلات|مواضيع|نقاط|امور|اسيله|مشاكل|طلبات)|كذا شغله)|(?:two|2|three|3|a couple of|couple) (?:separate |different |quick )?(?:things|questions|issues|matters|points|complaints|problems|ideas|requests|suggestions)|(?:shaghlt|so2al|mawdoo3|mawdo3|2ost|no2t|shakw)(?:e?in|ain|en)',
);

const STRONG = setPhrases(
  "و?(?:ال)?(?:ثاني|تاني|ثالث|تالت) ?(?:شي|شيء|اشي|شغله|نقطه|موضوع|طلب|شكوي|امر|سوال)|و?ثانيا|و?ثالثا|و?موضوع (?:ثاني|تاني|اخر)|و?(?:ال)?(?:شغله|شكوي|قصه|نقطه|ملاحظه|مشكله|سوال) (?:ال)?(?:ثانيه|تانيه|اخري|ثاني|تاني|اخر)|و?(?:من جهه|من ناحيه) (?:ثانيه|تانيه|اخري)|و?غير هيك|و?عدا عن هيك|و?بالمناسبه|و?علي فكره|و?من باب الانصاف|و?عندي (?:كمان )?(?:اقتراح|سوال|شكوي|استفسار)|secondly|thirdly|(?:second|third) thing|(?:and )?another (?:thing|issue|problem|matter|request|complaint|question)|my other (?:request|question|complaint)|on another (?:note|matter)|separate(?:ly| matter)|while you're at it|by the way|(?:and |one |also |my )(?:a |one )?(?:suggestion|complaint|question)(?: though)?|w? ?(?:el )?(?:tani|thani|tane|tany) (?:shi|eshi|she|ishi|shaghle|nu2ta|mawdoo3)|w? ?(?:shi|eshi|shaghle|she|mawdoo3) (?:tani|tanye|tanyeh|thani)|w? ?(?:gheir|8er|ghair|ghayr) he[iy]?k|w ?el ?tani|3ala fekra",
);

/** Only where a first one stands before it: "the second time" parts nothing. */
const FIRST = setPhrases('و?(?:ال)?(?:اول|اولي|اولا)|first(?:ly)?|(?:el |al )?a?wwal(?:an)?|el awal|eloula');
const NEXT = setPhrases(
  'و?(?:الثانيه|التانيه|الثالثه|التالته|الثاني|التاني|الثالث|التالت)|(?:and |then |and then )?(?:second|third)|w? ?el ?(?:tani|thani|tanye|taltye|talet)',
);

const ALSO = setPhrases(
  'و?كمان|و?برضو|و?برضه|و?ايضا|و?كذلك|و?فوقها|و?فوق (?:ذلك|هيك)|و?الي جانب ذلك|و?بالاضافه الي ذلك|ثم ان|و?اخيرا|كما (?:انني|اني|اود|ان|ارغب|اتقدم|الفت|اعترض|تسال|اطلب|اشكو)|and also|also|plus|besides(?: that)?|additionally|furthermore|in addition|on top of that|(?<=[.!?;] )and|w kaman|kaman|w bardo|fo2ha|w fo2ha',
);

/** Where a request of a type of its own begins. */
const TURNS = setPhrases(
  "(?:و|بس )?(?:بدي|حابب|حابه|بحب|اود|احب|اريد|ارغب) (?:كمان )?(?:ان )?(?:اسال|استفسر|اعرف|اقترح|اشكر|اشتكي|ابلغ|اعترض)|و?(?:اقترح|بقترح|نقترح|استفسر|واسال|اعترض|بعترض|اتظلم|اشكو|ابلغ|اشكر|بشكر) ?|و ?(?:كم|متي|كيف|وين|هل|ايمتي)|(?:and |but )?i(?:'d| would)? ?(?:also )?(?:want to|like to|wish to|need to) (?:also )?(?:thank|suggest|ask|know|report|complain|compliment|appeal)|(?:and |but )?i (?:also )?(?:suggest|propose|object|appeal|contest)|and (?:how|what|when|where|which|who|can|is there|do i|does|could)|w? ?bdi (?:kaman )?(?:as2al|2as2al|a3ref|ashkor|2a2tare7|a2tare7|ashtki)|w ?(?:keef|kam|emta|wein|wain)|ba2tare7|b2tare7|bashkor",
);

/** Where praise turns into a complaint, or the other way round. */
const BUT = setPhrases(
  '(?:و)?(?:بس|لكن|لاكن|غير ان|الا ان|الا انه|لولا|باستثناء)|(?:and )?(?:but|though|although|however|yet|except|minus|only that)|bas|lakin|laken|la[kq]?en',
);
const PRAISE = setPhrases(
  '(?:و|ب|ا|ن)?(?:شكر|شكرا|اشكر|بشكر|نشكر|يسلمو|مشكورين|ممتاز|ممتازه|رايع|رايعه|حلو|حلوه|بجنن|تكريم|يعطيكم العافيه|يعطيهم العافيه|ما شاء الله|بسرعه البرق|حسن معامله)\\S*|(?:thank|great|lovely|excellent|wonderful|bravo|joy|gold|love|kind|helpful|amazing|perfect|fantastic|superb)\\S*|(?:a?shkor|shukran|shokran|ra2e3|ra[iy]?een|mumtaz|momtaz|tamam|3asal|bjannen|ya3tiko|yslamo)\\S*',
);
const PAUSE = /[\n.!?;,](?=\s*\S)/g;
const NUMBERED = /(?<=^|\n|\s)\d\s?[-.)]\s?(?=[a-z\u0620-\u06ff])/g;

const words = (text: string) => text.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length;
const LEAST_WORDS = 3;
const RANK: Readonly<Record<Grade, number>> = { announced: 0, strong: 1, also: 2, pause: 3 };

/** Where the message may be cut, if at all: pieces of some length, most telling cuts first. Cheap: no label is looked at. */
export function possibleCuts({ text }: Normalised): Cut[] {
  const script = scriptOf(text);
  const cuts = new Map<number, Grade>();
  const put = (at: number, grade: Grade) => {
    const known = cuts.get(at);
    if (known === undefined || RANK[grade] < RANK[known]) cuts.set(at, grade);
  };
  const isAnnounced = spansOf(ANNOUNCED, text, script).length > 0;
  const numbered = [...text.matchAll(NUMBERED)];
  if (numbered.length >= 2) for (const match of numbered) put(match.index, 'announced');
  for (const { start } of spansOf(STRONG, text, script)) put(start, isAnnounced ? 'announced' : 'strong');
  for (const { start } of spansOf(ALSO, text, script)) put(start, isAnnounced ? 'announced' : 'also');
  const [first] = spansOf(FIRST, text, script);
  if (first)
    for (const { start } of spansOf(NEXT, text, script))
      if (start > first.end + 8) put(start, isAnnounced ? 'announced' : 'strong');
  const turns = spansOf(TURNS, text, script).map(({ start }) => start);
  for (const at of turns) put(at, 'pause');
  for (const match of text.matchAll(PAUSE)) {
    const at = match.index + 1;
    const near = [...cuts.keys()].some((other) => other >= at && other <= at + 2);
    if (!near) put(at, isAnnounced && /[?;]/.test(match[0]) ? 'announced' : 'pause');
  }
  const buts = spansOf(BUT, text, script).map(({ start }) => start);
  for (const at of buts) put(at, 'pause');
  const praised = buts.length === 0 ? [] : spansOf(PRAISE, text, script).map(({ start }) => start);
  const isBut = (at: number) =>
    buts.some((but) => but >= at && but <= at + 3) &&
    praised.some((one) => one < at) !== praised.some((one) => one > at);
  return [...cuts]
    .map(([at, grade]) => ({
      at,
      grade,
      turns: turns.some((turn) => turn >= at && turn <= at + 8),
      but: isBut(at),
    }))
    .filter(({ at }) => words(text.slice(0, at)) >= LEAST_WORDS && words(text.slice(at)) >= LEAST_WORDS)
    .sort(
      (a, b) =>
        RANK[a.grade] - RANK[b.grade] ||
        Number(b.turns) - Number(a.turns) ||
        Number(b.but) - Number(a.but) ||
        a.at - b.at,
    );
}

/** The cuts worth reading both sides for. `parted`: the two sides name different bodies. */
export const worthReading = (cuts: readonly Cut[], parted: (at: number) => boolean, most: number): Cut[] =>
  cuts
    .filter((cut) => cut.grade !== 'pause' || cut.turns || cut.but || parted(cut.at))
    .slice(0, most)
    .sort((a, b) => a.at - b.at);

/** Who writes, and from where: an introduction is no matter of its own. */
const INTRODUCTION =
  /^(?:(?:مرحبا|السلام عليكم|صباح الخير|مساء الخير|الو|hi|hello|salam|mar7aba)[\s,،.]+)*(?:معكم|معك|انا|أنا|اسمي|my name is|this is|i am|i'm|ana|esmi)\s/iu;
const isIntroduction = ({ text, department }: Part) =>
  INTRODUCTION.test(text.trim()) && (department.value === null || department.confidence < 0.5);

type Told = 'department' | 'type' | 'axis';

const isSure = (part: Part, name: Told, sure: number) => part[name].value !== null && part[name].confidence >= sure;

/** Whether a piece could be another matter than any neighbour: seen before the neighbour is read, which costs the most. */
export function couldDiffer(one: Part, { grade, turns, but }: Cut): boolean {
  if (one.act.value !== 'request') return false;
  const sure = (name: Told, least: number) => isSure(one, name, least);
  if (grade === 'announced') return true;
  if (grade === 'strong') return sure('department', 0.4) || sure('type', 0.5) || sure('axis', 0.45);
  if (grade === 'also') return sure('department', 0.5) || sure('axis', 0.6) || (turns && sure('type', 0.5));
  if (words(one.text) < 4) return false;
  if (turns && (sure('department', 0.6) || sure('type', 0.5))) return true;
  if (but && sure('type', 0.6)) return true;
  return sure('department', 0.85) && (sure('type', 0.6) || sure('axis', 0.6));
}

/** Whether two neighbouring pieces are different matters; the weaker the joint, the more it asks for. */
export function areDifferent(a: Part, b: Part, cut: Cut): boolean {
  if (a.act.value !== 'request' || b.act.value !== 'request') return false;
  const differ = (name: Told, sure: number) =>
    a[name].value !== b[name].value && isSure(a, name, sure) && isSure(b, name, sure);
  if (cut.grade === 'announced') return true;
  if (cut.grade === 'strong') return differ('department', 0.4) || differ('type', 0.5) || differ('axis', 0.45);
  const types = `${a.type.value}>${b.type.value}`;
  const turned = cut.turns && differ('type', 0.5) && !SAME_MATTER.test(types);
  if (cut.grade === 'also') return differ('department', 0.5) || differ('axis', 0.6) || turned;
  if (words(a.text) < 4 || words(b.text) < 4 || isIntroduction(a)) return false;
  if (cut.turns && b.type.value !== 'grievance' && differ('department', 0.6)) return true;
  if (turned) return true;
  if (cut.but && PRAISE_AND_BLAME.test(types) && differ('type', 0.6)) return true;
  return differ('department', 0.85) && (differ('type', 0.6) || differ('axis', 0.6));
}

/** "Only put some shade there" goes on about what was praised. */
const PRAISE_AND_BLAME =
  /^compliment>(?:complaint|grievance|violation_report|human_rights)$|^(?:complaint|grievance|violation_report|human_rights)>compliment$/;

/** What was done to the writer, then what they want: an appeal, an idea, a question about it. */
const SAME_MATTER =
  />grievance$|^(?:complaint|grievance|human_rights|violation_report)>(?:inquiry|human_rights|complaint|violation_report)$|^inquiry>/;
