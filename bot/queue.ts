/**
 * Turns, exactly once and one at a time a conversation. A message wakes its conversation; whatever is unanswered is taken
 * oldest first. Another replica's turn wins or loses by the version; what a crash left is found again by `recover`.
 */
import { type Database, DatabaseAway } from '../api/contract/database.ts';
import type { Kept, KeptInbound, KeptOutbound, OutboundBody, Sender } from '../channels/channel.ts';
import { type Conversation, load, save, unfinished } from './conversations.ts';
import { initialState } from './engine/state.ts';
import { langOf } from './listen.ts';
import { Unsettled } from './perform.ts';
import type { Answered } from './turn.ts';

export interface Arrival {
  readonly alone: boolean;
  readonly version: number;
  readonly sender: Sender;
  readonly message: KeptInbound;
}

export interface QueueDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly turn: (conversation: Conversation, message: KeptInbound) => Promise<Answered>;
  /** Runs work on one key one piece after another. */
  readonly lanes: { run<T>(key: string, work: () => Promise<T>): Promise<T> };
  /** Replies on this channel wait in the outbox to be handed to its platform. */
  readonly pushes: (channel: string) => boolean;
  /** After the commit: shown to whoever watches, pushed to whoever must be. */
  readonly deliver: (channel: string, messages: readonly Kept[]) => void;
  /** A turn broke on a bug: said loudly, once a message. */
  readonly broken: (error: unknown, message: KeptInbound) => void;
  /** What a person is told when it did. */
  readonly apology: (lang: 'ar' | 'en') => OutboundBody;
}

export interface Queue {
  wake(conversationId: string, arrival?: Arrival): void;
  /** Runs turns that nobody finished; how many conversations. */
  recover(idleMs?: number): Promise<number>;
  /** Resolves when no turn is running. */
  idle(): Promise<void>;
  /** No further turn begins; resolves when the running ones are over. What waits is found by whoever recovers next. */
  stop(): Promise<void>;
}

/** Conversations whose state is kept at hand, so that an ordinary turn reads nothing. */
const KEPT_AT_HAND = 5000;

export function createQueue(deps: QueueDeps): Queue {
  const { db, now, lanes } = deps;
  const atHand = new Map<string, Conversation>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  const remember = (conversation: Conversation) => {
    atHand.delete(conversation.id);
    atHand.set(conversation.id, conversation);
    const oldest = atHand.keys().next().value;
    if (atHand.size > KEPT_AT_HAND && oldest !== undefined) atHand.delete(oldest);
  };

  /** Undefined: another replica was first, and the state at hand is stale. */
  const finish = async (conversation: Conversation, message: KeptInbound): Promise<KeptOutbound[] | undefined> => {
    const pushed = deps.pushes(conversation.channel);
    const turned = async ({ state, replies }: Answered) => {
      const kept = await save(db, { conversation, state, replies, handled: message.seq, pushed }, now());
      if (kept) remember({ ...conversation, state, version: conversation.version + 1 });
      return kept;
    };
    const kept = await deps
      .turn(conversation, message)
      .then(turned)
      .catch((error: unknown) => turned(apologise(deps, { conversation, message, error })));
    if (kept) deps.deliver(conversation.channel, kept);
    return kept;
  };

  const quick = async (id: string, arrival: Arrival | undefined): Promise<boolean> => {
    const known = atHand.get(id);
    if (!known || !arrival?.alone || known.version !== arrival.version) return false;
    return (await finish({ ...known, sender: arrival.sender }, arrival.message)) !== undefined;
  };

  const drain = async (id: string, arrival: Arrival | undefined): Promise<void> => {
    if (stopped || (await quick(id, arrival))) return;
    while (!stopped) {
      const loaded = await load(db, id);
      if (!loaded?.next) return;
      await finish(loaded.conversation, loaded.next);
    }
  };

  const wake = (id: string, arrival?: Arrival): Promise<void> => {
    const work = lanes
      .run(id, () => drain(id, arrival))
      .catch((error: unknown) => {
        atHand.delete(id);
        // The message is safe: `recover` runs the turn again. A bug meets whoever awaits, and `recover` does.
        if (!mayPass(error)) throw error;
      });
    running.add(work);
    const leave = () => running.delete(work);
    work.then(leave, leave);
    return work;
  };

  const idle = async () => {
    while (running.size > 0) await Promise.allSettled(running);
  };

  return {
    wake: (id, arrival) => void wake(id, arrival),
    recover: async (idleMs = 0) => {
      const ids = await unfinished(db, new Date(now().getTime() - idleMs));
      await Promise.all(ids.map((id) => wake(id)));
      return ids.length;
    },
    idle,
    stop: () => {
      stopped = true;
      return idle();
    },
  };
}

/** Nothing is wrong with the turn: later it goes through. */
const mayPass = (error: unknown) => error instanceof DatabaseAway || error instanceof Unsettled;

interface Broken {
  readonly conversation: Conversation;
  readonly message: KeptInbound;
  readonly error: unknown;
}

/** A bug must not silence a conversation for ever: it is said loudly, apologised for, and the talk goes on as it was. */
function apologise(deps: QueueDeps, { conversation, message, error }: Broken): Answered {
  if (mayPass(error)) throw error;
  deps.broken(error, message);
  const state = conversation.state ?? initialState(langOf(message.body.locale) ?? 'ar');
  return { state, replies: [deps.apology(state.lang)] };
}
