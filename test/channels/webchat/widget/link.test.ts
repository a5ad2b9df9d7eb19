import { describe, expect, test } from 'vitest';
import {
  type Happening,
  type Link,
  standing,
  step,
  waitBefore,
} from '../../../../channels/webchat/widget/connection/link.ts';

const LINKS: readonly Link[] = [
  { kind: 'idle' },
  { kind: 'entering', attempt: 0 },
  { kind: 'live' },
  { kind: 'waiting', attempt: 3 },
  { kind: 'offline' },
  { kind: 'elsewhere' },
];
const idle: Link = { kind: 'idle' };
const live: Link = { kind: 'live' };

/** What was ordered, in one word each. */
const after = (link: Link, happening: Happening) => {
  const [next, orders] = step(link, happening, 1);
  return [next.kind, ...orders.map((order) => (order.kind === 'wait' ? `wait ${order.ms}` : order.kind))].join(' ');
};

describe('the line to the server', () => {
  test.each<[string, Link, Happening, string]>([
    ['opening the chat enters', idle, { kind: 'wanted' }, 'entering enter'],
    ['opening it again does nothing', live, { kind: 'wanted' }, 'live'],
    ['the stream opens', { kind: 'entering', attempt: 0 }, { kind: 'opened' }, 'live'],
    ['a lost stream waits a little', live, { kind: 'lost' }, 'waiting leave wait 400'],
    ['a failing server is given time', { kind: 'entering', attempt: 3 }, { kind: 'lost' }, 'waiting leave wait 3200'],
    ['as long as it asks for', live, { kind: 'lost', after: 30 }, 'waiting leave wait 30000'],
    ['the wait is over', { kind: 'waiting', attempt: 3 }, { kind: 'due' }, 'entering enter'],
    ['a late timer changes nothing', live, { kind: 'due' }, 'live'],
    ['another window takes over', live, { kind: 'collided' }, 'elsewhere leave'],
    ['and is left in peace', { kind: 'elsewhere' }, { kind: 'lost' }, 'elsewhere'],
    ['also when the network returns', { kind: 'elsewhere' }, { kind: 'online' }, 'elsewhere'],
    ['until the person turns here', { kind: 'elsewhere' }, { kind: 'resumed' }, 'entering enter'],
    ['no network: no timers', live, { kind: 'offline' }, 'offline leave'],
    ['network is back', { kind: 'offline' }, { kind: 'online' }, 'entering enter'],
    ['network is back before its time', { kind: 'waiting', attempt: 5 }, { kind: 'online' }, 'entering enter'],
    ['try now', { kind: 'waiting', attempt: 5 }, { kind: 'resumed' }, 'entering enter'],
    ['an unopened chat stays unopened', idle, { kind: 'online' }, 'idle'],
    ['a silent stream is replaced', live, { kind: 'silent' }, 'entering leave enter'],
  ])('%s', (_, link, happening, expected) => {
    expect(after(link, happening)).toBe(expected);
  });

  test('every happening has an answer in every state', () => {
    const happenings = [
      'wanted',
      'opened',
      'lost',
      'collided',
      'silent',
      'due',
      'online',
      'offline',
      'forgotten',
      'resumed',
    ] as const;
    for (const link of LINKS) for (const kind of happenings) expect(step(link, { kind }, 0.5)[0]).toBeDefined();
  });

  test('forgotten from anywhere, it is as if nobody had opened the chat, and the line is left', () => {
    for (const link of LINKS)
      expect(step(link, { kind: 'forgotten' }, 0.5)).toEqual([{ kind: 'idle' }, [{ kind: 'leave' }]]);
  });

  test('waits grow, are spread, and never pass fifteen seconds', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => waitBefore(attempt, 1));
    expect(waits).toEqual([400, 800, 1600, 3200, 6400, 12800, 15000, 15000]);
    expect(waitBefore(3, 0)).toBe(800);
  });

  test('a first quick retry is not told, the second is, and stays told while trying at the person’s word', () => {
    const [first] = step(live, { kind: 'lost' }, 0);
    expect(standing(first)).toBe('connecting');
    const [again] = step(first, { kind: 'due' }, 0);
    const [second] = step(again, { kind: 'lost' }, 0);
    expect(standing(second)).toBe('away');
    expect(standing(step(second, { kind: 'resumed' }, 0)[0])).toBe('away');
  });
});
