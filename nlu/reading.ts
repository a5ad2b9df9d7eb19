/**
 * A text read once, for every question asked of it: folded, cut into words, names and numbers found, acts and danger
 * recognised by rule. Training and understanding read alike, so that what is learned is what is met.
 */
import type { Entity, Label, Why } from '../api/contract/classification.ts';
import type { Directory } from '../api/contract/directory.ts';
import type { Lang, UtteranceLang } from '../api/contract/vocabulary.ts';
import { type Acted, findAct } from './acts.ts';
import { farByEar } from './arabizi.ts';
import { cuesIn } from './cues.ts';
import { type Departments, findDepartments, indexDepartments, type Named } from './department.ts';
import { type Danger, findDanger } from './emergency.ts';
import { findEntities } from './entities.ts';
import type { FeatureInput, Spelling } from './features.ts';
import type { Lookup, Match } from './gazetteer.ts';
import { stakesIn } from './importance.ts';
import { detectLanguage } from './language.ts';
import { type Normalised, normalise, rawSpan } from './normalise.ts';
import {
  decideGovernorate,
  findPlaces,
  type Governed,
  indexPlaces,
  isPlaceHead,
  type PlaceMatch,
  type Places,
} from './places.ts';
import { bare, type Token, tokensOf } from './tokens.ts';

export interface Index {
  readonly version: string;
  readonly departments: Departments;
  readonly places: Places;
}

export const indexDirectory = (directory: Directory): Index => ({
  version: directory.version,
  departments: indexDepartments(directory),
  places: indexPlaces(directory),
});

export interface Words {
  readonly spell: (tokens: readonly Token[], arabizi: boolean) => ReadonlyMap<number, readonly Spelling[]>;
  readonly isKnown: (word: string) => boolean;
}

export const NO_WORDS: Words = { spell: () => new Map(), isKnown: () => false };

export interface Read {
  readonly n: Normalised;
  readonly tokens: readonly Token[];
  /** The same, with Arabizi words in Arabic letters. */
  readonly arabic: readonly Token[];
  readonly lang: Label<UtteranceLang>;
  readonly named: readonly Match<Named>[];
  readonly governed: Governed;
  readonly entities: readonly Entity[];
  readonly acted: Acted | null;
  readonly danger: Danger | null;
  readonly input: FeatureInput;
}

const ARTICLES: Readonly<Record<string, string>> = {
  el: 'ال',
  al: 'ال',
  il: 'ال',
  bel: 'بال',
  bil: 'بال',
  bl: 'بال',
  lal: 'لل',
  lel: 'لل',
  '3al': 'عال',
  wel: 'وال',
  wil: 'وال',
};

/** Words in Latin letters replaced by the likeliest Arabic one, the article before it joined on. */
function inArabic(tokens: readonly Token[], spellings: ReadonlyMap<number, readonly Spelling[]>): readonly Token[] {
  if (spellings.size === 0) return tokens;
  return tokens.map((token, at) => {
    const word = spellings.get(at)?.[0]?.word;
    if (word === undefined) return token;
    const article = word.startsWith('ال') ? '' : (ARTICLES[tokens[at - 1]?.text ?? ''] ?? '');
    return { ...token, text: article + word, kind: 'arabic' as const };
  });
}

/** Names found in either spelling; the longer of two that overlap, the Latin one of two alike. */
function both<T>(
  find: (tokens: readonly Token[]) => Match<T>[],
  tokens: readonly Token[],
  arabic: readonly Token[],
): Match<T>[] {
  const found = find(tokens);
  if (arabic === tokens) return found;
  const more = find(arabic).filter(
    (match) => !found.some((one) => one.from < match.to && match.from < one.to && one.words >= match.words),
  );
  const kept = found.filter((one) => !more.some((match) => one.from < match.to && match.from < one.to));
  return [...kept, ...more].sort((a, b) => a.from - b.from);
}

/** A place is not read into a word that only has its consonants: "3omna" is no Amman. */
const EAR = 0.6;

function isHeard({ from, to }: PlaceMatch, tokens: readonly Token[], arabic: readonly Token[]): boolean {
  const [said, read] = [tokens[from], arabic[from]];
  if (to - from > 1 || said === read || said?.kind !== 'latin' || read?.kind !== 'arabic') return true;
  return farByEar(said.text, bare(read.text)) <= EAR;
}

const inside = (n: Normalised, token: Token, span: Why) => {
  const at = n.starts[token.start] ?? 0;
  return at >= span.start && at < span.end;
};

function placesOfDepartments(index: Index, named: readonly Match<Named>[]): PlaceMatch[] {
  return named.flatMap((match) => {
    const code = match.of.codes.length === 1 ? match.of.codes[0] : undefined;
    const governorate = index.departments.byCode.get(code ?? '')?.governorate;
    return governorate && match.how === 'exact' ? [{ ...match, of: { name: '', governorates: [governorate] } }] : [];
  });
}

function extrasOf(read: Pick<Read, 'named' | 'acted' | 'danger' | 'tokens' | 'governed'>): string[] {
  const extras = [`length:${Math.min(6, Math.ceil(Math.log2(1 + read.tokens.length)))}`];
  if (read.acted) extras.push(`act:${read.acted.act}`, `act:${read.acted.act}:${read.acted.confidence > 0.9}`);
  if (read.danger) extras.push('danger', `danger:${read.danger.confidence > 0.5}`);
  for (const match of read.named) {
    if (!match.of.ambiguous && match.how !== 'bare') for (const code of match.of.codes) extras.push(`named:${code}`);
  }
  return extras;
}

export interface Setting {
  readonly index: Index;
  readonly words: Words;
  readonly now: string;
  readonly lang?: Lang;
}

export function readText(raw: string, { index, words, now, lang: hint }: Setting): Read {
  const n = normalise(raw);
  const tokens = tokensOf(n);
  const lang = detectLanguage(tokens, hint);
  const spellings = words.spell(tokens, lang.value === 'ar-Latn');
  const isEnglish = lang.value !== 'ar-Latn';
  const arabic = isEnglish ? tokens : inArabic(tokens, spellings);
  const heads = [index.departments.gazetteer.entries, index.places.gazetteer.entries];
  const lookup: Lookup = {
    isPlace: isPlaceHead(index.places),
    isKnown: (word) => words.isKnown(word) || heads.some((entries) => entries.has(word)),
  };
  const why = (match: PlaceMatch): Why => rawSpan(n, tokens[match.from]?.start ?? 0, tokens[match.to - 1]?.end ?? 0);
  const named = both((which) => findDepartments(index.departments, which, lookup), tokens, arabic);
  const findThere = (which: readonly Token[]) => {
    const found = findPlaces(index.places, which, lookup);
    return which === tokens ? found : found.filter((match) => isHeard(match, tokens, arabic));
  };
  const places = both(findThere, tokens, arabic);
  const governed = decideGovernorate([...places, ...placesOfDepartments(index, named)], why);
  const entities = findEntities({ n, tokens, places, now });
  const free = (token: Token) => entities.some((e) => e.kind !== 'place' && e.kind !== 'stars' && inside(n, token, e));
  const acted = findAct(n.text, tokens, free);
  const danger = findDanger(n.text, tokens);
  const extras = extrasOf({ named, acted, danger, tokens, governed });
  const respelled = isEnglish ? [] : [arabic.map((token) => token.text).join(' ')];
  extras.push(...cuesIn(n.text, ...respelled), ...stakesIn(n.text, ...respelled));
  for (const { kind } of entities) if (kind === 'duration' || kind === 'date') extras.push(`has:${kind}`);
  const input: FeatureInput = { tokens, spellings, isEnglish, extras };
  return { n, tokens, arabic, lang, named, governed, entities, acted, danger, input };
}
