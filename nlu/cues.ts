/**
 * Words that speak for a type, an axis or a weight before any training: what the room falls back on without weights.
 */
import type { Axis, Importance, RequestType } from '../api/contract/vocabulary.ts';

/** As letters are once folded. */
const W = '(?<![0-9a-z\\u00e0-\\u024f\\u0620-\\u06ff])';
const cue = (source: string) => new RegExp(`${W}(?:${source})`, 'g');

export type Cues<T extends string> = readonly (readonly [T, RegExp, number])[];

export const TYPE_CUES: Cues<RequestType> = [
  [
    'complaint',
    cue(
      'شكو|اشتكي|بشتكي|اشكو|صارلي|صارلنا|الي شهر|للاسف|معقول|مشكل|ما حدا|ولا حدا|تاخر|سيء|سيئ|مقطوع|انقط|خرب|عطل|complain|problem|rude|nobody|still (?:not|no|waiting)|months? and|broken|sarli|sarl|ashteki|ashtki|mafi|mushkil',
    ),
    1.2,
  ],
  [
    'inquiry',
    cue(
      'كيف|شو (?:ال)?اوراق|وين|متي|كم|شو المطلوب|ما هي|ما هو|هل|بدي اعرف|استفس|بدي استفسر|how|what|where|when|which|is it possible|do i need|can i|keef|kam|wein|adesh|addesh|shu el',
    ),
    1.1,
  ],
  [
    'suggestion',
    cue(
      'اقترح|بقترح|اقتراح|حبذا|ياريت|يا ريت|لو تعملوا|لو يتم|نتمني|من الافضل|suggest|it would be|why not|propos|ba2tare7|aqtare7|ya reit|iqtira7',
    ),
    1.6,
  ],
  [
    'compliment',
    cue(
      'شكرا|اشكر|بشكر|نشكر|ثناء|مشكورين|كل الاحترام|يعطيكم العافيه|ممتاز|رايع|thank|excellent|great service|appreciate|praise|bashkor|shukran',
    ),
    1.2,
  ],
  [
    'violation_report',
    cue(
      'مخالف|غير مرخص|بدون ترخيص|رشو|ابلغ|بلاغ|بدي ابلغ|تهريب|يرمي|بيرم|غش|report|illegal|unlicen|bribe|dump|smuggl|balligh|rashwe|ba2alle8',
    ),
    1.3,
  ],
  [
    'grievance',
    cue(
      'تظلم|اتظلم|اعتراض|اعترض|بعترض|رفضوا طلبي|قرار (?:ال)?رفض|استيناف|اعاده النظر|appeal|objection|overturn|refused my|rejected my|a3tared|ta6allom|tazallom',
    ),
    1.8,
  ],
  [
    'human_rights',
    cue(
      'حقوق الانسان|تعذيب|عذبوني|سوء معامله|احتجاز|توقيف تعسفي|تمييز|عنصري|محتجز|human rights|torture|ill-?treat|discriminat|unlawful(?:ly)? detain|detained|ta3theeb|7o2oo2 el',
    ),
    2,
  ],
];

export const AXIS_CUES: Cues<Axis> = [
  [
    'service_time',
    cue(
      'شهر|شهور|اسبوع|اسابيع|انتظ|بستن|تاخر|تاخير|دور|طابور|صارلي|دوام|متي|موعد|مواعيد|wait|delay|months?|weeks|queue|late|overdue|hours|sarli|bastanna|ta2akh',
    ),
    1.2,
  ],
  [
    'procedures',
    cue(
      'اوراق|رسوم|شروط|اجراء|معامله|نموذج|وثايق|منصه|تطبيق|الكتروني|رابط|رخص|كيف|مطلوب|documents?|fees?|form|procedure|steps|website|app|requirement|awra2|rsoom',
    ),
    1,
  ],
  [
    'staff_conduct',
    cue(
      'موظف|صرخ|عصب|احترام|واسطه|محسوبيه|رشو|تعامل|معامله سيئه|اسلوب|rude|staff|employee|clerk|shout|bribe|favou?rit|insult|mwathaf|muwathaf|wasta',
    ),
    1.2,
  ],
  [
    'environment',
    cue(
      'كراسي|مكيف|نظافه|وسخ|مبني|موقف|مواقف|حمام|رامب|منحدر|كرسي متحرك|مقاعد|وين موقع|seats?|parking|ramp|clean|dirty|building|air.?condition|toilet|nathafe',
    ),
    1.1,
  ],
  [
    'output_quality',
    cue(
      'حفر|شارع|مي|كهرب|زباله|نفايات|فاتور|غلط|خطا|مقطوع|انقط|تلوث|pothole|street|water|power|rubbish|garbage|bill|wrong|kahraba|fatora|7ofra|zbale',
    ),
    1,
  ],
];

export const IMPORTANCE_CUES: Cues<Importance> = [
  ['critical', cue('خطر|حياه|موت|طفل|اطفال|تعذيب|سلك مكشوف|danger|life|child|torture'), 1.2],
  ['high', cue('رشو|فساد|راتب|فصل|تلوث|مرض|علاج|دواء|bribe|corrupt|salary|pollut|medicine'), 1.2],
  ['medium', cue('.'), 0.9],
  ['low', cue('اقترح|شكرا|كيف|متي|كم|وين|suggest|thank|how|when|where'), 1],
];

/** Scores of a folded text, as probabilities. */
export function byCues<T extends string>(cues: Cues<T>, text: string): Map<T, number> {
  const scores = new Map<T, number>();
  for (const [value, pattern, weight] of cues) {
    const hits = Math.min(3, [...text.matchAll(pattern)].length);
    scores.set(value, Math.max(scores.get(value) ?? 0, weight * Math.sqrt(hits)));
  }
  let total = 0;
  for (const score of scores.values()) total += Math.exp(score);
  for (const [value, score] of scores) scores.set(value, Math.exp(score) / total);
  return scores;
}

/** Cues are looked for in so much of a text, which is all of nearly every one. */
const HEARD = 1200;

/** Which cues a folded text holds, by name: a hint among many for the trained heads. */
export function cuesIn(...spellings: readonly string[]): string[] {
  const text = spellings.map((one) => one.slice(0, HEARD)).join(' ');
  const found: string[] = [];
  for (const [code, pattern] of [...TYPE_CUES, ...AXIS_CUES]) {
    pattern.lastIndex = 0;
    if (pattern.test(text)) found.push(`cue:${code}`);
  }
  return found;
}
