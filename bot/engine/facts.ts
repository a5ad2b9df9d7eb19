/** What a frame knows, as facts for its texts: typed, still unworded. */
import { STAGE_NAMES, STAGES } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import type { Fact, Facts } from './reply.ts';
import type { Frame } from './state.ts';

const MOMENTS = ['dueAt', 'updatedAt'];
const REFERENCES = ['reference'];

function fact(name: string, value: string | number): Fact {
  if (MOMENTS.includes(name)) return { moment: String(value) };
  if (REFERENCES.includes(name)) return { reference: String(value) };
  if (name === 'department') return { department: String(value) };
  const stage = STAGES.find((each) => each === value);
  return name === 'status' && stage ? { phrase: STAGE_NAMES[stage] } : value;
}

/** The answer that the question in front has, with where it was read and when. */
function cardFacts(frame: Frame, flows: Flows): Record<string, Fact> {
  const card = flows.cards[String(frame.facts.card ?? '')];
  if (!card) return {};
  const whole = (text: string) => [text, ...card.more].join('\n');
  const phrase = { ar: whole(card.answer.ar), en: whole(card.answer.en) };
  return { card: { phrase }, source: card.source, seen: { day: card.seen } };
}

export function factsOf(frame: Frame, flows: Flows): Facts {
  const facts: Record<string, Fact> = {};
  for (const [name, filled] of Object.entries(frame.slots)) facts[name] = filled.value;
  for (const [name, value] of Object.entries(frame.facts)) {
    if (typeof value === 'string' || typeof value === 'number') facts[name] = fact(name, value);
  }
  return { ...facts, ...cardFacts(frame, flows) };
}
