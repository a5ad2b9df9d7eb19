/** What a persona file may say: a citizen's facts, words and ways. Written by people who know the domain and no flow. */
import Type, { type Static, type TSchema } from 'typebox';
import { ASKS, AXES, REQUEST_TYPES } from '../../api/contract/vocabulary.ts';

const closed = { additionalProperties: false };
const Words = Type.String({ minLength: 1 });
const OneOrMore = <T extends TSchema>(item: T) => Type.Union([item, Type.Array(item, { minItems: 1 })]);
const Code = <T extends string>(codes: readonly T[]) => Type.Enum([...codes]);
const Nullable = Type.Union([Type.String(), Type.Null()]);

export const GOVERNORATES = [
  'AMMAN',
  'IRBID',
  'ZARQA',
  'BALQA',
  'MADABA',
  'KARAK',
  'TAFILA',
  'MAAN',
  'AQABA',
  'MAFRAQ',
  'JERASH',
  'AJLOUN',
] as const;

/** Names of behaviours, so that the table has one row for each. */
export const BEHAVIOURS = [
  'brief',
  'over_informs',
  'greets_first',
  'rambles',
  'typos',
  'does_not_know',
  'corrects_at_summary',
  'corrects_midway',
  'changes_language',
  'asks_status_midway',
  'goes_back',
  'refuses_phone',
  'refuses_name',
  'stays_anonymous',
  'rude',
  'silent_and_returns',
  'sends_picture',
  'sends_voice_note',
  'sends_forbidden_file',
  'asks_who_sees_my_name',
  'asks_why',
  'asks_how_long',
  'asks_if_robot',
  'two_requests',
  'adds_to_story',
  'digresses',
  'thanks_midway',
  'asks_for_human',
  'for_someone_else',
  'cancels',
  'starts_over',
  'stale_button',
  'emergency_midway',
  'sarcastic',
  'says_yes_twice',
  'gibberish',
] as const;

export const FILES = ['picture', 'pdf', 'voice_note', 'forbidden'] as const;

/** What a careful officer would write on the request; a list holds everything that is right. */
const Labels = {
  type: OneOrMore(Code(REQUEST_TYPES)),
  department: Type.Array(Nullable, { minItems: 1 }),
  governorate: Type.Array(Type.Union([Code(GOVERNORATES), Type.Null()]), { minItems: 1 }),
  axis: Type.Array(Code(AXES), { minItems: 1 }),
};

const Facts = Type.Object(
  {
    ...Labels,
    name: Type.Optional(Nullable),
    phone: Type.Optional(Nullable),
    place: Type.Optional(Words),
    anonymous: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Facts = Static<typeof Facts>;

const Behaviour = Type.Object(
  {
    does: Code(BEHAVIOURS),
    at: Type.Optional(Code([...ASKS, 'any', 'start', 'end'])),
    says: Type.Optional(OneOrMore(Words)),
    file: Type.Optional(Code(FILES)),
    away: Type.Optional(Type.Number({ minimum: 0 })),
    taps: Type.Optional(Words),
    matter: Type.Optional(Type.Union([Type.Boolean(), Type.Literal('maybe')])),
    changes: Type.Optional(Type.Partial(Facts, closed)),
    ends: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Behaviour = Static<typeof Behaviour>;

export const PersonaFile = Type.Object(
  {
    persona: Words,
    lang: Code(['ar', 'en', 'ar-Latn']),
    register: Code(['dialect', 'formal', 'arabizi', 'english', 'mixed', 'speech']),
    clear: Type.Boolean(),
    goal: Type.Optional(Code(['file', 'answer', 'status', 'nothing', 'emergency'])),
    facts: Type.Optional(Facts),
    also: Type.Optional(Type.Array(Type.Object(Labels, closed), { minItems: 1 })),
    earlier: Type.Optional(Type.Object({ type: Code(REQUEST_TYPES), department: Words, description: Words }, closed)),
    matter: Type.Optional(Type.Array(Words, { minItems: 1 })),
    answers: Type.Optional(Type.Record(Type.String(), OneOrMore(Words))),
    picks: Type.Optional(Code(['says', 'taps', 'number', 'own_words'])),
    if_wrong: Type.Optional(Type.Object({ department: Type.Optional(Words), type: Type.Optional(Words) }, closed)),
    behaviours: Type.Optional(Type.Array(Behaviour, { minItems: 1 })),
  },
  closed,
);

export type Persona = Static<typeof PersonaFile> & {
  /** The file's name. */
  readonly id: string;
  /** Nobody ever tunes on it. */
  readonly unseen: boolean;
};

export const goalOf = ({ goal }: Persona) => goal ?? 'file';
export const behavioursOf = ({ behaviours }: Persona): readonly Behaviour[] => behaviours ?? [];
/** Once or more, always as a list. */
export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];
