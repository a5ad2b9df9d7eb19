/**
 * Whether an act may be what it looks like: whom it is aimed at, and what it is about. An employee talked about is no
 * wish to talk to one, "my file is late" no question about a request already filed, a rude clerk no insult of ours.
 * Refuses to recognise an act in one or two words unless they are words of that act.
 */
import type { Act, DialogAct } from '../api/contract/vocabulary.ts';
import { fits, type SetPhrase, scriptOf, setPhrases } from './phrases.ts';
import type { Read } from './reading.ts';
import { isWord } from './tokens.ts';

const TALK = setPhrases(
  '(?:ا|ن|ي|ت|ال)?(?:حكي|حكوا|كلم|تكلم|تحدث|تواصل|تواصلوا|حديث|محادثه)\\S*|حول\\S*|تحويل\\S*|وصل(?:ني|وني|لي)|اعطيني|اعطني|بدل|بشر\\S*|انسان|روبوت|اليه|(?:talk|speak|chat|transfer|connect|call|human|person|robot|bot|machine|put|hand|agent)\\S*|a7ki|a7ky|ahki|y7ki|y7ke|7aw?wel\\S*|wasse?l\\S*|akallem|insan|ensan|bani adam|bot',
);
const ABOUT_STAFF = setPhrases(
  '(?:ال)?(?:شكوي|شكوه|شكاوي|شكر|شكرا|ثناء|ثنا)|(?:ا|ب|ن)?(?:شتكي|شكي|شكو|شكر|شيد|مدح)|وقح\\S*|قليل\\S*|صرخ\\S*|اهان\\S*|عصب\\S*|محترم\\S*|خلوق\\S*|ممتاز\\S*|ضرب\\S*|رفض\\S*|سيي\\S*|سيء\\S*|ظلم\\S*|رشو\\S*|واسط\\S*|غايب|نايم|(?:complain|rude|thank|prais|shout|insult|yell|polite|kind|helpful|unfair|brib|lazy|absent|slept|refus|bad|terribl|excellent|great)\\S*|wa[2q]e?7\\S*|2aleel\\S*|mo7taram\\S*|sarakh\\S*|ashk\\S*|asht\\S*|sha?kwa\\S*|shokran|shukran',
);
/** What somebody says who asks after a request that is already with us. */
const ASKS_AFTER = setPhrases(
  '(?:و|ب|ع|ل|ف)?(?:وين\\S*|صار\\S*|وصل\\S*|(?:ال)?رد\\S*|متابع\\S*|اتابع|تابع\\S*|حال\\S*|وضع\\S*|(?:ال)?استعلام|استعلم|نتيج\\S*|مصير\\S*|متي|ايمتي|قديش|(?:ال)?رقم\\S*|رقمه|مرجع\\S*|اخر|مسكر\\S*|مفتوح\\S*|تطمن\\S*|اتطمن|استلم\\S*|شوف\\S*|شوفلي|لسا|بعده|بعدها|اعرف|معرفه|معرفت|خبر\\S*|اعلام\\S*|سكر\\S*|تحول\\S*|تصعد\\S*|انحل\\S*|تنحل|خلص\\S*|طلع\\S*|جري|شو|ماذا|ما|اين|هل|كيف|كم|مين|مر|مضت|شيك|تشيك)|(?:where|track|status|updat|progress|follow|ref|answer|repl|check|news|result|number|far|what|still|happen|look|find|has|have|did|is|who|when|any)\\S*|wein\\S*|weyn\\S*|wen|wyn|wain|wesel\\S*|sar\\S*|[79]al\\S*|shu|shou|sho|rad\\S*|ra[2qk8]?[ae]?m\\S*|emta|t7a22a2|tmm|atamman|6l3|hal|shaf|as2al|marja3i|keef|kif|kam|\\d+',
);
/** Somebody else is meant. */
const THIRD_PARTY = setPhrases(
  "(?:ال|لل|بال|هال|و|وال)?(?:موظف|مدير|دكتور|طبيب|ممرض|معلم|استاذ|شرطي|ضابط|سايق|سواق|جار|حارس|مراقب|مفتش|رييس)\\S*|جيران\\S*|حقوقي|حقي|حقوقنا|(?:في|كلها|كله|مليان|مليانه|نقل|لم|رمي|حاويه|كوم|اكوام|شوارع|شارع) (?:ال)?(?:زباله|كلاب)|(?:ال)?(?:زباله|كلاب) (?:كثير|كتير|بالشارع|بالحاره|ضاله|قدام|عند|مليانه|متراكمه)\\S*|(?:employee|clerk|officer|driver|doctor|manager|teacher|neighbou?r|guard|nurse|policem[ae]n|staff|inspector)s?|(?:he|she|they)(?:'s|'re)?|(?:el |al )?m[ou]?wa?z+a?f\\S*|mo?dee?r\\S*|daktor\\S*|doktor\\S*|fi(?:h|ha)? zbaleh?\\S*|zbaleh? k[ti]?te?er\\S*|sawwa2\\S*|shofer",
);

const holds = (phrases: readonly SetPhrase[], text: string): boolean => {
  const script = scriptOf(text);
  return phrases.some((phrase) => {
    phrase.pattern.lastIndex = 0;
    return fits(phrase, script) && phrase.pattern.test(text);
  });
};

const AIMED: Readonly<Partial<Record<DialogAct, (read: Read) => boolean>>> = {
  human_agent: ({ n }) => !holds(ABOUT_STAFF, n.text) || holds(TALK, n.text),
  status_query: ({ n, entities }) =>
    entities.some(({ kind }) => kind === 'reference') || holds(ASKS_AFTER, n.text.replaceAll('civil status', ' ')),
  abuse: ({ n, named }) => !holds(THIRD_PARTY, n.text) && named.length === 0,
};

/** Words of each act, as those who wrote to us used them. */
export type SaidIn = ReadonlyMap<string, ReadonlySet<string>>;

/** One or two words are an act only if they are words of that act: "سلمى" is a name, not a goodbye. */
function inItsWords(read: Read, act: Act, said: SaidIn): boolean {
  const words = read.tokens.filter(isWord);
  // Nobody spells Arabizi twice alike: there the head must do.
  if (words.length === 0 || words.length > 2 || read.lang.value === 'ar-Latn') return true;
  const known = said.get(act);
  if (known === undefined) return true;
  return words.every((word) => known.has(word.text));
}

export function isPlausible(read: Read, act: Act, said: SaidIn): boolean {
  if (act === 'request') return true;
  if (AIMED[act]?.(read) === false) return false;
  return read.acted?.act === act || inItsWords(read, act, said);
}
