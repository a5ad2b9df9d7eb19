/**
 * Dialog acts said in set phrases: a message is an act when its words are the act's words and little else.
 * Whatever else stands in it makes it a request that happens to greet.
 */
import type { DialogAct } from '../api/contract/vocabulary.ts';
import { NO, YES } from './lexicon.ts';
import { type SetPhrase, scriptOf, setPhrases, spansOf } from './phrases.ts';
import { isWord, type Token } from './tokens.ts';

/** In the order of trust: the first that covers a message wins. */
const RULES: readonly (readonly [DialogAct, readonly SetPhrase[]])[] = [
  [
    'human_agent',
    [
      ...setPhrases(
        '(?:بدي|اريد|ابي|ممكن|بقدر|خليني|حولني|حولوني|حولني علي|وصلني|وصلوني|وديني|اعطيني|بحب|عايز|محتاج|لازم|في|فيه|ودي|حابب|اطلب)?\\s?(?:احكي|اتكلم|اتحدث|اكلم|التحدث|الحديث|التكلم|تواصل|التواصل|اتواصل|الكلام)?\\s?(?:مع|ل|الي|علي)?\\s?(?:ال)?(?:موظف|موظفه|انسان|بني ادم|بشر|شخص|حدا|مسؤول|مسوول|ممثل|مندوب|خدمه العملاء|خدمه المواطن|احد)(?: (?:حقيقي|بشري|بني ادم|طبيعي|فعلي|من عندكم|مسوول|خدمه العملاء|الخدمه|بدل الروبوت|مش روبوت|مش اله|يرد علي|يساعدني|يحكي معي|احكي معه|لو سمحت|رجاء))*',
      ),
      ...setPhrases(
        "(?:i |can i |could i |please |let me |want to |would like to |need to |i'd like to |just )*(?:talk|speak|chat|connect me|transfer me|get me|put me through|connect|transfer)(?: (?:to|with|me to|me))*(?: (?:a|an|the|some|real|live|actual))*\\s?(?:human|agent|person|someone|somebody|operator|representative|employee|staff|officer)(?: being| member| please| real)*|(?:real|live) (?:person|human|agent)|human(?: agent| please| being)*|agent(?: please)?|operator|representative|customer service",
      ),
      ...setPhrases(
        '(?:bdi|biddi|bedi|baddi|bidi|badi|bde|mumken|momken)?\\s?(?:a7ki|ahki|2a7ki|atwasal|etkallam|atkallam)\\s?(?:ma3|m3)?\\s?(?:el |al )?(?:mwathaf|muwathaf|mowathaf|mwazzaf|mwazaf|mowazaf|bani adam|bany adam|7ada|shakhes|sha5s|insan|ensan|mas2ool|mas2oul)(?: 7a2i2i| mn 3ndkom)?|7awelni(?: \\S+){0,3}|(?:mwathaf|mwazzaf|muwathaf)',
      ),
    ],
  ],
  [
    'status_query',
    [
      ...setPhrases(
        '(?:وين|شو|ما|ايش|ما هي|ما هو|شو صار|وين صار|وين وصل|شو وضع|شو اخبار|كيف|اعرف|استعلام|استعلم|متابعه|اتابع|حاله|وضع|تتبع|بدي اعرف|ممكن اعرف|اريد معرفه|معرفه|صار|وصل|عن|علي|مصير|اخر|نتيجه|وضعيه|لوين)(?:\\s?(?:وين|شو|صار|وصل|صارت|وصلت|حاله|وضع|اخبار|نتيجه|مصير|اخر|مستجدات|علي|عن|ب|في|ال|هو|هي|صاير|مع|عند|اعرف|اتابع|متابعه|استعلم|استعلام|رد|الرد|اخره))*\\s(?:ب|ل|ع)?(?:طلبي|شكوتي|شكواي|معاملتي|الطلب|الشكوي|تظلمي|اقتراحي|طلبنا|شكوتنا|بلاغي|البلاغ|استفساري|شكوايي|اعتراضي)(?: (?:رقم|رقمه|رقمها|يلي|اللي|السابق|السابقه|القديم|القديمه|قدمته|قدمتها|المقدم|المقدمه))*',
      ),
      ...setPhrases(
        "(?:where(?:'s| is)|what(?:'s| is)(?: the)?|check|track|follow up|follow|know|status|update|any (?:update|news|progress)|progress)(?: (?:is|the|status|on|of|about|with|happened|happening|to|up|stage))*\\s(?:my|the|this|our)\\s(?:request|complaint|case|application|ticket|grievance|report|suggestion|reference)(?: (?:number|now|status|at|up to|please|standing))*|(?:status|track|check status|my request|check my request|request status)",
      ),
      ...setPhrases(
        '(?:wain|wein|wen|ween|shu|sho|shou)(?: (?:sar|wesel|wisel|wisil|9ar|akhbar|a5bar|wada3|7alet|b|fi|3ala))*\\s?(?:b)?(?:talabi|6alabi|talaby|shakwti|shakwi|shakwaye|shakwati|shakawi|shakwte|el talab|mo3amalti|mu3amalti|shakwti)(?: (?:raqam|rakam))*',
      ),
    ],
  ],
  [
    'change_language',
    [
      ...setPhrases(
        '(?:احكي|حكي|بدي|غير|غيري|حول|حولي|ممكن|تكلم|كلمني|خلينا|اكتب|رد|جاوب|نحكي|بالغه|اللغه|لغه|تغيير|خلي|عربي|اريد|اللغه الي|الي|ل|من)?\\s?(?:ال)?(?:لغه|اللغه|حكي|معي|تغيير|ردود)?\\s?(?:ل|الي|ب|بال|بال)?(?:ال)?(?:عربي|عربيه|انجليزي|انجليزيه|انكليزي|انكليزيه|انقليزي|لغه العربيه|لغه الانجليزيه)(?: (?:لو سمحت|رجاء|بليز|please))*|(?:تغيير|غير|بدل) (?:ال)?لغه',
      ),
      ...setPhrases(
        "(?:speak|switch|change|talk|write|reply|continue|in|to|can you|could you|please|let's|use|language|the|arabic|english|now|a7ki|e7ki|7ki|7awel|ghayer|bl|bel|la|el|lugha)*\\s*(?:in |to |into |bl |bel |la |the )?(?:english|arabic|3arabi|3araby|arabi|inglizi|engleezi|ingleezi|ingilizi|englizi)(?: please| pls| only)?|change (?:the )?language|switch language",
      ),
    ],
  ],
  [
    'restart',
    [
      ...setPhrases(
        '(?:ابدا|نبدا|بدي ابدا|خلينا نبدا|نبلش|ابلش|بلش|من)(?: (?:من|نبدا|ابدا|كل شي))*\\s?(?:ال)?(?:اول|جديد|البدايه|اول وجديد|صفر|اول وجديد)|من (?:اول وجديد|الاول|جديد|البدايه|الصفر)|اعاده (?:ال)?(?:بدء|تشغيل)|رجعني للبدايه|start (?:all )?over(?: again)?|restart|start again|from the beginning|begin again|reset|(?:mn|men|min) (?:el |al )?(?:awal|awwal|jdeed|jdid|bidaye|bedaye|9efer|sefer)(?: w jdeed| w jdid)?|(?:nebda|nbda|abda|nballesh) (?:mn|men|min) (?:el )?(?:awal|awwal|jdeed|jdid)',
      ),
    ],
  ],
  [
    'back',
    [
      ...setPhrases(
        '(?:ارجع|رجوع|ارجعني|رجعني|ارجعلي|بدي ارجع|نرجع|الرجوع|ممكن ارجع|ارجع لورا|عوده|العوده)(?: (?:لورا|للخلف|خطوه|للسوال|السابق|السوال|اللي|قبل|للي|قبله|خطوه لورا|الي|الخطوه|السابقه|للخطوه|ورا|شوي|للقايمه))*|السابق|للخلف|go back|back|previous(?: (?:question|step|one))?|step back|one step back|undo|(?:arja3|erja3|irja3|rja3|rajje3ni|raj3ni|barja3)(?: (?:la|l|wara|lawara|la wara|5atwe|khatwe))*|lawara',
      ),
    ],
  ],
  [
    'cancel',
    [
      ...setPhrases(
        "(?:بدي |خلص |خلاص |لا |ممكن |اريد |لو سمحت )*(?:الغي|الغاء|الغ|الغوا|كنسل|كنسلها|الغيها|الغيه|الغي كل شي|بطلت|غيرت رايي|بلاش|مش بدي|ما بدي|خلص بلا|انسي|انسي الموضوع|اترك الموضوع|وقف|توقف|اوقف|خلص بطلت|اسحب|سحب|بطلنا)(?: (?:ال)?(?:طلب|طلبي|شكوي|شكوتي|معامله|موضوع|كل شي|كله|اكمل|اكمال|كمل|اقدم|الشكوي|خلص|شي|العمليه|عمليه|هذا|هذه))*|cancel(?: (?:it|this|that|the|my|request|complaint|everything|please|all))*|never ?mind|forget (?:it|about it)|stop(?: it)?|abort|quit|i changed my mind|(?:bdi )?(?:el8i|elghi|elgi|el3'i|cansel|kansel|cancel)(?: (?:el )?(?:talab|6alab|shakwa|kol shi))*|batalt|ba6alt|battalt|5ala9 balash|khalas balash|(?:ma|mish|mesh) bdi(?: akamel| akammel| 2akamel)?|ensa(?: el mawdoo3)?",
      ),
    ],
  ],
  [
    'rate',
    [
      ...setPhrases(
        '(?:بقيم\\S*|بقيمكم|اقيم\\S*|قيم|تقييم\\S*|اعطيكم|بعطيكم|بعطيها|اعطيها|بعطيه|اعطي|علامه|خدمتكم|الخدمه|نجوم|نجمه|نجمات|نجمتين|\\d|خمسه|خمس|اربع|اربعه|ثلاث|تلات|واحد|من|بس|/|و)(?:\\s(?:تقييم\\S*|نجوم|نجمه|نجمتين|نجمات|\\d|خمسه|خمس|اربع|اربعه|ثلاث|تلات|واحده|واحد|من|بس|/|علامه|خدمتكم|الخدمه|ممتاز\\S*|سيئ\\S*|كامله))*|[\u2b50\u2605\u{1f31f}\ufe0f ]+|(?:i (?:rate|give)|rate|rating|give|my rating is|it|you|this|the service|a|stars?|out of|of|\\d|five|four|three|two|one|/|is|njoom|nejoom|najme|najmeh|ba3tikom|a3tikom|b3tikm|bqayyem|ba2ayyem)(?:\\s(?:it|you|this|the|service|a|stars?|out|of|\\d|five|four|three|two|one|/|is|njoom|nejoom|najme|najmeh|mn|men|bas))*',
      ),
    ],
  ],
  [
    'thanks',
    [
      ...setPhrases(
        '(?:الف |جزيل |كل |ومشكورين |كل ال)?(?:شكرا|شكر|مشكور\\S*|يسلمو\\S*|يسلموا|تسلم\\S*|ممنون\\S*|كثر خيرك\\S*|كتر خيرك\\S*|يعطيك\\S* (?:ال)?(?:ص|ع)\\S+|يعطيكم (?:ال)?(?:ص|ع)\\S+|الله يعطيك\\S* (?:ال)?\\S+|بارك الله\\S*(?: في\\S+)?|الله (?:يرضي|يسعد|يحفظ|يوفق|يبارك|يطول|يسلم|يكثر|يريح)\\S*|وي(?:طول|حفظ|سعد|وفق|خلي|سلم)\\S*|عمر(?:ك|كم)|علي(?:ك|كم) وي\\S+|جزاك\\S* الله(?: خير\\S*| كل خير)?|ما قصرت\\S*|حبيبي|عنجد|من قلبي)(?: (?:شكرا|جزيلا|كتير|كثير|لك|لكم|الك|الكم|الكو|علي|عال\\S+|مساعدتك\\S*|المساعده|تعاونكم|تعاونك|خدمتكم|جهودكم|حسن|حبيبي|اخي|خيي|ما قصرت\\S*|الكم|جدا|يا|\\S{0,4}غالي|معلم|اوي|خير))*|thank(?:s| you)(?: (?:so|very|much|a lot|you|for|the|your|help|everything|again|all))*|thx|ty|much appreciated|appreciate it|(?:shukran|shokran|sukran|yslamo|yeslamo|yislamo|mashkoor\\w*|mashkour\\w*|tslam\\w*|teslam\\w*|thanx|tnx|merci|ma 2assart\\w*)(?: (?:kteer|ktir|kther|ektir|elkom|elak|elek|jazilan|jazeelan|3al mosa3ade|7abibi|habibi|ya ghali))*',
      ),
    ],
  ],
  [
    'goodbye',
    [
      ...setPhrases(
        '(?:مع ال)?سلامه|مع السلامه|باي|باي باي|الي اللقاء|خاطرك\\S*|في امان الله|بامان الله|يلا باي|يالله باي|تصبح\\S* علي خير|نشوفك\\S*(?: علي خير)?|استودعك\\S*(?: الله)?|سلام|bye(?: bye)?|goodbye|good bye|see (?:you|ya)(?: later)?|good night|take care|(?:ma3|m3) (?:el |al )?(?:salame|salameh|salama|slame)|ma3 elsalameh|ma3 issalame|yalla bye|bkhater\\w*|b5a6r\\w*|tosba7\\w*(?: 3ala 5air| 3ala khair)?|salamat',
      ),
    ],
  ],
  [
    'greeting',
    [
      ...setPhrases(
        '(?:ال)?سلام عليكم(?: ورحمه الله)?(?: وبركاته)?|و?عليكم السلام|سلام|(?:يا )?(?:مرحبا|مراحب|مرحبتين|اهلا|اهلين|هلا|هلو|الو|هاي|يا هلا|ياهلا|تحيه|تحيه طيبه)(?: (?:وسهلا|بك\\S*|فيك\\S*|والله|طيبه|وبعد|يا|اخي|اختي|شباب|جماعه))*|(?:ي)?(?:صباح|مسا|مساء) (?:ال)?(?:خير|خيرات|نور|ورد|فل|ياسمين)|كيف(?:كم|ك|كو| حالك\\S*| الحال| حالكم| الاحوال)|شلونك\\S*|شو اخبارك\\S*|كيف الصحه|يسعد (?:صباح|مسا|اوقات|لي)\\S*|الله يسعد صباح\\S*|صباحو|hello|hi|hey|hiya|greetings|good (?:morning|evening|afternoon|day)|how are you(?: doing| today)?|(?:marhaba|mar7aba|mrhba|mar7abtein|ahlan|ahla|ahlein|hala|salam|salaam|alsalam|assalam|asalam|el salam|al salam|elsalam|essalam)(?: (?:w sahla|3alaykom|3alaikom|3aleikom|alaikum|alaykom|3alekom|3likom|aleikom|3aleykom))*|(?:saba7|sabah|9aba7|masa|masa2|masaa) (?:el |al )?(?:khair|5er|5eir|5air|kheir|khayr|noor|nour|ward)|(?:saba7o|keefak|kifak|kefak|keefkom|kifkom|kefkom|shlonak|shlonkom)',
      ),
    ],
  ],
  [
    'help',
    [
      ...setPhrases(
        '(?:ممكن |بدي |اريد |محتاج |ممكن تساعد\\S* |لو سمحت |طيب )*(?:مساعده|مساعدتك\\S*|ساعدني|ساعدوني|تساعدني|تساعدوني|المساعده|كيف استخدم\\S*|كيف بشتغل هاد|شو بتقدر تعمل\\S*|شو بتعمل\\S*|شو بتسوي|شو خدماتك\\S*|شو فيني اعمل هون|شو بقدر اعمل هون|كيف اقدم (?:ال)?(?:شكوي|طلب|اقتراح)|كيف بقدم (?:ال)?(?:شكوي|طلب)|شو الخدمات|ماذا تستطيع|ماذا يمكنك|ما الذي يمكنك|كيف يعمل هذا|كيف اتعامل|شو انت|مين انت|من انت|شرح|اشرحلي|التعليمات|تعليمات|القايمه|الخيارات|شو الخيارات|قايمه)(?: (?:هون|هنا|الموقع|معك|التطبيق|ان تفعل|فعله|المتوفره|لو سمحت|رجاء|شوي|بشغله|في|شي|البوت|هذا|هاد))*|(?:can you |could you |please |i need |need |some |how can you |how do i |i want )*help(?: me| please| out| with this)*|what can you do(?: for me)?|what (?:is this|are you|do you do)|who are you|how does this work|how do(?:es)? i(?:t)? (?:use this|work)|menu|options|instructions|commands|(?:sa3edni|sa3deeni|sa3idni|mosa3ade|musa3ade|mosa3ada|bdi mosa3ade|bdi musa3ade|shu bte2dar ta3mel|sho bt3mal|sho bti3mal|shu bti3mal|keef basta5demak|min enta|meen enta)',
      ),
    ],
  ],
  [
    'abuse',
    [
      ...setPhrases(
        '(?:يا |انت |انتو |انتم |كلكم |يلعن |الله |يلعنكم |ك\\S* )*(?:كلب|كلاب|حمار|حمير|غبي|اغبياء|اغبيا|تافه|تافهين|حيوان|حيوانات|خرا|زباله|واطي|واطيين|حقير|حقراء|قليل ادب|قليلين ادب|سرسري|زنديق|عرصات|منيك\\S*|شرموط\\S*|كس\\S{0,3}|طز|يلعن \\S+|يلعنكم|انقلعوا|انقلع|سخيف|سخيفين|معفن|معفنين|هبل|اهبل|مسطول|ابن (?:ال)?\\S+|وسخ|جحش|بهيم|بهايم|حراميه|حرامي|كذاب|كذابين|نصابين|نصاب|و?ما بتستحوا?)(?: (?:فيك\\S*|عليك\\S*|يا|ابوك\\S*|ابوكم|انت|انتو|كلكم|زباله|كلاب|حقير|واطي))*|(?:you |are |u |r |a |an |the |fucking |stupid |damn |bloody |piece of )*(?:fuck(?: you| off| u)?|idiots?|stupid|moron|asshole|bitch|bastard|shit|dumb|useless bot|trash bot|retard\\w*|go to hell|screw you|shut up)(?: bot| idiot| you| machine| robot| thing| or what| or something| people)*|(?:ya |enta |inta |ento )*(?:kalb|klab|7mar|7mir|7ameer|7ayawan|ghabi|8abi|zbale|5ara|khara|wati|wa6i|7a2eer|7aqeer|sharmoo?t\\w*|kos\\w*|a7a|tafeh|tafih|hmar|hayawan)(?: ya| enta| klkom)*',
      ),
    ],
  ],
];

const FILLER =
  /^(يا|لو|سمحت|سمحتي|سمحتوا|رجاء|بليز|من|فضلك|فضلكم|اخي|اختي|عم|اخ|ابو|و|طيب|اوك|اوكي|تمام|خلص|خلاص|بس|انا|هلا|هسا|هسه|الان|please|pls|plz|now|ok|okay|well|sir|i|just|رقم|الرقم|رقمه|number|raqam|a|the|and|law|sama7t|samaht|tayeb|bs|ya|min|fadlak|ha)$/;

export interface Acted {
  readonly act: DialogAct;
  readonly confidence: number;
  /** In the folded text. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

function covered(tokens: readonly Token[], spans: Acted['spans'], free: Free): { hit: number; left: number } {
  let hit = 0;
  let left = 0;
  for (const token of tokens) {
    if ((!isWord(token) && token.kind !== 'number') || free(token)) continue;
    if (spans.some((span) => token.start >= span.start && token.end <= span.end)) hit++;
    else if (!FILLER.test(token.text)) left++;
  }
  return { hit, left };
}

/** Says no to an obstacle, which is a yes. */
const AGREES = /^(?:لا|ما في|ما عندي) (?:مانع|مشكله|اعتراض)|^no problem|^(?:mafi|ma fi) moshkle/;

/** "نعم" and "لا" and their kin, alone or with fillers. */
export function yesOrNo(tokens: readonly Token[]): 'affirm' | 'deny' | null {
  const said = tokens.filter((token) => token.kind !== 'sign');
  if (said.length === 0 || said.length > 5) return null;
  let yes = 0;
  let no = 0;
  for (const token of said) {
    if (NO.has(token.text)) no++;
    else if (YES.has(token.text)) yes++;
    else if (
      !FILLER.test(token.text) &&
      !/^(شكرا|مانع|مشكله|اعتراض|لدي|problem|هيك|والله|هذا|هاد|هاي|thanks|thank|you|that's|that|it's|is|it|all|good|hek|heik|shukran)$/.test(
        token.text,
      )
    )
      return null;
  }
  if (no > 0) return AGREES.test(said.map((token) => token.text).join(' ')) ? 'affirm' : 'deny';
  return yes > 0 ? 'affirm' : null;
}

const THUMBS = /^[\s\p{P}]*(?:\u{1f44d}|\u{1f44c}|\u2705)/u;

/** A set phrase never covers more than this many words and signs. */
const LONGEST = 20;

/** Words beyond the act that still make no request: those of a reference number, a phone. */
export type Free = (token: Token) => boolean;

export function findAct(text: string, tokens: readonly Token[], free: Free): Acted | null {
  const answer = yesOrNo(tokens);
  const whole = [{ start: 0, end: text.length }];
  if (answer) return { act: answer, confidence: 0.96, spans: whole };
  if (THUMBS.test(text) && tokens.every((token) => !isWord(token)))
    return { act: 'affirm', confidence: 0.8, spans: whole };
  if (tokens.length > LONGEST) return null;
  const script = scriptOf(text);
  let best: Acted | null = null;
  for (const [act, phrases] of RULES) {
    const spans = spansOf(phrases, text, script);
    if (spans.length === 0) continue;
    const { hit, left: rest } = covered(tokens, spans, free);
    if (hit === 0) continue;
    const share = hit / (hit + rest);
    const confidence = rest === 0 ? 0.96 : rest === 1 && share >= 0.6 ? 0.78 : share >= 0.75 ? 0.65 : 0;
    if (confidence > (best?.confidence ?? 0)) best = { act, confidence, spans };
  }
  return best;
}
