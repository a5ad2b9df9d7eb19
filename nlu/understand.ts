/**
 * The one door: a text and its context in, everything understood of it out. Pure; the directory's index is kept per
 * version. Without weights it still answers, from names, rules and cues.
 */
import type { Classification, Entity, Label, Part, Why } from '../api/contract/classification.ts';
import { choose } from './choice.ts';
import { judge, type Says } from './classify.ts';
import { type Decided, decideDepartment } from './department.ts';
import { dutiesIn } from './duties.ts';
import type { Match } from './gazetteer.ts';
import { createModel, type Model } from './model.ts';
import { findMoves } from './moves.ts';
import { plainNameIn } from './names.ts';
import { rawSpan } from './normalise.ts';
import { findOpenings } from './openings.ts';
import { areDifferent, couldDiffer, possibleCuts, worthReading } from './parts.ts';
import { type Fit, fitQuestion, indexQuestions, type KnownQuestion, type Questions } from './questions.ts';
import { type Index, indexDirectory, NO_WORDS, type Read, readText } from './reading.ts';
import { findRemarks } from './remarks.ts';
import { namedSpots, pointsAtSpot } from './spots.ts';
import { isWord } from './tokens.ts';
import type { Context, Move, Understanding } from './understanding.ts';
import { type ModelFiles, readModel } from './weights.ts';
import { findWishes, withoutWhom } from './wishes.ts';

/** The model out of its two files. */
export const loadModel = (files: ModelFiles): Model => createModel(readModel(files));

export function createUnderstanding(
  model: Model | null = null,
  known: readonly KnownQuestion[] = [],
  strange: readonly KnownQuestion[] = [],
): (text: string, context: Context) => Understanding {
  let index: Index | null = null;
  let questions: Questions | null = null;
  let elsewhere: Questions | null = null;
  return (text, context) => {
    if (index?.version !== context.directory.version) {
      index = indexDirectory(context.directory);
      questions = null;
      elsewhere = null;
    }
    const plain = { model, index, context };
    questions ??= indexQuestions(known, (ask) => read(plain, ask));
    elsewhere ??= indexQuestions(strange, (ask) => read(plain, ask));
    const setting: Setting = { ...plain, questions, elsewhere };
    return context.namesDepartment ? asDepartment(setting, text) : understandWith(setting, text);
  };
}

/** "الصحة" alone is health; "a complaint about الصحة" is the ministry. Only the department is read so. */
function asDepartment(setting: Setting, text: string): Understanding {
  const understood = understandWith(setting, text);
  const led = understandWith(setting, `${understood.lang.value === 'ar' ? 'شكوى على' : 'complaint about'} ${text}`);
  const department = { ...led.department, why: [] };
  const surer = led.department.value !== null && led.department.confidence >= understood.department.confidence;
  return {
    ...understood,
    ...((understood.department.value === null || surer) && { department }),
    ...(led.ambiguous && { ambiguous: led.ambiguous }),
  };
}

interface Setting {
  readonly model: Model | null;
  readonly index: Index;
  readonly context: Context;
  readonly questions: Questions | null;
  /** What is asked and no matter of government. */
  readonly elsewhere: Questions | null;
}

function read(setting: Omit<Setting, 'questions' | 'elsewhere'>, text: string): Read {
  const { model, index, context } = setting;
  const words = model ?? NO_WORDS;
  return readText(text, { index, words, now: context.now, ...(context.lang ? { lang: context.lang } : {}) });
}

interface Whole {
  readonly labels: Classification;
  readonly decided: Decided;
}

/** `inherited`: the governorate of the request before it in the same message. */
function label(setting: Setting, reading: Read, inherited: string | null, says: Says = 'why'): Whole {
  const judged = judge(reading, setting.model, says);
  const spot = <T>(match: Match<T>): Why =>
    rawSpan(reading.n, reading.tokens[match.from]?.start ?? 0, reading.tokens[match.to - 1]?.end ?? 0);
  const own = reading.governed.label;
  const governorate: Label =
    reading.governed.places.length === 0 && inherited !== null
      ? { value: inherited, confidence: 0.75, alternatives: [], why: [] }
      : own;
  const area = reading.governed.area;
  const decided = decideDepartment(
    setting.index.departments,
    {
      matches: reading.named,
      prior: judged.departments,
      where: { governorate: governorate.value, ...(area ? { area } : {}) },
      duties: dutiesIn(reading.tokens),
    },
    { why: spot, words: judged.words },
  );
  const { act, type, axis, importance } = judged;
  const { lang, entities } = reading;
  const labels = { lang, act, type, axis, importance, department: decided.label, governorate, entities: [...entities] };
  return { labels, decided };
}

/** All that somebody says who only tells why they were gone: a dead line is no complaint then. */
const EXCUSES = new Set(
  `sorry hi hello hey ok i im am was were my the a it at had back now again here away busy asleep work home driving internet phone battery connection line
  power wifi net went is got died dead down out off lost disconnected charged empty
  اسف اسفه معلش عفوا مرحبا انا كنت كنا رجعت رجعنا النت الانترنت الشبكه الشحن البطاريه التلفون تلفوني نتي انقطع انقطعت قطع فصل فصلت خلص خلصت مشغول مشغوله
  انشغلت نايم نايمه بالشغل برا بره عني عندي من هسا هلا`.split(/\s+/),
);

const isExcuse = (moves: readonly Move[], { tokens }: Read): boolean =>
  moves.some(({ kind }) => kind === 'back_again') && tokens.filter(isWord).every(({ text }) => EXCUSES.has(text));

function doubted(labels: Classification): Classification {
  const less = <T extends string>(one: Label<T>): Label<T> => ({ ...one, confidence: one.confidence * DOUBT });
  return { ...labels, type: less(labels.type), department: less(labels.department) };
}

const DOUBT = 0.4;

function understandWith(setting: Setting, raw: string): Understanding {
  const { context } = setting;
  const reading = read(setting, raw);
  const { labels, decided } = label(setting, reading, null);
  const parts = labels.act.value === 'request' ? findParts(setting, reading) : [];
  const first = parts[0];
  const fits = cardsOf(setting, reading, labels, parts);
  const choice = context.offered ? choose(raw, reading.arabic, context.offered) : undefined;
  const moves = movesIn(raw, reading);
  return {
    ...(isExcuse(moves, reading) ? doubted(labels) : labels),
    ...(first
      ? {
          type: first.type,
          axis: first.axis,
          importance: first.importance,
          department: first.department,
          governorate: first.governorate,
        }
      : {}),
    text: raw,
    atPlace: pointsAtSpot(reading.n.text),
    ...spotOf(reading),
    moves,
    ...nameOf(raw, labels.entities),
    ...(isBodyAlone(raw, reading) && { bodyAlone: true }),
    ...(first ? { parts } : {}),
    ...fits,
    ...(labels.act.value === 'out_of_scope' && topicOf(setting, reading)),
    ...(choice ? { choice } : {}),
    ...(decided.ambiguous ? { ambiguous: decided.ambiguous } : {}),
  };
}

/** A story is no question. */
const LONGEST_QUESTION = 400;
const SURE_DEPARTMENT = 0.7;

/** The known question of a message, and of each of its parts. */
function cardsOf(
  setting: Setting,
  reading: Read,
  labels: Pick<Classification, 'department'>,
  parts: readonly Part[],
): Pick<Understanding, 'card' | 'partCards'> {
  const { questions } = setting;
  if (questions === null || questions.written.length === 0 || reading.n.raw.length > LONGEST_QUESTION) return {};
  const fitted = (of: Read, { department }: Pick<Classification, 'department'>): Fit | undefined =>
    fitQuestion(questions, of, department.confidence >= SURE_DEPARTMENT ? department.value : null);
  if (parts.length > 0) {
    const partCards = parts.map((part) => fitted(read(setting, part.text), part) ?? null);
    return { ...(partCards[0] && { card: partCards[0] }), partCards };
  }
  const card = fitted(reading, labels);
  return card ? { card } : {};
}

/** Which of the matters that are nobody's here it is. */
function topicOf({ elsewhere }: Setting, reading: Read): Pick<Understanding, 'elsewhere'> {
  const fit = elsewhere && reading.n.raw.length <= LONGEST_QUESTION && fitQuestion(elsewhere, reading, null);
  return fit ? { elsewhere: fit } : {};
}

/** "A complaint against the municipality" announces one too: what names the body is no matter yet. */
function movesIn(raw: string, { n, tokens, named, governed }: Read): Move[] {
  const own = [...findRemarks(raw), ...findMoves(raw), ...findOpenings(raw)];
  const wishes = findWishes(raw);
  const behalf = wishes.some(({ kind }) => kind === 'on_behalf') && raw.length <= 80;
  const announced = behalf ? findMoves(withoutWhom(raw)).find(({ kind }) => kind === 'opener') : undefined;
  const moves = announced ? [...wishes, announced] : [...own, ...wishes];
  if (!named.some(({ of }) => !of.ambiguous) || raw.length > 80 || moves.some(({ kind }) => kind === 'opener'))
    return moves;
  const sure = named.filter(({ of }) => !of.ambiguous);
  const spans = [...sure, ...governed.places].map(({ from, to }) =>
    rawSpan(n, tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0),
  );
  const rest = spans.reduce((text, { text: words }) => text.replace(words, ' '), raw);
  const opener = findMoves(rest).find(({ kind }) => kind === 'opener');
  return opener ? [...moves.filter(({ kind }) => kind !== 'correct'), opener] : moves;
}

/** Names that begin so are names of public bodies, though the directory writes them otherwise. */
const BODY =
  /^(?:ال)?(?:هيئة|هيئه|وزارة|وزاره|دائرة|دائره|مؤسسة|مؤسسه|شركة|بلدية|بلديه|مديرية|hay2et|hay2at|wazaret|wizaret|da2iret|mo2assaset|mo2assasat|baladiyet|baladeyet|ministry of|department of)\s/iu;
const LONGEST_BODY = 7;

function isBodyAlone(raw: string, { n, tokens, named }: Read): boolean {
  const count = raw.trim().split(/\s+/).length;
  if (count > LONGEST_BODY + 2) return false;
  const spans = named.map(({ from, to }) => rawSpan(n, tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0));
  const rest = spans.reduce((text, { text: words }) => text.replace(words, ' '), raw);
  const left = rest.match(/[\p{L}\p{N}]+/gu)?.filter((word) => !/^(?:the|of|in|ال|و|في)$/iu.test(word)) ?? [];
  if (spans.length > 0 && left.length === 0) return true;
  return (
    count >= 2 &&
    count <= LONGEST_BODY &&
    BODY.test(raw.trim()) &&
    left.length <= LONGEST_BODY &&
    !/[?؟.!]/.test(raw) &&
    spans.length <= 1 &&
    isNameLike(left)
  );
}

/** No verb, no complaint, no time: words that names of bodies are made of. */
const NOT_IN_NAMES =
  /^(?:ما|مش|لا|بدي|من|صار|صارلي|لسا|كل|رفض|رفضوا|تاخر|قطع|قطعت|ma|mish|mesh|mn|not|is|are|was|did|has|have|to|my)$/iu;
const isNameLike = (left: readonly string[]) => left.every((word) => !NOT_IN_NAMES.test(word) && !/\d{3}/.test(word));

function nameOf(raw: string, entities: readonly Entity[]): { plainName?: string } {
  const contacts = entities.filter(({ kind }) => kind === 'phone' || kind === 'email').map(({ text }) => text);
  const isPlace = entities.some(({ kind, text }) => kind === 'place' && text.length >= raw.trim().length - 2);
  const plainName = raw.length > 200 || isPlace ? undefined : plainNameIn(raw, contacts);
  return plainName === undefined ? {} : { plainName };
}

/** "behind the school in" Marj Al-Hamam. */
const LOOSE_END = /(?:\s+(?:in|on|at|of|and|for|from|is|are|was|has|the|a|to|by|with))+$/i;

/** Named spots first, then towns and quarters that stand outside them. */
function spotOf({ n, governed }: Read): { spot?: string } {
  const latin = !/\p{Script=Arabic}/u.test(n.raw);
  const spans = namedSpots(n.text).map(({ start, end }) => rawSpan(n, start, end));
  const towns = governed.places
    .filter((match) => match.of.area !== undefined)
    .map((match) => (latin ? (match.of.area?.en ?? '') : match.of.name))
    .filter((name) => !spans.some((span) => span.text.toLowerCase().includes(name.toLowerCase())));
  const spot = [...spans.map(({ text }) => text.replace(LOOSE_END, '')), ...towns].join(latin ? ', ' : '، ');
  return spot === '' ? {} : { spot };
}

const moved = <S extends Why>(span: S, by: number): S => ({ ...span, start: span.start + by, end: span.end + by });

function shifted<T extends string>(one: Label<T>, by: number): Label<T> {
  return { ...one, why: one.why.map((why) => moved(why, by)) };
}

/** Where the request before it is, and whose. */
interface Former {
  readonly governorate: string | null;
  readonly department: string | null;
}
const NOTHING_BEFORE: Former = { governorate: null, department: null };

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly former: Former;
}

/** A question to another body is of the same place only if the place decides which body that is. */
function asksElsewhere({ departments }: Index, { type, department }: Classification, former: Former): boolean {
  const code = department.value;
  if (type.value !== 'inquiry' || code === null || code === former.department) return false;
  return !departments.families.some(({ members }) => members.has(code));
}

function labelPart(setting: Setting, reading: Read, former: Former, says: Says): Classification {
  const { labels } = label(setting, reading, former.governorate, says);
  if (former.governorate === null || !asksElsewhere(setting.index, labels, former)) return labels;
  return label(setting, reading, null, says).labels;
}

function partAt(setting: Setting, raw: string, span: Piece, says: Says): Part {
  const text = raw.slice(span.start, span.end);
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const by = span.start + lead;
  const labels = labelPart(setting, read(setting, trimmed), span.former, says);
  return {
    text: trimmed,
    start: by,
    end: by + trimmed.length,
    lang: labels.lang,
    act: shifted(labels.act, by),
    type: shifted(labels.type, by),
    axis: shifted(labels.axis, by),
    importance: shifted(labels.importance, by),
    department: shifted(labels.department, by),
    governorate: shifted(labels.governorate, by),
    entities: labels.entities.map((entity): Entity => moved(entity, by)),
  };
}

const LONGEST = 1500;
/** Two requests take at least so many words and signs. */
const SHORTEST = 7;
/** A story this long is read twice over for each cut: only its plainest ones are tried. */
const STORY = 45;

/** Whether each side of a place names a body the other does not: cheap to see, before either side is read. */
function namesOnBothSides(reading: Read, at: number): boolean {
  const codes = (isBefore: boolean) =>
    new Set(
      reading.named
        .filter((match) => (reading.tokens[match.from]?.start ?? 0) < at === isBefore)
        .map((match) => match.of.codes.join()),
    );
  const [before, after] = [codes(true), codes(false)];
  return before.size > 0 && [...after].some((code) => !before.has(code));
}

/** Pieces that really are different requests; none when the message is one. */
function findParts(setting: Setting, reading: Read): Part[] {
  const { n } = reading;
  if (n.raw.length > LONGEST || reading.tokens.length < SHORTEST) return [];
  const most = reading.tokens.length > STORY ? 2 : 4;
  const cuts = worthReading(possibleCuts(n), (at) => namesOnBothSides(reading, at), most);
  const pieces: Piece[] = [];
  let [from, former]: [number, Former] = [0, NOTHING_BEFORE];
  for (const cut of cuts) {
    const at = n.starts[cut.at] ?? 0;
    const piece = { start: from, end: at, former };
    const before = partAt(setting, n.raw, piece, 'labels');
    if (!couldDiffer(before, cut)) continue;
    const left: Former = { governorate: before.governorate.value, department: before.department.value };
    const rest = { start: at, end: n.raw.length, former: left };
    if (!areDifferent(before, partAt(setting, n.raw, rest, 'labels'), cut)) continue;
    pieces.push(piece);
    [from, former] = [at, left];
  }
  if (pieces.length === 0) return [];
  return [...pieces, { start: from, end: n.raw.length, former }].map((one) => partAt(setting, n.raw, one, 'why'));
}
