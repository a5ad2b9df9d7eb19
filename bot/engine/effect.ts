/** What the engine wants done outside, and what came of it. The shell carries each out through the request API. */
import type { Duplicate } from '../../api/contract/duplicate.ts';
import type { NewRequest, StatusView } from '../../api/contract/request.ts';
import type { Axis, Importance, Lang, RequestType } from '../../api/contract/vocabulary.ts';
import type { Frame, OwnRequest } from './state.ts';

export type Effect =
  /** Is anybody of staff there to take over? */
  | { readonly kind: 'find_human' }
  /** When would an answer be promised, were this filed now? */
  | { readonly kind: 'promise'; readonly type: RequestType; readonly axis: Axis; readonly importance: Importance }
  /** `key` is the draft's id: filing again under it gives the same reference. */
  | { readonly kind: 'file_request'; readonly key: string; readonly request: NewRequest }
  /** Which requests did this person file, in whatever conversation? */
  /** Those of a household's telephone are told to their own name alone. */
  | { readonly kind: 'find_mine'; readonly name?: string }
  | ({ readonly kind: 'find_status'; readonly reference: string } & WithCode)
  /** Does the draft repeat an open request of this person? */
  | { readonly kind: 'find_duplicate'; readonly request: NewRequest; readonly except: readonly string[] }
  /** The draft's words and files go to the open request that it repeats. */
  | {
      readonly kind: 'add_to_duplicate';
      readonly key: string;
      readonly reference: string;
      readonly text: string;
      readonly attachments: readonly string[];
    }
  | {
      readonly kind: 'send_answer';
      readonly key: string;
      readonly reference: string;
      readonly text?: string;
      readonly attachments: readonly string[];
    }
  | {
      readonly kind: 'send_rating';
      readonly key: string;
      readonly reference: string;
      readonly stars: number;
      readonly reason?: string;
    }
  | { readonly kind: 'send_code'; readonly key: string; readonly phone: string; readonly lang: Lang }
  | { readonly kind: 'check_code'; readonly key: string; readonly proof: string; readonly code: string }
  /** Was a draft left in another conversation: of this sender, or under the phone that was proven? */
  | { readonly kind: 'find_draft'; readonly phone?: string }
  | { readonly kind: 'take_draft'; readonly from: string }
  | ({ readonly kind: 'withdraw_request'; readonly key: string; readonly reference: string } & WithCode)
  | ({
      readonly kind: 'add_to_request';
      readonly key: string;
      readonly reference: string;
      readonly text?: string;
      readonly attachments: readonly string[];
    } & WithCode)
  | ({
      readonly kind: 'reopen_request';
      readonly key: string;
      readonly reference: string;
      readonly reason: string;
    } & WithCode);

/** The secret code of an anonymous request, where it was given. */
interface WithCode {
  readonly followUpCode?: string;
}

export type Outcome =
  | { readonly kind: 'human'; readonly free: boolean; readonly at: string }
  | { readonly kind: 'promised'; readonly dueAt: string }
  | { readonly kind: 'filed'; readonly reference: string; readonly dueAt: string; readonly followUpCode?: string }
  | { readonly kind: 'mine'; readonly requests: readonly OwnRequest[]; readonly nameNeeded?: boolean }
  | { readonly kind: 'status'; readonly view: StatusView; readonly late: boolean }
  | { readonly kind: 'code_sent'; readonly proof: string }
  | { readonly kind: 'code_judged'; readonly result: 'proven' | 'wrong' | 'expired'; readonly triesLeft: number }
  | { readonly kind: 'draft_found'; readonly draft?: { readonly from: string; readonly matter: string } }
  | { readonly kind: 'draft_taken'; readonly draft: Frame; readonly contact: Frame['slots'] }
  | { readonly kind: 'reopened'; readonly dueAt: string }
  | { readonly kind: 'duplicate'; readonly known: Duplicate | null }
  | { readonly kind: 'done'; readonly effect: Effect['kind'] }
  /** `refused`: asking again will not help (a 4xx); `away`: it may. `effect` names what failed. */
  | {
      readonly kind: 'failed';
      readonly effect: Effect['kind'];
      readonly why: 'away' | 'refused' | 'unknown_reference';
    };
