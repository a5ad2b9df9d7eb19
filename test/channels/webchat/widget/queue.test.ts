import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../../channels/webchat/widget/connection/direct-line.ts';
import { createKeep, type Keep } from '../../../../channels/webchat/widget/keep.ts';
import { createQueue, type Queued } from '../../../../channels/webchat/widget/queue/queue.ts';
import { createSender } from '../../../../channels/webchat/widget/queue/sender.ts';

const forbidden = (): Storage => {
  throw new Error('SecurityError');
};
const memory = (): Keep => createKeep(forbidden, 'test ');
const message = (clientId: string, at = `2026-11-20T10:00:0${clientId}.000Z`) => ({
  clientId,
  text: clientId,
  at,
  files: [],
});
const texts = (items: readonly Queued[]) => items.map(({ text }) => text);

describe('the queue', () => {
  test('survives a reload, in the order typed', () => {
    const keep = memory();
    const before = createQueue(keep);
    for (const id of ['1', '2', '3']) before.add(message(id));
    before.change('1', { state: 'sent' });
    expect(texts(createQueue(keep).items())).toEqual(['2', '3']);
  });

  test('a message on its way when the page was left is sent again under the same id', () => {
    const keep = memory();
    const before = createQueue(keep);
    before.add({ ...message('1'), optionId: 'complaint' });
    before.change('1', { state: 'sending' });
    expect(createQueue(keep).next()).toMatchObject({ clientId: '1', optionId: 'complaint', state: 'queued' });
  });

  test('two windows do not overwrite each other', () => {
    const keep = memory();
    const [one, two] = [createQueue(keep), createQueue(keep)];
    one.add(message('1'));
    two.add(message('2'));
    expect(texts(createQueue(keep).items())).toEqual(['1', '2']);
  });

  test('seen in the conversation: nothing left', () => {
    const keep = memory();
    const queue = createQueue(keep);
    queue.add(message('1'));
    queue.seen('1');
    expect([queue.items(), createQueue(keep).items()]).toEqual([[], []]);
  });

  test('nothing overtakes the message on its way; a failed one holds nobody up', () => {
    const queue = createQueue(memory());
    queue.add(message('1'));
    queue.add(message('2'));
    queue.change('1', { state: 'sending' });
    expect(queue.next()).toBeUndefined();
    queue.change('1', { state: 'failed' });
    expect(queue.next()?.clientId).toBe('2');
  });

  test('rubbish in the storage is not a message', () => {
    const keep = memory();
    keep.write('queue 1', { text: 5 });
    expect(createQueue(keep).items()).toEqual([]);
  });
});

interface Bench {
  readonly sender: { flush(): void };
  readonly log: string[];
  readonly timers: (() => void)[];
  live: boolean;
}

function bench(queue: ReturnType<typeof createQueue>, outcomes: Outcome<unknown>[]): Bench {
  const log: string[] = [];
  const timers: (() => void)[] = [];
  const state: Bench = {
    log,
    timers,
    live: true,
    sender: createSender({
      queue,
      live: () => state.live,
      deliver: async ({ clientId }) => {
        log.push(clientId);
        return outcomes.shift() ?? { kind: 'ok', value: {} };
      },
      renew: async () => log.push('renew') > 0,
      later: (_, work) => {
        timers.push(work);
        return () => {};
      },
      lost: () => {
        log.push('lost');
        state.live = false;
      },
      sent: () => {},
      changed: () => {},
    }),
  };
  return state;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the sender', () => {
  async function run(outcomes: Outcome<unknown>[]) {
    const queue = createQueue(memory());
    for (const id of ['1', '2']) queue.add(message(id));
    const state = bench(queue, outcomes);
    state.sender.flush();
    state.sender.flush();
    await settled();
    return { queue, state, states: () => queue.items().map((item) => item.state) };
  }

  test('sends each once, in order, however often it is asked', async () => {
    const { state, states } = await run([]);
    expect(state.log).toEqual(['1', '2']);
    expect(states()).toEqual(['sent', 'sent']);
  });

  test('no answer: the message stays queued and nothing overtakes it', async () => {
    const { state, states } = await run([{ kind: 'away' }]);
    expect(state.log).toEqual(['1', 'lost']);
    expect(states()).toEqual(['queued', 'queued']);
    state.live = true;
    state.sender.flush();
    await settled();
    expect(state.log).toEqual(['1', 'lost', '1', '2']);
  });

  test('an expired token is renewed and the message sent', async () => {
    const { state, states } = await run([{ kind: 'expired' }]);
    expect(state.log).toEqual(['1', 'renew', '1', '2']);
    expect(states()).toEqual(['sent', 'sent']);
  });

  test('a refusal is told, and the next goes on', async () => {
    const { queue, state } = await run([{ kind: 'refused', status: 413 }]);
    expect(state.log).toEqual(['1', '2']);
    expect(queue.items()[0]).toMatchObject({ state: 'failed', refused: 413 });
  });

  test('a busy server is asked again later, and not for ever', async () => {
    const busy = Array.from({ length: 7 }, () => ({ kind: 'busy', after: 1 }) as const);
    const { queue, state } = await run(busy);
    for (let round = 0; round < 6; round += 1) {
      state.timers.shift()?.();
      await settled();
    }
    expect(state.log.filter((entry) => entry === '1')).toHaveLength(7);
    expect(queue.items()[0]).toMatchObject({ state: 'failed', refused: 503 });
  });
});
