/**
 * First words that hint at a matter and tell nothing of it ("I have a problem", "I was wronged and want my right"), a kind of
 * request named at the head of a few words, and words that only bring something up. Set phrases; a story is none of them.
 */
import { fold } from './normalise.ts';
import type { Move } from './understanding.ts';

const words = (list: string) => new Set(list.split('|').map((word) => fold(word)));

/** One of these hints at a matter... */
const HINTS = words(
  'موضوع|الموضوع|مشكله|مشكلتي|المشكله|مشاكل|قصه|قصتي|شغله|فكره|افكار|حلم|مظلوم|مظلومه|انظلمت|ظلموني|ظلم|حقي|حقوقي|وجعني|معاناه|problem|problems|issue|matter|story|idea|ideas|dream|wronged|mawdoo3|mawdu3|mawdou3|mashkale|meshkle|meshkele|moshkela|mushkile|mushkila|fekra|fikra|osa|2ossa|qossa|ma6loom|mazloom',
);
/** ...when nothing but these stands beside it. */
const AROUND = words(
  'ايوه|الو|نعم|اه|مرحبا|السلام|سلام|عليكم|ورحمه|الله|وبركاته|اهلا|هلا|هاي|صباح|مساء|الخير|لو|سمحت|سمحتو|سمحتوا|من|فضلك|يا|جماعه|اخي|اختي|بدي|بدنا|ابغي|ابغا|اريد|ارغب|اود|حابب|حابه|نفسي|عندي|عندنا|في|فيه|لدي|معي|انا|احنا|والله|احكي|احكيلكم|احكيلك|اخبركم|اقول|اشرح|اشارك|اطرح|اوصل|ب|عن|على|هون|حساس|حساسه|مهم|مهمه|خطير|خطيره|كبير|كبيره|صغير|صغيره|شخصي|خاص|خاصه|جديد|جديده|حد|حدا|مين|يدلني|يساعدني|يسمعني|يفهمني|ساعدوني|ساعدني|تساعدوني|تساعدني|مساعده|محتاج|محتاجه|كتير|كثير|شوي|واحد|وحده|يعني|ممكن|اقدر|i|ive|id|im|am|was|have|had|got|a|an|the|my|this|there|is|some|about|to|talk|tell|you|share|discuss|speak|want|wanna|need|would|like|help|with|please|hi|hello|hey|and|small|big|serious|sensitive|important|little|salam|3alaikom|3alaykom|3alaykum|alaikom|marhaba|mar7aba|ana|bdi|biddi|bddi|a7ki|ahki|3endi|3indi|3ndi|3andi|w|bi|b|yalla|sa3dooni|sa3dni|sa3duni|mumken|momken|7assas|mohem|law|sama7t|ya|jama3a|kbeere|kbire|sgheer',
);
const MOST_AROUND = 12;

const isOf = (set: ReadonlySet<string>, word: string) =>
  set.has(word) || (/^[وب]\p{L}{3}/u.test(word) && set.has(word.slice(1)));

/** "I want to complain about the market here": about whom, and not yet what happened. */
const AGAINST =
  /^(?:\S+ ){0,9}?(?:اشتكي|اشكي|شكوي|complain|complaint|ashtki|ashteki|shakwa) (?:علي|ع|against|3ala) (?:the )?\S+(?: (?:عنا|عندنا|عندي|هون|عنا هون|here|3enna|hon))?$/u;
const BEFORE_AGAINST = words('اقدم|اسجل|ارفع|نقدم|file|make|submit|شكوي|complaint|aqadem|a2adem|against|علي');

function isAgainstAlone(bare: string): boolean {
  const verb = bare.search(/(?:اشتكي|اشكي|شكوي|complain|complaint|ashtki|ashteki|shakwa)(?= )/u);
  if (verb < 0 || !AGAINST.test(bare)) return false;
  const lead = bare.slice(0, verb).trim();
  return lead === '' || lead.split(' ').every((word) => isOf(AROUND, word) || BEFORE_AGAINST.has(word));
}

/** "I want to report some people, between you and me": about whom is still to be told, and what. */
const SOMEBODY =
  /^(?:\S+ ){0,5}?(?:ابلغ|اشتكي|اشكي|بلغ|report|complain|aballegh|ashtki) (?:عن|علي|ع|about|against|on|3an|3ala)? ?(?:ناس|حدا|شخص|اشخاص|واحد|وحده|جماعه|someone|somebody|people|some people|a person|a man|7ada|nas)(?: \S+){0,4}$/u;

function hints(bare: string): boolean {
  if (SOMEBODY.test(bare)) return true;
  const all = bare.split(' ');
  if (all.length > MOST_AROUND) return false;
  const rest = all.filter((word) => !isOf(AROUND, word));
  return (rest.length > 0 && rest.every((word) => isOf(HINTS, word))) || isAgainstAlone(bare);
}

const DIGRESSES =
  /^و?(?:by the way|btw|random question|off topic|بالمناسبه|علي فكره|عفكره|الا قل لي|الا قلي|قل لي|قولي|3a fekra|3ala fekra)(?= ).*[?؟]$|^(?:by the way |btw |بالمناسبه |علي فكره )?(?:do you know|هل تعرف|بتعرف) (?:when|where|who|what|متي|وين|مين|ايمتي).*$/u;
/** Asked about a request, it is about ours. */
const OURS = /request|complaint|reference|طلبي|الطلب|شكو|معاملتي|talabi|shakw|\d{4}/u;
const ORDERS =
  /(?:^|\s)(?:بدي|اطلب|ابعتولي|ابعثولي|order|want|bdi|biddi|badi|get me|send me)(?: \S+){0,4} (?:بيتزا|pizza|برغر|burger|شاورما|shawarma|shawerma|فلافل|falafel|كنافه|knafeh|بيبسي|pepsi|bepsi)(?=\s|$)/u;
const RECALLS =
  /(?:^|\s)(?:نسيت|تذكرت|nseet|nsit)(?: (?:احكيلك|احكيلكم|احكي|اقول|اقولك|اقلك|اقولكم|اخبرك|اخبركم|اذكر|a7kilak|a7ki|a2ool|a2ol))|forgot to (?:say|tell|mention|add)/u;

const plain = (raw: string) =>
  fold(raw)
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}?؟]+/gu, ' ')
    .trim();

const LONGEST = 400;

export function findOpenings(raw: string): Move[] {
  if (raw.length > LONGEST) return [];
  const text = plain(raw);
  const bare = text.replace(/[?؟]/g, ' ').replace(/\s+/g, ' ').trim();
  if (bare === '') return [];
  return [
    ...(hints(bare) ? [{ kind: 'hint' } as const] : []),
    ...((DIGRESSES.test(text) && !OURS.test(text)) || ORDERS.test(bare) ? [{ kind: 'digression' } as const] : []),
    ...(RECALLS.test(bare) ? [{ kind: 'recall' } as const] : []),
  ];
}
