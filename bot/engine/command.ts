/** What a message asks of the conversation, once it is understood in its place: few commands, applied in order. */
import type { Aside, DialogAct, Relation, Wish } from '../../api/contract/vocabulary.ts';
import type { Text } from '../../flows/language.ts';
import type { Understanding } from '../../nlu/understanding.ts';
import type { MessageEvent } from './event.ts';
import type { Reading } from './slots.ts';

export type Command =
  /** An answer to the open question, however it reads. */
  | { readonly kind: 'answer'; readonly reading: Reading; readonly event: MessageEvent }
  /** A new matter, told, half told, or only announced. */
  | { readonly kind: 'request'; readonly event: MessageEvent; readonly matter: 'clear' | 'vague' | 'announced' }
  /** "Ok", "no", a thumb up, with nothing open. */
  | { readonly kind: 'nod' }
  /** Lets go of the flow in front, which is not a draft. */
  | { readonly kind: 'leave' }
  /** "Why do you need my name?": the reason for the open question. */
  | { readonly kind: 'why'; readonly text: Text | undefined }
  /** "Are you a robot?" */
  | { readonly kind: 'identity' }
  /** More about the matter that is being told. */
  | { readonly kind: 'tell_more'; readonly event: MessageEvent }
  | { readonly kind: 'correct'; readonly event: MessageEvent; readonly move: Correction }
  | { readonly kind: 'act'; readonly act: DialogAct; readonly event: MessageEvent }
  | { readonly kind: 'repeat' }
  /** `asked`: in so many words; else the replies follow what the person writes, without a word about it. */
  | { readonly kind: 'language'; readonly lang: 'ar' | 'en'; readonly asked: boolean }
  | { readonly kind: 'anonymous' }
  /** A position shared where something else was asked. */
  | { readonly kind: 'place'; readonly event: MessageEvent }
  /** Contact details given where something else was asked. */
  | { readonly kind: 'note'; readonly event: MessageEvent }
  | { readonly kind: 'attach'; readonly event: MessageEvent }
  /** A file did not come through. */
  | { readonly kind: 'lost' }
  /** They changed what they had written before. */
  | { readonly kind: 'edit'; readonly event: MessageEvent; readonly earlier: string }
  | { readonly kind: 'status'; readonly event: MessageEvent; readonly reference?: string; readonly valid: boolean }
  /** Something after filing; `valid` is false where a mistyped number came with it. */
  | {
      readonly kind: 'wish';
      readonly wish: Wish;
      readonly event: MessageEvent;
      readonly reference?: string;
      readonly valid?: boolean;
    }
  | { readonly kind: 'new_code'; readonly phone?: string }
  | { readonly kind: 'aside'; readonly aside: Aside }
  /** Another question in passing, kept for after this request. */
  | { readonly kind: 'later'; readonly event: MessageEvent }
  /** A known question in the middle of another matter. */
  | { readonly kind: 'known'; readonly card: string }
  | { readonly kind: 'on_behalf'; readonly relation: Relation }
  | { readonly kind: 'miss' };

export type Correction = Extract<Understanding['moves'][number], { kind: 'correct' | 'names' }>;
