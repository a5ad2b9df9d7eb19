/**
 * Names that people give as theirs: after "my name is" whatever looks like one, after "I am" only what begins with a first
 * name. Refuses what is said about a name ("my name is written wrong").
 */
import type { Found } from './contacts.ts';
import { type Normalised, rawSpan } from './normalise.ts';
import { isWord, type Token } from './tokens.ts';

const NAME_LEADS: readonly (readonly string[])[] = [
  ['اسمي', 'هو'],
  ['اسمي'],
  ['انا', 'اسمي'],
  ['الاسم', 'الكامل'],
  ['الاسم'],
  ['واسمي'],
  ['اسم', 'المشتكي'],
  ['my', 'name', 'is'],
  ['my', 'name'],
  ['name'],
  ["name's"],
  ['ism', ':'],
  ['ana', 'esmi'],
  ['ana', 'ismi'],
  ['esmi'],
  ['ismi'],
  ['isme'],
  ['esme'],
];
/** What may stand where a name would. */
const NOT_A_NAME =
  /^(مكتوب|غلط|خطا|مش|موجود|طلع|نزل|عل|في|من|انه|اني|هو|كان|كامل|الكامل|الاول|العايله|انكتب|مو|لم|لا|ما|غير|ب|هاي|عندهم|مسجل|ورد|صحيح|رقم|رقمي|وعمري|تلفون|هاتف|واريد|واشتكي|وبدي|بدي|وساكن|ساكن|وانا|is|was|not|wrong|written|spelled|misspelled|appears|on|in|the|and|has|i|my|phone|number|bl|bil|bel|3al|maktoub|maktob|8alat|ghalat|8ala6|mish|mesh|w|wa|bdi|biddi|bedi|ana|ma|3ala|fe|fi|from|here|with|full|بس|غلطت|بصير|شي|اشي|يطلع|يظهر|يبين|سجل|سجلها|سجلوها|اعتبروها|موظفه|موظف|بلاش|ضيف|واحد|لو|please|but|instead|wrong)$/;
/** "Must I give my name?" tells none. */
const NOT_TELLING =
  /^(ذكر|اذكر|لازم|ضروري|بدي|حكيت|احكي|اقول|اعطي|اعطيكم|اعطيك|اعطاء|بدون|دون|كشف|ليش|يعرف|يعرفوا|حدا|give|share|tell|say|without|need|want|know|sees|see)$/;
const GLUED_PLACE = /^(بال|عال|لل|وال)/;

const LEAD_HEADS = new Set(NAME_LEADS.map((lead) => lead[0] ?? ''));

/** First names that many bear: after "I am" and "this is", where anything may follow, only one of these begins a name. */
const FIRST_NAMES = new Set(
  `محمد احمد محمود خالد عمر علي يوسف ابراهيم حسن حسين سامي سامر رامي رائد راءد زيد زياد طارق ماهر ماجد نادر نضال وليد وائل هاني هيثم معاذ
  عامر عماد عصام عاصم بشار باسم باسل جمال جهاد حازم حمزه خليل سعد سعيد سليمان سلطان صالح عبدالله فادي فارس فراس فيصل قيس كمال ليث مازن منير موسي
  مصطفي نبيل ياسر يزن يحيي اسامه انس ايمن ايهاب اشرف امجد بلال تامر جعفر شادي غسان مروان مراد مالك مهند
  ساره لينا رنا ريم رانيا هبه هدي هند نور نورا مريم فاطمه خديجه عائشه عايشه زينب سلمي سميره سناء دينا دانا ديما داليا رهف روان رغد شيماء عبير غاده
  لمي ليلي لبني مها مني ميس ميساء نسرين نهي ولاء وفاء ياسمين اسراء اماني امل ايمان ايناس الاء تالا جنا حنان حنين
  mohammad mohammed mohamad muhammad ahmad ahmed a7mad mahmoud mahmood khaled khalid omar 3omar ali yousef yusuf ibrahim hasan hassan hussein
  sami samer rami raed zaid ziad tareq tariq maher majed nader nidal waleed walid wael hani haitham amer imad issam bashar basem basel jamal hazem hamza
  khalil saad saeed suleiman saleh abdullah fadi faris firas faisal qais kamal laith mazen munir mousa musa mustafa nabil yaser yazan osama anas
  ayman ashraf amjad bilal tamer ghassan marwan murad muhannad sara sarah lina rana reem rania heba huda hind nour noor maryam mariam fatima khadija
  aisha zainab salma samira dina dana dima dalia rahaf rawan raghad abeer ghada lama layla laila lubna maha mona muna nisreen yasmin yasmeen israa
  amani amal eman alaa tala jana hanan haneen lujain`.split(/\s+/),
);

const INTRODUCES = /^(?:انا|معك|معكم|معاك|معاكم|ana|i'm|im|m3ak|ma3ak)$/;

/** How many words say "this is" or "I am" at a place. */
function introducedAt(tokens: readonly Token[], at: number): number {
  const word = tokens[at]?.text ?? '';
  const pair = `${word} ${tokens[at + 1]?.text ?? ''}`;
  if (/^(?:i am|this is|it's me)$/.test(pair)) return 2;
  return INTRODUCES.test(word) ? 1 : 0;
}

/** Whose name it is when they say who speaks: a first name, and at most three words of its kind behind it. */
function introduced(n: Normalised, tokens: readonly Token[]): Found[] {
  for (let at = 0; at < tokens.length && at < OPENING; at++) {
    const lead = introducedAt(tokens, at);
    const from = at + lead;
    if (lead === 0 || !FIRST_NAMES.has(tokens[from]?.text ?? '')) continue;
    const isCapital = (i: number) => /^\p{Lu}/u.test(rawSpan(n, tokens[i]?.start ?? 0, tokens[i]?.end ?? 0).text);
    let to = nameEnd(tokens, from);
    if (tokens[from]?.kind === 'latin' && isCapital(from)) for (to = from + 1; to < from + 4 && isCapital(to); ) to++;
    if (to - from >= 2)
      return [
        {
          kind: 'name',
          value: '',
          valid: true,
          from,
          to: Math.min(to, from + 4),
        },
      ];
  }
  return [];
}

/** People say who they are at the beginning. */
const OPENING = 12;

/** The first name that somebody gives as their own. */
export function findNames(n: Normalised, tokens: readonly Token[]): Found[] {
  const given = named(tokens);
  return given.length > 0 ? given : introduced(n, tokens);
}

function named(tokens: readonly Token[]): Found[] {
  if (!tokens.some((token) => LEAD_HEADS.has(token.text))) return [];
  for (const lead of NAME_LEADS) {
    for (let at = 0; at + lead.length < tokens.length; at++) {
      if (!lead.every((word, i) => tokens[at + i]?.text === word)) continue;
      if (lead.length === 1 && lead[0] === 'name' && at > 0 && tokens[at + 1]?.text !== ':') continue;
      if (NOT_TELLING.test(tokens[at - 1]?.text ?? '')) continue;
      const from = /^[:=-]$/.test(tokens[at + lead.length]?.text ?? '') ? at + lead.length + 1 : at + lead.length;
      const to = nameEnd(tokens, from);
      if (to > from) return [{ kind: 'name', value: '', valid: true, from, to }];
    }
  }
  return [];
}

function nameEnd(tokens: readonly Token[], from: number): number {
  let to = from;
  while (to < tokens.length && to - from < 5) {
    const token = tokens[to] as Token;
    if (!isWord(token) || NOT_A_NAME.test(token.text) || GLUED_PLACE.test(token.text)) break;
    if (token.text === 'علي' && (to === from || tokens[to + 1]?.text.startsWith('ال'))) break;
    if (
      to > from &&
      /^(و.{3,}|صارلي|عندي|من)$/.test(token.text) &&
      !/^وليد|^وسيم|^وايل|^وسام|^وجدي|^وفاء?|^ورد/.test(token.text)
    )
      break;
    to++;
  }
  return to;
}
