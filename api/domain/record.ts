/** The request as the rules see it: decrypted, complete, with its clock. Types only. */
import type { Attachment, Location, Rating } from '../contract/request.ts';
import type { Axis, ChannelName, Importance, Lang, RequestType, Stage } from '../contract/vocabulary.ts';
import type { Clock } from './due.ts';

export interface Identity {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** For whom they speak; absent when for themselves. */
  readonly onBehalf?: string;
}

/** What a filing says, once its labels are complete and its texts are readable. */
export interface Matter {
  readonly type: RequestType;
  readonly axis: Axis;
  readonly importance: Importance;
  readonly department: string | null;
  readonly governorate: string | null;
  readonly description: string;
  readonly location: Location | null;
  readonly anonymous: boolean;
  readonly requester: Identity;
  readonly channel: ChannelName;
  readonly lang: Lang;
}

/** What actions change. Times are milliseconds since 1970. */
export interface Standing {
  readonly status: Stage;
  readonly department: string | null;
  readonly assignee: string | null;
  readonly question: string | null;
  readonly answer: string | null;
  /** How often it was reopened. */
  readonly round: number;
  readonly clock: Clock;
  readonly waitingSince: number | null;
  readonly dueAt: number;
}

export interface RequestRecord extends Omit<Matter, 'department'>, Standing {
  readonly reference: string;
  readonly attachments: readonly Attachment[];
  /** The last one given, also before a reopening. */
  readonly rating: Rating | null;
  /** Given since it was last reopened; null: the answer that stands now waits to be rated. */
  readonly stars: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The conversation it was filed in can be told of events. */
  readonly reachable: boolean;
}
