/**
 * What a message would say if it were the answer to "what is your name?": a name by its look, since no list holds them all.
 * Refuses what is plainly part of a story, a refusal, or a number.
 */

/** Words before and after a name that are not of it. */
const LEAD =
  /^(?:(?:اهلا|مرحبا|انا|أنا|معك|معكم|اسمي|إسمي|الاسم|اسم|هو|ana|esmi|ismi|el esem|my name is|my name|the name is|name is|name|this is|i am|i'm|im|it is|it's)[\s:،,]+)+/iu;
const TAIL =
  /(?:[،,;\n|/-]|\s+(?:و\s?)?(?:رقمي|تلفوني|هاتفي|موبايلي|رقم|تلفون|هاتف|البريد|بريدي|ايميلي|الايميل|speaking|here|my (?:phone|number|email|mobile)|(?:phone|number|email|mobile|tel)\b|w\s+ra2mi|wra2mi|ra2mi|raqmi|w\s+telefoni|and\b)).*$/isu;
const LOOK = /^[\p{L}\p{M}0-9'’.\- ]{2,60}$/u;
/** Digits inside a word of Latin letters are letters too: "a7mad 3awad". */
const WORD = /^(?=.*\p{L})[\p{L}\p{M}0-9'’.-]+$/u;
/** Words that stand in stories and hardly in a name. */
const STORY =
  /^(?:كمان|برضو|برضه|also|too|من|في|على|عن|الى|إلى|ما|مش|مو|لا|لأ|نعم|اه|ليش|شو|كيف|وين|حد|حدا|كل|هسا|هلا|امبارح|مبارح|اليوم|بكرا|صار|صارلي|صارله|صارلها|صارلهم|الها|إلها|اله|إله|لسا|لسه|شهر|شهرين|شهور|اسبوع|أسبوع|يوم|هون|هناك|لانه|لأنه|عشان|كان|كانت|عندي|بدي|وما|ومن|وفي|مكتب|دائرة|وزارة|شارع|طريق|جنب|قدام|قرب|دوار|خليها|خلص|مواطن|فاعل|خير|شكرا|يسلمو|بيرد|غير|موجود|وهاي|هاي|هاد|هاذا|هذا|هذه|بدها|بده|بدكم|وليش|ومين|مين|يعني|سنة|سنه|سنين|لتخلص|كنت|كنا|كانوا|نسيت|وبدي|حقي|مظلوم|while|here|where|have|don't|dont|we're|i'm|i'll|it's|that's|congratulations|3endi|3indi|3ndi|hi|hello|fekra|rje3et|nebda|kammel|the|is|was|are|my|of|in|at|on|from|since|now|office|street|near|months?|weeks?|days?|no|not|none|nothing|yes|why|what|who|please|thanks|رجعت|عدت|عدنا|هيني|جيت|بصير|شي|اشي|يطلع|يظهر|لازم|سجلوها|سجلها|اعتبروها|اعتبرها|ابعثوها|كثير|متضايقة|متضايقه|زعلان|زعلانة|تعبان|تعبانة|يرضى|يطول|عليك|عليكم|بتردو|بتردوا|put|suggestion|complaint|report|as|it|men|min|embare7|fi|fee|ma|mish|mesh|mo|hon|3and|3ashan|bdi|biddi|sar|shu|lesh|citizen)$/iu;

/** `contacts`: phone numbers and addresses as they stand in the text. Undefined: this is no name. */
export function plainNameIn(raw: string, contacts: readonly string[]): string | undefined {
  const bare = contacts.reduce((text, contact) => (contact === '' ? text : text.replace(contact, ' , ')), raw);
  const name = bare
    .trim()
    .replace(LEAD, '')
    .replace(TAIL, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.،,]+$/, '');
  const words = name.split(' ').filter((word) => word !== '');
  if (!LOOK.test(name) || words.length === 0 || words.length > 5) return undefined;
  if (!words.every((word) => WORD.test(word)) || words.every((word) => !/\p{L}{2}/u.test(word))) return undefined;
  return words.some((word) => STORY.test(word)) ? undefined : name;
}
