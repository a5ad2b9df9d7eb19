/**
 * What a citizen wants after filing ("my requests", "I withdraw it", "it is not solved"), small questions about the
 * service itself, and for whom they file. Set phrases in few words: a long message about a matter says none of it.
 */
import type { Aside, Relation, Wish } from '../api/contract/vocabulary.ts';
import { fold } from './normalise.ts';
import type { Move } from './understanding.ts';
import { wordings } from './wordings.ts';

const words = (list: string) => new Set(wordings(list));
/** Patterns are written in folded letters. */
const pattern = (source: string) => new RegExp(`(?:^|\\s)و?(?:${source.replace(/ى/g, 'ي')})(?=\\s|$)`, 'u');

const REQUEST_AR =
  '(?:ب|ل|ع|عن |على |علي )?(?:ال)?(?:طلب|شكوى|شكوي|شكوه|شكوا|شكوت|بلاغ|تظلم|اقتراح|استفسار|معامل[هت])(?:ي|تي|نا|اي|ايي)?';
const REQUEST_EN = '(?:request|complaint|case|report|grievance|appeal|suggestion|question|inquiry|ticket)s?';
const OF_ME = '(?:my|the|this|that|our)';

const MINE = pattern(
  '(?:كل |جميع |قايمه |عرض |اعرض |اعرضلي |وين |شو |شوف |اشوف |بدي |بدي اشوف |ورجيني )*(?:طلباتي|طلباتنا|شكاوي|شكاويي|شكاواي|شكاوايي|بلاغاتي|الطلبات تبعتي|الشكاوي تبعتي|طلبات السابقه|طلباتي السابقه)|' +
    `(?:list|show|see|view|all|check)? ?(?:me )?(?:all )?my (?:previous |old |open |other )?(?:requests|complaints|cases|reports|tickets)|` +
    '(?:kol )?(?:talabati|6alabati|shakawi|shakaway|shakawey)',
);

const WITHDRAW = pattern(
  `(?:اسحب|سحب|اسحبو|اسحبوا|اسحبي|نسحب|الغي|الغاء|الغوا|كنسل|اكنسل|اتراجع عن|تنازلت عن|اتنازل عن) ${REQUEST_AR}|` +
    `(?:withdraw|take back|retract|drop|cancel|close) ${OF_ME} (?:filed |registered |submitted )?${REQUEST_EN}|withdraw it|` +
    '(?:as7ab|es7ab|is7ab|as7b|el8i|elghi|cancel) (?:el )?(?:talab|talabi|6alabi|shakwa|shakwti|shakwti)',
);

const ADD = pattern(
  `(?:اضيف|اضافه|نضيف|ازيد|اكمل|ارفق|ابعت|ارسل) (?:شي |اشي |شغله |معلومه |معلومات |صوره |صور |ملف |ملفات |مرفق |تفاصيل |كمان )*(?:على |علي |ل|لل|الي |الى |ع |ب)?${REQUEST_AR}|` +
    `(?:بدي|اريد|ممكن|حابب|حابه|نسيت) (?:اضيف|ازيد)(?: (?:شي|اشي|شغله|معلومه|معلومات|صوره|تفاصيل))?|` +
    `(?:add|attach|send) (?:(?:something|more|a|an|some|another|information|info|details|photo|photos|picture|pictures|file|files|document) ?)*(?: ?to| ?for) ${OF_ME} ${REQUEST_EN}|` +
    '(?:i (?:want|would like|need|forgot) to|can i) add (?:something|more|a detail|details|information|info|a photo|a picture|to it)|' +
    '(?:bdi|biddi|badi) (?:adeef|aded|azeed|adif)(?: (?:ishi|eshi|soora|sora|3ala talabi|3a talabi|3ala shakwti))*',
);

const NOT_SOLVED = pattern(
  '(?:لسا |لسه |للان |لهلا |لحد الان |بعدها |بعده |المشكله |الموضوع |مشكلتي |شكوتي |هي |هو |بس )*(?:ما|لم|مش|مو) (?:انحلت|انحل|تنحل|ينحل|تحل|يحل|تحلت|تم الحل|تم حلها|تم حله|محلوله|محلول|حليتوها|حليتوا|زبطت|تصلحت|تصلح|اتصلحت|صار شي|صار اشي|تغير شي|تغير اشي)(?: (?:المشكله|مشكلتي|الموضوع|شي|اشي|لسا|لسه|للان|لهلا|لحد الان|ابدا))*|' +
    '(?:لسا|لسه) (?:المشكله موجوده|نفس المشكله|موجوده المشكله|على حالها|مكانك سر)|' +
    "(?:still )?(?:its |it's |it is |that is |problem is |the problem is |the matter is |this is |was |it was |has |hasn't |hasnt |has not |isn't |isnt |is )*(?:not|never|n't|isn't|isnt|hasn't|hasnt|wasn't|wasnt|still not|been)? ?(?:yet )?(?:not|isnt|isn't|hasnt|hasn't|never|unsolved|unresolved)(?: (?:been|yet|really))* ?(?:solved|resolved|fixed|sorted|repaired)?(?: (?:yet|at all|still))?|" +
    '(?:the )?problem (?:is )?(?:still|remains)(?: (?:there|here|the same|unsolved|not solved))?|nothing (?:has )?(?:changed|happened|was done)|' +
    '(?:lissa |lesa |lsa )?(?:ma|msh|mesh|mish) (?:n7allat|en7allat|in7allat|n7alat|en7alat|en7al|n7al|tsalla7at|t9alla7at)',
);
/** The English of it is loose: one of these must stand in it. */
const SOLVED = pattern(
  'solved|resolved|fixed|sorted|repaired|unsolved|unresolved|problem|nothing|\\S*[\\u0620-\\u06ff]\\S*|\\S*n7al\\S*|\\S*alla7at',
);

const PROVE = words(
  'رمز|الرمز|رمز التحقق|ابعت الرمز|ابعت رمز|ابعتلي رمز|ابعتلي الرمز|ابعث رمز|ارسل الرمز|ارسل رمز|ارسل لي رمز|ارسل لي الرمز|بدي رمز|بدي الرمز|اثبت رقمي|اثبات رقمي|بدي اثبت رقمي|تاكيد رقمي|اكد رقمي|code|a code|the code|send code|send a code|send the code|send me a code|send me the code|verify my phone|verify my number|prove my phone|prove my number|confirm my number|it is me|ramz|el ramz|eb3at el ramz|ab3atli ramz',
);
const FOLLOW_UP = pattern(
  '(?:رمز|كود|الرمز|الكود) (?:ال)?(?:متابعه|سري)(?: السري)?|(?:secret |my )*follow ?up (?:secret )?code|secret code|(?:ramz|code|kod) (?:el )?(?:motaba3a|mutaba3a|mutabaa|serri|sirri)',
);
const RESEND = words(
  'ما وصل|ما وصلني|ما وصلني شي|ما وصلني اشي|ما وصل الرمز|ما وصلني الرمز|ما اجاني|ما اجاني شي|ما اجا|ما اجت الرساله|لم يصل|لم يصلني|لم يصلني الرمز|ابعت مره ثانيه|ابعته مره ثانيه|ابعث مره ثانيه|ارسل مره اخرى|ارسله مره اخرى|اعد الارسال|رمز جديد|رمز ثاني|رمز اخر|resend|resend it|resend the code|resend code|send again|send it again|send another|another code|new code|did not get it|didnt get it|i did not get it|i didnt get it|i did not receive it|i didnt receive it|i didnt get the code|i did not get the code|i did not receive the code|no code arrived|nothing arrived|it did not arrive|it didnt arrive|ma wesel|ma weselni|ma ajani|ma 2ajani',
);
const CONTINUE = words(
  'كمل|نكمل|اكمل|بدي اكمل|خلينا نكمل|كمل طلبي|نكمل طلبي|اكمل طلبي|بدي اكمل طلبي|بدي اكمل الطلب|اكمل الطلب|اكمال الطلب|نكمل الطلب|كمل الشكوى|اكمل الشكوى|بدي اكمل شكوتي|اكمل شكوتي|نكمل من وين وقفنا|وين وقفنا|طلب لم يكتمل|الطلب اللي ما كملته|كنت بلشت طلب|continue|resume|go on|carry on|lets continue|let us continue|continue my request|continue my complaint|resume my request|finish my request|finish my complaint|continue where we stopped|continue where i left off|where did we stop|i started a request|nkamel|nkammel|bdi akamel talabi|kamel|kammel|kamil|kammil|yalla kammel|yalla kamel|يلا كمل|يلا نكمل|كملي|كملوا|كمل لو سمحت|continue please|please continue|please go on|go on please|keep going|رجعت|انا رجعت|رجعتلكم|رجعنا|عدت|ana rje3et|rje3et|ana rj3t|rj3et|i am back|im back|back again|kammel talabi',
);

const WHO_SEES = pattern(
  '(?:مين|من|منو|حدا|هل حدا|في حدا|هل احد|احد) (?:\\S+ ){0,2}?(?:يشوف|بشوف|بيشوف|شايف|يعرف|بيعرف|بعرف|سيعرف|سيرى|يرى|سيقرا|يقرا|بيقرا|بقرا|يطلع على|بيطلع على|يطلع علي|سيطلع على)|هل (?:هو |هي |هذا |هاد |هاي )?(?:ال)?(?:طلب |شكوي |بلاغ )?(?:سري|سريه|مجهول|بسريه)|(?:هل |)(?:اسمي|معلوماتي|بياناتي|رقمي|شكوتي|طلبي) (?:رح |راح |بيكون |بكون |سيكون |بضل |بيضل )*(?:سري|سريه|سرا|محفوظ|محفوظه|ينعرف|بنعرف|يظهر|بيظهر|بظهر|ينشر)|(?:رح|راح|هل) (?:يعرفوا|تعرفوا|يعرف|ينعرف) (?:\\S+ ){0,2}?(?:اسمي|اني|مين|رقمي)|شو بتعملوا (?:ب|في )(?:رقمي|اسمي|معلوماتي|بياناتي)|' +
    'who (?:\\S+ ){0,2}?(?:see|sees|read|reads|know|knows|gets|get|look|looks)(?: \\S+){0,5}|(?:will|can|does|do|would) (?:anyone|anybody|someone|they|the clerk|the employee|my boss|people|others|the department) (?:\\S+ ){0,2}?(?:see|know|find out|read)(?: \\S+){0,5}|is (?:it|this|that|my name|my number|my phone|my information|everything) (?:\\S+ )?(?:confidential|private|secret|safe|public|published|shared|anonymous)|what (?:do|will) you do with my (?:name|number|phone|data|information)|' +
    '(?:meen|min|mn) (?:ra7 |rah |ra7a |bi)?(?:yshoof|yshouf|bshoof|bishoof|ye3raf|y3raf|be3raf|yi3raf)',
);
const HOW_LONG = pattern(
  '(?:كم|قديش|قداش|اديش|ما المده|شو المده|كم يوم|كم المده) (?:\\S+ )?(?:بتاخذ|بتاخد|بياخذ|بياخد|باخذ|باخد|تاخذ|ياخذ|بدها|بده|بدكم|بيستغرق|يستغرق|تستغرق|بتطول|بطول|بتستغرق|الوقت|المده|وقت|لازم استنى|بستنى)(?: (?:وقت|من الوقت|الوقت|الشغله|العمليه|الرد|الموضوع|القصه))*|(?:متى|ايمتى|امتى|ايمت|وقتيش|متا) (?:\\S+ )?(?:بتردوا|بتردو|تردوا|الرد|بوصلني|بيوصلني|يوصلني|بيجي|بصير|بتجاوبوا|رح تردوا|سيصلني|يصلني)(?: (?:الرد|رد|علي|الجواب|جواب))*|' +
    '(?:هاي |هاد |هذا |القصه )?(?:بدها|بده|بدكم) (?:\\S+ ){0,2}(?:لتردو|لتردوا|لتجاوبوا|لتجاوبو|ليجي الرد)(?: \\S+){0,3}|how (?:long|much time|many days|soon)(?: (?:does|will|do|would|it|this|take|the|to|is|answer|get|an|i|have|wait|until|for|a|reply))*|when (?:will|do|can|would) (?:i|you|they|we) (?:get|hear|receive|answer|reply|expect|have)(?: (?:back|an|a|the|answer|reply|from|you|something))*|' +
    '(?:addeish|adesh|2addesh|kam|gadeish) (?:bta5od|btakhod|bte5od|bda|bedha|badha|wa2t|wa2et)(?: (?:wa2t|wa2et))?|(?:emta|aimta|imta|meta) (?:btroddo|btrodo|el rad)',
);
const IS_FREE = pattern(
  '(?:هل )?(?:هاي |هاد |هذه |هذا |هي |هو )?(?:ال)?(?:خدمه |طلب |شكوى )?(?:مجاني|مجانيه|مجانا|ببلاش|بلاش ولا بمصاري|بفلوس|بمصاري|بتكلف|بيكلف|عليها رسوم|عليه رسوم|فيها رسوم)|(?:لازم|بدي|بدكم) (?:ادفع|مصاري|فلوس)|' +
    'is (?:it|this|the service|that) (?:\\S+ )?(?:free|for free|paid)(?: of charge)?|(?:does|do|will) (?:it|this|i) (?:cost|have to pay|need to pay|pay)(?: \\S+){0,2}|how much (?:does|will) (?:it|this) cost|' +
    '(?:majjani|majani|majanan|b balash|bi masari|bmasari)',
);

const RELATIVES: readonly (readonly [Relation, string])[] = [
  ['mother', 'امي|والدتي|الوالده|ماما|يما|mother|mom|mum|mama|ommi|emmi'],
  ['father', 'ابوي|ابي|والدي|الوالد|بابا|father|dad|baba|abooy|abuy'],
  ['parent', 'اهلي|والداي|امي وابوي|parents|ahli'],
  ['sibling', 'اخوي|اخي|اختي|اخواتي|اخوتي|brother|sister|akhooy|a5ooy|okhti|o5ti'],
  ['child', 'ابني|بنتي|ابنتي|اولادي|son|daughter|child|kid|kids|children|ibni|binti'],
  ['spouse', 'زوجي|زوجتي|مرتي|جوزي|husband|wife|spouse|jozi|marti'],
  [
    'relative',
    'جدي|جدتي|ستي|سيدي|عمي|عمتي|خالي|خالتي|ابن عمي|قريبي|قريبتي|حماتي|حماي|grandmother|grandfather|grandma|grandpa|uncle|aunt|cousin|relative',
  ],
  ['neighbour', 'جاري|جارتي|جارنا|جارتنا|جيراني|جيرانا|neighbor|neighbour|neighbors|neighbours|jari|jarti|jarna'],
  ['friend', 'صاحبي|صاحبتي|صديقي|صديقتي|زميلي|زميلتي|friend|colleague|sa7bi|9a7bi|sadeeqi'],
];
const FILING =
  '(?:اشتكي|اشكي|اقدم|اقدمها|اقدمه|اسجل|ارفع|ابلغ|استفسر|اعترض|اتظلم|اكتب|تقديم|شكوى|شكوي|طلب|بلاغ|تظلم|complain|complaint|file|filing|register|submit|report|request|ask|write|writing|ashtki|ashteki|aqadem|a2adem|shakwa)';
const forRelative = (names: string) =>
  new RegExp(
    `(?:^|\\s)(?:(?:بال|ب|ال)?نيابه عن |باسم |on behalf of (?:my |our )?|in the name of (?:my |our )?|bil neyabe 3an )(?:${names})(?=\\s|$)` +
      `|(?:^|\\s)${FILING}(?: \\S+){0,3}? (?:عن |مشان |عشان |لاجل |ل|for (?:my |our )|3an |mshan |la )(?:${names})(?=\\s|$)` +
      `|^(?:هي |هو |هاد |هاي |انا |لا |it is |its |it's |this is )*(?:بقدم |بكتب |بحكي |بشتكي |filing |writing |asking )?(?:عن |مشان |عشان |ل|for (?:my |our )|3an )(?:${names})(?: (?:مش الي|مش لي|not me|not for me))?$`,
    'u',
  );
const ON_BEHALF = RELATIVES.map(([relation, names]) => [relation, forRelative(names)] as const);
/** Nearly no message is for somebody else: one look tells. */
const FOR_SOMEBODY = forRelative(RELATIVES.map(([, names]) => names).join('|'));

interface Rule {
  readonly most: number;
  readonly holds: (bare: string) => boolean;
}

const WISH_RULES: readonly (readonly [Wish, Rule])[] = [
  ['withdraw', { most: 10, holds: (bare) => WITHDRAW.test(bare) }],
  ['my_requests', { most: 7, holds: (bare) => MINE.test(bare) }],
  ['add', { most: 12, holds: (bare) => ADD.test(bare) }],
  ['not_solved', { most: 12, holds: (bare) => NOT_SOLVED.test(bare) && SOLVED.test(bare) }],
  ['follow_up', { most: 8, holds: (bare) => FOLLOW_UP.test(bare) }],
  ['prove', { most: 6, holds: (bare) => PROVE.has(bare) }],
  ['continue', { most: 7, holds: (bare) => CONTINUE.has(bare) }],
];
const ASIDE_RULES: readonly (readonly [Aside, Rule])[] = [
  ['who_sees', { most: 12, holds: (bare) => WHO_SEES.test(bare) }],
  ['how_long', { most: 9, holds: (bare) => HOW_LONG.test(bare) }],
  ['is_free', { most: 8, holds: (bare) => IS_FREE.test(bare) }],
];

const LONGEST = 400;

/** Digits say nothing of a wish: a reference number may stand beside it. */
const plain = (raw: string) =>
  fold(raw)
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?:^|\s)\d+(?=\s|$)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export function findWishes(raw: string): Move[] {
  if (raw.length > LONGEST) return [];
  const bare = plain(raw);
  if (bare === '') return [];
  const count = bare.split(' ').length;
  const fits = ([, rule]: readonly [unknown, Rule]) => count <= rule.most && rule.holds(bare);
  const wish = WISH_RULES.find(fits);
  const aside = ASIDE_RULES.find(fits);
  const behalf = FOR_SOMEBODY.test(bare) ? ON_BEHALF.find(([, wanted]) => wanted.test(bare)) : undefined;
  return [
    ...(wish ? [{ kind: 'wish', wish: wish[0] } as const] : []),
    ...(aside && !wish ? [{ kind: 'aside', aside: aside[0] } as const] : []),
    ...(RESEND.has(bare) ? [{ kind: 'resend' } as const] : []),
    ...(behalf ? [{ kind: 'on_behalf', relation: behalf[0] } as const] : []),
  ];
}

const WHOM =
  /(?:\s|^)(?:بالنيابة عن|نيابة عن|باسم|مشان|عشان|عن|on behalf of|in the name of|for)\s+(?:my\s+|our\s+)?\S+|\sل(?=\p{L}{3})\S+/giu;

/** "I want to complain for my mother" without the mother: what is left may only announce a request. */
export const withoutWhom = (raw: string): string => raw.replace(WHOM, ' ');
