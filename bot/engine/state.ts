/**
 * What the conversation remembers between turns: plain JSON, kept in one row.
 * Steps are named, never numbered: the route is recomputed from the answers, so a changed flow carries a draft over.
 */
import type { Label } from '../../api/contract/request.ts';
import type { Lang, RequestType, Stage } from '../../api/contract/vocabulary.ts';

/** A slot's value and how it came: `said` outright, `guessed` from the words, `confirmed` when asked about. */
export interface Filled {
  readonly value: string;
  readonly from: 'said' | 'guessed' | 'confirmed';
  readonly confidence: number;
  readonly alternatives?: readonly string[];
}

export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
}

/** One of a person's requests; without a stage when only its number is at hand. */
export interface OwnRequest {
  readonly reference: string;
  readonly type: RequestType;
  readonly status?: Stage;
  readonly dueAt?: string;
}

/** One flow under way. A request's frame is its draft, and `id` its idempotency key. */
export interface Frame {
  readonly id: string;
  readonly flow: string;
  readonly slots: Readonly<Record<string, Filled>>;
  /** What was understood of each label, whatever the person made of it since. */
  readonly guesses?: Readonly<Partial<Record<Label, string>>>;
  /** The citizen's own messages on the matter, verbatim. */
  readonly description: readonly string[];
  readonly files: readonly KeptFile[];
  readonly point?: { readonly latitude: number; readonly longitude: number };
  /** The name that several departments share, when the message used one. */
  readonly ambiguous?: {
    readonly term: string;
    readonly candidates: readonly string[];
    readonly byGovernorate: boolean;
  };
  readonly atPlace: boolean;
  /** How often each slot was asked in vain, and refused. */
  readonly tries: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  /** Slots left empty for good. */
  readonly skipped: readonly string[];
  /** Slots in the order they were answered: what "back" undoes. */
  readonly answered: readonly string[];
  /** Names of `say` and `do` steps that are behind us. */
  readonly done: readonly string[];
  /** The requests of this person, newest first, as far as the flow has use for them. */
  readonly mine?: readonly OwnRequest[];
  /** What effects brought: `dueAt`, `reference`, a status. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** The question that is open. */
export interface Waiting {
  readonly slot: string;
  readonly flow: string;
  readonly options: readonly string[];
  /** The open question asks about a guess: this is it. */
  readonly guess?: string;
  /** What to change was asked: a yes shows the summary again. */
  readonly changing?: boolean;
}

/** A further request from a message that held several, waiting for its turn. */
export interface Queued {
  readonly text: string;
  readonly slots: Readonly<Record<string, Filled>>;
  readonly atPlace: boolean;
  readonly description: readonly string[];
  /** The known question it asks. */
  readonly card?: string;
  /** The message it came in, with others. */
  readonly message?: string;
}

export interface FiledRequest {
  readonly reference: string;
  readonly type: RequestType;
  /** The message it came in, if with others. */
  readonly message?: string;
}

/** A person of staff was asked for, or holds the conversation: the bot is silent. */
export interface Human {
  readonly stage: 'asked' | 'held';
  readonly since: string;
  /** Who holds it; left out when they speak from elsewhere and only their words are seen. */
  readonly by?: string;
}

export interface State {
  readonly v: 1;
  readonly lang: Lang;
  /** False until the first-contact line has been said. */
  readonly met: boolean;
  /** The open flows, the one in front last. */
  readonly frames: readonly Frame[];
  readonly waiting?: Waiting;
  readonly queue: readonly Queued[];
  /** Name, phone and e-mail as given: one contact block for every request of the conversation. */
  readonly contact: Readonly<Record<string, Filled>>;
  readonly filed: readonly FiledRequest[];
  /** The request that was last talked about. */
  readonly last?: string;
  /** An anonymous request whose secret code was given here. */
  readonly opened?: { readonly reference: string; readonly code: string };
  /** When the person last wrote, ISO 8601. */
  readonly heardAt?: string;
  /** A draft went on in another conversation; kept until this one is told. */
  readonly moved?: {
    readonly to: string;
    readonly draft: Frame;
    readonly contact: Readonly<Record<string, Filled>>;
  };
  /** A phone was proven in this conversation. */
  readonly proven?: boolean;
  readonly human?: Human;
  /** A person was asked for, in so many words or by missing too often; whether one is there is being found out. */
  readonly calling?: 'asked' | 'missed';
  /** Which of the operator's banners was said last, and on which day. */
  readonly banner?: string;
  readonly abuses: number;
  readonly misses: number;
  /** How often in a row something was wished for that is none of our business. */
  readonly strays?: number;
  /** The question put last, and how often in these words. */
  readonly asked?: { readonly words: string; readonly times: number };
}

export const initialState = (lang: Lang): State => ({
  v: 1,
  lang,
  met: false,
  frames: [],
  queue: [],
  contact: {},
  filed: [],
  abuses: 0,
  misses: 0,
});

export const newFrame = (id: string, flow: string): Frame => ({
  id,
  flow,
  slots: {},
  description: [],
  files: [],
  atPlace: false,
  tries: {},
  refused: {},
  skipped: [],
  answered: [],
  done: [],
  facts: {},
});

/** The flow in front, if any. */
export const front = (state: State): Frame | undefined => state.frames.at(-1);

/** The state with its front frame replaced. */
export const withFront = (state: State, frame: Frame): State => ({
  ...state,
  frames: [...state.frames.slice(0, -1), frame],
});
