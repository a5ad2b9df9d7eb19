/**
 * Hands messages to platforms: straight after their commit, in order within a conversation, each claimed by one replica
 * before it is sent. What was not taken rests and is tried again; what a crash left between claim and answer counts as
 * unknown. Knows no platform: what became of a message a door says, what follows from it is in fate.ts.
 */
import { type Database, DatabaseAway } from '../api/contract/database.ts';
import type { OutboxDesk } from '../api/contract/outbox.ts';
import type { Channel, Channels, Delivery } from './channel.ts';
import { fateOf, MOST_UNKNOWNS } from './fate.ts';
import type { OutboxFigures } from './figures.ts';
import type { Failed, OtherWays } from './other-ways.ts';
import { createReceipts, type Receipt } from './receipts.ts';
import { listOutbox, listStops, revive } from './store/dead-letters.ts';
import {
  claimDue,
  claimHead,
  type Fate,
  type Letter,
  markUnreachable,
  settle,
  startChannel,
  stopChannel,
  sweepOutbox,
} from './store/outbox.ts';
import type { Post } from './texts.ts';

export interface OutboxDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly channels: Channels;
  readonly figures: OutboxFigures;
  /** 0 to 1: spreads retries. */
  readonly die: () => number;
  /** Opens what was sealed for a telephone or an address. */
  readonly unseal: (sealed: string, key: string) => Post;
  /** Another way to a person who cannot be reached here. */
  readonly otherWays?: OtherWays;
  readonly log: {
    warn(facts: object, text: string): void;
    error(facts: object, text: string): void;
  };
}

export interface Outbox extends OutboxDesk {
  /** Something of this lane was committed: a conversation's id, or a text's lane. Not awaited. */
  look(lane: string): void;
  /** What a platform said later of what it took; false: it is not ours. Harmless in any order, any number of times. */
  receipt(receipt: Receipt): Promise<boolean>;
  start(): void;
  /** Nothing further is taken; resolves when what was taken is settled. */
  stop(): Promise<void>;
  /** Resolves when nothing is being handed over. */
  idle(): Promise<void>;
  /** Once now, in place of the clock: whatever is due. */
  lookAround(): Promise<void>;
  sweep(): Promise<void>;
}

/** Longer than any door takes to answer: whoever claimed and is silent for so long is dead. */
const CLAIM_MS = 60_000;
const LONGEST_ANSWER_MS = 45_000;
const LOOK_EVERY_MS = 1000;
const SETTLE_AGAIN_MS = 500;
const BATCH = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is to be told another way; undefined: a text that tells no message of a transcript. */
function failedOf(letter: Letter): Failed | undefined {
  const { channel } = letter;
  if (letter.kind === 'message') return { message: letter.message, to: letter.to, channel };
  return (
    letter.instead && { message: letter.instead.message, to: letter.instead.to, channel, insteadOf: letter.instead.of }
  );
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function answered(handing: Promise<Delivery>): Promise<Delivery> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Delivery>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unknown', why: 'no answer in time' }), LONGEST_ANSWER_MS);
  });
  return Promise.race([handing, late]).finally(() => clearTimeout(timer));
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { db, now, channels, figures, log } = deps;
  const lanes = new Map<string, { again: boolean }>();
  const running = new Set<Promise<void>>();
  const resting = new Set<string>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const claim = () => ({ now: now(), till: new Date(now().getTime() + CLAIM_MS), channels: channels.delivering });

  const hand = (letter: Letter, door: Channel | undefined): Promise<Delivery> | undefined => {
    if (letter.kind === 'message') return door?.deliver?.(letter.message, letter.to);
    const post = deps.unseal(letter.sealed, letter.key);
    return 'phone' in post ? door?.text?.(post) : door?.mail?.(post);
  };

  /** A door that throws is broken: said loudly, and nobody knows what it sent. */
  const attempt = async (letter: Letter): Promise<Delivery> => {
    if (letter.orphan) figures.unknown(letter.channel);
    if (letter.unknowns > MOST_UNKNOWNS) return { kind: 'refused', why: 'nobody knows what became of it, twice' };
    try {
      const handing = hand(letter, channels.named(letter.channel));
      return handing ? await answered(handing) : { kind: 'refused', why: 'this channel cannot send it' };
    } catch (error) {
      log.error({ err: error, channel: letter.channel, letter: letter.id }, 'a door broke');
      return { kind: 'unknown', why: 'the door broke' };
    }
  };

  const count = ({ channel }: Letter, delivery: Delivery, { state }: Fate) => {
    if (delivery.kind === 'unknown') figures.unknown(channel);
    if (state === 'waiting') figures.retried(channel);
    else figures[state](channel);
  };

  const rest = async (channel: string, why: string) => {
    await stopChannel(db, channel, why, now());
    if (!resting.has(channel)) log.error({ channel, why }, 'a channel rests until somebody looks');
    resting.add(channel);
    figures.rests(channel, true);
  };

  /**
   * Before it is a dead letter: so a crash in between asks again, and loses nothing. What may have arrived goes no other
   * way: nobody is told twice.
   */
  const otherwise = async (letter: Letter, delivery: Delivery, fate: Fate): Promise<Fate> => {
    const failed = failedOf(letter);
    if (failed === undefined || fate.state !== 'dead') return fate;
    if (delivery.kind === 'unreachable' && letter.kind === 'message')
      await markUnreachable(db, letter.message.conversationId, now());
    const taken = fate.unknowns === 0 && ((await deps.otherWays?.(failed)) ?? false);
    return taken ? { ...fate, state: 'elsewhere', erase: true } : fate;
  };

  const conclude = async (letter: Letter, delivery: Delivery) => {
    if (delivery.kind === 'stopped') await rest(letter.channel, delivery.why);
    else if (delivery.kind === 'sent' && resting.delete(letter.channel)) figures.rests(letter.channel, false);
    const fate = await otherwise(letter, delivery, fateOf(delivery, letter, now(), deps.die()));
    if (await settle(db, letter, fate, now())) count(letter, delivery, fate);
  };

  /** What the platform said must be written down: else it is said twice. The claim lasts longer than most outages. */
  const handOver = async (letter: Letter): Promise<void> => {
    const delivery = await attempt(letter);
    for (;;) {
      try {
        return await conclude(letter, delivery);
      } catch (error) {
        if (!(error instanceof DatabaseAway) || stopped) throw error;
        await pause(SETTLE_AGAIN_MS);
      }
    }
  };

  const handAll = async (lane: string, first?: Letter): Promise<void> => {
    if (first) await handOver(first);
    while (!stopped) {
      const letter = await claimHead(db, lane, claim());
      if (!letter) return;
      await handOver(letter);
    }
  };

  /** The rows are safe whatever happens here: the next look finds them. */
  const track = (work: Promise<void>): Promise<void> => {
    const done: Promise<void> = work
      .catch((error: unknown) => {
        if (error instanceof DatabaseAway) log.warn({ err: error }, 'what is to be sent waits');
        else log.error({ err: error }, 'sending broke; it will be tried again');
      })
      .finally(() => running.delete(done));
    running.add(done);
    return done;
  };

  const look = (lane: string): void => {
    const mine = lanes.get(lane);
    if (mine) mine.again = true;
    if (mine || stopped) return;
    const turn = { again: true };
    lanes.set(lane, turn);
    const run = async () => {
      while (turn.again) {
        turn.again = false;
        await handAll(lane);
      }
    };
    void track(run().finally(() => lanes.delete(lane)));
  };

  const around = async (): Promise<void> => {
    for (let full = true; full && !stopped; ) {
      const letters = await claimDue(db, BATCH, claim());
      await Promise.all(letters.map((letter) => track(handAll(letter.lane, letter))));
      full = letters.length === BATCH;
    }
  };

  let looking: Promise<void> | undefined;
  const lookAround = () => {
    looking ??= track(around()).finally(() => {
      looking = undefined;
    });
    return looking;
  };

  const idle = async () => {
    while (running.size > 0) await Promise.allSettled(running);
  };

  return {
    look,
    lookAround,
    idle,
    start() {
      if (channels.delivering.length === 0) return;
      void track(startChannel(db, null).then(lookAround));
      timer = setInterval(() => void lookAround(), LOOK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await idle();
    },
    sweep: () => {
      const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
      return sweepOutbox(db, { sentBefore: before(30), deadBefore: before(90) });
    },
    receipt: createReceipts(deps),
    list: (query) => listOutbox(db, query),
    stopped: () => listStops(db),
    async resend(id) {
      const revived = await revive(db, id, now());
      if (revived) look(revived.lane);
      return revived ? revived.entry : revived;
    },
    async resume(channel) {
      const rested = await startChannel(db, channel);
      resting.delete(channel);
      figures.rests(channel, false);
      void lookAround();
      return rested;
    },
  };
}
