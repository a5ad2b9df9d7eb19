/**
 * Which department would have to act: names found in the text fused with what the classifier thinks of the matter.
 * A family (municipality, water, electricity, governor) is one class to the classifier; the governorate picks its member.
 * Refuses to name a department that the message does not determine.
 */
import type { Label, Why } from '../api/contract/classification.ts';
import type { AmbiguousName, Area, Department, Directory } from '../api/contract/directory.ts';
import { createGazetteer, findNames, type Gazetteer, type Lookup, type Match, type Phrase } from './gazetteer.ts';
import { fold } from './normalise.ts';
import { bare, type Token } from './tokens.ts';
import type { Understanding } from './understanding.ts';

export const NONE = 'none';

export interface Named {
  readonly codes: readonly string[];
  readonly ambiguous?: AmbiguousName;
}

interface Family {
  readonly id: string;
  readonly name: AmbiguousName;
  readonly members: ReadonlySet<string>;
}

export interface Departments {
  readonly gazetteer: Gazetteer<Named>;
  readonly families: readonly Family[];
  readonly byCode: ReadonlyMap<string, Department>;
}

const HEADS: readonly (readonly [string, string])[] = [
  ['family:municipality', 'البلدية'],
  ['family:electricity', 'الكهرباء'],
  ['family:water', 'المياه'],
  ['family:governor', 'المحافظة'],
];

function indexFamilies(directory: Directory, byCode: ReadonlyMap<string, Department>): Family[] {
  return HEADS.flatMap(([id, term]) => {
    const name = directory.ambiguous.find((row) => row.termsAr.includes(term));
    const codes = Object.values(name?.byGovernorate ?? {});
    const kind = byCode.get(codes[0] ?? '')?.kind;
    if (!name) return [];
    return [{ id, name, members: new Set(codes.filter((code) => byCode.get(code)?.kind === kind)) }];
  });
}

export function indexDepartments(directory: Directory): Departments {
  const byCode = new Map(directory.departments.map((department) => [department.code, department]));
  const generic = new Set(directory.genericAliasesAr.map(fold));
  const phrases: Phrase<Named>[] = [];
  for (const d of directory.departments) {
    const of = { codes: [d.code] };
    for (const text of new Set([d.nameAr, d.nameEn, ...d.aliasesAr, ...d.aliasesEn])) {
      phrases.push({ text, of, generic: generic.has(fold(text)) });
    }
  }
  for (const name of directory.ambiguous) {
    const of = { codes: name.candidates, ambiguous: name };
    for (const text of new Set([...name.termsAr, ...name.termsEn])) phrases.push({ text, of });
  }
  return { gazetteer: createGazetteer(phrases), families: indexFamilies(directory, byCode), byCode };
}

export const familyOf = (departments: Departments, code: string): string =>
  departments.families.find((family) => family.members.has(code))?.id ?? code;

export const findDepartments = (departments: Departments, tokens: readonly Token[], lookup: Lookup): Match<Named>[] =>
  findNames(departments.gazetteer, tokens, lookup).filter((match) => !isOnlyPlace(departments, match, tokens));

/** "محافظة عجلون" says where, unless it is what one complains of or goes to. */
const GOES_TO = new Set(
  'علي ضد عن شكوي اشتكي بشتكي اشكي موظف موظفين موظفي موظفه مبني دار ديوان راجعت رحت مراجعه مكتب قدمت عند about against office building'.split(
    ' ',
  ),
);

const IS_GOVERNORATE = /^(?:و|ب|ف|ل)?محافظه|^governorate$|^mu?7?h?afa[zd]et$/;

function isOnlyPlace(departments: Departments, match: Match<Named>, tokens: readonly Token[]): boolean {
  const code = match.of.codes.length === 1 ? (match.of.codes[0] ?? '') : '';
  if (familyOf(departments, code) !== 'family:governor') return false;
  if (!tokens.slice(match.from, match.to).some(({ text }) => IS_GOVERNORATE.test(text))) return false;
  return !GOES_TO.has(bare(tokens[match.from - 1]?.text ?? ''));
}

/** What a match adds to the logarithm of a department's probability. */
function strength(match: Match<Named>): number {
  if (match.of.ambiguous) return match.led ? 1.6 : 1;
  if (match.how === 'fuzzy') return match.words > 1 ? 4 : match.led ? 3 : 1.5;
  if (match.how === 'bare') return match.led ? 6.5 : 1;
  if (match.words > 1) return 8;
  if (match.generic) return match.led ? 7.2 : 3;
  return 7.5;
}

export interface Where {
  readonly governorate: string | null;
  readonly area?: Area;
}

function resolve(name: AmbiguousName, where: Where): string | null {
  const field = name.byAreaField;
  const own = field ? where.area?.[field] : undefined;
  if (own !== undefined) return own;
  return where.governorate === null ? null : (name.byGovernorate?.[where.governorate] ?? name.fallback ?? null);
}

export interface Evidence {
  readonly matches: readonly Match<Named>[];
  /** Probability by department code, family id or `none`. */
  readonly prior: ReadonlyMap<string, number>;
  readonly where: Where;
  /** What each body does, found in the text. */
  readonly duties: readonly { readonly code: string; readonly worth: number }[];
}

/** The head leans to "not determined", since so many of its short texts are: found on the held-out figures. */
const UNDETERMINED = 0.5;

/** Who says "the municipality" means theirs and not the ministry that oversees them all. */
const OVERSEERS: ReadonlyMap<string, string> = new Map([['MOLA', 'family:municipality']]);

function overseen(departments: Departments, { matches }: Evidence, code: string): string | undefined {
  const id = OVERSEERS.get(code);
  const family = departments.families.find((one) => one.id === id);
  const isNamed = matches.some(({ of }) => !of.ambiguous && of.codes.includes(code));
  return !isNamed && matches.some(({ of }) => of.ambiguous === family?.name && family) ? id : undefined;
}

/** Families opened into their members, where the place decides; else the family stays a family. */
function opened(departments: Departments, evidence: Evidence): Map<string, number> {
  const scores = new Map<string, number>();
  const add = (code: string, p: number) => scores.set(code, (scores.get(code) ?? 0) + p);
  for (const [code, p] of evidence.prior) {
    const family = departments.families.find((one) => one.id === (overseen(departments, evidence, code) ?? code));
    const member = family ? resolve(family.name, evidence.where) : null;
    add(member ?? family?.id ?? code, code === NONE ? p * UNDETERMINED : p);
  }
  return scores;
}

/** Below this nobody's opinion counts: a name alone must be able to win. */
const FLOOR = 0.01;

/** The prior with what names add, brought back to probabilities. */
function fused(departments: Departments, evidence: Evidence, prior: ReadonlyMap<string, number>): [string, number][] {
  const bonus = new Map<string, number>();
  const speak = (code: string, worth: number) => bonus.set(code, Math.max(bonus.get(code) ?? 0, worth));
  for (const match of evidence.matches) {
    const worth = strength(match);
    const name = match.of.ambiguous;
    const family = departments.families.find((one) => one.name === name);
    const member = name ? resolve(name, evidence.where) : null;
    if (member !== null) speak(member, family ? worth + 1 : worth / 2);
    else if (family) speak(family.id, worth);
    else if (name && name.candidates.length > 6) continue;
    else for (const code of match.of.codes) speak(code, worth);
  }
  for (const { code, worth } of evidence.duties) {
    const family = departments.families.find((one) => one.id === code);
    const member = family ? resolve(family.name, evidence.where) : code;
    if (member !== null || family) speak(member ?? code, worth);
  }
  const scored = new Map(prior);
  for (const [code, worth] of bonus) scored.set(code, Math.max(FLOOR, prior.get(code) ?? 0) * Math.exp(worth));
  let total = 0;
  for (const score of scored.values()) total += score;
  return [...scored].map(([code, score]): [string, number] => [code, score / total]).sort((a, b) => b[1] - a[1]);
}

/** Where nobody was named, less than this is no opinion: the message does not determine the department. */
const GUESS = 0.06;

export interface Decided {
  readonly label: Label;
  readonly ambiguous?: NonNullable<Understanding['ambiguous']>;
}

function asked(departments: Departments, evidence: Evidence, top: string): Decided['ambiguous'] {
  const family = departments.families.find((one) => one.id === top);
  const match = evidence.matches.find((one) => one.of.ambiguous && (!family || one.of.ambiguous === family.name));
  const name = family?.name ?? match?.of.ambiguous;
  if (!name) return undefined;
  const byGovernorate = name.byGovernorate !== undefined && evidence.where.governorate === null;
  return { term: name.termsAr[0] ?? '', candidates: name.candidates, byGovernorate };
}

/** How often the first choice was right at each confidence, on authors the heads never read. */
const TRUE: readonly (readonly [number, number])[] = [
  [0, 0.05],
  [0.15, 0.22],
  [0.3, 0.42],
  [0.5, 0.57],
  [0.7, 0.71],
  [0.85, 0.8],
  [0.94, 0.865],
  [1, 0.97],
];

function trueConfidence(p: number): number {
  const above = TRUE.findIndex(([said]) => said >= p);
  const [[low, lowTrue], [high, highTrue]] = [TRUE[above - 1] ?? [0, 0], TRUE[above] ?? [1, 1]];
  return high === low ? highTrue : lowTrue + ((p - low) / (high - low)) * (highTrue - lowTrue);
}

/** The others' shares grow no more than this where the first was surer of itself than it should be. */
const MOST_SPREAD = 5;

/** The others share what the first leaves, as before. */
function calibrated(label: Label): Label {
  const confidence = trueConfidence(label.confidence);
  const left = Math.min(MOST_SPREAD, (1 - confidence) / Math.max(1e-9, 1 - label.confidence));
  const alternatives = label.alternatives.map((one) => ({
    ...one,
    confidence: Math.min(confidence, one.confidence * left),
  }));
  return { ...label, confidence, alternatives };
}

/** `why` gives the raw span of a match; `words` those of the classifier for a class. */
export function decideDepartment(
  departments: Departments,
  evidence: Evidence,
  reasons: { why: (match: Match<Named>) => Why; words: (code: string) => Why[] },
): Decided {
  const decided = decide(departments, evidence, reasons);
  return { ...decided, label: calibrated(decided.label) };
}

function decide(
  departments: Departments,
  evidence: Evidence,
  reasons: { why: (match: Match<Named>) => Why; words: (code: string) => Why[] },
): Decided {
  const prior = opened(departments, evidence);
  const ranked = fused(departments, evidence, prior);
  const [top = NONE, confidence = 1] = ranked[0] ?? [];
  const known = ranked.filter(([code]) => departments.byCode.has(code));
  const isFamily = departments.families.some((family) => family.id === top);
  const isNamed = evidence.matches.some((match) => match.of.codes.includes(top));
  const isGuess = !isNamed && confidence < GUESS;
  if (top !== NONE && !isFamily && !isGuess && departments.byCode.has(top)) {
    const naming = evidence.matches.filter((match) => match.of.codes.includes(top)).map(reasons.why);
    const alternatives = known.slice(1, 5).map(([value, p]) => ({ value, confidence: p }));
    const label = { value: top, confidence, alternatives, why: naming.length > 0 ? naming : reasons.words(top) };
    const loose = confidence < 0.7 ? asked(departments, evidence, '') : undefined;
    return loose ? { label, ambiguous: loose } : { label };
  }
  const question = isFamily ? asked(departments, evidence, top) : asked(departments, evidence, '');
  const offered = isFamily ? members(departments, top, confidence, known) : known;
  const alternatives = offered.slice(0, 5).map(([value, p]) => ({ value, confidence: p }));
  const label = { value: null, confidence, alternatives, why: evidence.matches.slice(0, 3).map(reasons.why) };
  return question ? { label, ambiguous: question } : { label };
}

function members(departments: Departments, id: string, p: number, known: [string, number][]): [string, number][] {
  const family = departments.families.find((one) => one.id === id);
  const codes = [...(family?.members ?? [])];
  return [...codes.map((code): [string, number] => [code, p / codes.length]), ...known];
}
