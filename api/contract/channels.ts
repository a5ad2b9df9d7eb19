/** What an operator says of a channel: on or off, with words for the people who use it in both languages. */
import Type, { type Static } from 'typebox';

const Words = Type.Object(
  { ar: Type.String({ minLength: 1, maxLength: 600 }), en: Type.String({ minLength: 1, maxLength: 600 }) },
  { additionalProperties: false },
);

/** As an operator sets it. What is left out, or null, is taken away. */
export const ChannelSwitch = Type.Object(
  {
    on: Type.Boolean(),
    /** What people are answered while it is off. */
    notice: Type.Optional(Type.Union([Words, Type.Null()])),
    /** Said once a conversation and day while it is on. */
    banner: Type.Optional(Type.Union([Words, Type.Null()])),
  },
  { additionalProperties: false },
);
export type ChannelSwitch = Static<typeof ChannelSwitch>;

const Nullable = Type.Union([Words, Type.Null()]);
const State = { on: Type.Boolean(), notice: Nullable, banner: Nullable };

export const ChannelState = Type.Object({
  name: Type.String(),
  ...State,
  /** Null: nobody has touched it. */
  updatedAt: Type.Union([Type.String(), Type.Null()]),
});
export type ChannelState = Static<typeof ChannelState>;

export const ChannelChange = Type.Object({ at: Type.String(), actor: Type.String(), ...State });
export type ChannelChange = Static<typeof ChannelChange>;

/** The rows that somebody has touched; everything else is on. */
export interface ChannelStates {
  readonly version: string;
  readonly states: ReadonlyMap<string, ChannelState>;
}
