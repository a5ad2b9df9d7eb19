/**
 * Danger now: fire, an accident with injured, violence, a child in danger. Written to miss none; what only sounds like
 * danger (an emergency ward, prices on fire, a report of last year's fire) is listed and let go.
 */
import type { Token } from './tokens.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

const W = '(?<![\\p{L}\\d])';
const E = '(?![\\p{L}\\d])';
const pattern = (source: string) => new RegExp(`${W}(?:${source})${E}`, 'gu');

/** Enough by themselves. */
const DANGER = [
  'حريق(?:ه)?|حرايق|محروقه|بيحترق|بتحترق|بيحترقوا|بحترق|يحترق|تحترق|احترقت|عم تحترق|عم يحترق|النار (?:شبت|ولعت|بتاكل|مولعه|والعه|واصله|قربت)|(?:شبت|ولعت|في|في) (?:ال)?نار|نار (?:شبت|والعه|مشتعله|ولعت|كبيره)|ولعت (?:ال)?\\S+|ولع (?:ال)?(?:بيت|محل|دار|شقه|سياره|عماره)|شب حريق|والع(?:ه)? نار|اشتعلت|مشتعله',
  '(?:ال)?(?:بيت|دار|شقه|عماره|محل|مدرسه|مصنع|سياره|مستودع) (?:عم )?(?:ب|ت|ي)?(?:تولع|يولع|تحترق|يحترق|بتولع|بيولع|مولعه?|والعه?|عم تولع|عم يولع)',
  '(?:تسرب|ريحه|تسريب|ريحت) (?:ال)?غاز|غاز (?:متسرب|مسرب|بيسرب|عم يسرب)|انفجار|انفجرت?|رح (?:ت|ي)نفجر',
  'الحقونا|الحقوني|انقذوني|انقذونا|النجده|ابعتوا (?:ال)?(?:اسعاف|اطفاءيه|اطفاييه|اطفاي|شرطه|دفاع مدني)|ابعثوا (?:ال)?(?:اسعاف|اطفاييه|شرطه)|ارسلوا (?:ال)?(?:اسعاف|شرطه)|(?:بدنا|بدي|محتاجين|نحتاج|احتاج|لازم|وين|اطلبوا|اطلبولي|اطلبولنا) (?:ال)?(?:اسعاف|سياره اسعاف|اطفاييه|اطفاء|مطافي)|بسرعه (?:ال)?اسعاف|اسعاف بسرعه',
  '(?:بيقتل|يقتل|بقتل|رح يقتل|بده يقتل|عم يقتل|بدو يقتل|هيقتل|حيقتل|بيقتلني|بقتلني|يقتلني|رح يقتلني|بده يقتلني|بدو يقتلني|رح يذبحني|بده يذبحني|بيذبح|بذبح)\\S*|بيطخ|بطخوا|بيطخوا|بيطخو|بطخو|عم بطخ\\S*|عم يطخ\\S*|اطلاق نار|اطلاق (?:ال)?رصاص|اطلاق عيارات|بيطلقوا (?:نار|رصاص)|يطلقون (?:ال)?(?:نار|رصاص)|طعن(?:ه|ها|ني|وه|وني)?|انطعن|مطعون|عم ينزف|بينزف|تنزف|بتنزف|ينزف|بنزف|نزيف قوي|بيغرق|بتغرق|يغرق|غرق(?:ان|انه)?|عم يغرق|بيموت|بتموت|بموت|عم يموت|عم بموت|رح يموت|رح تموت|فاقد(?:ه)? (?:ال)?وعي|مغمي عليه\\S*|ما (?:عم )?(?:ب|ي)?(?:يتنفس|تتنفس|بتنفس|بيتنفس|بتتنفس)|لا يتنفس|لا تتنفس|بيختنق|يختنق|تختنق|بتختنق|بختنق',
  '(?:عم |هسه |هسا |هلا |هلق |الان |حاليا )(?:ب|ي|بي|ت|بت)?(?:ضرب|يضرب|بضرب|يعتدي|بعتدي|بيضرب|بيعتدي|تضرب)\\S*|(?:بيضرب|بضرب|يضرب|بيضربني|بضربني|يضربني|بيضربوا|بضربوا)\\S* (?:\\S+ ){0,4}(?:هسا|هسه|هلا|هلق|الان|حاليا|بسكين|بعصا|بالسكين)|(?:معه|معاه|معو|حامل|رافع|شاهر|ماسك|بيده|بايده) (?:سكين|سكينه|سلاح|مسدس|خنجر|موس|شبريه)|مسلح(?:ين)?|هوشه|هاوشه|مشاجره (?:\\S+ ){0,3}(?:هلا|هسا|هسه|الان|سلاح|نار|بالسكاكين)|مشاجره كبيره|مشاجره جماعيه|سكاكين',
  '(?:حادث|حوادث|تدهور|دهس|صدم|تصادم|اصطدام|انقلاب|انقلبت|انقلب|دعس|دعسه|دعست|دهست|دهسته|دهسه|صدمته|صدمه)(?:\\s\\S+){0,9}\\s(?:\\S*(?:اصابات|مصابين|مصاب|مصابه|جرحي|جريح|اصابه|انصاب|انصابوا|مجروح|مجروحين|دم|ينزف|بينزف|محشور|محشورين|عالق|عالقين|وفاه|وفيات|قتلي|ميت|ميتين)\\S*)|(?:اصابات|مصابين|جرحي|مصاب|جريح)(?:\\s\\S+){0,6}\\s(?:حادث|تصادم|انقلاب|دهس)\\S*|(?:صار|في|صاير|وقع) (?:هلا |هسا |هسه |الان )?(?:حادث|تصادم) (?:سير )?(?:قوي|كبير|مروع|بشع|خطير|هلا|هسا|هسه|الان|قدام|عند|ع|علي)|حادث (?:\\S+ )?(?:هلا|هسا|هسه|الان|هلق|قبل (?:شوي|دقايق))|دهس (?:طفل|ولد|بنت|شخص|رجل|زلمه|مره|ختيار)',
  '(?:ولد|بنت|طفل|طفله|رضيع|ابني|بنتي|ابن|بنت) (?:\\S+ ){0,4}(?:وقع|وقعت|سقط|سقطت|عالق|عالقه|علق|علقت|محبوس|محبوسه|مخطوف|مخطوفه|انخطف|انخطفت|خطفوه|خطفوها|ضايع|ضايعه|ضاع|ضاعت|مفقود|مفقوده|اختفي|اختفت)|خطف(?:وا|وه|وها)? (?:\\S+ )?(?:طفل|ولد|بنت|ابني|بنتي)|مختطف|حدا خطف|بيخطف|طفل (?:\\S+ ){0,3}(?:لحاله|لحالو|بالسياره|بخطر|في خطر)|(?:عالق|عالقين|محبوس|محبوسين|محصورين|محاصرين|محاصر) (?:\\S+ ){0,2}(?:بالمصعد|بالاسانسير|بالسيل|بالمي|بالبيت|بالسياره|تحت|الردم|جوا|داخل|فيضان|في|ب\\S+)|انهيار|انهارت|انهار|انهدم|وقع (?:ال)?(?:سقف|حيط|جدار|درج)|سيل جارف|الوادي (?:جرف|سحب)',
  '(?:بنتحر|بدي انتحر|رح انتحر|بده ينتحر|رح ينتحر|ينتحر|تنتحر|انتحار|بدي اموت|بدي اموت حالي|بدي اقتل حالي|بفكر انتحر|اقتل نفسي|اقتل حالي|يرمي حاله|رح يرمي حاله|ينط عن|واقف عالسطح)',
  '(?:سلك|اسلاك|كيبل|كوابل|كابل) (?:\\S+ ){0,3}(?:مكشوف|مكشوفه|عاري|عاريه|مقطوع|مقطوعه|واقع|طايح|واقعه|بيكهرب|بكهرب|مدلي|مدليه)(?:\\S* \\S+){0,6} (?:اطفال|ولاد|الاولاد|مدرسه)|كهربته|كهربه|تكهرب|تكهربت|صعقه كهرباييه|انكهرب|مس كهربايي',
  'طوارئ ضروري|حاله طارءه|حاله طارييه|حاله طاريه الان|خطر علي حياتي|حياتي بخطر|حياتي في خطر|حياتنا بخطر|حياه \\S+ (?:ب|في )خطر|مهدده بالقتل|مهدد بالقتل|هددني بالقتل|بيهددني بالقتل|بهددني بالقتل|بهدد بالقتل|اغتصاب|بيغتصب|يغتصب|بيتحرش (?:\\S+ ){0,3}(?:هلا|هسا|الان)|جوزي بيضربني|زوجي (?:ب|بي|ي|عم )?(?:يضربني|ضربني|بضربني|بيضربني)|ابوي بيضربني|ابوي بضربني|بيعذب|بعذب|عم يعذب\\S*',
  "(?:house|home|building|apartment|flat|car|shop|school|factory|warehouse|kitchen|forest|trees?|bus|hospital|neighbou?r\\S*)(?: is| are| has|'s)?(?: now)? (?:on fire|burning|caught fire|in flames)|(?:there(?:'s| is) (?:a )?(?:big |huge |massive )?)?(?:big |huge )?fire (?:in|at|near|on|broke|next|spreading|now|inside|right|downstairs|upstairs)(?! (?:extinguisher|station|department|brigade|certificate|drill|alarm))|fire[!]|it'?s burning|on fire|smoke (?:is )?(?:coming|everywhere|filling)|gas leak|smell(?:ing)? (?:of )?gas|explosion|exploded",
  "(?:accident|crash|collision|hit|rollover|overturned|ran over|run over)(?:\\W+\\S+){0,10}\\W+(?:injur\\w*|bleed\\w*|hurt|wounded|trapped|dead|dying|unconscious|casualt\\w*|victims?|killed)|(?:injured|bleeding|hurt|wounded|trapped|unconscious)(?:\\W+\\S+){0,6}\\W+(?:accident|crash|collision)|(?:someone|somebody|man|woman|child|kid|boy|girl|he|she|they|people|person|brother|sister|mother|father|baby|neighbou?r|i|i'm|am) (?:is |are |was |has |been |just |badly |heavily |got ){0,3}(?:bleeding|dying|drowning|choking|unconscious|stabbed|shot|collapsed|kidnapped|abducted|being (?:beaten|attacked|kidnapped|raped|killed|hit)|not breathing|trapped|electrocuted)|not breathing|can'?t breathe|bleeding (?:heavily|badly|out)|call (?:an |the )?(?:ambulance|police)|send (?:an |the )?(?:ambulance|police|fire|help)|need (?:an )?ambulance|help me (?:please )?(?:he|she|they|someone|now)|(?:has|have|with|holding|pulled) (?:a |got a )?(?:gun|knife|knives|weapon)s?|gunshots?|gunfire|shooting (?:at|in|right|now)|shots fired|(?:is |are )?(?:beating|hitting|stabbing|attacking|strangling|choking|killing|raping) (?:me|her|him|his|us|my|a|the|someone|people)|(?:want|going|trying|threaten\\w*) to kill|kill (?:me|myself|her|him|us)|suicide|suicidal|hostage|armed (?:man|men|robbery)|(?:child|kid|baby|boy|girl|son|daughter|toddler)(?:\\W+\\S+){0,4}\\W+(?:in danger|missing|drowning|fell (?:in|into|down|from)|trapped|locked|kidnapped|stuck)|domestic violence (?:now|happening)|live wire|exposed wire",
  '7aree?[2q]a?|7ari2|7areeq|hareeq|hari2|7ree2|7are2a?|7are2|(?:el |al )?(?:bait|beit|bet|dar|3mara|3amara|ma7al|sha22a|sha2a|sayyara|siyara|sayara) (?:3am )?(?:b?t?i?we?lla?3|btewla3|bi?ywalle3|bti7tere2|bye7tere2|bt7tre2|by7tre2|wel3at|wal3at|wel3et|wal3a|mwale3|mwall3a|btewalle3|wl3at|btwalle3)|wel3at|wl3t|nar (?:kbire|wel3at|wal3a|wal3ane)|(?:el )?nar wel3at|b?el7a2oona|el7a2oni|el7a2ona|il7a2oni|el7agoona|el7agoni|el7gona|el7gooni|(?:bdna|bedna|bdi|biddi|ab3ato|eb3ato|ib3ato|eb3atoo|urgent) (?:el |al )?(?:is3af|es3af|esa3f|shor6a|shurta|difa3 madani|e6fa2ye|itfa2iye)|is3af|es3af bsor3a|byenzef|bynzef|byinzif|3am yenzef|3am ynzef|btenzef|by2tol\\w*|byo2tol\\w*|bdo y2tol\\w*|bedo ye2tol\\w*|bdo y2tlni|byo2tolni|b2tolni|ra7 yo2tol\\w*|ra7 y2tol\\w*|bi6o5\\w*|bito5\\w*|byto5\\w*|by6o5\\w*|b6o5\\w*|6a5 nar|6a5 nar|itlaq nar|e6la2 nar|ma3o (?:sekkeen|sekkine|sikkeen|skeen|sla7|sila7|musaddas|mosadas)|ma3ah (?:sekkeen|sla7|sila7)|7ades(?: \\w+){0,6} (?:mosab\\w*|musab\\w*|m9ab\\w*|mo9ab\\w*|i9abat|isabat|esabat|2isabat|jar7a|majroo7\\w*|dam|maytin|mat)|7adeth(?: \\w+){0,6} (?:mosab\\w*|musab\\w*|m9ab\\w*|mo9ab\\w*|i9abat|isabat|esabat|jar7a|majroo7\\w*|dam)|by?edrobni|byodrobni|byo?drob\\w* (?:hala2?|hassa|hala)|joozi byodrobni|jozi bydrobni|zoji bydrobni|byo?drobni|3am (?:y|by|b)o?drob\\w*|bydrob (?:marto|mrato|ebno|bnto|waladoh?)\\w*|byegra2|byighra2|byghra2|by8ra2|ghar2an|gher2an|8ar2an|fa2ed el wa3i|ma byetnaffas|ma bytnafas|ma 3am yetnaffas|entihar|anta7er|rasas|ra9a9|ghaz (?:mitsarreb|mtsrreb)|tasarrob ghaz|ree7et ghaz|ri7et ghaz|infijar|enfijar|ma5toof\\w*|makhtoof\\w*|5a6afo\\w*|khatafo\\w*',
].map(pattern);

/** Sounds like danger and is not. Cut out before looking. */
const HARMLESS = [
  'حريق (?:ال)?(?:اسعار|جيب|اعصاب|دم)|(?:ال)?اسعار (?:\\S+ ){0,2}(?:نار|حريق|مولعه|ولعت|والعه|بتحرق)|نار (?:ال)?اسعار|ولعت (?:ال)?اسعار|ولعت معي|مولعه معي|(?:طفايه|طفايات|جهاز|انذار|انذارات|كاشف|نظام|شهاده|تقرير|تامين|وثيقه|مخرج|سلم|درج|مكافحه|اطفاء|خطه|تمرين|كروكه) (?:ال)?(?:حريق|حرايق)|ضد (?:ال)?حريق|سلامه (?:\\S+ )?(?:ال)?حريق|ما (?:في|كان|كان في) حريق|محروقات|(?:اضرار|تعويض|تعويضات) (?:\\S+ ){0,2}حريق|حريق (?:\\S+ ){0,4}(?:السنه الماضيه|سنه ال\\S+|قبل (?:سنه|شهر|شهرين|اسبوع|سنتين|\\d+)|الشهر الماضي|الماضي|من (?:شهر|سنه|اسبوع|شهرين))|خط(?:ر|وره) (?:ال)?حريق',
  '(?:طفينا|طفوا|انطفت|خمد|اخماد|تم اخماد)(?:\\S* \\S+){0,4} (?:ال)?حريق|(?:قبل|من) (?:سنه|شهر|شهرين|اسبوع|اسبوعين|سنتين|يومين) (?:\\S+ ){0,4}(?:حريق|حادث)',
  '(?:ب|في )?(?:قسم|اقسام|غرفه|غرف|باب|مدخل|دكتور|دكاتره|طبيب|اطباء|موظف|موظفين|ممرض|ممرضين|كادر|مدير|صاله|ممر|خط|رقم|مخرج|مركز|مواعيد) (?:ال)?(?:طوارئ|طوارى|طواري|اسعاف)|طوار[ئي]\\S*(?: (?:ال)?(?:مستشفي|بشير|مركز|حمزه|بسمه)\\S*)',
  '(?:تاخر|تاخير|تاخرت|تاخروا|خدمه|خدمات|سياره|سيارات|سواق|شكر|شكرا|موظفي|كوادر|طاقم|سرعه|سعر) (?:ال)?(?:اسعاف|اطفاييه|دفاع مدني)(?: (?:\\S+ ){0,3}(?:اجت|وصلت|تاخرت|متاخره|ما اجت|مبارح|امس))?',
  'بدي اموت من (?:ال)?(?:ضحك|قهر|حر|برد|انتظار|زهق|ملل)|بموت من (?:ال)?(?:ضحك|قهر|حر|برد|انتظار|زهق|ملل)|متنا من|بموت ع(?:لي)?|بيموت من (?:ال)?ضحك|(?:ضايع|ضايعه|ضاع|ضاعت) (?:ال)?(?:حق\\S*|معامل\\S*|ملف\\S*|جواز\\S*|هوي\\S*|طلب\\S*|وقت\\S*|اوراق\\S*)|(?:ابني|بنتي|ابن|بنت|طفل|ولد)\\S* (?:\\S+ ){0,3}(?:ضاع|ضاعت|ضايع|ضايعه|وقع|وقعت) (?:عليه|عليها|في|ب)?\\s?(?:ال|لل)?\\S*(?:جواز|هويه|شهاده|دور|حق|اسم|مقعد|فصل|سنه|ملف|اوراق|خطا)\\S*|وقع (?:ال)?(?:طلب|معامله|عقد|كتاب|ورق)',
  'fire (?:extinguisher|station|department|brigade|certificate|drill|alarm|exit|safety|insurance|permit|code|hydrant|truck)s?|prices (?:are |r )?on fire|(?:got|was|were|get|been|be) fired|fire (?:him|her|them|the (?:employee|manager|clerk|director))|fired (?:me|him|her|from)|emergency (?:room|ward|department|section|entrance|number|exit|contact|fund|aid)|killing (?:me|us) with|waiting is killing|dying to|dying of (?:boredom|laughter|heat)|killing time|ambulance (?:was|came|arrived|took|fee|service|driver|crew)|cash ?fire|ceasefire|wild ?fire season|hit (?:me|us) with (?:a )?(?:bill|fine|fee)',
  '(?:el |al )?2?as3ar (?:\\w+ ){0,2}(?:nar|wel3at|wal3a|7ari2|7are2)|7ari2 (?:el )?2?as3ar|6afayet 7are\\w+|2?esm (?:el )?(?:6awar2|tawari2|tawar2|is3af)|(?:sayyaret|siyaret|tawari2|t2a5or|ta2akhor) (?:el )?is3af|mo7ro2at',
].map(pattern);

const PAST =
  /(?<!\p{L})(?:السنه الماضيه|الشهر الماضي|قبل (?:سنه|سنتين|شهر|شهرين|اسبوع|اسبوعين|\d+ (?:شهور|سنين|اشهر|سنوات|ايام|اسابيع))|من (?:سنه|سنتين|شهر|شهرين|اسبوع|اسبوعين)|last (?:year|month|week)|(?:months?|years?|weeks?) ago|اعاده فتح|تقرير|كروكه|كروكا|تعويض|مخالفه|compensation|report about)(?!\p{L})/u;

const blank = (text: string, found: string) => text.replace(found, ' '.repeat(found.length));

/** Where danger is spoken of in a folded text, and how sure. */
export interface Danger {
  readonly spans: readonly Span[];
  readonly confidence: number;
}

export function findDanger(text: string, tokens: readonly Token[]): Danger | null {
  let left = text;
  for (const harmless of HARMLESS) for (const match of text.matchAll(harmless)) left = blank(left, match[0]);
  const spans: Span[] = [];
  for (const danger of DANGER) {
    for (const match of left.matchAll(danger)) spans.push({ start: match.index, end: match.index + match[0].length });
  }
  if (spans.length === 0) return null;
  const past = PAST.test(text) && tokens.length > 4;
  return { spans: spans.slice(0, 4), confidence: past ? 0.35 : 0.93 };
}
