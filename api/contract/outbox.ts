/** What operators see of the messages handed to platforms: their fate, never their words. */
import Type, { type Static } from 'typebox';

export const OUTBOX_STATES = ['waiting', 'sent', 'elsewhere', 'dead'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

const Nullable = Type.Union([Type.String(), Type.Null()]);

export const OutboxEntry = Type.Object({
  id: Type.Integer(),
  channel: Type.String(),
  state: Type.Enum([...OUTBOX_STATES], {
    description: '`elsewhere`: another way was taken; `dead`: not delivered, and not tried again by itself',
  }),
  conversation: Nullable,
  attempts: Type.Integer(),
  unknown: Type.Integer({ description: 'attempts that nobody answered: each may have arrived' }),
  why: Nullable,
  insteadOf: Type.Union([Type.String(), Type.Null()], {
    description: 'the channel the message was meant for, when this is another way to the person',
  }),
  platformId: Nullable,
  queuedAt: Type.String(),
  nextAt: Type.String(),
  sentAt: Nullable,
  deliveredAt: Nullable,
  readAt: Nullable,
  failedAt: Nullable,
});
export type OutboxEntry = Static<typeof OutboxEntry>;

export const StoppedChannel = Type.Object({ channel: Type.String(), why: Type.String(), at: Type.String() });
export type StoppedChannel = Static<typeof StoppedChannel>;

export interface OutboxQuery {
  readonly state: OutboxState;
  /** Entries older than this one. */
  readonly before?: number;
  readonly limit: number;
}

/** What the request API is handed of the outbox. */
export interface OutboxDesk {
  list(query: OutboxQuery): Promise<OutboxEntry[]>;
  stopped(): Promise<StoppedChannel[]>;
  /** Undefined: no such entry; false: it is no dead letter, or its words are gone. */
  resend(id: number): Promise<OutboxEntry | false | undefined>;
  /** Lets a channel that rests deliver again; false: it did not rest. */
  resume(channel: string): Promise<boolean>;
}
