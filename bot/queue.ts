/**
 * Turns, exactly once and one at a time a conversation. Where the state is at hand and nothing waits, a message is kept
 * together with its turn; else it was kept before and wakes its conversation, and whatever is unanswered is taken oldest
 * first. Another replica's turn wins or loses by the version; what a crash left is found again by `recover`.
 */
import { type Database, DatabaseAway } from '../api/contract/database.ts';
import type { Inbound, Kept, KeptInbound, OutboundBody, Sender } from '../channels/channel.ts';
import { type Conversation, isRepeat, keepTurn, load, type Saved, save, unfinished } from './conversations.ts';
import { initialState } from './engine/state.ts';
import { langOf } from './listen.ts';
import { Unsettled } from './perform.ts';
import { whileSlow } from './slow.ts';
import type { Answered, Begun } from './turn.ts';

export interface Arrival {
  readonly alone: boolean;
  readonly version: number;
  readonly sender: Sender;
  readonly message: KeptInbound;
}

export interface QueueDeps {
  readonly db: Database;
  readonly now: () => Date;
  /** Understands, and says what follows; does nothing yet. */
  readonly begin: (conversation: Conversation, message: KeptInbound) => Promise<Begun>;
  readonly complete: (begun: Begun) => Promise<Answered>;
  /** Undefined: it asks for what is done only for a message that is kept. */
  readonly completeUnkept: (begun: Begun) => Promise<Answered | undefined>;
  /** Runs work on one key one piece after another. */
  readonly lanes: { run<T>(key: string, work: () => Promise<T>): Promise<T> };
  /** Replies on this channel wait in the outbox to be handed to its platform. */
  readonly pushes: (channel: string) => boolean;
  /** After the commit: shown to whoever watches, pushed to whoever must be. */
  readonly deliver: (channel: string, messages: readonly Kept[]) => void;
  /** An answer takes a moment: shown to whoever watches, kept nowhere. */
  readonly slow: (conversationId: string) => void;
  /** A turn broke on a bug: said loudly, once a message. */
  readonly broken: (error: unknown, message: KeptInbound) => void;
  /** What a person is told when it did. */
  readonly apology: (lang: 'ar' | 'en') => OutboundBody;
}

/** A message kept and answered in one. */
export interface AtOnce {
  readonly seq: number;
  readonly version: number;
}

export interface Queue {
  /** Keeps the message with its turn in one statement; undefined: nothing was kept, keep it first. Throws on a repeat. */
  atOnce(inbound: Inbound): Promise<AtOnce | undefined>;
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
  /** What was begun for a message that then had to be kept first: it is not understood again. */
  const begun = new WeakMap<Conversation, Begun>();
  const running = new Set<Promise<unknown>>();
  /** Conversations with a turn under way or waiting for its place. */
  const awake = new Map<string, number>();
  let stopped = false;

  const remember = (conversation: Conversation) => {
    atHand.delete(conversation.id);
    atHand.set(conversation.id, conversation);
    const oldest = atHand.keys().next().value;
    if (atHand.size > KEPT_AT_HAND && oldest !== undefined) atHand.delete(oldest);
  };

  /** What nobody typed nobody waits for, and while a person holds the conversation the bot is silent. */
  const shown = <T>({ id, state }: Conversation, { kind }: Pick<Inbound, 'kind'>, work: Promise<T>): Promise<T> =>
    kind === 'event' || state?.human?.stage === 'held' ? work : whileSlow(work, () => deps.slow(id));

  /** Undefined: another replica was first, and the state at hand is stale. */
  const finish = async (
    conversation: Conversation,
    message: KeptInbound,
    before?: Begun,
  ): Promise<Saved | undefined> => {
    const pushed = deps.pushes(conversation.channel);
    const turned = async ({ state, replies }: Answered) => {
      const saved = await save(db, { conversation, state, replies, handled: message.seq, pushed }, now());
      if (saved) remember(saved.conversation);
      return saved;
    };
    const answer = async () => turned(await deps.complete(before ?? (await deps.begin(conversation, message))));
    const saved = await shown(conversation, message, answer()).catch((error: unknown) =>
      turned(apologise(deps, { conversation, message, error })),
    );
    if (saved) deps.deliver(conversation.channel, saved.replies);
    return saved;
  };

  const quick = async (id: string, arrival: Arrival | undefined): Promise<boolean> => {
    const known = atHand.get(id);
    if (!known || !arrival?.alone || known.version !== arrival.version) return false;
    const conversation = { ...known, sender: arrival.sender };
    const { message } = arrival;
    const before = begun.get(known);
    const same = before?.message.messageId === message.messageId && before.message.seq === message.seq;
    return (await finish(conversation, message, same ? { ...before, conversation, message } : undefined)) !== undefined;
  };

  const drain = async (id: string, arrival: Arrival | undefined): Promise<void> => {
    if (stopped || (await quick(id, arrival))) return;
    while (!stopped) {
      const loaded = await load(db, id);
      if (!loaded?.next) return;
      await finish(loaded.conversation, loaded.next);
    }
  };

  const track = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    const leave = () => running.delete(work);
    work.then(leave, leave);
    return work;
  };

  const wake = (id: string, arrival?: Arrival): Promise<void> => {
    awake.set(id, (awake.get(id) ?? 0) + 1);
    const work = lanes
      .run(id, () => drain(id, arrival))
      .catch((error: unknown) => {
        atHand.delete(id);
        // The message is safe: `recover` runs the turn again. A bug meets whoever awaits, and `recover` does.
        if (!mayPass(error)) throw error;
      })
      .finally(() => {
        const left = (awake.get(id) ?? 1) - 1;
        if (left > 0) awake.set(id, left);
        else awake.delete(id);
      });
    return track(work);
  };

  /** A bug is not met here: the ordinary way meets it again, with the message kept. */
  const unkept = async (known: Conversation, message: KeptInbound): Promise<Answered | undefined> => {
    try {
      const fresh = await deps.begin(known, message);
      const answered = await deps.completeUnkept(fresh);
      if (answered === undefined) begun.set(known, fresh);
      return answered;
    } catch {
      return undefined;
    }
  };

  const together = async (known: Conversation, { kind, messageId, body }: Inbound): Promise<AtOnce | undefined> => {
    const { id, channel, version } = known;
    const seq = known.lastSeq + 1;
    const at = now().toISOString();
    const message = { conversationId: id, seq, at, direction: 'in', kind, messageId, body } as const;
    const answered = await unkept(known, message);
    if (answered === undefined) return undefined;
    const turned = { ...answered, conversation: known, handled: seq, pushed: deps.pushes(channel) };
    const saved = await keepTurn(db, turned, message);
    if (saved === undefined) return void atHand.delete(id);
    remember(saved.conversation);
    deps.deliver(channel, [message, ...saved.replies]);
    return { seq, version };
  };

  const atOnce = async (inbound: Inbound): Promise<AtOnce | undefined> => {
    const { conversationId: id, channel } = inbound;
    const known = atHand.get(id);
    if (stopped || !known || known.channel !== channel || awake.has(id) || !sameHand(known, inbound)) return undefined;
    return track(
      shown(known, inbound, together(known, inbound)).catch((error: unknown) => {
        if (error instanceof DatabaseAway) atHand.delete(id);
        if (error instanceof DatabaseAway || isRepeat(error)) throw error;
        // A bug in keeping the turn: nothing was kept, and the ordinary way meets it again, with the message safe.
        return undefined;
      }),
    );
  };

  const idle = async () => {
    while (running.size > 0) await Promise.allSettled(running);
  };

  return {
    atOnce,
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

/** The message changes nothing about whose conversation it is; what nobody typed never does. */
const sameHand = ({ sender }: Conversation, inbound: Inbound) =>
  inbound.kind === 'event' || (inbound.sender.key === sender.key && (inbound.sender.proven || !sender.proven));

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
