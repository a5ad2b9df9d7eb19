/**
 * Brings a reply and the webhook that waits for it together: what is ready in time is told in the response, and then
 * nowhere else. Which of the two ways a reply took is decided by the row that is kept first, whatever process asks.
 */
import type { KeptOutbound } from '../../channel.ts';
import type { Answers } from '../../store/answers.ts';
import { textFor } from '../encode.ts';
import { LARGEST_TWIML, twimlOf } from './twiml.ts';

export interface ResponsesDeps {
  readonly answers: Answers;
  /** Every reply of a turn, in order. */
  readonly repliesTo: (conversationId: string, seq: number) => Promise<readonly KeptOutbound[]>;
  readonly now: () => Date;
}

interface Call {
  readonly conversationId: string;
  readonly messageId: string;
  readonly token?: string;
}

export interface Waiting {
  /** The number of the message the response answers, as soon as it is known. */
  answers(seq: number): void;
  /** The response; an empty one when nothing was ready in time. */
  within(ms: number): Promise<string>;
  /** The same, for a call that came again: what the first one is answered may be kept by another process. */
  elsewhere(ms: number): Promise<string>;
  /** It waits no longer. */
  close(): void;
}

interface Waiter extends Call {
  readonly seq: Promise<number>;
  readonly tell: (twiml: string) => void;
}

export interface Responses {
  open(call: Call): Waiting;
  /** True: the reply is told in a response, now or before. False: it must go another way. */
  take(message: KeptOutbound): Promise<boolean>;
  /** Keeps an answer, or gives the one that was kept before. */
  settle(call: Omit<Call, 'conversationId'>, twiml: string): Promise<string>;
}

/** So long a reply waits to learn which message its conversation's webhook brought. */
const NUMBERED_WITHIN_MS = 1000;
const LOOK_EVERY_MS = 200;

function later<T>(ms: number, value: T): { promise: Promise<T>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, value);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}

export function createResponses({ answers, repliesTo, now }: ResponsesDeps): Responses {
  const waiters = new Map<string, Set<Waiter>>();
  const silence = twimlOf([]);

  const settle: Responses['settle'] = async (call, twiml) => {
    if (await answers.keep({ ...call, body: twiml }, now())) return twiml;
    return (await answers.find(call.messageId)) ?? twiml;
  };

  const waiterFor = async (message: KeptOutbound): Promise<Waiter | undefined> => {
    for (const waiter of waiters.get(message.conversationId) ?? []) {
      const timer = later(NUMBERED_WITHIN_MS, -1);
      const seq = await Promise.race([waiter.seq, timer.promise]);
      timer.cancel();
      if (seq === message.replyTo) return waiter;
    }
    return undefined;
  };

  /** The whole turn goes into one response: its first message brings the others along. */
  const takeTurn = async (waiter: Waiter, message: KeptOutbound): Promise<boolean> => {
    const alone = message.body.inputHint !== 'ignoringInput';
    const turn = alone ? [message] : await repliesTo(message.conversationId, message.replyTo);
    const rest = turn.filter(({ seq }) => seq >= message.seq);
    const twiml = twimlOf(rest.map(({ body }) => textFor(body)));
    if (rest.length === 0 || Buffer.byteLength(twiml) > LARGEST_TWIML) return false;
    const { conversationId, messageId, token } = waiter;
    const answer = { messageId, conversationId, body: twiml, seqs: rest.map(({ seq }) => seq) };
    if (!(await answers.keep({ ...answer, ...(token !== undefined && { token }) }, now()))) return false;
    for (const other of waiters.get(conversationId) ?? []) if (other.messageId === messageId) other.tell(twiml);
    return true;
  };

  return {
    settle,
    open(call) {
      let numbered: (seq: number) => void = () => {};
      let tell: (twiml: string) => void = () => {};
      const told = new Promise<string>((resolve) => {
        tell = resolve;
      });
      const seq = new Promise<number>((resolve) => {
        numbered = resolve;
      });
      const waiter: Waiter = { ...call, seq, tell };
      const here = waiters.get(call.conversationId) ?? new Set();
      waiters.set(call.conversationId, here.add(waiter));
      const close = () => {
        numbered(-1);
        here.delete(waiter);
        if (here.size === 0 && waiters.get(call.conversationId) === here) waiters.delete(call.conversationId);
      };
      const { conversationId: _, ...mark } = call;
      return {
        answers: numbered,
        close,
        async within(ms) {
          const timer = later(ms, undefined);
          const ready = await Promise.race([told, timer.promise]);
          timer.cancel();
          close();
          return ready ?? settle(mark, silence);
        },
        async elsewhere(ms) {
          for (let waited = 0; waited < ms; waited += LOOK_EVERY_MS) {
            const timer = later(LOOK_EVERY_MS, undefined);
            const ready = (await Promise.race([told, timer.promise])) ?? (await answers.find(call.messageId));
            timer.cancel();
            if (ready !== undefined) return ready;
          }
          close();
          return settle(mark, silence);
        },
      };
    },
    async take(message) {
      const waiter = await waiterFor(message);
      if (waiter !== undefined && (await takeTurn(waiter, message))) return true;
      return answers.told(message.conversationId, message.seq);
    },
  };
}
