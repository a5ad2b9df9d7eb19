/**
 * The bus between replicas. Redis carries "look" and "typing", never a citizen's words; while it is away publishing costs
 * nothing (no queue, no waiting) and `complete()` is false, so watchers poll.
 */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { type Bus, createLocalBus, type Signal } from './bus.ts';

const TOPIC = 'sawt:conversations';
const LONGEST_WAIT_MS = 3000;

interface Letter {
  readonly from: string;
  readonly conversation: string;
  readonly signal: Signal;
}

const abroad = (signal: Signal): Signal => (signal.kind === 'kept' ? { kind: 'look' } : signal);

/** Undefined: not ours. Somebody else may use this Redis, and whatever they say must not end this process. */
function read(text: string): Letter | undefined {
  try {
    const letter: Partial<Letter> | null = JSON.parse(text);
    return typeof letter?.conversation === 'string' && letter.signal ? (letter as Letter) : undefined;
  } catch {
    return undefined;
  }
}

function connect(url: string): Redis {
  const redis = new Redis(url, {
    connectTimeout: 1000,
    commandTimeout: 1000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    retryStrategy: (times) => Math.min(100 * 2 ** times, LONGEST_WAIT_MS),
  });
  // Away is an expected state, told by `complete()`; without a listener every attempt would be printed.
  redis.on('error', () => undefined);
  return redis;
}

export function createRedisBus(url: string): Bus {
  const here = randomUUID();
  const local = createLocalBus({ alone: false });
  const publisher = connect(url);
  const subscriber = connect(url);
  let subscribed = false;

  subscriber.on('ready', () => {
    subscriber.subscribe(TOPIC).then(
      () => {
        subscribed = true;
        local.lookAgain();
      },
      () => subscriber.disconnect(true),
    );
  });
  subscriber.on('close', () => {
    subscribed = false;
  });
  subscriber.on('message', (_topic, text) => {
    const letter = read(text);
    if (letter !== undefined && letter.from !== here) local.publish(letter.conversation, letter.signal);
  });

  return {
    publish(conversation, signal) {
      local.publish(conversation, signal);
      if (publisher.status !== 'ready') return;
      const letter: Letter = { from: here, conversation, signal: abroad(signal) };
      publisher.publish(TOPIC, JSON.stringify(letter)).catch(() => undefined); // a lost signal is allowed
    },
    subscribe: local.subscribe,
    alone: false,
    complete: () => subscribed && publisher.status === 'ready',
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
      await local.close();
    },
  };
}
