/**
 * How much is at stake: words that speak of life, children and liberty, or of bread, health and corruption, and what a
 * type of request allows. A harm done is never a small matter; a question, an idea or thanks seldom is a large one.
 */
import type { Importance, RequestType } from '../api/contract/vocabulary.ts';
import { fits, type SetPhrase, scriptOf, setPhrases } from './phrases.ts';

const STAKES: readonly (readonly [string, readonly SetPhrase[]])[] = [
  [
    'wire',
    setPhrases(
      '(?:سلك|اسلاك|كيبل|كوابل|خط ضغط|صندوق (?:ال)?كهرباء?|عداد)(?: \\S+){0,3} (?:مكشوف\\S*|عاري\\S*|متدلي\\S*|مدلدل\\S*|نازل\\S*|واقع\\S*|مقطوع\\S*|بالارض|مفتوح\\S*)|منهل (?:\\S+ )?(?:مفتوح|مكشوف|بدون غطا\\S*)|(?:حفره|بير|بئر|قناه)(?: \\S+){0,3} (?:مكشوف\\S*|مفتوح\\S*|بدون (?:غطا|سياج|شبك)\\S*)|يكهرب\\S*|بكهرب\\S*|صعق\\S*|ايل للسقوط|رح (?:ي|ت)وقع|(?:ي|ت|ب|بي|بت)نهار|(?:ي|ت)وشك\\S* (?:ان )?\\S*(?:سقوط|انهيار|يسقط|ينهار)|(?:exposed|bare|live|hanging|dangling|open|uncovered|missing|loose)(?: \\w+){0,2} (?:wires?|cables?|manholes?|wells?|pits?|lids?|covers?|sockets?|panel|box)|(?:wires?|cables?|manholes?|transformer)(?: \\w+){0,3} (?:exposed|bare|live|hanging|dangling|open|sparking|uncovered)|(?:about to|could|might|going to) (?:collapse|fall)|(?:selek|slak|aslak|kabel)(?: \\S+){0,2} (?:maksh\\w+|3ar\\w+|mda\\w+|na[zs]el\\w*)',
    ),
  ],
  [
    'life',
    setPhrases(
      '(?:خطر|خطوره|تهدد|يهدد|يعرض|تعرض)(?: \\S+){0,2} (?:حيا\\S*|ارواح\\S*|سلامه|اطفال\\S*|اولاد\\S*|عيال\\S*|ولاد\\S*|صغار)|(?:بين الحياه و)?الموت|(?:بموت|بتموت|يموت|تموت|مات|ماتت|توفي|توفيت|وفاه)|دهس\\S*|غرق\\S*|تسمم\\S*|نزيف|جلطه|عنايه (?:ال)?(?:مركزه|حثيثه)|خداج|حاضنه خداج|انتحار|سكاكين|سلاح|مسدس|(?:اطلاق|عيارات) (?:ال)?نار\\S*|عيارات|رصاص|طخ\\S*|danger(?:ous|s)?(?: to)? (?:life|lives|child\\w*|kids|people|our)|life|lives|dying|dies|died|death|dead|drown\\w*|electrocut\\w*|kill(?:ed|s|ing)?|gun(?:fire|shots?|s)?|shots?|shooting|bullets?|weapons?|intensive care|icu|khatar(?: \\S+){0,2} (?:7aya\\S*|wlad\\S*|atfal\\S*|el zghar)|ra[sS]a[sS]|eT?la2 nar|6a?5+\\w*|slah|sla7',
    ),
  ],
  [
    'child',
    setPhrases(
      '(?:عماله|تشغيل|بشغل\\S*|يشغل\\S*|مشغل\\S*)(?: \\S+){0,2} (?:اطفال|طفل|قاصر|قاصرين|احداث|ولاد|اولاد|بنات)|(?:طفل|طفله|ولد|ولاد|اولاد|قاصر|قاصره)(?: \\S+){0,4} (?:بشتغل\\S*|يعمل\\S*|يشتغل\\S*|شغال\\S*)|(?:ضرب|يضرب|بضرب|بيضرب|عنف|تعنيف|يعنف|حبس|حرق|كسر)\\S*(?: \\S+){0,4} (?:طفل|طفله|طلاب|طالب|ابني|ابنتي|بنتي|ولد|ولدي|اولاد\\S*|ولاد|صغار|اطفال|ايتام|يتيم|حدث|احداث|قاصر)|(?:زواج|زوجوا|تزويج)(?: \\S+){0,3} (?:قاصر\\S*|طفله|15|14|13|16)|child labou?r|(?:beat\\w*|hit\\w*|slap\\w*|abus\\w*|lock\\w*|burn\\w*|tie[ds]?)(?: \\w+){0,4} (?:child\\w*|kids?|boys?|girls?|sons?|daughter|pupils?|orphans?|babies|baby|toddlers?)|(?:child\\w*|kids?|boys?|girls?|minors?|\\d+.year.olds?)(?: \\w+){0,4} (?:work(?:s|ing)?|beaten|slapped|locked|labou?r)|drab\\w*(?: \\S+){0,3} (?:ebn\\w*|bent\\w*|walad\\w*|el talab|6ullab)',
    ),
  ],
  [
    'liberty',
    setPhrases(
      '(?:موقوف|محتجز|محبوس|معتقل|مسجون|توقيف|احتجاز|حبس|اعتقال|اعتقلوا|وقفوا|حجزوا|محجوز|موقوفين|محتجزين|نزلاء|نزيل|زنزانه|نظاره|سجن|مهجع)\\S*|تعذيب|عذبوا\\S*|يعذب\\S*|فلقه|شبح\\S*|ضربوا\\S*|ضربو\\S*|ضربني|صفع\\S*|اهانه|تهديد|هددني|هددوني|اختفاء|اغتصاب|تحرش\\S*|(?:حجز|حاجز|ماخذ|اخذ|صادر|محجوز|حجزت|سحب)\\S*(?: \\S+){0,3} (?:جواز\\S*|اوراق\\S*|اقام\\S*)|ممنوع\\S* (?:من )?(?:ال)?(?:خروج|سفر|طلوع|زياره)|(?:detain|detention|arrest|jail|custody|imprison|locked|lock|cell|torture|prison|inmate|handcuff|harass|rape|assault|threaten)\\w*|beat(?:en|ing|s)?|passports?(?: \\w+){0,4} (?:withheld|held|kept|taken|locked|confiscat\\w*)|(?:tawqeef|mawqoof|ma7boos|ma7bous|mo7tajaz|sejen|sijin|sejn|nathara|ta3theeb|ta3zeeb|7ajz\\w*|darab\\w*|drabo\\w*)',
    ),
  ],
  [
    'bread',
    setPhrases(
      '(?:راتب|رواتب|اجور|اجر|معاش|مستحقات|مكافاه|علاو\\S*|يوميه|دخل|رزق\\S*|لقمه|مصدر رزق|قوت|عيش|تعويض\\S*|حقوق عماليه|نهايه خدمه|تقاعد)\\S*|خصم\\S*|(?:فصل|فصلوني|فصلوا|طردوني|طرد|انهاء خدم\\S*|انهوا (?:عقدي|خدماتي)|تسريح|سرحوني|وقفوني عن (?:ال)?(?:عمل|شغل))|قطعوا (?:عني )?(?:ال)?(?:معونه|راتب|دعم)|(?:معونه|تكافل)|عاطل|بلا عمل|افلس|خسر\\S*|salar(?:y|ies)|wages?|pensions?|livelihood|unpaid|docked|deduct\\w*|fired|dismiss\\w*|laid off|sacked|terminat\\w*|compensation|income|rent|evict\\w*|(?:ratb|rateb|ratib|ratbi|m3ash|ma3ash|ojra|ujra|5asam\\w*|khasam\\w*|fasal\\w*|fa9al\\w*|taradoo\\w*|riz2\\w*|rez2\\w*|ma3oneh|ma3une|taqa3od|ta2a3od)',
    ),
  ],
  [
    'corruption',
    setPhrases(
      'رشو\\S*|رشا\\S*|برطيل|بخشيش|حلوان|اكراميه|واسط\\S*|محسوب\\S*|فساد|فاسد(?:ين)?|اختلاس|اختلس\\S*|سرق\\S*|يسرق\\S*|تزوير|مزور\\S*|زور\\S*|تلاعب\\S*|استغلال (?:ال)?(?:منصب|وظيف\\S*|نفوذ|سلط\\S*)|تحت (?:ال)?طاول\\S*|غسيل اموال|تهريب|غش\\S*|نصب\\S*|احتيال|ابتز\\S*|بدل ما|brib\\w*|corrupt\\w*|kickbacks?|embezzl\\w*|steal\\w*|stole\\w*|theft|forg\\w*|fraud\\w*|launder\\w*|smuggl\\w*|nepotis\\w*|wasta|under the table|extort\\w*|blackmail\\w*|scam\\w*|rash?w[ae]h?|rishwe|reshwe|bakhsheesh|ba5sheesh|7elwan|fasad|ekhtilas|tazweer|sare2a|byesra2|sara2\\w*|b?yertashi',
    ),
  ],
  [
    'health',
    setPhrases(
      'تلوث\\S*|ملوث\\S*|دخان|ابخره|سموم|مبيد\\S*|كيماوي\\S*|مياه عادمه|عادمه|نفايات (?:طبيه|صلبه|خطره)|ربو|حساسيه|ضيق (?:ال)?(?:نفس|تنفس)|امراض|مرض\\S*|سرطان|كيماوي|غسيل (?:ال)?كلي|كلي|قلب|سكري|انسولين|عمليه (?:جراحيه|قلب|\\S+)|دوا|دوائ\\S*|ادويه|علاج\\S*|فاسد\\S*|منتهي\\S* (?:ال)?صلاحي\\S*|عفن\\S*|حشرات|صراصير|فير?ان|جرذان|جرب|لحوم?|polluti\\w*|pollut\\w*|smoke|fumes|toxic|chemical\\w*|asthma|cancer|dialysis|chemo\\w*|insulin|heart|surgery|operation|medicine\\w*|medication\\w*|treatment|diabet\\w*|spoiled|rotten|expired|contaminat\\w*|poison\\w*|sewage|rats?|cockroach\\w*|talaw+oth|talaowth|dokhan|d5an|dukhan|saratan|3amaliyye?h?|dawa|2adwiye|adweyeh|3elaj|fased\\w*|faseed',
    ),
  ],
  [
    'dignity',
    setPhrases(
      'تمييز|يميز\\S*|بميز\\S*|عنصري\\S*|كرام\\S*|اهان\\S*|اهانني|مهين\\S*|لانساني\\S*|حقوق (?:ال)?انسان|حقوقي|انتهاك\\S*|ذوي (?:ال)?(?:اعاقه|احتياجات)|معاق\\S*|اعاق\\S*|لجوء|لاجي\\S*|جنسيه|discriminat\\w*|racis\\w*|dignity|humiliat\\w*|degrad\\w*|inhuman\\w*|human rights|disab\\w*|wheelchair|refugees?|deport\\w*|tamyeez|3onsor\\w*|karam\\w*|2ahan\\w*|ahan\\w*|e3aqa|i3aqa',
    ),
  ],
];

/** What is at stake in a folded text, by name. */
export function stakesIn(...spellings: readonly string[]): string[] {
  return STAKES.flatMap(([name, phrases]) => {
    const isThere = spellings.some((text) => {
      const script = scriptOf(text);
      return phrases.some((phrase) => {
        phrase.pattern.lastIndex = 0;
        return fits(phrase, script) && phrase.pattern.test(text);
      });
    });
    return isThere ? [`stake:${name}`] : [];
  });
}

/** Income refused, stopped or cut is a high matter whatever else is said. */
const INCOME =
  /معون|تكافل|راتب|رواتب|تقاعد|اجور|رزق|ma3o+n|rat[ei]?b|ta2a3od|(?<![a-z])(?:aid|pensions?|salar|wages?|livelihood)/;
const LOST =
  /رفض|قطع|وقف|خصم|انقطع|ما نزل|ما اجا|شطب|rafa|wa2af|2ata3|ma nez|5asam|reject|refus|stopp|cut|denied|deduct|not (?:been )?paid|unpaid|did(?:n't| not) pay|dock/;
const LOSS = 3;

export const losesIncome = (text: string): boolean => INCOME.test(text) && LOST.test(text);

type Allowed = Readonly<Record<Importance, number>>;
const HARM: Allowed = { critical: 1, high: 1, medium: 1, low: 0.002 };
const WISH: Allowed = { critical: 0.002, high: 0.02, medium: 0.1, low: 1 };
const ALLOWED: Readonly<Record<RequestType, Allowed>> = {
  complaint: HARM,
  grievance: HARM,
  violation_report: HARM,
  human_rights: HARM,
  inquiry: WISH,
  suggestion: WISH,
  compliment: WISH,
};

function within(importance: ReadonlyMap<string, number>, allowed: Allowed): Map<Importance, number> {
  const made = new Map<Importance, number>();
  let total = 0;
  for (const [value, p] of importance) {
    const score = p * allowed[value as Importance];
    made.set(value as Importance, score);
    total += score;
  }
  for (const [value, score] of made) made.set(value, score / Math.max(1e-9, total));
  return made;
}

/** The head's opinion within what each type allows, as sure as the type is; what the likeliest type forbids is left out. */
export function weighed(
  importance: ReadonlyMap<string, number>,
  types: ReadonlyMap<string, number>,
  isLoss: boolean,
): Map<Importance, number> {
  const opinion = new Map(importance);
  if (isLoss) opinion.set('high', LOSS * (importance.get('high') ?? 0));
  const made = new Map<Importance, number>();
  const [top] = [...types].sort((a, b) => b[1] - a[1]);
  for (const [type, p] of types) {
    const allowed = ALLOWED[type as RequestType];
    for (const [value, score] of within(opinion, allowed)) made.set(value, (made.get(value) ?? 0) + p * score);
  }
  if (top && ALLOWED[top[0] as RequestType] === HARM) made.set('low', 0);
  return made;
}
