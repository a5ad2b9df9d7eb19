import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CitizenEvent } from '../../../api/contract/events.ts';
import { createNotifier, deliverWaiting } from '../../../api/jobs/notify.ts';
import { createVault } from '../../../api/store/vault.ts';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { asBot, type Served, serve } from '../served.ts';

const FAR = new Date('2030-01-01T00:00:00+03:00').getTime();

let fresh: FreshDatabase;
let api: Served;
let references: string[];
const vault = createVault('a data key for tests, 32 bytes long', randomBytes);
const origin = { conversation: 'c-1', sender: 'sms:+962790000000', proven: true };

/** The server's own delivery stands still on the first event it takes, so that only the tests deliver. */
let caught = () => {};
const standing = new Promise<void>((resolve) => {
  caught = resolve;
});
let letGo = () => {};
const held = new Promise<void>((resolve) => {
  letGo = resolve;
});

beforeAll(async () => {
  fresh = await freshDatabase();
  api = await serve(fresh.db, {
    tell: () => {
      caught();
      return held;
    },
  });
});
afterAll(async () => {
  letGo();
  await api.server.close();
  await fresh.close();
});

/** Two requests: one asked and replied to, one asked. What the server itself had taken is long free again. */
beforeEach(async () => {
  await fresh.db.query('update request_events set delivered_at = at where for_citizen');
  references = [];
  for (const actions of [['ask', 'reply'], ['ask']]) {
    const { reference } = (await api.file({ origin }, asBot)).body;
    references.push(reference);
    for (const action of actions) {
      const body = action === 'ask' ? { question: 'q' } : { text: 't' };
      await api.post(`/v1/requests/${reference}/actions/${action}`, body);
    }
  }
  await standing;
});

const deliver = (tell: (event: CitizenEvent) => Promise<void>, now = FAR) =>
  deliverWaiting({ db: fresh.db, vault, now: () => new Date(now), tell, log: { warn: () => undefined } });

const collect = () => {
  const heard: CitizenEvent[] = [];
  return { heard, tell: async (event: CitizenEvent) => void heard.push(event) };
};

describe('telling the citizen', () => {
  test('what a crash left over is told, in order, once', async () => {
    const { heard, tell } = collect();
    expect(await deliver(tell)).toBe(3);
    expect(heard.filter(({ reference }) => reference === references[0]).map(({ kind }) => kind)).toEqual([
      'asked',
      'replied',
    ]);
    expect(heard[0]).toMatchObject({
      conversation: origin.conversation,
      sender: origin.sender,
      kind: 'asked',
      text: 'q',
    });
    expect(await deliver(tell, FAR + 3_600_000)).toBe(0);
  });

  test('who does not take it is asked again later, with the same id, and later events wait for it', async () => {
    const tried: CitizenEvent[] = [];
    await deliver(async (event) => {
      tried.push(event);
      throw new Error('not now');
    });
    expect(tried.map(({ kind }) => kind)).toEqual(['asked', 'asked']);
    const { heard, tell } = collect();
    expect(await deliver(tell)).toBe(0);
    expect(await deliver(tell, FAR + 120_000)).toBe(3);
    expect(heard.map(({ id }) => id)).toEqual(expect.arrayContaining(tried.map(({ id }) => id)));
  });

  test('what another replica is telling is passed over, until it must be dead', async () => {
    const { heard, tell } = collect();
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    let taken = () => {};
    const claimed = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const first = deliver(() => {
      taken();
      return stuck;
    });
    await claimed;
    expect(await deliver(tell)).toBe(0);
    expect(await deliver(tell, FAR + 11_000)).toBe(3);
    expect(heard).toHaveLength(3);
    release();
    await first;
  });

  test('a look during a delivery is not lost', async () => {
    const { heard, tell } = collect();
    let looks = 0;
    const notifier = createNotifier({
      db: fresh.db,
      vault,
      now: () => new Date(FAR),
      log: { warn: () => undefined },
      tell: async (event) => {
        await tell(event);
        if (looks++ === 0) {
          await api.post(`/v1/requests/${references[0]}/actions/close`, {});
          await fresh.db.query(`update request_events set claimed_till = null where kind = 'closed'`);
          notifier.look();
        }
      },
    });
    notifier.look();
    await expect.poll(() => heard.map(({ kind }) => kind).sort()).toEqual(['asked', 'asked', 'closed', 'replied']);
    await notifier.stop();
  });
});
