/**
 * Remarks about a request that is being told, in whole sentences: what kind it should be, whose business it is, that a name
 * stays unsaid, what a file shows, that somebody is back. Short ones only: a story that happens to hold such words is a story.
 */
import type { RequestType } from '../api/contract/vocabulary.ts';
import { typeNamed } from './moves.ts';
import { fold } from './normalise.ts';
import type { Move } from './understanding.ts';

/** "Before the name, ...", "sorry, ..." */
const LEAD =
  /^(?:(?:لا|لحظه|عفوا|اسف|اسفه|معلش|طيب|بس|قبل \S+|wait|sorry|no|well|ok|actually|before (?:my |the )?\S+)[ ,]+)+/u;
/** "Put it down as ...", "it is more of a ...". */
const MADE =
  /^(?:سجل|اعتبر|حط|اكتب|خلي|صنف|حول|قدم)(?:و|وا|ي)?(?:ها|ه|هم)(?: (?:علي|ك|ل|انه|انها))* |^(?:please )?(?:put|file|register|mark|record|make|treat|count|take|log) (?:it|this|that) (?:down )?(?:as|to|into) (?:a |an )?|^(?:it is|its|this is|thats|that is|it was) (?:really |rather |more )?(?:more (?:of |like )|rather |really )(?:a |an )?/u;
const NOT_THAT = /[ ,]+(?:و?ليست?|مش|مو|موش|بدل|و?لا|not|rather than|than|instead of|and not|mish|mesh|mush|mo) .*$/u;
/** "Not a question, I am complaining". */
const NEGATED =
  /^(?:هاد |هاي |هذا |هذه |this is |its |it is )?(?:مش|مو|موش|ليس|ليست|not|mish|mesh) (?:a |an )?\S+(?: (?:هاد|هاي|هذا|هذه|this))?[ ,]+/u;
const DOING: readonly (readonly [RequestType, RegExp])[] = [
  ['complaint', /^(?:هاد |هاي )?(?:بشتكي|بشكي|اشتكي|complaining)$/u],
  ['suggestion', /^(?:بقترح|اقترح|suggesting)$/u],
  ['compliment', /^(?:بشكر\S*|بمدح\S*|praising|thanking(?: \S+)?)$/u],
  ['violation_report', /^(?:ببلغ|بلغ|reporting(?: (?:it|them|him))?)$/u],
  ['grievance', /^(?:بتظلم|بعترض|appealing)$/u],
  ['inquiry', /^(?:بسال|بستفسر|asking|just asking)$/u],
];

const MOST_WORDS = 10;
const count = (text: string) => text.split(' ').length;

/** The kind that a remark gives to the request as a whole. */
function kindIn(text: string): RequestType | undefined {
  const said = text.replace(LEAD, '');
  const made = MADE.exec(said);
  if (made) return typeNamed(said.slice(made[0].length).replace(NOT_THAT, ''));
  const doing = said
    .replace(NEGATED, '')
    .replace(/^(?:لا |بس )*(?:انا |i am |im |ana )?/u, '')
    .replace(NOT_THAT, '')
    .trim();
  const changed = said !== doing && count(said) <= 7;
  return changed ? DOING.find(([, verb]) => verb.test(doing))?.[0] : undefined;
}

/** "The hospital is under the ministry of health", "that is the municipality's job". */
const BELONGS =
  /(?:^| )(?:(?:ال)?تابع(?:ه|ين|ات)?|[بتي]?تتبع|[بي]يتبع|يتبع|(?:من )?اختصاص\S*|شغل(?:ه|ة)?|وظيف(?:ه|ة)|(?:ال)?مسوول(?:ه|ين)?|مسوولي\S*|صلاحيات\S*|[بتي]{1,2}خص|بترجع ل\S+|ابع[ثت]و?ها|حول(?:و|ي)?ها|وجهو?ها|ودو?ها|tabe3|tab3a|sho8ol|shoghol|mas2ool\S*|7awlooha)(?= |$)|(?:belongs? to|comes? under|is under|are under|run by|managed by|handled by|responsib\S+|in charge|s job|job of|the job|should go to|send (?:it|this) to|goes to|their business|s business)(?= |$)/u;

/** "I cannot give my name", "do I have to? rather not": the answer to that question is none. */
const WITHHELD =
  /(?:لا استطيع|لا اقدر|ما بقدر|ما اقدر|مش قادر\S*|لا يمكنني|ما فيني|صعب|بخاف|خايف\S*|cannot|cant|can not|not able to|afraid to|ma ba2dar|ma b2dar|لن|مش رح|ما رح|ما راح|لا اريد|لا ارغب|لا احب|ما بحب|wont|will not|would not|do not want to|dont want to|rather not|ma ra7|mish ra7) (?:\S+ ){0,2}?(?:ب?ذكر|اذكر|احكي|اعطي\S*|اعطاء|اقول|اكتب|give|share|say|tell|write|leave|a7ki|a3ti) (?:\S+ )?(?:اسم\S*|رقم\S*|my name|my number|my phone|names|esmi|ra2mi)|^(?:لازم|ضروري|مهم|must i|do i have to|is it necessary)(?: \S+){0,4} (?:بلاش|بدون|skip|rather not|no)$|^(?:لا )?(?:بدون|بلا|without|no) (?:رقم|تلفون|هاتف|موبايل|ايميل|number|phone)(?: \S+)?$/u;

/** "I do not want my name to appear", "but nobody should see my name". */
const UNSEEN =
  /(?:ما بدي|مش بدي|لا اريد|لا ارغب|بدون ما|ما لازم|i dont want|dont want|should not|must not|shouldnt|do not let|dont let|ma bdi) (?:\S+ ){0,4}?(?:اسمي|my name|esmi) (?:\S+ )?(?:يطلع|يظهر|يبين|ينعرف|ينذكر|ينكتب|ينشر|to appear|appear|to show|shown|show|known|be known|be seen|to be|on it|yetla3|ytla3|yebayyen)|(?:my name|اسمي) (?:must|should|can|لازم|ما) (?:not |ما )?(?:يطلع|يظهر|يبين|appear|show|be known|be shown)/u;

/** "If I tell my name, will something happen to my brother?" */
const FEARS =
  /^(?:و|بس )*(?:لو|اذا|if|law|iza) (?:\S+ ){0,3}?(?:اسمي|رقمي|my name|my number|esmi|ra2mi)(?: \S+){0,3}? (?:[بي]{0,2}صير|شو|خطر|مشكله|يضر\S*|will|would|happen\S*|trouble|safe|danger\S*|bisir|be9ir)/u;

/** "This is a picture from in front of the house": about the file, not the matter. */
const FILE =
  /^(?:(?:و|هاي|هاد|هذه|هذا|هذي|هاذي|هي|هيها|خذ|خذو|خذوا|تفضل\S*|ارفقت|ارفق|بعثت|بعتت|بعت|شوف\S*|ضيف\S*|مع|here|is|heres|here's|are|this|thats|that|see|look|at|attached|i|sent|send|sending|the|a|my|hay|hai|hada|hadi|shoof|shouf)\s+)*(?:ال|و|لل|بال)?(?:صور(?:ه|تين|ت\S*)?|فيديو|تسجيل|تسجيل صوتي|ملف|مستند|وثيقه|مرفق|مرفقات|وصل|فاتوره|photo|photos|picture|pictures|pic|pics|image|video|file|document|screenshot|receipt|attachment|attached|proof|soora|sora|soura|9oora|9ora|suwar)(?: \S+){0,6}$/u;

const BACK =
  /^(?:(?:مرحبا|هلا|هاي|السلام عليكم|سلام|اهلا|اهلين|اسف|اسفه|معلش|عفوا|طيب|hi|hello|hey|sorry|ok|salam|mar7aba) )*(?:انا )?(?:رجعت|رجعنا|عدت|عدنا|هيني|هيني رجعت|هاني|كنت|كنا|انقطعت?(?= (?:النت|الانترنت|الخط|الاتصال|الشبكه|عني)(?= |$)|$)|قطع النت|قطعت الكهربا|فصل|فصلت|خلص الشحن|انشغلت|تاخرت|im back|i am back|back (?:now|again|here)|was away|i was away|was busy|i was busy|i was at|my (?:internet|battery|phone)|the internet|lost connection|i got disconnected|rje3et|rj3t|rja3t|kont)(?= |$)/u;

const ROBOT =
  /^(?:هو |طيب |بس )?(?:انت|انتي|انتو|enta|inta|enti|are you) (?:a |an )?(?:بني ادم|انسان|شخص|موظف|روبوت|بوت|كمبيوتر|اله|robot|bot|human|person|bani adam|machine|computer)(?: (?:ولا|او|or|wala|wella) (?:a |an )?\S+(?: \S+)?)?$/u;

/** "تظلمًا" is "تظلم". */
const ENDED = /(تظلم|اقتراح|بلاغ|استفسار|اعتراض|شكر)ا(?= |,|$)/gu;

const plain = (raw: string) =>
  fold(raw)
    .replace(ENDED, '$1')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N},]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const LONGEST = 140;

export function findRemarks(raw: string): Move[] {
  if (raw.length > LONGEST) return [];
  const text = plain(raw);
  const bare = text.replaceAll(',', ' ').replace(/\s+/g, ' ').trim();
  if (bare === '' || count(bare) > MOST_WORDS) return [];
  const type = kindIn(text);
  const fears = FEARS.test(bare);
  return [
    ...(type ? [{ kind: 'correct', slots: ['type'], instead: raw, type } as const] : []),
    ...(BELONGS.test(bare) ? [{ kind: 'belongs' } as const] : []),
    ...(WITHHELD.test(bare) ? [{ kind: 'skip' } as const] : []),
    ...(UNSEEN.test(bare) ? [{ kind: 'anonymous' } as const] : []),
    ...(fears ? [{ kind: 'aside', aside: 'who_sees' } as const] : []),
    ...(FILE.test(bare) ? [{ kind: 'caption' } as const] : []),
    ...(BACK.test(bare) ? [{ kind: 'back_again' } as const] : []),
    ...(ROBOT.test(bare) ? [{ kind: 'identity' } as const] : []),
  ];
}
