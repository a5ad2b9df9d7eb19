/**
 * What a message says about the conversation itself: skip, repeat, "not that, this", "change the number".
 * Found by words alone, since people say these in few ways and a wrong guess here loses their answer.
 */
import type { Axis, Importance, RequestType } from '../api/contract/vocabulary.ts';
import { fold } from './normalise.ts';
import type { Move } from './understanding.ts';
import { foundIn, indexWordings, standsIn, wordings as words } from './wordings.ts';

/** Wordings that are the whole of a message, and those that open a short one. */
interface Said {
  readonly whole: ReadonlySet<string>;
  readonly openings: readonly string[];
}

const said = (list: string): Said => {
  const all = words(list);
  const opening = all.filter((phrase) => phrase.includes(' ') || phrase === 'بديش');
  return { whole: new Set(all), openings: opening.map((phrase) => `${phrase} `) };
};

const among = (list: string) => indexWordings([[true, words(list)]]);

const SKIP = said(
  'no thank you|no thanks|not needed|no need|later|la shukran|la shokran|mabaddi|bdoon|bidoon|لا شكرا|لا داعي|مو لازم|no name|no name please|no phone|no phone please|no number|بديش|ما بديش|مابدي|لا ما بدي|لا بديش|لا اريد اعطاء|تخطي|تخطى|تجاوز|سكيب|بلاش|مش ضروري|مو ضروري|مش لازم|ما بدي|ما بدي اعطي|ما بدي احكي|ما بدي اعطيكم|لا اريد|لا ارغب|افضل عدم|بدون|ما عندي|ما معي|ما في|مافي|لا يوجد|skip|skip it|pass|no thanks|prefer not|prefer not to say|rather not|i would rather not|i dont want to|i do not want to|dont want to share|not now|none|ma bdi|ma biddi|mabdi|bala|balash|mish lazem|mesh lazem|ma fi|ma 3indi|without it|بدونه|مش حاب|مش حابه|مش حابب|مش بدي|مو حاب|ما بحب|ما بحب اعطي|بفضل ما|بفضل عدم|ما رح|ما راح|مش رح|ما بقدر اعطي|لا احب|لا اود|افضل الا|i prefer not|i would prefer not|id rather not|i dont want|i do not want|i wont|i will not|do not want to|mish 7ab|mish 7abeb|mesh 7ab|mish bdi|mesh bdi|ma ba7eb|ma ra7|i dont have|i have no|ma ma3i|معيش|عنديش|ما بدي اياه',
);
const UNKNOWN = said(
  'ما بعرف|مابعرف|بعرفش|ما بعرفش|لا اعرف|لا ادري|مدري|مش عارف|مش عارفه|مو عارف|مش متاكد|مش متاكده|لست متاكدا|ما ادري|والله ما بعرف|i dont know|i do not know|dont know|no idea|not sure|unsure|idk|ma ba3ref|ma b3ref|mish 3aref|mesh 3aref|mish mt2aked|mabaaref',
);
const REPEAT = said(
  'عيد|عيدها|عيد السؤال|sorry say that again|اعد|اعد السؤال|كرر|كرر السؤال|شو قلت|شو السؤال|ما السؤال|ماذا قلت|ما فهمت|ما فهمت عليك|مش فاهم|مش فاهمه|لم افهم|ممكن تعيد|repeat|repeat that|say that again|say again|what did you say|come again|what was the question|i dont understand|i did not understand|pardon|shu 2olt|ma fhemet|3eed',
);
const ANONYMOUS = among(
  'remove my name|delete my name|keep it private|its private|private|احذف اسمي|احذفوا اسمي|شيل اسمي|شيلوا اسمي|خليها سريه|بدون اسم|بدون اسمي|بلا اسم|مجهول|بشكل سري|سري|بدون ما يعرفوا|ما بدي اسمي يظهر|ما بدي حدا يعرف|دون ذكر اسمي|دون الكشف عن|anonymous|anonymously|without my name|keep my name|bidoon esm|bdon esmi|bdoon esem',
);
/** Plain enough to count inside a long story too. */
const ANONYMOUS_ANYWHERE = among(
  'بدون اسمي|بدون ذكر اسمي|دون ذكر اسمي|بلا اسمي|ما بدي اسمي يظهر|ما بدي حدا يعرف اسمي|ما بدي حدا يعرف مين انا|بدون ما يعرفوا اسمي|بدون ما يعرفوا مين انا|stay anonymous|remain anonymous|be anonymous|anonymously|without my name|without giving my name|bidoon esmi|bdoon esmi',
);
const isAnonymous = (bare: string, all: readonly string[]) =>
  standsIn(all, ANONYMOUS_ANYWHERE) || (bare.length < 60 && standsIn(all, ANONYMOUS));
const NEW_REQUEST = among(
  'طلب جديد|طلب ثاني|شكوى جديده|شكوى ثانيه|موضوع ثاني|موضوع اخر|طلب اخر|شكوى اخرى|new request|another request|another complaint|new complaint|something else|talab jdeed|mawdoo3 tani',
);
const TO_ARABIC = words(
  'عربي|بالعربي|احكي عربي|بالعربيه|العربيه|arabic|in arabic|speak arabic|3arabi|bl 3arabi|switch to arabic',
);
const TO_ENGLISH = words(
  'انجليزي|بالانجليزي|انكليزي|بالانكليزي|بالانجليزيه|english|in english|speak english|english please|inglizi|bl inglizi|switch to english',
);
const LANGUAGE_FILLERS = new Set(
  words(
    'ممكن|لو سمحت|من فضلك|احكي|كمل|خلينا|نحكي|اللغه|بدي|اريد|please|can|could|we|you|i|want|to|let|us|lets|continue|talk|speak|switch|language|in|the|change|غير|حول|معي|bdi|mumken',
  ),
);

const SEND = said(
  'ارسل|منيح|كويس|كله صح|كل اشي صح|كل شي صح|طيب|ارسله|ارسلها|ارسليه|ارسلوه|ابعث|ابعثه|ابعت|ابعته|ابعتها|ابعتوه|يلا|يلا ابعت|سجله|سجلها|مزبوط|مضبوط|صح|صحيح|كله صح|كله تمام|تمام|ماشي|اوكي|اوك|عال|ممتاز|yalla|perfect|all good|looks good|thats right|thats correct|good|fine|correct|right|go ahead|send|send it|submit|submit it|ok|okay|okey|sure|yes please|yes send it|eb3at|ib3at|eb3atha|tamam|mashi|mazboot|sa7|9a7',
);
const DONT_SEND = said(
  'لا تبعت|لا تبعث|لا ترسل|ما تبعت|ما ترسل|لا ترسله|بطلت|خلص بطلت|بطلت بدي|dont send|dont send it|do not send|do not send it|forget it|never mind|nevermind|la teb3at|ma teb3at|bttalet|battalt',
);

const IDENTITY = said(
  'انت روبوت|انت انسان|انت بوت|هل انت روبوت|هل انت انسان|انت بني ادم|مين انت|مين انتو|من انت|مين معي|مين بحكي|مع مين بحكي|شو اسمك|ما اسمك|انت اله|روبوت|are you a bot|are you a robot|are you human|are you a human|are you real|is this a bot|am i talking to a bot|am i talking to a human|who are you|who is this|whats your name|what is your name|what are you|inta robot|enta robot|meen enta|meen inta|min inta',
);

const WHY = /^و?(?:ليش|ليه|لماذا|علاش|لشو|شو بدكم? ب\S*|why|what for|lesh|leish|laish)(?:\s+\S+){0,7}$/;

/** Words that only announce a request; a message of nothing else has no matter in it yet. */
const OPENER = new Set(
  words(
    'موضوع|شغله|اشي|شي|امر|معلومه|بخصوص|matter|thing|issue|something|mawdoo3|ishi|eshi|مرحبا|السلام|عليكم|ورحمه|الله|وبركاته|اهلا|هلا|هاي|صباح|مساء|الخير|لو|سمحت|سمحتو|سمحتوا|من|فضلك|فضلكم|بدي|بدنا|اريد|ارغب|اود|حابب|حابه|احب|عندي|عندنا|لدي|معي|اقدم|قدم|نقدم|اعمل|اسجل|ارفع|افتح|ابعث|اشتكي|اشكي|استفسر|اقترح|اشكر|ابلغ|اتظلم|اعترض|شكوى|شكوي|شكاوى|استفسار|سؤال|سوال|اقتراح|ثناء|شكر|بلاغ|تبليغ|مخالفه|تظلم|اعتراض|طلب|جديد|جديده|عن|على|ب|في|تقديم|بتقديم|ممكن|كيف|يعني|هون|هنا|اذا|i|want|wanna|would|like|to|need|make|file|submit|register|have|send|a|an|the|complaint|complain|question|inquiry|enquiry|suggestion|suggest|compliment|praise|report|violation|grievance|appeal|request|new|please|hello|hi|hey|good|morning|evening|can|could|may|my|how|do|here|with|you|ask|something|bdi|biddi|bddi|badi|aqadem|a2adem|ashtki|ashteki|shakwa|chakwa|estefsar|istifsar|eqtira7|iqtira7|balagh|corruption|فساد|موظف|موظفه|موظفين|الموظف|الموظفه|employee|employees|clerk|official|about|against|someone|mwazaf|mwazzaf|mowazaf|marhaba|mar7aba|salam|alaykom|3indi|3ndi|3endi|3andi|so2al|sou2al|law|sama7t|ana',
  ),
);

/** A message of openers announces a request only when one of these is among them: the rest may be a greeting. */
const ANNOUNCES = new Set(
  words(
    'اشتكي|اشكي|استفسر|اقترح|ابلغ|اتظلم|اعترض|شكوى|شكوي|شكاوى|استفسار|سؤال|سوال|اقتراح|ثناء|بلاغ|تبليغ|مخالفه|تظلم|اعتراض|طلب|complaint|complain|question|inquiry|enquiry|suggestion|suggest|compliment|praise|report|violation|grievance|appeal|request|ashtki|ashteki|shakwa|chakwa|estefsar|istifsar|eqtira7|iqtira7|balagh|so2al|sou2al',
  ),
);

const SLOT_WORDS: readonly (readonly [slot: string, names: readonly string[]])[] = [
  [
    'phone',
    words(
      'الرقم|رقمي|رقم التلفون|رقم الهاتف|رقم الموبايل|التلفون|تلفوني|الهاتف|هاتفي|الموبايل|موبايلي|phone|phone number|my number|the number|mobile|ra2mi|el ra2m|telefoni',
    ),
  ],
  ['name', words('الاسم|اسمي|name|my name|the name|esmi|ismi|el esem')],
  ['email', words('الايميل|ايميلي|البريد|البريد الالكتروني|email|e-mail|my email')],
  ['department', words('الجهه|الدائره|الموسسه|القسم|department|the department|office|el jiha|el da2ira|eljeha')],
  ['governorate', words('المحافظه|governorate|city|المدينه|el mo7afaza')],
  ['location', words('المكان|الموقع|العنوان|location|place|address|el makan|el maw2e3')],
  ['type', words('النوع|نوع الطلب|نوع|type|request type|kind|el noo3')],
  ['axis', words('المحور|جانب الخدمه|الموضوع المتعلق|aspect|axis|service aspect')],
  ['importance', words('الاهميه|درجه الاهميه|مستوى الاهميه|importance|priority|urgency')],
  ['description', words('الوصف|التفاصيل|نص الطلب|النص|description|details|the text|el tafaseel|tafaseel')],
];

const TYPE_WORDS: readonly (readonly [RequestType, readonly string[]])[] = [
  [
    'inquiry',
    words(
      'استفسار|استفسر|سؤال|بدي اعرف|بس اعرف|اعرف بس|just asking|just want to know|inquiry|enquiry|question|estefsar|istifsar|so2al',
    ),
  ],
  ['complaint', words('شكوى|شكوي|شكاوى|اشتكي|اشكي|complaint|complain|ashtki|ashteki|shakwa|chakwa')],
  ['suggestion', words('اقتراح|مقترح|اقترح|suggest|suggestion|proposal|idea|eqtira7|iqtira7|i8tira7')],
  ['compliment', words('ثناء|شكر|مدح|اشكر|compliment|praise|thanks note|shukr')],
  [
    'violation_report',
    words(
      'مخالفه|بلاغ|تبليغ|ابلغ|report|ابلاغ عن مخالفه|violation|violation report|report of a violation|balagh|mukhalafeh',
    ),
  ],
  ['grievance', words('تظلم|اعتراض|اتظلم|اعترض|grievance|appeal|tazallom|e3tirad')],
  ['human_rights', words('حقوق انسان|حقوق الانسان|طلب حقوق انسان|human rights|human-rights|7o2oo2 insan')],
];

const AXIS_WORDS: readonly (readonly [Axis, readonly string[]])[] = [
  ['service_time', words('زمن|الوقت|وقت|التاخير|زمن الحصول على الخدمه|time|delay|waiting|time to get the service')],
  ['procedures', words('اجراءات|الاجراءات|الاجراءات والاساليب|procedures|procedure|steps')],
  ['staff_conduct', words('سلوك|سلوك الموظف|الموظف|الموظفين|conduct|employee conduct|staff|staff conduct|behaviour')],
  ['environment', words('البييه|بييه تقديم الخدمه|المكان|المبنى|environment|service environment|building')],
  ['output_quality', words('الجوده|جوده|جوده مخرجات الخدمه|quality|output quality')],
];
const IMPORTANCE_WORDS: readonly (readonly [Importance, readonly string[]])[] = [
  ['critical', words('حرجه|حرج|طارء|critical|urgent')],
  ['high', words('مرتفعه|عاليه|مهم|مهمه|high')],
  ['medium', words('متوسطه|عاديه|medium|normal')],
  ['low', words('منخفضه|low')],
];

const CHANGE =
  /(^|\s|^(?:بدي|اريد|ممكن|بقدر|خليني|i want to|id like to|can i|let me)\s)(اغير|اعدل|اصحح|ابدل|غير|غيري|غيرو|غيروا|تغيير|بدل|بدلي|عدل|عدلي|تعديل|صحح|صححي|تصحيح|صلح|خلي|خليها|change|correct|edit|fix|update|modify|ghayer|ghayyer|3adel|3addel|badel|khalli)(?=[\s,.;]|$)/;
const MEANT =
  /(^|\s)(غلط|خطا|قصدي|اقصد|بقصد|اعني|الصح|الصحيح|بل|بالاصح|غلطت|اخطات|i meant|i mean|actually|rather|should be|its wrong|wrong|instead|2asdi|a2sed)(?=[\s,.;]|$)/;
/** "not that": the word and up to four words behind it, as far as a pause or the correction. */
const NEGATED =
  /(^|[\s,.])و?(?:مش|مو|موش|ليس|ليست|مهي|not|mish|mesh|mush)\s+([^\s,.;]+(?:\s[^\s,.;]+){0,3}?)(?=[,.;]|\s(?:بل|لا|لكن|ولكن|قصدي|بس|هاد|هاي|هذا|هذه|هو|هي|انما|الجهه|الصح|الصحيح|but|its|it is|this is|hada|had|hay|hai|hadi|bas|2asdi)\s|$)/;

/** "I do not share my number." */
const KEPT_BACK =
  /^(?:\S+ ){0,8}?(?:i (?:dont|do not|wont|will not|would rather not) (?:want to )?(?:share|give|have)|ما بعطي|ما بدي اعطي|مش رح اعطي|ما بشارك|ما ba3ti|ma ba3ti|ma bdi a3ti) (?:\S+ ){0,3}?(?:name|number|phone|رقمي|اسمي|رقم|اسم|تلفوني|ra2mi|esmi)(?: \S+){0,8}$/;

const isOne = (text: string, { whole }: Said) => whole.has(text);
const opens = (text: string, all: readonly string[], { openings }: Said) =>
  all.length <= 7 && openings.some((opening) => text.startsWith(opening));

function plain(text: string): string {
  return fold(text)
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}@,.;:]+/gu, ' ')
    .trim();
}

const LINES = indexWordings(SLOT_WORDS);

/** Slots the message names, longest name first so that "رقم الهاتف" is not taken for another. */
function named(text: string): string[] {
  // "The number and the name": in Arabic the and is a letter of the word.
  const apart = text.replace(/(^|\s)و(?=\p{L}{3})/gu, '$1');
  const found = foundIn(text.split(' '), LINES);
  if (apart !== text) for (const slot of foundIn(apart.split(' '), LINES)) found.add(slot);
  return found.size === 0 ? [] : SLOT_WORDS.map(([slot]) => slot).filter((slot) => found.has(slot));
}

const languages = (list: readonly string[]) => ({
  named: indexWordings([[true, list]]),
  words: new Set(list.flatMap((phrase) => phrase.split(' '))),
});
const ARABIC = languages(TO_ARABIC);
const ENGLISH = languages(TO_ENGLISH);

function language(all: readonly string[]): Move[] {
  const asks = ({ named: names, words: own }: typeof ARABIC) =>
    all.every((word) => LANGUAGE_FILLERS.has(word) || own.has(word)) && standsIn(all, names);
  if (asks(ARABIC)) return [{ kind: 'language', lang: 'ar' }];
  return asks(ENGLISH) ? [{ kind: 'language', lang: 'en' }] : [];
}

/** "No, it is a grievance": what stands behind the no. */
const REFUSED = /^(?:لا|لأ|لاا|no|nope|la2|la)\s*(?:[,.;]\s*|\s)(?:wait\s+|لحظه\s+|it is\s+|its\s+|it's\s+)?(?=\S)/;

/** "...not Amman" behind the value. */
const NOT_THAT = /[\s،,]+و?(?:مش|مو|ليس|not|mesh|mish)\s.*$/iu;
/** "Change the name to Sami", "غيّر الاسم لسامي". */
const CHANGED_TO = /(?:\s(?:to|into|الى|إلى|ل)\s+|\sل(?=\p{L}{3}))(?<value>[^،,;]{2,60})$/iu;

/** "This is a violation report", "هاد اقتراح". */
const TYPE_IS =
  /^(?:لا\s+)?(?:this is|it is|its|it should be|that is|thats|make it|هاي|هاد|هاذ|هذه|هذا|هي|هو|خليها|خليه|اعتبرها|بدي ياها)\s+(?:a\s+|an\s+)?\S+(?:\s+\S+){0,6}$/;

const longestFirst = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length);
const LINE_NAMES = SLOT_WORDS.map(
  ([slot, names]) => [slot, longestFirst(names).map((name) => ({ name, opening: `${name} ` }))] as const,
);

/** "The name is Sara", "المحافظة المفرق": a line's name and behind it its value. */
function stated(raw: string, bare: string): { slot: string; value: string } | undefined {
  const lead = /^(?:the|my)\s+/.exec(bare)?.[0] ?? '';
  const rest = bare.slice(lead.length);
  for (const [slot, names] of LINE_NAMES) {
    const name = names.find(({ opening }) => rest.startsWith(opening) || bare.startsWith(opening))?.name;
    if (name === undefined) continue;
    const skipped = (bare.startsWith(`${name} `) ? name : `${lead}${name}`).split(' ').length;
    const given = raw.trim().split(/\s+/).slice(skipped);
    const value = (/^(?:is|هو|هي|should|لازم)$/i.test(given[0] ?? '') ? given.slice(1) : given)
      .join(' ')
      .replace(NOT_THAT, '');
    return value === '' || given.length > 8 ? undefined : { slot, value };
  }
  return undefined;
}

function correction(raw: string, text: string): Move[] {
  const bare = text
    .replace(/[,.;:]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const slots = named(bare);
  const labelled = /^[^:]{2,24}:\s*\S/.test(text) && named(text.slice(0, text.indexOf(':'))).length > 0;
  const negated = NEGATED.exec(text);
  const isChange = changes(text, slots);
  if (slots.length === 0 && isChange && bare.split(' ').length <= 4 && !typeNamed(bare)) {
    return [{ kind: 'names', slots: [] }];
  }
  const put = /^(?:خلي|خليه|خليها|خلو|make|set|put)\s+/.exec(bare);
  if (put && slots.length > 0) {
    const rest = stated(raw.trim().split(/\s+/).slice(1).join(' '), bare.slice(put[0].length));
    if (rest) return [{ kind: 'correct', slots: [rest.slot], instead: raw, value: rest.value, ...labelsIn(rest) }];
  }
  const kind = TYPE_IS.test(bare) ? typeNamed(bare.replace(NOT_THAT, '')) : undefined;
  if (kind) return [{ kind: 'correct', slots: ['type'], instead: raw, type: kind }];
  const line = labelled ? undefined : stated(raw, bare);
  const refused = negated === null ? REFUSED.exec(text) : null;
  if (line && !isChange) {
    return [{ kind: 'correct', slots: [line.slot], instead: raw, value: line.value, ...labelsIn(line) }];
  }
  if (!isChange && !MEANT.test(text) && !labelled && negated === null && refused === null) {
    const type = bare.split(' ').length <= 3 ? typeNamed(bare) : undefined;
    if (type) return [{ kind: 'correct', slots: [], instead: raw, type }];
    return slots.length > 0 && bare.split(' ').length <= 3 ? [{ kind: 'names', slots }] : [];
  }
  const instead = negated ? withoutNegated(text, negated) : refused ? text.slice(refused[0].length) : raw;
  const type = typeNamed(plain(instead));
  const changed = slots.length > 0 && isChange ? CHANGED_TO.exec(raw)?.groups?.value?.trim() : undefined;
  const value = labelled ? raw.slice(raw.search(/[:：]/) + 1).trim() : changed;
  const labels = slots.length === 1 && value ? labelsIn({ slot: slots[0] ?? '', value }) : {};
  const about = slots.length === 0 && negated && typeNamed(negated[2] ?? '') ? ['type'] : slots;
  return [{ kind: 'correct', slots: about, instead, ...(type && { type }), ...labels, ...(value && { value }) }];
}

/** A kind of request, an aspect or an importance by its name, where just that line is named. */
function labelsIn({ slot, value }: { readonly slot: string; readonly value: string }) {
  const text = plain(value);
  const first = <T>(rows: readonly (readonly [T, readonly string[]])[]) => {
    const found = foundIn(text.split(' '), indexWordings(rows));
    return rows.find(([of]) => found.has(of))?.[0];
  };
  const type = slot === 'type' ? typeNamed(text) : undefined;
  const axis = slot === 'axis' ? first(AXIS_WORDS) : undefined;
  const importance = slot === 'importance' ? first(IMPORTANCE_WORDS) : undefined;
  return { ...(type && { type }), ...(axis && { axis }), ...(importance && { importance }) };
}

/** A request type named in a short correction; a long one is about the matter. */
export function typeNamed(text: string): RequestType | undefined {
  const apart = text.replace(/[,.;:]/g, ' ');
  if (apart.trim().split(/\s+/).length > 8) return undefined;
  // "بلاغ" begins with what elsewhere is a particle.
  const bare = apart.replace(/(^|\s)(?:ال|و|ب|ل)(?=\p{L}{3})/gu, '$1');
  const found = new Set([...foundIn(bare.split(' '), KINDS), ...foundIn(apart.split(' '), KINDS)]);
  return found.size === 0 ? undefined : TYPE_WORDS.find(([type]) => found.has(type))?.[0];
}

const KINDS = indexWordings(TYPE_WORDS);
const KIND_NAMES = TYPE_WORDS.map(([type, names]) => [type, longestFirst(names)] as const);

const HEAD_LEAD = /^(?:لا|هاي|هاد|هذا|هذه|هو|هي|بدي|no|its|it is|this is|a|an|the) /;

/** The kind, and then a pause or one word more: "praise for the clerk at the desk" is a story. */
function headOf(text: string): RequestType | undefined {
  const head = text.replace(HEAD_LEAD, '').replace(HEAD_LEAD, '');
  for (const [type, names] of KIND_NAMES) {
    const name = names.find((each) => startsWithWord(head, each));
    const rest = name === undefined ? '' : head.slice(name.length).trim();
    if (name !== undefined && (/^[,.;:]/.test(rest) || rest.split(' ').length <= 1)) return type;
  }
  return undefined;
}

const startsWithWord = (text: string, word: string) =>
  text.startsWith(word) && !/[\p{L}\p{N}]/u.test(text.charAt(word.length));

/** "غير" is also "un-": it asks for a change only where the message opens with it or names what to change. */
const changes = (text: string, slots: readonly string[]) => {
  const verb = CHANGE.exec(text);
  return verb !== null && (slots.length > 0 || verb.index === 0);
};

function withoutNegated(text: string, negated: RegExpExecArray): string {
  return `${text.slice(0, negated.index)} ${text.slice(negated.index + negated[0].length)}`
    .replace(/^[\s,.;]+/, '')
    .trim();
}

/** Everything of that kind in a text; a long message about the matter has none. */
export function findMoves(raw: string): Move[] {
  if (raw.length > 400) return [];
  const text = plain(raw);
  const bare = text
    .replace(/[,.;:]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (bare === '') return [];
  const moves: Move[] = [];
  const all = bare.split(' ');
  if (isOne(bare, SKIP) || opens(bare, all, SKIP) || KEPT_BACK.test(bare)) moves.push({ kind: 'skip' });
  // Who has no number keeps nothing back.
  if (KEPT_BACK.test(bare) && !/ have /.test(bare)) moves.push({ kind: 'kept_back' });
  if (isOne(bare, UNKNOWN) || opens(bare, all, UNKNOWN)) moves.push({ kind: 'unknown' });
  if (isOne(bare, REPEAT)) return [{ kind: 'repeat' }];
  if (isAnonymous(bare, all)) moves.push({ kind: 'anonymous' });
  if (bare.length < 60 && standsIn(all, NEW_REQUEST)) moves.push({ kind: 'new_request' });
  if (isOne(bare, IDENTITY)) moves.push({ kind: 'identity' });
  if (WHY.test(bare)) moves.push({ kind: 'why' });
  if (isOne(bare, SEND)) return [{ kind: 'send' }];
  if (isOne(bare, DONT_SEND)) return [{ kind: 'dont_send' }];
  if (all.every((word) => OPENER.has(word)) && all.some((word) => ANNOUNCES.has(word))) {
    const type = typeNamed(bare);
    moves.push({ kind: 'opener', ...(type && { type }) });
  }
  const head = all.length <= 6 ? headOf(text) : undefined;
  if (head) moves.push({ kind: 'headed', type: head });
  moves.push(...language(all));
  if (all.length <= 25) moves.push(...correction(raw, text));
  return moves;
}
