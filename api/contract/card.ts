/** A public answer that is known already: what it says, where that was read, and when. For whoever talks with a citizen. */
import Type, { type Static } from 'typebox';

const Both = Type.Object({ ar: Type.String(), en: Type.String() });

export const FittingCard = Type.Object({
  id: Type.String(),
  /** How surely it is what was asked. */
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  department: Type.String(),
  answer: Both,
  /** An address, a number to go on with. */
  more: Type.Array(Type.String()),
  source: Type.String(),
  /** The day the source was read. */
  seen: Type.String(),
});
export type FittingCard = Static<typeof FittingCard>;

/** Stretches of what was said: each may be the question. */
export const CardQuestion = Type.Object(
  { texts: Type.Array(Type.String({ maxLength: 20_000 }), { minItems: 1, maxItems: 10 }) },
  { additionalProperties: false },
);

export const FittingCards = Type.Object({ items: Type.Array(FittingCard) });

/** The card that a text asks for, if any does; handed in by the hall. */
export type FindCard = (text: string) => Promise<FittingCard | null>;
