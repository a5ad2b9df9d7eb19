/**
 * The flow language: what a content officer may write in `flows/*.yaml`, as schemas that the loader checks against.
 * Few verbs, read top to bottom: ask, say, check_answers, do, when, go, call, end. No expressions: conditions, offers and
 * effects are names from the lists below, and the engine has exactly one meaning for each.
 */
import Type, { type Static } from 'typebox';
import { ACTS, NOTICES, REQUEST_TYPES, WISHES } from '../api/contract/vocabulary.ts';
import type { Card } from './knowledge.ts';

/** Conditions a step may name in `when`. */
export const CONDITIONS = [
  'department_unknown',
  'department_needs_governorate',
  'matter_at_a_place',
  'contact_refused',
  'anonymous',
  'status_found',
  'status_missing',
  'status_proven',
  'status_late',
  'waiting_for_citizen',
  'has_answer',
  'can_rate',
  'rated',
  'rated_low',
  'card_fits',
  'satisfied',
  'mine_none',
  'name_needed',
  'mine_unproven',
  'proof_wanted',
  'code_sent',
  'proven',
  'reference_known',
  'not_own',
  'own_open',
  'own_answered',
  'department_working',
  'status_on_time',
  'status_waiting',
  'status_unproven',
  'files_offered',
  'nothing_added',
  'perhaps_unsolved',
  'unsolved',
  'reopened',
  'duplicate_found',
  'adding',
  'filing_anew',
  'draft_found',
  'draft_sought',
  'code_unfit',
  'unanswered',
] as const;
export type ConditionName = (typeof CONDITIONS)[number];

/** Lists of options that `offer` may name. */
export const OFFERS = [
  'likely_types',
  'likely_departments',
  'governorates',
  'axes',
  'yes_no',
  'stars',
  'my_references',
  'my_requests',
  'my_open',
  'my_answered',
  'skip',
] as const;
export type OfferName = (typeof OFFERS)[number];

/** What `do` may name: each is one call through the request API. */
export const EFFECTS = [
  'file_request',
  'find_duplicate',
  'add_to_duplicate',
  'find_mine',
  'find_status',
  'send_answer',
  'send_rating',
  'send_code',
  'check_code',
  'withdraw_request',
  'add_to_request',
  'reopen_request',
  'find_draft',
  'take_draft',
] as const;
export type EffectName = (typeof EFFECTS)[number];

const Code = <T extends string>(codes: readonly T[]) => Type.Enum([...codes]);
const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1 });

/** For the ear, where what is read would not do: nothing to type, no addresses, short. */
const Spoken = Type.Optional(Type.Object({ ar: Text, en: Text }, closed));

/** Where every few dozen characters cost: the same in fewer words. */
const Brief = Type.Optional(Type.Object({ ar: Text, en: Text }, closed));

export const Bilingual = Type.Object({ ar: Text, en: Text, spoken: Spoken, brief: Brief }, closed);

const Choice = Type.Object({ id: Text, ar: Text, en: Text }, closed);
export type Choice = Static<typeof Choice>;

/**
 * `must`: asked until filled, then a human; `may`: may be skipped; `refusable`: a first refusal is answered with the
 * reason for asking, a second is accepted.
 */
const Need = Type.Union([Type.Literal('must'), Type.Literal('may'), Type.Literal('refusable')]);

export const AskStep = Type.Object(
  {
    ask: Text,
    when: Type.Optional(Code(CONDITIONS)),
    need: Type.Optional(Need),
    offer: Type.Optional(Type.Union([Code(OFFERS), Type.Array(Choice, { minItems: 1 })])),
    ar: Type.Optional(Text),
    en: Type.Optional(Text),
    spoken: Spoken,
    brief: Brief,
    /** More explicit wordings for the first and second re-prompt. */
    again: Type.Optional(Type.Array(Bilingual, { minItems: 1, maxItems: 2 })),
  },
  closed,
);

export const SayStep = Type.Object(
  {
    say: Text,
    when: Type.Optional(Code(CONDITIONS)),
    notice: Type.Optional(Code(NOTICES)),
    ar: Text,
    en: Text,
    spoken: Spoken,
    brief: Brief,
  },
  closed,
);

export const CheckStep = Type.Object(
  {
    check_answers: Type.Union([Type.Literal('all'), Type.Array(Text, { minItems: 1 })]),
    ar: Text,
    en: Text,
    spoken: Spoken,
    brief: Brief,
  },
  closed,
);

export const DoStep = Type.Object(
  {
    do: Code(EFFECTS),
    when: Type.Optional(Code(CONDITIONS)),
    /** Patterns said when the service is away (trying again may help), and when it says no. */
    if_failed: Type.Optional(Text),
    if_refused: Type.Optional(Text),
  },
  closed,
);

export const GoStep = Type.Object({ go: Text, when: Type.Optional(Code(CONDITIONS)) }, closed);
/** Another flow first, on top of this one; then on from here. */
export const CallStep = Type.Object({ call: Text, when: Type.Optional(Code(CONDITIONS)) }, closed);
export const EndStep = Type.Object({ end: Type.Literal(true), when: Type.Optional(Code(CONDITIONS)) }, closed);

const PlainStep = Type.Union([AskStep, SayStep, CheckStep, DoStep, GoStep, CallStep, EndStep]);
export const WhenStep = Type.Object({ when: Code(CONDITIONS), steps: Type.Array(PlainStep, { minItems: 1 }) }, closed);

export const Step = Type.Union([PlainStep, WhenStep]);
export type Step = Static<typeof Step>;
export type PlainStep = Static<typeof PlainStep>;
export type AskStep = Static<typeof AskStep>;
export type SayStep = Static<typeof SayStep>;
export type CheckStep = Static<typeof CheckStep>;
export type CallStep = Static<typeof CallStep>;
export type DoStep = Static<typeof DoStep>;

/** How an answer to a slot is read. `text` keeps the words; a flow's own slots of kind `text` join the description. */
export const SLOT_KINDS = [
  'type',
  'axis',
  'importance',
  'department',
  'governorate',
  'description',
  'location',
  'attachments',
  'anonymous',
  'name',
  'phone',
  'email',
  'confirm',
  'reference',
  'yes_no',
  'stars',
  'text',
  'choice',
  'one_time_code',
  'follow_up_code',
] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

export const SlotSpec = Type.Object(
  {
    kind: Code(SLOT_KINDS),
    /** The name of the line in the summary. */
    label: Bilingual,
    /** The question, where a flow does not word its own. */
    ask: Type.Optional(Bilingual),
    again: Type.Optional(Type.Array(Bilingual, { minItems: 1, maxItems: 2 })),
    offer: Type.Optional(Type.Union([Code(OFFERS), Type.Array(Choice, { minItems: 1 })])),
    /** Said after a first refusal of a `refusable` slot. */
    why: Type.Optional(Bilingual),
    /** Said when the answer has the wrong shape. */
    wrong: Type.Optional(Bilingual),
  },
  closed,
);
export type SlotSpec = Static<typeof SlotSpec>;

const StartsOn = Type.Union([
  Type.Object({ act: Code(ACTS) }, closed),
  Type.Object({ wish: Code(WISHES) }, closed),
  Type.Object({ event: Type.Union([Type.Literal('asked'), Type.Literal('replied'), Type.Literal('closed')]) }, closed),
]);

export const Flow = Type.Object(
  {
    flow: Text,
    title: Bilingual,
    /** The request type this flow files. */
    files: Type.Optional(Code(REQUEST_TYPES)),
    starts_on: Type.Optional(Type.Array(StartsOn)),
    /** Slots of this flow alone. */
    slots: Type.Optional(Type.Record(Type.String(), SlotSpec)),
    steps: Type.Array(Step, { minItems: 1 }),
  },
  closed,
);
export type Flow = Static<typeof Flow>;

export const Patterns = Type.Record(Type.String(), Bilingual);

/** A matter that is nobody's in government: how people ask about it, and where they may turn. */
export const Elsewhere = Type.Record(
  Type.String(),
  Type.Object({ asks: Type.Array(Text, { minItems: 6 }), ar: Text, en: Text }, closed),
);
export type Elsewhere = Static<typeof Elsewhere>;
export const Slots = Type.Record(Type.String(), SlotSpec);

/** Texts of the repair patterns that the engine says by name: each must stand in `patterns.yaml`. */
export const PATTERNS = [
  'greeting',
  'disclosure',
  'greeting_again',
  'thanks',
  'goodbye',
  'call_english',
  'call_arabic',
  'call_again',
  'call_not_heard',
  'call_how_to_answer',
  'call_offer_agent',
  'call_goodbye',
  'call_goodbye_filed',
  'call_wait',
  'call_connecting',
  'call_nobody_answered',
  'call_own_number',
  'help',
  'emergency',
  'emergency_kept',
  'abuse_first',
  'abuse_second',
  'abuse_pause',
  'nobody_free',
  'handed_over',
  'human_here',
  'human_gone',
  'cancelled',
  'nothing_to_cancel',
  'restarted',
  'nothing_to_go_back_to',
  'cannot_skip',
  'language_changed',
  'corrected',
  'what_to_change',
  'attachment_kept',
  'attachment_not_taken',
  'attachments_full',
  'file_lost',
  'edit_too_late',
  'place_kept',
  'added_to_description',
  'question_later',
  'not_understood_first',
  'not_understood_second',
  'not_understood_human',
  'out_of_scope',
  'out_of_scope_aside',
  'invalid_reference',
  'department_left_open',
  'file_failed',
  'file_refused',
  'call_failed',
  'answer_refused',
  'duplicate_gone',
  'next_request',
  'resume',
  'put_aside',
  'left_out',
  'left_for_now',
  'acknowledged',
  'news_waiting',
  'messages_stopped',
  'messages_started',
  'messages_help',
  'news_told',
  'nothing_to_rate',
  'asked_again',
  'still_as_shown',
  'guess_type',
  'guess_department',
  'code_not_sent',
  'attachment_received',
  'code_wrong',
  'code_expired',
  'withdraw_refused',
  'add_refused',
  'reopen_refused',
  'draft_gone',
  'draft_here',
  'moved_elsewhere',
  'reminder',
  'name_on_behalf',
  'phone_on_behalf',
  'who_sees',
  'how_long',
  'is_free',
] as const;
export type PatternName = (typeof PATTERNS)[number];

/** Small words around the questions, by name. */
export const PHRASES = [
  'yes',
  'no',
  'spoken_option',
  'spoken_more',
  'spoken_again',
  'confirm_yes',
  'confirm_change',
  'confirm_cancel',
  'as_it_was',
  'skip',
  'other',
  'answer_by',
  'not_given',
  'not_known_department',
  'invite',
  'more',
  'on_behalf',
  'older',
  'elsewhere',
  'not_solved',
  'code_text',
  'told_instead',
  'mail_subject',
  'back_to_bot',
  'menu_request',
  'menu_status',
  'menu_human',
  'menu_help',
  'menu_language',
] as const;
export type PhraseName = (typeof PHRASES)[number];

export type Text = Static<typeof Bilingual>;

/** Everything the engine needs of this room: loaded, checked, frozen. */
export interface Flows {
  readonly flows: Readonly<Record<string, Flow>>;
  readonly slots: Readonly<Record<string, SlotSpec>>;
  readonly patterns: Readonly<Record<PatternName, Text>>;
  readonly phrases: Readonly<Record<PhraseName, Text>>;
  /** Answers to questions people often ask, by name. */
  readonly cards: Readonly<Record<string, Card>>;
  /** What people at the desk say often. */
  readonly ready: readonly Text[];
  /** Where to turn with what is no matter of government, by topic. */
  readonly elsewhere: Readonly<Elsewhere>;
}
