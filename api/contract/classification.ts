/**
 * What understanding says of a text: the shape of `POST /v1/classify` and of what travels from nlu to the engine.
 * Every key is always present; `value` is the best guess however unsure.
 */
import Type, { type Static, type TSchema } from 'typebox';
import { ACTS, AXES, IMPORTANCES, REQUEST_TYPES, UTTERANCE_LANGS } from './vocabulary.ts';

const Code = <T extends string>(codes: readonly T[]) => Type.Enum([...codes]);

/** Words of the raw text that decided; offsets in UTF-16 code units, end exclusive. */
export const Why = Type.Object({ text: Type.String(), start: Type.Integer(), end: Type.Integer() });
export type Why = Static<typeof Why>;

const Label = <T extends TSchema>(value: T) =>
  Type.Object({
    value: Type.Union([value, Type.Null()]),
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    alternatives: Type.Array(Type.Object({ value, confidence: Type.Number({ minimum: 0, maximum: 1 }) })),
    why: Type.Array(Why),
  });

/** A label with its calibrated probability, the runners-up (best first, without `value`), and its reasons. */
export interface Label<T extends string = string> {
  value: T | null;
  confidence: number;
  alternatives: { value: T; confidence: number }[];
  why: Why[];
}

export const ENTITY_KINDS = [
  'reference',
  'phone',
  'email',
  'national_number',
  'name',
  'place',
  'date',
  'duration',
  'stars',
] as const;

/**
 * Something named in the text. `value`: reference: 12 digits; phone: E.164; national_number: masked, never the digits;
 * date: ISO 8601 date; duration: ISO 8601 duration (`P3M`); place: the place's Arabic name; stars: `1`-`5`.
 * `valid` false: it has the shape but fails its check (a wrong check digit, an impossible phone).
 */
export const Entity = Type.Object({
  kind: Code(ENTITY_KINDS),
  text: Type.String(),
  start: Type.Integer(),
  end: Type.Integer(),
  value: Type.String(),
  valid: Type.Boolean(),
  governorate: Type.Optional(Type.String()),
});
export type Entity = Static<typeof Entity>;

const labels = {
  lang: Label(Code(UTTERANCE_LANGS)),
  act: Label(Code(ACTS)),
  type: Label(Code(REQUEST_TYPES)),
  axis: Label(Code(AXES)),
  importance: Label(Code(IMPORTANCES)),
  department: Label(Type.String()),
  governorate: Label(Type.String()),
  entities: Type.Array(Entity),
};

/** One of several requests in a message: the same labels, and where in the raw text it stands. */
export const Part = Type.Object({ text: Type.String(), start: Type.Integer(), end: Type.Integer(), ...labels });
export type Part = Static<typeof Part>;

/** `parts` only when the message holds several requests; the top level then is the first of them. */
export const Classification = Type.Object({ ...labels, parts: Type.Optional(Type.Array(Part)) });
export type Classification = Static<typeof Classification>;
