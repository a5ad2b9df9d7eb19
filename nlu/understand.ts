/**
 * The one door: a text and its context in, everything understood of it out. Pure; the directory's index is kept per
 * version. Without weights it still answers, from names, rules and cues.
 */
import type { Label, Why } from '../api/contract/classification.ts';
import type { Directory } from '../api/contract/directory.ts';
import type { Act, Axis, Importance, RequestType } from '../api/contract/vocabulary.ts';
import { type Acted, findAct } from './acts.ts';
import { choose } from './choice.ts';
import { AXIS_CUES, byCues, IMPORTANCE_CUES, TYPE_CUES } from './cues.ts';
import {
  type Decided,
  type Departments,
  decideDepartment,
  findDepartments,
  indexDepartments,
  NONE,
} from './department.ts';
import { findDanger } from './emergency.ts';
import { findEntities } from './entities.ts';
import type { Match } from './gazetteer.ts';
import { detectLanguage } from './language.ts';
import { findMoves } from './moves.ts';
import { type Normalised, normalise, rawSpan } from './normalise.ts';
import { decideGovernorate, findPlaces, indexPlaces, isPlaceHead, type Places } from './places.ts';
import { pointsAtSpot } from './spots.ts';
import { type Token, tokensOf } from './tokens.ts';
import type { Context, Understanding } from './understanding.ts';

interface Index {
  readonly version: string;
  readonly departments: Departments;
  readonly places: Places;
}

const indexed = (directory: Directory): Index => ({
  version: directory.version,
  departments: indexDepartments(directory),
  places: indexPlaces(directory),
});

function ranked<T extends string>(scores: ReadonlyMap<T, number>, why: Why[]): Label<T> {
  const sorted = [...scores].sort((a, b) => b[1] - a[1]);
  const [top, ...rest] = sorted;
  return {
    value: top?.[0] ?? null,
    confidence: top?.[1] ?? 0,
    alternatives: rest.slice(0, 3).map(([value, confidence]) => ({ value, confidence })),
    why,
  };
}

const silent = <T extends string>(): Label<T> => ({ value: null, confidence: 1, alternatives: [], why: [] });

function actLabel(n: Normalised, tokens: readonly Token[], acted: Acted | null): Label<Act> {
  const danger = findDanger(n.text, tokens);
  const spans = (danger ?? acted)?.spans.map((span) => rawSpan(n, span.start, span.end)) ?? [];
  const why = spans.filter((span) => span.end > span.start);
  if (danger && danger.confidence >= 0.5) {
    const alternatives = [{ value: 'request' as const, confidence: 1 - danger.confidence }];
    return { value: 'emergency', confidence: danger.confidence, alternatives, why };
  }
  if (!acted) return { value: 'request', confidence: tokens.length > 2 ? 0.85 : 0.5, alternatives: [], why: [] };
  const alternatives = [{ value: 'request' as const, confidence: 1 - acted.confidence }];
  return { value: acted.act, confidence: acted.confidence, alternatives, why };
}

const inside = (n: Normalised, token: Token, span: Why) => {
  const at = n.starts[token.start] ?? 0;
  return at >= span.start && at < span.end;
};

export function createUnderstanding(): (text: string, context: Context) => Understanding {
  let index: Index | null = null;
  return (text, context) => {
    if (index?.version !== context.directory.version) index = indexed(context.directory);
    return understandWith(index, text, context);
  };
}

function understandWith(index: Index, raw: string, context: Context): Understanding {
  const n = normalise(raw);
  const tokens = tokensOf(n);
  const lang = detectLanguage(tokens, context.lang);
  const heads = [index.departments.gazetteer.entries, index.places.gazetteer.entries];
  const lookup = {
    isPlace: isPlaceHead(index.places),
    isKnown: (word: string) => heads.some((entries) => entries.has(word)),
  };
  const spot = <T>(match: Match<T>): Why => rawSpan(n, tokens[match.from]?.start ?? 0, tokens[match.to - 1]?.end ?? 0);
  const governed = decideGovernorate(findPlaces(index.places, tokens, lookup), spot);
  const entities = findEntities({ n, tokens, places: governed.places, now: context.now });
  const named = (token: Token) => entities.some((e) => e.kind !== 'place' && inside(n, token, e));
  const act = actLabel(n, tokens, findAct(n.text, tokens, named));
  const choice = context.offered ? choose(raw, tokens, context.offered) : undefined;
  const pure = act.value !== 'request' && act.value !== 'emergency' && act.confidence >= 0.9;
  const decided: Decided = decideDepartment(
    index.departments,
    {
      matches: findDepartments(index.departments, tokens, lookup),
      prior: new Map([[NONE, 1]]),
      where: { governorate: governed.label.value, ...(governed.area ? { area: governed.area } : {}) },
    },
    { why: spot, words: () => [] },
  );
  return {
    text: raw,
    lang,
    act,
    type: pure ? silent<RequestType>() : ranked(byCues(TYPE_CUES, n.text), []),
    axis: pure ? silent<Axis>() : ranked(byCues(AXIS_CUES, n.text), []),
    importance: pure ? silent<Importance>() : ranked(byCues(IMPORTANCE_CUES, n.text), []),
    department: decided.label,
    governorate: governed.label,
    entities,
    atPlace: pointsAtSpot(n.text),
    moves: findMoves(raw),
    ...(choice ? { choice } : {}),
    ...(decided.ambiguous ? { ambiguous: decided.ambiguous } : {}),
  };
}
