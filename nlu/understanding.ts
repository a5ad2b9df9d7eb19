/** The shape of `understand`: what goes in beside the text, and what comes out. Types only. */
import type { Classification } from '../api/contract/classification.ts';
import type { Directory } from '../api/contract/directory.ts';
import type { Aside, Axis, Importance, Lang, Relation, RequestType, Wish } from '../api/contract/vocabulary.ts';

/** An option that was on offer when the person wrote; both labels, so that either language answers. */
export interface Offered {
  readonly id: string;
  readonly labels: readonly string[];
}

export interface Context {
  readonly directory: Directory;
  /** ISO 8601; nlu has no clock. */
  readonly now: string;
  /** The language of the conversation so far: a hint for texts too short to tell. */
  readonly lang?: Lang;
  /** The text is the answer to "which department?": a bare name counts, everyday words among them. */
  readonly namesDepartment?: boolean;
  /** The options on offer, in the order shown: an id, a label, a 1-based number or an ordinal picks one. */
  readonly offered?: readonly Offered[];
}

/** The option the person picked. `sure` when it was an id, a label or a number as given; else a close match. */
export interface Choice {
  readonly id: string;
  readonly sure: boolean;
}

/** What a message says about the conversation itself (found by `findMoves` of moves.ts). */
export type Move =
  | {
      readonly kind:
        | 'skip'
        // Name, phone or e-mail named as what they will not give.
        | 'kept_back'
        | 'unknown'
        | 'repeat'
        | 'anonymous'
        | 'new_request'
        | 'identity'
        | 'why'
        | 'send'
        | 'dont_send'
        /** "It did not arrive." */
        | 'resend'
        /** A matter is hinted at and nothing of it told: "I have a problem". */
        | 'hint'
        /** Something that is no matter of ours: "by the way, when is Eid?" */
        | 'digression'
        /** "I forgot to tell you": what comes with it is of the story. */
        | 'recall'
        /** "That is the municipality's job": whose business it is. */
        | 'belongs'
        /** "Here is a picture": about the file that comes with it. */
        | 'caption'
        /** "I am back, I was out": where somebody was, and nothing of the matter. */
        | 'back_again';
    }
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'aside'; readonly aside: Aside }
  /** The request is filed for somebody else. */
  | { readonly kind: 'on_behalf'; readonly relation: Relation }
  /** Only announces a request ("بدي أقدم شكوى"): there is no matter in it yet. */
  | { readonly kind: 'opener'; readonly type?: RequestType }
  /** A few words with a kind of request at their head: "a report of a violation, a bribe". */
  | { readonly kind: 'headed'; readonly type: RequestType }
  | { readonly kind: 'language'; readonly lang: Lang }
  /** Names lines of the summary and nothing else ("الجهة"). */
  | { readonly kind: 'names'; readonly slots: readonly string[] }
  /**
   * "Change the number", "not that, this". `slots`: the lines it names; `instead`: the text without what was negated;
   * `type`: a request type it names; `value`: what stands behind a colon.
   */
  | {
      readonly kind: 'correct';
      readonly slots: readonly string[];
      readonly instead: string;
      readonly type?: RequestType;
      readonly axis?: Axis;
      readonly importance?: Importance;
      readonly value?: string;
    };

export interface Understanding extends Classification {
  /** The raw text this is about. */
  readonly text: string;
  readonly choice?: Choice;
  /** The question from the directory that decides an ambiguous department name ("البلدية": which governorate?). */
  readonly ambiguous?: {
    readonly term: string;
    readonly candidates: readonly string[];
    readonly byGovernorate: boolean;
  };
  /** Words that point at a spot on the ground (a street, a hole, a pole): the matter is at a place. */
  readonly atPlace: boolean;
  /** The street, quarter, town or landmark named, in the person's own words; a governorate alone is none. */
  readonly spot?: string;
  readonly moves: readonly Move[];
  /** The known question it asks, of those that were handed in: by name, and how surely. */
  readonly card?: { readonly id: string; readonly confidence: number };
  /** What it asks is no matter of government: the topic. */
  readonly elsewhere?: { readonly id: string; readonly confidence: number };
  /** The same for each of `parts`. */
  readonly partCards?: readonly ({ readonly id: string; readonly confidence: number } | null)[];
  /** What it would say as the answer to "what is your name?". */
  readonly plainName?: string;
  /** It is the name of a public body and nothing else. */
  readonly bodyAlone?: boolean;
}
