/** Proving a phone: a one-time code goes to it, and whoever asked sends the code back. With the bot's key only. */
import Type, { type Static } from 'typebox';
import { LANGS } from './vocabulary.ts';

const closed = { additionalProperties: false };
/** Who asks: a sender that the platform vouches for, or this one conversation. */
const Who = Type.String({ minLength: 1, maxLength: 300 });

export const NewProof = Type.Object(
  {
    sender: Who,
    phone: Type.String({ minLength: 1, maxLength: 40 }),
    lang: Type.Optional(Type.Enum([...LANGS])),
  },
  closed,
);
export type NewProof = Static<typeof NewProof>;

/** The same for every phone, whether anything was ever filed under it or not. */
export const Proof = Type.Object({ id: Type.String(), expiresAt: Type.String() });
export type Proof = Static<typeof Proof>;

export const ProofAnswer = Type.Object({ sender: Who, code: Type.String({ minLength: 1, maxLength: 40 }) }, closed);
export type ProofAnswer = Static<typeof ProofAnswer>;

/** `expired` too when the tries are used up, or the proof was never this sender's. */
export const PROOF_RESULTS = ['proven', 'wrong', 'expired'] as const;
export const ProofResult = Type.Object({
  result: Type.Enum([...PROOF_RESULTS]),
  triesLeft: Type.Integer({ minimum: 0 }),
});
export type ProofResult = Static<typeof ProofResult>;
