/** What a frame knows, as facts for its texts: typed, still unworded. */
import { REQUEST_TYPES, STAGE_NAMES, STAGES, TYPE_NAMES } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import type { Fact, Facts } from './reply.ts';
import type { Frame } from './state.ts';

const MOMENTS = ['dueAt', 'updatedAt', 'knownDueAt'];
const REFERENCES = ['reference', 'knownReference'];
const DEPARTMENTS = ['department', 'knownDepartment'];

function fact(name: string, value: string | number): Fact {
  if (MOMENTS.includes(name)) return { moment: String(value) };
  if (REFERENCES.includes(name)) return { reference: String(value) };
  if (DEPARTMENTS.includes(name)) return { department: String(value) };
  const type = name === 'knownType' ? REQUEST_TYPES.find((each) => each === value) : undefined;
  if (type) return { phrase: TYPE_NAMES[type] };
  const stage = STAGES.find((each) => each === value);
  return (name === 'status' || name === 'knownStatus') && stage ? { phrase: STAGE_NAMES[stage] } : value;
}

/** The answer that the question in front has, with where it was read and when. */
export function cardFacts({ facts }: Pick<Frame, 'facts'>, flows: Flows): Record<string, Fact> {
  const card = flows.cards[String(facts.card ?? '')];
  if (!card) return {};
  const whole = (text: string) => [text, ...card.more].join('\n');
  const phrase = { ar: whole(card.answer.ar), en: whole(card.answer.en) };
  return { card: { phrase }, source: card.source, seen: { day: card.seen } };
}

/** Nobody has the known request yet: the operations room will say who does. */
const knownFacts = (frame: Frame, { phrases }: Flows): Record<string, Fact> =>
  frame.facts.knownReference !== undefined && frame.facts.knownDepartment === null
    ? { knownDepartment: { phrase: phrases.not_known_department } }
    : {};

export function factsOf(frame: Frame, flows: Flows): Facts {
  const facts: Record<string, Fact> = {};
  for (const [name, filled] of Object.entries(frame.slots)) facts[name] = filled.value;
  for (const [name, value] of Object.entries(frame.facts)) {
    if (typeof value === 'string' || typeof value === 'number') facts[name] = fact(name, value);
  }
  return { ...facts, ...knownFacts(frame, flows), ...cardFacts(frame, flows) };
}
