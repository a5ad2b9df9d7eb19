/** A call of the contact centre as it is listened to: what was said, by whom, and the request that it is becoming. */
import Type, { type Static } from 'typebox';

/** `other`: nobody knows, or an announcement; only the caller's words ever fill the draft. */
export const SPEAKERS = ['caller', 'agent', 'bot', 'other'] as const;

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const Segment = Type.Object({
  id: Type.String(),
  speaker: Type.Enum([...SPEAKERS]),
  /** As the source calls them. */
  name: Nullable(Type.String()),
  text: Type.String(),
  /** Since the call began; segments come in any order and are shown by this. */
  startsMs: Type.Integer(),
  endsMs: Nullable(Type.Integer()),
  /** How sure the recognition was. */
  confidence: Nullable(Type.Number()),
  /** False: still being spoken, and may read otherwise in a moment. */
  final: Type.Boolean(),
});
export type Segment = Static<typeof Segment>;

/** The caller's own words that a value came from. */
export const Source = Type.Object({ segment: Type.String(), text: Type.String() });
export type Source = Static<typeof Source>;

export const DraftField = Type.Object({
  /** A code, E.164, or the caller's words; null: not said yet. */
  value: Nullable(Type.String()),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  /** Null where nothing was said, and for a number that the network shows. */
  source: Nullable(Source),
  alternatives: Type.Array(Type.Object({ value: Type.String(), confidence: Type.Number() })),
});
export type DraftField = Static<typeof DraftField>;

/** The fields of a request as far as the caller has told them, named as in `POST /v1/requests`. */
export const DRAFT_FIELDS = [
  'type',
  'description',
  'department',
  'governorate',
  'location',
  'axis',
  'importance',
  'name',
  'phone',
] as const;
export type DraftFieldName = (typeof DRAFT_FIELDS)[number];

export const CallDraft = Type.Object({
  type: DraftField,
  description: DraftField,
  department: DraftField,
  governorate: DraftField,
  location: DraftField,
  axis: DraftField,
  importance: DraftField,
  name: DraftField,
  phone: DraftField,
  /** What to ask next: fields still wanted, the most useful first. */
  missing: Type.Array(Type.Enum([...DRAFT_FIELDS])),
  /** Danger now: 911 comes first. */
  emergency: Type.Boolean(),
  lang: Type.Enum(['ar', 'en']),
});
export type CallDraft = Static<typeof CallDraft>;

/** What came of it. `withdrawn`: it was filed and taken back, and the call may file again. */
export const CALL_RESULTS = ['filed', 'added', 'answered', 'withdrawn'] as const;

export const CallResult = Type.Object({
  kind: Type.Enum([...CALL_RESULTS]),
  /** Null where a public answer was enough. */
  reference: Nullable(Type.String()),
  /** Who of staff did it. */
  by: Type.String(),
  at: Type.String(),
});
export type CallResult = Static<typeof CallResult>;

/** What an agent types while somebody speaks whom nothing transcribes. */
export const Notes = Type.Object(
  { text: Type.String({ maxLength: 20_000 }), caller: Type.Optional(Type.String({ maxLength: 40 })) },
  { additionalProperties: false },
);

export const Call = Type.Object({
  id: Type.String(),
  source: Type.String(),
  caller: Nullable(Type.String()),
  status: Type.String({ description: '`in_progress`, or how it ended' }),
  startedAt: Type.String(),
  updatedAt: Type.String(),
  endedAt: Nullable(Type.String()),
  /** What an agent made of it; every follower sees it. */
  result: Nullable(CallResult),
});
export type Call = Static<typeof Call>;

export const CallView = Type.Object({ call: Call, segments: Type.Array(Segment), draft: CallDraft });
export type CallView = Static<typeof CallView>;

export interface CallQuery {
  /** Only those that run. */
  readonly open?: boolean;
  readonly limit: number;
}

/** What the request API is handed of the calls. */
export interface CallDesk {
  list(query: CallQuery): Promise<Call[]>;
  find(id: string): Promise<CallView | undefined>;
  /** `listener` is called after each change until the returned function is. */
  follow(id: string, listener: () => void): () => void;
  /** Undefined: there is no such call. */
  conclude(id: string, result: Omit<CallResult, 'at'>): Promise<CallView | undefined>;
  /** The draft that notes make, each line a stretch of the caller's. */
  read(notes: string, caller: string | null): Promise<CallDraft>;
}

/** Fills a draft from what was said so far. */
export type Assist = (segments: readonly Segment[], caller: string | null) => Promise<CallDraft>;
