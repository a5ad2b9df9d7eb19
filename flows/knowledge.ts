/**
 * Knowledge cards: what `flows/knowledge/*.yaml` may say to a question people often ask, as a schema that the loader checks
 * against. Knows how a card is written; whether one fits a message is not its business. No source, no card.
 */
import Type, { type Static } from 'typebox';
import type { Bilingual } from '../api/contract/vocabulary.ts';

const closed = { additionalProperties: false };
const Sentence = Type.String({ minLength: 1 });
const Address = Type.String({ pattern: '^https?://[^\\s]+$' });

const WrittenCard = Type.Object(
  {
    /** The card's name: small letters and underscores, once in all files. */
    card: Type.String({ pattern: '^[a-z0-9_]+$' }),
    /** As people ask it, in their own words: Arabic, English, Arabic in Latin letters. */
    asks: Type.Array(Sentence, { minItems: 6 }),
    ar: Sentence,
    en: Sentence,
    /** Where to go on: a form, a service online. */
    link: Type.Optional(Address),
    phone: Type.Optional(Type.String({ pattern: '^[+0-9]{3,15}$' })),
    /** The page that was read, and the day it was. */
    source: Address,
    seen: Type.String({ pattern: '^20\\d\\d-[01]\\d-[0-3]\\d$' }),
    /** The figures that the page states, in a note of one's own: every number of the answer must stand here. */
    figures: Type.Optional(Sentence),
  },
  closed,
);
export type WrittenCard = Static<typeof WrittenCard>;

/** One file: the cards of one department. */
export const CardFile = Type.Object(
  { department: Type.String({ pattern: '^[A-Z_]+$' }), cards: Type.Array(WrittenCard, { minItems: 1 }) },
  closed,
);
export type CardFile = Static<typeof CardFile>;

/** A card as the conversation has it. */
export interface Card {
  readonly id: string;
  readonly department: string;
  readonly asks: readonly string[];
  readonly answer: Bilingual;
  /** Lines below it: an address, a number. */
  readonly more: readonly string[];
  readonly source: string;
  readonly seen: string;
  readonly figures: string;
}

/** An address this long is named by its host: nobody reads or types it. */
const LONGEST_ADDRESS = 80;

const shown = (address: string): string =>
  address.length <= LONGEST_ADDRESS ? address : (/^https?:\/\/([^/]+)/.exec(address)?.[1] ?? address);

export function toCard(written: WrittenCard, department: string): Card {
  const { card, asks, ar, en, link, phone, source, seen, figures } = written;
  return {
    id: card,
    department,
    asks,
    answer: { ar: ar.trim(), en: en.trim() },
    more: [link, phone].filter((each) => each !== undefined),
    source: shown(source),
    seen,
    figures: figures ?? '',
  };
}
