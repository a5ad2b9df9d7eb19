/**
 * Governorates, and the towns and quarters that imply one. Knows the directory's places; refuses to choose between two
 * governorates, or for a name that several share.
 */
import type { Label, Why } from '../api/contract/classification.ts';
import type { Area, Directory } from '../api/contract/directory.ts';
import { createGazetteer, findNames, type Gazetteer, type Lookup, type Match, type Phrase } from './gazetteer.ts';
import { fold } from './normalise.ts';
import { MORE_PLACES } from './place-names.ts';
import { bare, type Token } from './tokens.ts';

export interface Place {
  /** Its Arabic name. */
  readonly name: string;
  readonly governorates: readonly string[];
  readonly area?: Area;
}

/** Landmarks that one city alone has. */
const LANDMARKS: readonly (readonly [string, readonly string[]])[] = [
  [
    'AMMAN',
    [
      'الدوار الاول',
      'الدوار الثاني',
      'الدوار الثالث',
      'الدوار الرابع',
      'الدوار الخامس',
      'الدوار السادس',
      'الدوار السابع',
      'الدوار الثامن',
      'first circle',
      'second circle',
      'third circle',
      'fourth circle',
      'fifth circle',
      'sixth circle',
      'seventh circle',
      'eighth circle',
      '7th circle',
      '8th circle',
      '6th circle',
      '5th circle',
      '4th circle',
      '3rd circle',
      'الجامعة الأردنية',
      'University of Jordan',
      'مستشفى البشير',
      'البشير',
      'Bashir hospital',
      'مستشفى الأمير حمزة',
      'Prince Hamzah Hospital',
      'الباص السريع',
      'باص عمان',
      'Amman bus',
      'مجمع الشمال',
      'المجمع الشمالي',
      'مجمع المحطة',
      'جبل القلعة',
      'ترخيص ماركا',
      'سجن الجويدة',
      'مستشفى الجامعة',
      'شارع الرينبو',
      'Rainbow Street',
      'شارع مكة',
      'Mecca Street',
      'شارع المدينة المنورة',
      'شارع الجاردنز',
    ],
  ],
  [
    'IRBID',
    [
      'جامعة اليرموك',
      'Yarmouk University',
      'العلوم والتكنولوجيا',
      'مدينة الحسن',
      'الأميرة بسمة',
      'الأميرة رحمة',
      'دوار القبة',
      'مجمع عمان الجديد',
    ],
  ],
  ['BALQA', ['جسر الملك حسين', 'King Hussein Bridge', 'جامعة البلقاء', 'مستشفى الحسين السلط']],
  ['KARAK', ['جامعة مؤتة', 'قلعة الكرك', 'Mutah University']],
  ['ZARQA', ['الجامعة الهاشمية', 'Hashemite University', 'مصفاة البترول']],
  ['MAFRAQ', ['جامعة آل البيت', 'معبر جابر', 'حدود جابر', 'Jaber border']],
  ['MAAN', ['جامعة الحسين', 'وادي موسى', 'الخزنة', 'the Treasury', 'معبر المدورة']],
  ['JERASH', ['آثار جرش', 'مهرجان جرش']],
  ['AJLOUN', ['قلعة عجلون', 'Ajloun castle', 'محمية عجلون', 'تلفريك عجلون']],
  ['AQABA', ['شاطئ العقبة', 'ميناء العقبة', 'Aqaba port', 'وادي اليتم', 'معبر وادي عربة']],
];

export interface Places {
  readonly gazetteer: Gazetteer<Place>;
  /** First words of place names, for "بأحوال إربد". */
  readonly heads: ReadonlySet<string>;
}

export function indexPlaces(directory: Directory): Places {
  const generic = new Set([...directory.genericPlacesAr, ...directory.genericPlacesEn].map(fold));
  const phrases: Phrase<Place>[] = [];
  const add = (names: readonly string[], of: Place) => {
    for (const text of new Set(names)) if (text) phrases.push({ text, of, generic: generic.has(fold(text)) });
  };
  for (const g of directory.governorates) {
    const names = [g.nameAr, g.nameEn, g.capitalAr, g.capitalEn, ...g.aliasesAr, ...g.aliasesEn];
    add(names, { name: g.nameAr, governorates: [g.code] });
    for (const area of g.areas) {
      add([area.ar, area.en, ...area.aliasesAr, ...area.aliasesEn], { name: area.ar, governorates: [g.code], area });
    }
  }
  for (const area of directory.ambiguousAreas) {
    add([area.ar, area.en, ...area.aliasesAr], { name: area.ar, governorates: area.candidates });
  }
  for (const [code, names] of [...LANDMARKS, ...MORE_PLACES])
    for (const name of names) add([name], { name, governorates: [code] });
  const gazetteer = createGazetteer(phrases);
  const heads = new Set([...gazetteer.entries].filter(([, row]) => row.some((e) => !e.generic)).map(([head]) => head));
  return { gazetteer, heads };
}

export const isPlaceHead =
  (places: Places) =>
  (token: Token | undefined): boolean =>
    token !== undefined && places.heads.has(token.kind === 'arabic' ? bare(token.text) : token.text);

export type PlaceMatch = Match<Place>;

/** Two governorates' names are common nouns, "the obstacle" and "the junction": these words around them say so. */
const COMMON_NOUN_BEFORE = new Set(['عند', 'علي', 'بعد', 'قبل', 'هذه', 'هاي', 'هذا', 'هاد']);

/** Everyday words that happen to be spelled like a place. */
const NO_PLACES = new Set(
  'main shobbak shubbak wala bayt bait mazraat mazraa mazra3a mazra3et 7or kursi sabe3 amaneh sa7afeh amreeka amrika القطران'.split(
    ' ',
  ),
);

function isNamed(match: PlaceMatch, tokens: readonly Token[]): boolean {
  if (match.to - match.from === 1 && NO_PLACES.has(tokens[match.from]?.text ?? '')) return false;
  if (match.how === 'fuzzy') return match.led && !match.generic && (match.words > 1 || wordLength(match, tokens) >= 7);
  if (match.how === 'bare' && match.words === 1) return match.led && !match.generic;
  if (!match.generic || match.led || tokens.length <= 3) return true;
  return match.of.area === undefined && !COMMON_NOUN_BEFORE.has(tokens[match.from - 1]?.text ?? '');
}

const wordLength = (match: PlaceMatch, tokens: readonly Token[]) => tokens[match.from]?.text.length ?? 0;

export const findPlaces = (places: Places, tokens: readonly Token[], lookup: Lookup): PlaceMatch[] =>
  findNames(places.gazetteer, tokens, lookup).filter((match) => isNamed(match, tokens));

export interface Governed {
  readonly label: Label;
  readonly places: readonly PlaceMatch[];
  /** The area that names a municipality or an electricity company, when one place was named. */
  readonly area?: Area;
}

/** `why` gives the raw span of a match. */
export function decideGovernorate(matches: readonly PlaceMatch[], why: (match: PlaceMatch) => Why): Governed {
  const sure = new Set<string>();
  for (const match of matches) {
    const only = match.of.governorates[0];
    if (match.of.governorates.length === 1 && only !== undefined) sure.add(only);
  }
  const area = matches.find((match) => match.of.area)?.of.area;
  const [only, second] = [...sure];
  if (only !== undefined && second === undefined) {
    const best = matches.filter((match) => match.of.governorates[0] === only);
    const exact = best.some((match) => match.how === 'exact' && !match.generic);
    const label = { value: only, confidence: exact ? 0.97 : 0.82, alternatives: [], why: best.map(why) };
    return area ? { label, places: matches, area } : { label, places: matches };
  }
  const options = second === undefined ? [...new Set(matches.flatMap((match) => match.of.governorates))] : [...sure];
  const each = options.length > 0 ? 0.5 / options.length : 0;
  const alternatives = options.map((value) => ({ value, confidence: each }));
  return {
    label: { value: null, confidence: options.length > 0 ? 0.6 : 0.9, alternatives, why: matches.map(why) },
    places: matches,
  };
}
