/** A long text of which a part never comes: told after two minutes with a mark in its place, once. */
import smpp from 'smpp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Heard, Taken } from '../../../../channels/sms/heard.ts';
import { createHearing } from '../../../../channels/sms/smpp/hearing.ts';
import { createArrivals } from '../../../../channels/store/arrivals.ts';
import { createParts } from '../../../../channels/store/parts.ts';
import { type FreshDatabase, freshDatabase } from '../../../services/fresh-database.ts';

const MINUTE = 60_000;
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.close());

test('its other parts go on without it; what comes late is told no second time', async () => {
  let clock = Date.parse('2026-11-20T09:00:00Z');
  const heard: Heard[] = [];
  const taken: Taken = {
    kind: 'message',
    conversationId: 'c',
    receipt: { seq: 1, repeated: false, alone: true, version: 0 },
  };
  const hearing = createHearing({
    parts: createParts(database.db),
    arrivals: createArrivals(database.db),
    hear: async (one) => {
      heard.push(one);
      return taken;
    },
    answer: () => undefined,
    reported: async () => undefined,
    now: () => new Date(clock),
    newId: () => 'id',
    failed: (error) => {
      throw error;
    },
  });
  const part = (number: number, message: string) =>
    hearing.delivered(
      new smpp.PDU(
        new smpp.PDU('deliver_sm', {
          source_addr: '962790000001',
          destination_addr: '96265000000',
          data_coding: 8,
          short_message: { udh: Buffer.from([5, 0, 3, 9, 3, number]), message },
        }).toBuffer(),
      ),
      'session',
    );
  await part(1, 'أولًا ');
  await part(3, ' ثالثًا');
  clock += 2 * MINUTE - 1;
  await hearing.giveUpWaiting();
  expect(heard).toEqual([]);
  clock += 2;
  await hearing.giveUpWaiting();
  await hearing.giveUpWaiting();
  expect(heard.map(({ phone, text }) => [phone, text])).toEqual([['+962790000001', 'أولًا … ثالثًا']]);
  await part(1, 'أولًا ');
  clock += 5 * MINUTE;
  await hearing.giveUpWaiting();
  expect(heard).toHaveLength(1);
});
