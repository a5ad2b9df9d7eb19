/** Small questions about a message that interpretation asks again and again: which act, which move, how many words, a matter or not. */
import type { Act } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import { CARD, HALF_KNOWN, MATTER_OF_FACT, NAMED_BODY, SURE_NAME } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { slotSpec } from './flow.ts';
import type { Waiting } from './state.ts';

type Move = MessageEvent['understanding']['moves'][number];

export const move = <K extends Move['kind']>(event: MessageEvent, kind: K) =>
  event.understanding.moves.find((each): each is Extract<Move, { kind: K }> => each.kind === kind);

export const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;

export const isAct = ({ understanding: { act } }: MessageEvent, wanted: Act, from: number): boolean =>
  act.value === wanted && act.confidence >= from;

/** Questions outside the request flows, whose answers are read by name. */
const OWN_KINDS: Readonly<Record<string, 'yes_no'>> = { resume: 'yes_no', next_request: 'yes_no', human: 'yes_no' };

export const isOffer = (waiting: Waiting): boolean => waiting.slot in OWN_KINDS;

export const kindOf = (flows: Flows, waiting: Waiting) =>
  OWN_KINDS[waiting.slot] ?? slotSpec(flows, waiting.flow, waiting.slot)?.kind ?? 'text';

/** Three words or more that are surely about a matter. */
export const isPieceOfStory = ({ text, understanding: { act, type } }: MessageEvent): boolean =>
  act.value === 'request' && act.confidence >= 0.9 && type.confidence >= SURE_NAME && wordsIn(text) >= 3;

/** `clear`: it can be worked on; `vague`: a matter, and more must be told; `announced`: that there will be one. */
export type Matter = 'clear' | 'vague' | 'announced' | 'none';

/** A matter in fewer words than this says too little to act on. */
const ENOUGH_WORDS = 4;

/** In so few words a matter without a body, a place, a time or a thing is a cry: what happened is still to be told. */
const FEW_WORDS = 12;
const TOLD = ['place', 'duration', 'date', 'reference'];

function saysLittle({ text, understanding }: MessageEvent): boolean {
  const { act, department, axis, atPlace, ambiguous, spot, entities, parts } = understanding;
  if (wordsIn(text) > FEW_WORDS || atPlace || spot !== undefined || (parts ?? []).length > 1) return false;
  if (entities.some(({ kind }) => TOLD.includes(kind))) return false;
  if (department.value !== null && department.confidence >= NAMED_BODY) return false;
  // A name that several bodies share is a body, if the matter is surely one.
  if (ambiguous !== undefined && act.confidence >= SURE_NAME + 0.2) return false;
  return act.confidence < MATTER_OF_FACT || axis.confidence < HALF_KNOWN;
}

const asksKnown = ({ understanding: { card, act } }: MessageEvent): boolean =>
  card !== undefined && card.confidence >= CARD && (act.value === 'request' || act.confidence < SURE_NAME);

export function matterOf(event: MessageEvent): Matter {
  const { act, type, department } = event.understanding;
  if (move(event, 'opener') || move(event, 'new_request')) return 'announced';
  if (move(event, 'hint')) return 'vague';
  // A question whose answer is known says enough, however short.
  if (asksKnown(event)) return 'clear';
  const count = wordsIn(event.text);
  const spoken = move(event, 'correct')?.type !== undefined && department.value !== null;
  if (spoken && count <= 4) return 'announced';
  const named = act.value === 'request' || act.value === 'emergency';
  // Several words that are no act of their own are a matter, though the model hesitates.
  const hesitant = act.confidence < 0.5 && (count >= 3 || (count === 2 && type.confidence >= 0.5));
  // Two words of noise look like a request to the model, and like no kind of it.
  const tells = count >= 3 || type.confidence >= 0.35 || department.confidence >= 0.5;
  const asks = (named && act.confidence >= 0.5 && tells) || hesitant;
  if (!asks || count === 0)
    return department.confidence >= 0.9 && department.value !== null && count <= 2 ? 'announced' : 'none';
  if (count >= ENOUGH_WORDS) return saysLittle(event) ? 'vague' : 'clear';
  const located = department.value !== null && department.confidence >= SURE_NAME;
  const whole = type.confidence >= 0.7 && (located || event.understanding.ambiguous !== undefined);
  if (count > 1) return whole && count > 2 ? 'clear' : 'vague';
  return department.value !== null && department.confidence >= SURE_NAME ? 'announced' : 'none';
}
