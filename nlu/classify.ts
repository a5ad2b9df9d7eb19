/**
 * Labels with calibrated confidence and reasons: the model's heads weighed against what rules saw. Without a model, cues.
 */
import type { Label, Why } from '../api/contract/classification.ts';
import { ACTS, type Act, type Axis, type Importance, type RequestType } from '../api/contract/vocabulary.ts';
import { isPlausible, type SaidIn } from './aim.ts';
import { AXIS_CUES, byCues, type Cues, IMPORTANCE_CUES, TYPE_CUES } from './cues.ts';
import { NONE } from './department.ts';
import { speaksOfDanger } from './emergency.ts';
import { losesIncome, weighed } from './importance.ts';
import { PREPOSITIONS } from './lexicon.ts';
import type { Model, Prediction } from './model.ts';
import { rawSpan } from './normalise.ts';
import { mannered, stung, unpraised } from './praise.ts';
import type { Read } from './reading.ts';
import { bare, isWord } from './tokens.ts';

const RUNNERS_UP = 3;
const REASONS = 4;
/** A word is named as a reason when it spoke at least this much of what the strongest did. */
const SPOKE = 0.3;

/** Probabilities as a label. */
export function ranked<T extends string>(scores: ReadonlyMap<T, number>, why: Why[]): Label<T> {
  const [top, ...rest] = [...scores].sort((a, b) => b[1] - a[1]);
  return {
    value: top?.[0] ?? null,
    confidence: Math.min(1, top?.[1] ?? 0),
    alternatives: rest.slice(0, RUNNERS_UP).map(([value, confidence]) => ({ value, confidence })),
    why,
  };
}

export const silent = <T extends string>(): Label<T> => ({ value: null, confidence: 1, alternatives: [], why: [] });

/** The words that spoke for a class, neighbours joined, in the order of the text. */
export function reasonsOf(read: Read, prediction: Prediction, head: string, label: string): Why[] {
  const spoken = prediction.reasons(head, label).filter(({ token }) => {
    const at = read.tokens[token];
    return at !== undefined && isWord(at);
  });
  const least = (spoken[0]?.weight ?? 0) * SPOKE;
  const chosen = spoken.filter(({ weight }) => weight > 0 && weight >= least).slice(0, REASONS);
  const order = chosen.map(({ token }) => token).sort((a, b) => a - b);
  const spans: { from: number; to: number }[] = [];
  for (const at of order) {
    const last = spans[spans.length - 1];
    if (last && last.to === at) last.to = at + 1;
    else spans.push({ from: at, to: at + 1 });
  }
  return spans.map(({ from, to }) => rawSpan(read.n, read.tokens[from]?.start ?? 0, read.tokens[to - 1]?.end ?? 0));
}

export function distribution(prediction: Prediction, name: string): Map<string, number> {
  const scored = prediction.heads.get(name);
  const made = new Map<string, number>();
  if (!scored) return made;
  for (const [c, label] of scored.head.classes.entries()) made.set(label, scored.p[c] ?? 0);
  return made;
}

/** A head's opinion, mended where praise is not what it seems. */
function opinion(read: Read, prediction: Prediction, name: string): ReadonlyMap<string, number> {
  const own = distribution(prediction, name);
  if (name === 'type') return (own.get('compliment') ?? 0) >= 0.2 ? unpraised(read, stung(read, own)) : own;
  if (name !== 'axis') return own;
  return (distribution(prediction, 'type').get('compliment') ?? 0) >= 0.5 ? mannered(read, own) : own;
}

export interface Judgement {
  readonly act: Label<Act>;
  readonly type: Label<RequestType>;
  readonly axis: Label<Axis>;
  readonly importance: Label<Importance>;
  /** By department code, family or `none`. */
  readonly departments: ReadonlyMap<string, number>;
  readonly words: (department: string) => Why[];
}

/** How much a set phrase that covers the message counts against the model. */
const RULE = 0.6;
/** Probability of danger from which it is treated as danger: better asked in vain than missed. */
const ALARM = 0.2;
/** A rule alone is enough from here; a weaker one needs the head to feel a little of it. */
const RULE_ALARM = 0.5;
const FELT = 0.06;

const NO_WORDS_SAID: SaidIn = new Map();
/** What is left to an act that cannot be meant. */
const LEFT = 0.05;

/** The head's opinion, with acts that cannot be meant turned back into requests. */
function meant(read: Read, model: Model, heads: ReadonlyMap<string, number>): Map<string, number> {
  const made = new Map(heads);
  for (const [act, p] of heads) {
    if (p < 0.02 || isPlausible(read, act as Act, model.trained.said)) continue;
    made.set(act, p * LEFT);
    made.set('request', (made.get('request') ?? 0) + p * (1 - LEFT));
  }
  return made;
}

function actScores(read: Read, model: ReadonlyMap<string, number>): Map<Act, number> {
  const scores = new Map<Act, number>();
  const { acted, danger } = read;
  const trained = model.size > 0;
  const isMeant = acted !== null && isPlausible(read, acted.act, NO_WORDS_SAID);
  const ruled = acted && isMeant ? acted.confidence * (trained ? RULE : 1) : 0;
  const rest = 1 - ruled;
  for (const act of ACTS) scores.set(act, rest * (trained ? (model.get(act) ?? 0) : act === 'request' ? 0.9 : 0.006));
  if (acted) scores.set(acted.act, (scores.get(acted.act) ?? 0) + ruled);
  const felt = scores.get('emergency') ?? 0;
  const seen = danger?.confidence ?? 0;
  const isAlarm =
    seen >= RULE_ALARM || (felt >= ALARM && speaksOfDanger(read.n.text)) || (seen > 0 && (felt >= FELT || !trained));
  if (!isAlarm) return calmed(scores, felt);
  const alarm = Math.max(seen, felt);
  const others = 1 - (scores.get('emergency') ?? 0);
  for (const [act, p] of scores)
    scores.set(
      act,
      act === 'emergency' ? Math.max(alarm, 0.5) : (p * (1 - Math.max(alarm, 0.5))) / Math.max(1e-9, others),
    );
  return scores;
}

/** A feeling of danger without a word of it is none. */
function calmed(scores: Map<Act, number>, felt: number): Map<Act, number> {
  if (felt < ALARM) return scores;
  scores.set('emergency', felt * LEFT);
  scores.set('request', (scores.get('request') ?? 0) + felt * (1 - LEFT));
  return scores;
}

function actLabel(read: Read, model: Model | null, prediction: Prediction | null, isWhy: boolean): Label<Act> {
  const heads = model && prediction ? meant(read, model, distribution(prediction, 'act')) : new Map<string, number>();
  const scores = actScores(read, heads);
  const label = ranked(scores, []);
  const spans =
    label.value === 'emergency' ? read.danger?.spans : label.value === read.acted?.act ? read.acted?.spans : null;
  const why = (spans ?? [])
    .map((span) => rawSpan(read.n, span.start, span.end))
    .filter((span) => span.end > span.start);
  if (why.length > 0 || !isWhy || !prediction || label.value === null) return { ...label, why };
  return { ...label, why: reasonsOf(read, prediction, 'act', label.value) };
}

function head<T extends string>(
  read: Read,
  prediction: Prediction,
  name: string,
  codes: readonly T[],
  isWhy: boolean,
): Label<T> {
  const p = opinion(read, prediction, name);
  const label = ranked<T>(new Map(codes.map((code) => [code, p.get(code) ?? 0])), []);
  return label.value === null || !isWhy ? label : { ...label, why: reasonsOf(read, prediction, name, label.value) };
}

/** Held against the type, once that is known. */
function importanceOf(read: Read, prediction: Prediction, isWhy: boolean): Label<Importance> {
  const label = ranked(
    weighed(distribution(prediction, 'importance'), opinion(read, prediction, 'type'), losesIncome(read.n.text)),
    [],
  );
  return label.value === null || !isWhy
    ? label
    : { ...label, why: reasonsOf(read, prediction, 'importance', label.value) };
}

const codesOf = <T extends string>(cues: Cues<T>): T[] => cues.map(([code]) => code);

const FEW_WORDS = 5;
/** What is left of the confidence in a few words that say next to nothing. */
const REST = 0.4;

const KINDS_OF_PLACE =
  /^(?:governorate|city|town|area|village|district|[وبف]?(?:محافظه|مدينه|منطقه|قريه|لوا|قضا|حي|بلده))$/;

/** Only places and the small words before them: where, and nothing of what. */
function isBarePlace({ tokens, governed, named }: Read): boolean {
  if (governed.places.length === 0 || named.some((match) => !match.of.ambiguous)) return false;
  const inPlace = (at: number) => governed.places.some((place) => at >= place.from && at < place.to);
  return tokens.every(
    (token, at) => !isWord(token) || inPlace(at) || PREPOSITIONS.has(token.text) || KINDS_OF_PLACE.test(token.text),
  );
}

function isMostlyUnknown({ tokens, input }: Read, model: Model): boolean {
  const words = tokens.map((token, at) => ({ token, at })).filter(({ token }) => isWord(token));
  if (words.length > FEW_WORDS) return false;
  const known = words.filter(
    ({ token, at }) =>
      model.isKnown(token.text) ||
      model.isKnown(bare(token.text)) ||
      model.trained.latin.has(token.text) ||
      (input.spellings?.has(at) ?? false),
  );
  return known.length * 2 <= words.length;
}

const lessSure = <T extends string>(label: Label<T>): Label<T> => ({
  ...label,
  confidence: label.confidence * REST,
  alternatives: label.alternatives.map((one) => ({ ...one, confidence: one.confidence * REST })),
});

/** With reasons, or the labels alone, which is half the work. */
export type Says = 'why' | 'labels';

/** One word that names nobody says little of whose matter it is. */
function bodies(read: Read, prediction: Prediction): ReadonlyMap<string, number> {
  const heads = distribution(prediction, 'department');
  if (read.named.length > 0 || read.tokens.filter(isWord).length > 1) return heads;
  const made = new Map([...heads].map(([code, p]): [string, number] => [code, p * REST]));
  return made.set(NONE, (made.get(NONE) ?? 0) + 1 - REST);
}

export function judge(read: Read, model: Model | null, says: Says): Judgement {
  const prediction = model?.predict(read.input) ?? null;
  const isWhy = says === 'why';
  const act = actLabel(read, model, prediction, isWhy);
  // An act the model hesitates about is no pure act: the labels of a request are its best guess then.
  const pure = act.value !== 'request' && act.value !== 'emergency' && act.confidence >= 0.5;
  const isPlace = isBarePlace(read);
  const isVague = isPlace || (model !== null && isMostlyUnknown(read, model));
  const one = <T extends string>(name: string, cues: Cues<T>): Label<T> => {
    if (pure) return silent<T>();
    if (!prediction) return ranked(byCues(cues, read.n.text), []);
    const label = head(read, prediction, name, codesOf(cues), isWhy);
    return isVague ? lessSure(label) : label;
  };
  const type = one('type', TYPE_CUES);
  const weigh = (): Label<Importance> => {
    if (pure || !prediction) return one('importance', IMPORTANCE_CUES);
    const label = importanceOf(read, prediction, isWhy);
    return isVague ? lessSure(label) : label;
  };
  return {
    act,
    type,
    axis: one('axis', AXIS_CUES),
    importance: weigh(),
    departments: prediction && !pure && !isPlace ? bodies(read, prediction) : new Map([[NONE, 1]]),
    words: (department) => (prediction && isWhy ? reasonsOf(read, prediction, 'department', department) : []),
  };
}
