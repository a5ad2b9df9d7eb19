/** The request, as it enters and leaves the request API. Times are ISO 8601 with `+03:00`, phones E.164, references 12 bare digits. */
import Type, { type Static } from 'typebox';
import { MOST_FILES } from './media.ts';
import { AXES, CHANNELS, IMPORTANCES, LANGS, REQUEST_TYPES, STAGES } from './vocabulary.ts';

const Code = <T extends string>(codes: readonly T[]) => Type.Enum([...codes]);
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** The longest description kept whole, in UTF-16 code units: several of the longest messages that a door takes. */
export const DESCRIPTION_LIMIT = 1_000_000;
/** Room for it in JSON, every letter escaped, and for what stands beside it. In bytes. */
export const LARGEST_FILING = 6 * DESCRIPTION_LIMIT + 256 * 1024;

export const Requester = Type.Object(
  {
    name: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
    phone: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
    email: Type.Optional(Nullable(Type.String({ maxLength: 254 }))),
    /** For whom it is filed, when the requester speaks for somebody else: "mother", "a neighbour". */
    onBehalf: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  },
  { additionalProperties: false },
);
export type Requester = Static<typeof Requester>;

/** A place in words, or a point (WGS 84 degrees) with optional words. */
export const Location = Type.Union([
  Type.String({ maxLength: 1000 }),
  Type.Object(
    {
      text: Type.Optional(Type.String({ maxLength: 1000 })),
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
    },
    { additionalProperties: false },
  ),
]);
export type Location = Static<typeof Location>;

/** A kept file: its bytes are read by `id`. */
export const Attachment = Type.Object({
  id: Type.String(),
  name: Type.String(),
  contentType: Type.String(),
  size: Type.Integer({ minimum: 0 }),
});
export type Attachment = Static<typeof Attachment>;

/** Who asked and where, in the bot's own words: only the bot's key may send it. `sender` is `<channel>:<platform user id>`. */
export const Origin = Type.Object(
  { conversation: Type.String(), sender: Type.String(), proven: Type.Boolean() },
  { additionalProperties: false },
);
export type Origin = Static<typeof Origin>;

/** The labels that understanding gives a request. */
export const LABELS = ['type', 'axis', 'importance', 'department', 'governorate'] as const;
export type Label = (typeof LABELS)[number];

/**
 * How a label came about: `said` outright, `guessed` from the words, `confirmed` when asked about, `corrected` by the
 * citizen; `guess` is what was understood at first, where it is another value.
 */
export const Decision = Type.Object(
  {
    how: Type.Enum(['said', 'guessed', 'confirmed', 'corrected']),
    guess: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
  },
  { additionalProperties: false },
);
export const Decided = Type.Partial(
  Type.Object(
    { type: Decision, axis: Decision, importance: Decision, department: Decision, governorate: Decision },
    { additionalProperties: false },
  ),
);
export type Decided = Static<typeof Decided>;

export const NewRequest = Type.Object(
  {
    type: Code(REQUEST_TYPES),
    description: Type.String({ minLength: 1, maxLength: DESCRIPTION_LIMIT }),
    axis: Type.Optional(Nullable(Code(AXES))),
    importance: Type.Optional(Nullable(Code(IMPORTANCES))),
    department: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
    governorate: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
    location: Type.Optional(Nullable(Location)),
    anonymous: Type.Optional(Type.Boolean()),
    requester: Type.Optional(Nullable(Requester)),
    channel: Type.Optional(Code(CHANNELS)),
    lang: Type.Optional(Code(LANGS)),
    attachments: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: MOST_FILES })),
    origin: Type.Optional(Origin),
    /** Only the bot's key may send it. */
    decided: Type.Optional(Decided),
  },
  { additionalProperties: false },
);
export type NewRequest = Static<typeof NewRequest>;

/** The answer to a filing. `followUpCode` once only, and only for an anonymous request: it is never shown again. */
export const Filed = Type.Object({
  reference: Type.String(),
  dueAt: Type.String(),
  status: Code(STAGES),
  followUpCode: Type.Optional(Type.String()),
});
export type Filed = Static<typeof Filed>;

export const Rating = Type.Object(
  { stars: Type.Integer({ minimum: 1, maximum: 5 }), reason: Type.Optional(Type.String({ maxLength: 4000 })) },
  { additionalProperties: false },
);
export type Rating = Static<typeof Rating>;

export const RequestView = Type.Object({
  reference: Type.String(),
  status: Code(STAGES),
  type: Code(REQUEST_TYPES),
  axis: Code(AXES),
  importance: Code(IMPORTANCES),
  department: Nullable(Type.String()),
  governorate: Nullable(Type.String()),
  description: Type.String(),
  location: Nullable(Location),
  anonymous: Type.Boolean(),
  requester: Type.Object({
    name: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    email: Nullable(Type.String()),
    onBehalf: Type.Optional(Type.String()),
  }),
  channel: Code(CHANNELS),
  lang: Code(LANGS),
  attachments: Type.Array(Attachment),
  assignee: Nullable(Type.String()),
  /** The department's open question to the citizen, while the stage is `waiting_for_citizen`. */
  question: Nullable(Type.String()),
  /** The officer's last reply. */
  answer: Nullable(Type.String()),
  rating: Nullable(Rating),
  dueAt: Type.String(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});
export type RequestView = Static<typeof RequestView>;

/** What anyone learns from a reference alone; `details` only for the proven requester. */
export const StatusView = Type.Object({
  reference: Type.String(),
  status: Code(STAGES),
  updatedAt: Type.String(),
  dueAt: Type.String(),
  details: Type.Optional(
    Type.Object({
      type: Code(REQUEST_TYPES),
      department: Nullable(Type.String()),
      description: Type.String(),
      question: Nullable(Type.String()),
      answer: Nullable(Type.String()),
      /** Given to the answer that stands now; null also after a reopening. */
      stars: Nullable(Type.Integer()),
    }),
  ),
});
export type StatusView = Static<typeof StatusView>;

/** `POST .../actions/reclassify`: the labels that should have been. */
export const Reclassification = Type.Object(
  {
    type: Type.Optional(Code(REQUEST_TYPES)),
    axis: Type.Optional(Code(AXES)),
    importance: Type.Optional(Code(IMPORTANCES)),
    governorate: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type Reclassification = Static<typeof Reclassification>;

const WORDS_AND_FILES = Type.Object(
  {
    text: Type.Optional(Type.String({ minLength: 1, maxLength: DESCRIPTION_LIMIT })),
    attachments: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: MOST_FILES, uniqueItems: true }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);

/** Bodies of `POST .../actions/{action}`. */
export const ACTION_BODIES = {
  assign: Type.Object({ assignee: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  refer: Type.Object(
    {
      department: Type.String({ minLength: 1, maxLength: 40 }),
      reason: Type.String({ minLength: 1, maxLength: 4000 }),
    },
    { additionalProperties: false },
  ),
  ask: Type.Object({ question: Type.String({ minLength: 1, maxLength: 4000 }) }, { additionalProperties: false }),
  /** The citizen's, to the department's question: words, files, or both. */
  answer: WORDS_AND_FILES,
  reply: Type.Object({ text: Type.String({ minLength: 1, maxLength: 20_000 }) }, { additionalProperties: false }),
  close: Type.Object({}, { additionalProperties: false }),
  reopen: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 4000 }) }, { additionalProperties: false }),
  note: Type.Object({ text: Type.String({ minLength: 1, maxLength: 20_000 }) }, { additionalProperties: false }),
  /** The citizen's: more words, files that were kept before, or both. */
  add: WORDS_AND_FILES,
  /** The citizen's: no answer is wanted any more. */
  withdraw: Type.Object(
    { reason: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })) },
    { additionalProperties: false },
  ),
} as const;
export type ActionName = keyof typeof ACTION_BODIES;
export type ActionBody<A extends ActionName = ActionName> = Static<(typeof ACTION_BODIES)[A]>;
