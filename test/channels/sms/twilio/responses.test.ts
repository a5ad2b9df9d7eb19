/** A reply goes in the response or by REST, never by both and never by neither, whatever comes first. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeptOutbound } from '../../../../channels/channel.ts';
import { createResponses } from '../../../../channels/sms/twilio/responses.ts';
import { createAnswers } from '../../../../channels/store/answers.ts';
import { type Housed, openHouse } from '../../../house-app.ts';

let house: Housed;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const reply = (conversationId: string, seq: number, replyTo = 1, last = true): KeptOutbound => ({
  conversationId,
  seq,
  at: '2026-11-20T12:00:00.000+03:00',
  direction: 'out',
  kind: 'message',
  replyTo,
  body: { text: `reply <${seq}>`, lang: 'en', inputHint: last ? 'expectingInput' : 'ignoringInput' },
});

/** One process; two of them share the rows. */
const aProcess = (turn: readonly KeptOutbound[] = []) =>
  createResponses({
    answers: createAnswers(house.app.db),
    repliesTo: async () => turn,
    now: () => new Date(),
  });

let calls = 0;
const newCall = () => ({ conversationId: `sms:+96279${1_000_000 + calls}`, messageId: `SM${calls++}` });
const SILENCE = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

test('ready in time: told in the response, and by nobody else', async () => {
  const call = newCall();
  const here = aProcess();
  const waiting = here.open(call);
  const response = waiting.within(2000);
  const taken = here.take(reply(call.conversationId, 2));
  waiting.answers(1);
  expect(await taken).toBe(true);
  expect(await response).toContain('<Message>reply &lt;2&gt;</Message>');
  expect(await here.take(reply(call.conversationId, 2))).toBe(true);
  expect(await aProcess().take(reply(call.conversationId, 2))).toBe(true);
});

test('not ready in time: silence, and REST', async () => {
  const call = newCall();
  const here = aProcess();
  const waiting = here.open(call);
  waiting.answers(1);
  expect(await waiting.within(20)).toBe(SILENCE);
  expect(await here.take(reply(call.conversationId, 2))).toBe(false);
});

test('a turn of three goes into one response', async () => {
  const call = newCall();
  const turn = [2, 3, 4].map((seq) => reply(call.conversationId, seq, 1, seq === 4));
  const here = aProcess(turn);
  const waiting = here.open(call);
  waiting.answers(1);
  const response = waiting.within(2000);
  for (const message of turn) expect(await here.take(message)).toBe(true);
  expect((await response).match(/<Message>/g)).toHaveLength(3);
});

test('news that answers nothing goes by REST while a webhook waits', async () => {
  const call = newCall();
  const here = aProcess();
  const waiting = here.open(call);
  waiting.answers(5);
  const response = waiting.within(50);
  expect(await here.take(reply(call.conversationId, 2, 1))).toBe(false);
  expect(await response).toBe(SILENCE);
});

test('another process has answered the same call: what it kept counts', async () => {
  const call = newCall();
  const [here, there] = [aProcess(), aProcess()];
  const waiting = here.open(call);
  waiting.answers(1);
  expect(await there.settle(call, SILENCE)).toBe(SILENCE);
  expect(await here.take(reply(call.conversationId, 2))).toBe(false);
  expect(await waiting.within(50)).toBe(SILENCE);
});

test('a call that came again elsewhere is answered as the first', async () => {
  const call = newCall();
  const [here, there] = [aProcess(), aProcess()];
  const [first, again] = [here.open(call), there.open(call)];
  first.answers(1);
  again.answers(1);
  const told = again.elsewhere(3000);
  const response = first.within(2000);
  await here.take(reply(call.conversationId, 2));
  expect(await told).toBe(await response);
});
