/** The options under a question: ids only, the shell finds the words. A clarification offers at most three, and "other". */
import { AXES, REQUEST_TYPES, type Stage, TYPE_NAMES } from '../../api/contract/vocabulary.ts';
import type { AskStep, OfferName } from '../../flows/language.ts';
import { isGuess } from './confidence.ts';
import type { Fact, Offer } from './reply.ts';
import type { Frame, OwnRequest, State } from './state.ts';

const CLARIFY = 3;
const GOVERNORATES = [
  'AMMAN',
  'ZARQA',
  'IRBID',
  'BALQA',
  'MAFRAQ',
  'MADABA',
  'JERASH',
  'AJLOUN',
  'KARAK',
  'TAFILA',
  'MAAN',
  'AQABA',
];

export interface Offered {
  readonly offers: readonly Offer[];
  /** Set when the first option is a guess that the question names. */
  readonly guess?: { readonly value: string; readonly fact: Fact };
}

const plain = (ids: readonly string[]): Offered => ({ offers: ids.map((id) => ({ id })) });

/** The guess first, then the runners-up. */
function likely(frame: Frame, slot: string): string[] {
  const filled = frame.slots[slot];
  if (!filled) return [];
  return [...new Set([filled.value, ...(filled.alternatives ?? [])])].slice(0, CLARIFY);
}

const guessed = (frame: Frame, slot: string): string | undefined => {
  const filled = frame.slots[slot];
  return filled && isGuess(slot, filled.confidence) ? filled.value : undefined;
};

function likelyTypes(frame: Frame, times: number): Offered {
  const guess = guessed(frame, 'type');
  const type = REQUEST_TYPES.find((each) => each === guess);
  if (!type || times > 0) return plain(REQUEST_TYPES);
  return { ...plain([...likely(frame, 'type'), 'other']), guess: { value: type, fact: { phrase: TYPE_NAMES[type] } } };
}

function likelyDepartments(frame: Frame, times: number): Offered {
  const guess = guessed(frame, 'department');
  const ids = times > 0 ? ['skip'] : [...likely(frame, 'department'), 'other'];
  if (guess === undefined || times > 0) return plain(ids.length > 1 ? ids : ['skip']);
  return { ...plain(ids), guess: { value: guess, fact: { department: guess } } };
}

/** The latest requests of this person, told here or found. */
function latest(frame: Frame, state: State): string[] {
  const found = (frame.mine ?? []).map(({ reference }) => reference);
  return [...new Set([...state.filed.map((filed) => filed.reference).reverse(), ...found])].slice(0, CLARIFY);
}

const references = (requests: readonly OwnRequest[]): Offer[] => requests.map(({ reference }) => ({ id: reference }));

/** So many of a list are shown at once. */
const PAGE = 5;
const shownUntil = (frame: Frame) => (Number(frame.facts.page ?? 0) + 1) * PAGE;

/** The part of the list that is on show. */
export const pageOf = (frame: Frame): readonly OwnRequest[] =>
  (frame.mine ?? []).slice(shownUntil(frame) - PAGE, shownUntil(frame));

export const hasOlder = (frame: Frame): boolean => (frame.mine ?? []).length > shownUntil(frame);

/** Older ones; behind the last, those filed from elsewhere, which a code shows. */
function further(frame: Frame, { proven }: State): Offer[] {
  if (hasOlder(frame)) return [{ id: 'other', named: 'older' }];
  return proven === true ? [] : [{ id: 'other', named: 'elsewhere' }];
}

/** Which stages a list is for; undefined: all. */
export const STAGES_OFFERED: Readonly<Partial<Record<OfferName, readonly Stage[]>>> = {
  my_open: ['registered', 'in_progress', 'waiting_for_citizen'],
  my_answered: ['answered', 'closed'],
};

const OFFERS: Readonly<Record<OfferName, (frame: Frame, state: State, times: number) => Offered>> = {
  likely_types: (frame, _state, times) => likelyTypes(frame, times),
  likely_departments: (frame, _state, times) => likelyDepartments(frame, times),
  governorates: () => plain(GOVERNORATES),
  axes: () => plain(AXES),
  yes_no: () => plain(['yes', 'no']),
  stars: () => plain(['1', '2', '3', '4', '5']),
  my_references: (frame, state) => plain([...latest(frame, state), 'skip']),
  my_requests: (frame, state) => ({ offers: [...references(pageOf(frame)), ...further(frame, state)] }),
  my_open: (frame) => ({ offers: [...references((frame.mine ?? []).slice(0, PAGE)), { id: 'skip' }] }),
  my_answered: (frame) => ({ offers: [...references((frame.mine ?? []).slice(0, PAGE)), { id: 'skip' }] }),
  skip: () => plain(['skip']),
};

export function offersOf(offer: AskStep['offer'], frame: Frame, state: State, times: number): Offered {
  if (offer === undefined) return { offers: [] };
  if (typeof offer === 'string') return OFFERS[offer](frame, state, times);
  return { offers: offer.map((choice) => ({ id: choice.id, label: { ar: choice.ar, en: choice.en } })) };
}
