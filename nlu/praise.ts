/**
 * What words of praise come to: thanks with a sting are a complaint, and thanks to somebody kind are for how they behaved
 * (labelling guide). Adjusts what the heads think; refuses to decide alone.
 */
import { type SetPhrase, scriptOf, setPhrases, spansOf } from './phrases.ts';
import type { Read } from './reading.ts';

/** "Bless you for such speed": what is praised is named as nobody would who means it. */
const TOO_MUCH = setPhrases(
  '(?:علي|ع|ل) ?ه(?:ال|ل)\\S+|عهال\\S+|(?:علي|ع) هيك \\S+|what (?:a )?(?:speed|service|efficiency|achievement)|(?:such|this) (?:speed|efficiency|achievement)|3a(?:la)? ?hal ?\\S+',
);
const STILL = setPhrases(
  '(?:و)?(?:لسا|لسه|لساتها|لساته|لهسا|لحد الان|لحد هسا|للان|بعده|بعدها|ما خلص\\S*|ما طلع\\S*|ما اجا\\S*|ما وصل\\S*|ولا)|still|yet|not (?:done|ready|finished)|lessa|lissa|ma (?:5eles|khalas|tele3)',
);
/** The first words of a message about what stopped. */
const STOPPED =
  /^(?:(?:مرحبا|السلام عليكم|مساء الخير|صباح الخير) )?و?(?:انقطع|انقطعت|مقطوع|مقطوعه|قطعوا|قطعت) (?:عنا )?(?:ال|عنا ال)?(?:مي|ميه|مياه|ماء|كهربا|كهرباء|تيار|نت|انترنت|اتصالات|خط)/u;
const PRAISED = setPhrases(
  '(?:و|ب|ا|ن|ال|لل)*(?:شكر|مشكور|يسلم|ممتاز|رايع|حلو|بجنن|احسن|افضل|يعطي|ابدع|تحيه|احترام|فخر|سريع|بسرعه|بنص ساعه|قدر|امتنان|انجاز|يكثر|الله يقويكم|الله يبارك|تمام|نشام|زي الساعه|صلحو|رجعت|رجعو)\\S*',
);
const PERSON = setPhrases(
  '(?:و|ل|ال|لل)*(?:موظف|موظفه|موظفين|موظفات|ممرض|ممرضه|ممرضين|دكتور|دكتوره|طبيب|طبيبه|معلم|معلمه|شرطي|ضابط|حارس|سايق|عامل|مدير|مديره)\\S{0,2}|(?:employee|clerk|nurse|doctor|teacher|officer|driver|guard|lady|manager|policeman)s?|(?:el |al )?(?:m[ou]?wa[zTt]+af|momar+e|doktor|daktor|mo3al+em|shor[t6]i)\\S*',
);
const KIND = setPhrases(
  '(?:كان\\S* )?(?:لطيف|محترم|خلوق|مهذب|بشوش|متعاون|حنون|مؤدب|مودب|ذوق|صبور|راقي)\\S*|(?:kind|polite|helpful|patient|friendly|courteous|respectful|gentle)(?:ly|ness)?|la6eef\\S*|lateef\\S*|mo7taram\\S*|5aloo2\\S*|mot3awen\\S*',
);

const holds = ({ n, arabic }: Read, phrases: readonly SetPhrase[]): boolean =>
  [n.text, arabic.map((token) => token.text).join(' ')].some(
    (text) => spansOf(phrases, text, scriptOf(text)).length > 0,
  );

type Scores = ReadonlyMap<string, number>;

const isWait = (read: Read) => read.entities.some(({ kind }) => kind === 'duration');

function reweighed(scores: Scores, value: string, factor: number): Scores {
  const made = new Map(scores).set(value, (scores.get(value) ?? 0) * factor);
  const total = [...made.values()].reduce((sum, p) => sum + p, 0);
  return new Map([...made].map(([one, p]): [string, number] => [one, p / Math.max(1e-9, total)]));
}

/** A wait that is not over, and thanks for it. */
export const stung = (read: Read, types: Scores): Scores =>
  isWait(read) && holds(read, STILL) && holds(read, TOO_MUCH) ? reweighed(types, 'compliment', 0.03) : types;

/** "The water is cut off", and not a word of praise behind it. */
export const unpraised = (read: Read, types: Scores): Scores =>
  STOPPED.test(read.n.text) && !holds(read, PRAISED) ? reweighed(types, 'compliment', 0.03) : types;

/** Somebody is thanked for being kind, however quick they were. */
export const mannered = (read: Read, axes: Scores): Scores =>
  holds(read, KIND) && holds(read, PERSON) ? reweighed(axes, 'staff_conduct', 4) : axes;
