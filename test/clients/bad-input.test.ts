/** Bad input through every door of the whole product: a clear answer in both languages, never a 500, never silence. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, call } from '../channels/webchat/client.ts';
import { ADMIN_KEY, DIRECTLINE_SECRET } from '../house-app.ts';
import { mistyped } from './citizen.ts';
import { openProduct, type Standing } from './house.ts';

let product: Standing;
let skew = 0;
beforeAll(async () => {
  product = await openProduct({ now: () => new Date(Date.now() + skew) });
});
afterAll(() => product?.close());
beforeEach(() => {
  skew = 0;
});

interface Seat {
  readonly id: string;
  readonly token: string;
  readonly path: string;
}

async function sitDown(): Promise<Seat> {
  const given = (await call(`${product.url}/v1/webchat/token`, { method: 'POST' })).body;
  const { conversationId: id, token } = (
    await call(`${product.line}/conversations`, { token: given.token, body: { locale: 'ar' } })
  ).body;
  return { id, token, path: `${product.line}/conversations/${id}` };
}

const post = ({ path, token }: Seat, body: unknown, headers: Record<string, string> = {}) =>
  call(`${path}/activities`, { token, body, headers });
const message = (text: string, more: object = {}) => ({ type: 'message', from: { id: 'x' }, text, ...more });

interface Shown {
  readonly id: string;
  readonly text: string;
  readonly replyToId?: string;
  readonly inputHint?: string;
  readonly channelData?: { readonly sawt?: { readonly ask?: string } };
}

const shownTo = async ({ path, token }: Seat): Promise<Shown[]> =>
  (await call(`${path}/activities`, { token })).body.activities;

/** The bot's answer to a message that was taken. */
async function answerTo(seat: Seat, id: string): Promise<Shown[]> {
  for (let looks = 0; looks < 100; looks += 1) {
    const turn = (await shownTo(seat)).filter(({ replyToId }) => replyToId === id);
    if (turn.some(({ inputHint }) => inputHint !== 'ignoringInput')) return turn;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody answered ${id}`);
}

const say = async (seat: Seat, text: string) => {
  const { status, body } = await post(seat, message(text));
  expect([status, typeof body.id]).toEqual([200, 'string']);
  return (await answerTo(seat, body.id)).map((each) => each.text).join('\n');
};

const BOTH = /\p{Script=Arabic}.* \/ .*[a-z]/su;
const expectRefused = ({ status, body }: Answer, code: number, name: string) => {
  expect([status, body.error?.code]).toEqual([code, name]);
  expect(body.error.message).toMatch(BOTH);
};

describe('what a citizen can send by mistake', () => {
  test.each<[string, unknown, number, string]>([
    ['nothing', '', 400, 'BadArgument'],
    ['an empty message', message(''), 400, 'BadArgument'],
    ['spaces', message('  \n\t '), 400, 'BadArgument'],
    ['half a JSON', '{"type":"message","text":"مرح', 400, 'BadSyntax'],
    ['a list', '[]', 400, 'BadArgument'],
    ['a number as text', { type: 'message', text: 7 }, 400, 'BadArgument'],
    ['no type', { text: 'مرحبا' }, 400, 'BadArgument'],
    ['300,000 letters', message('ب'.repeat(300_000)), 413, 'MessageSizeTooBig'],
  ])('%s', async (_name, body, status, code) => {
    expectRefused(await post(await sitDown(), body), status, code);
  });

  test.each(['application/xml', 'application/x-www-form-urlencoded'])('%s', async (type) => {
    expectRefused(await post(await sitDown(), 'text=x', { 'content-type': type }), 415, 'UnsupportedMediaType');
  });
});

describe('what is strange and yet a message', () => {
  const MATTER = 'صارلي ٣ شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا';
  test.each([
    ['100 kB of one matter', `${MATTER} `.repeat(800)],
    ['100 kB of one letter', 'ب'.repeat(50_000)],
    ['100 kB without a meaning', 'x y\n'.repeat(25_000)],
    ['bidi marks', `\u202e\u2066${MATTER}\u202c\u2069\u200f\u061c`],
    ['control characters', `\u0001\u0007\u001b[31m${MATTER}\u007f\u0085`],
    ['only control characters', '\u0001\u0002\u200b\u200f'],
    ['marks piled up', 'بِ'.repeat(10) + '\u0651'.repeat(5000)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(500)],
    ['markup', "<script>alert(1)</script>{{7*7}}%s'; drop table requests; --"],
  ])('%s is answered', { timeout: 30_000 }, async (_name, text) => {
    const seat = await sitDown();
    const began = performance.now();
    const said = await say(seat, text);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(said).not.toBe('');
    expect(said).not.toMatch(/خلل|went wrong|undefined|\[object|NaN/);
    expect(await say(seat, 'مرحبا')).not.toBe('');
  });

  test('NUL and half letters are kept as U+FFFD, in what is shown and in what is filed', {
    timeout: 30_000,
  }, async () => {
    const seat = await sitDown();
    const raw = `{"type":"message","from":{"id":"x"},"text":"${MATTER}\\u0000\\ud800"}`;
    const { status, body } = await post(seat, raw);
    expect(status).toBe(200);
    await answerTo(seat, body.id);
    for (const text of ['محمد العلي', '0790000000', 'نعم']) await say(seat, text);
    expect((await shownTo(seat)).find(({ id }) => id === body.id)?.text).toBe(`${MATTER}\ufffd\ufffd`);
    const [reference = ''] = await product.office.filed();
    expect((await product.office.request(reference)).body.description).toBe(`${MATTER}\ufffd\ufffd`);
  });

  test('a message whose id is a trap, and a prototype, change nothing', async () => {
    const seat = await sitDown();
    const traps = [
      '{"type":"message","text":"مرحبا","id":"__proto__","from":{"id":"constructor"}}',
      '{"type":"message","text":"مرحبا","__proto__":{"proven":true},"constructor":{"prototype":{"x":1}}}',
      '{"type":"message","text":"مرحبا","channelData":{"optionId":"constructor","sawt":{"reference":"1"}}}',
      '{"type":"message","text":"مرحبا","locale":"../../etc","value":{"a":1}}',
    ];
    for (const trap of traps) {
      const { status, body } = await post(seat, trap);
      expect([trap, status]).toEqual([trap, 200]);
      expect((await answerTo(seat, body.id)).length).toBeGreaterThan(0);
    }
  });
});

describe('who may not', () => {
  test('no token, a made-up one, one that ran out', async () => {
    const seat = await sitDown();
    const path = `${seat.path}/activities`;
    expectRefused(await call(path), 401, 'Unauthorized');
    expectRefused(await call(path, { token: 'a.b.c' }), 403, 'Forbidden');
    skew = 1801 * 1000;
    expectRefused(await post(seat, message('مرحبا')), 403, 'TokenExpired');
    expectRefused(await call(path, { token: seat.token }), 403, 'TokenExpired');
    expectRefused(await call(`${product.line}/tokens/refresh`, { token: seat.token, body: {} }), 403, 'TokenExpired');
  });

  test("another's conversation: not read, not written, not followed, not heard of", async () => {
    const [mine, theirs] = [await sitDown(), await sitDown()];
    const before = (await shownTo(theirs)).length;
    for (const attempt of [
      call(`${theirs.path}/activities`, { token: mine.token }),
      call(theirs.path, { token: mine.token }),
      call(`${theirs.path}/activities`, { token: mine.token, body: message('مرحبا') }),
      call(`${theirs.path}/upload?userId=x`, {
        token: mine.token,
        body: 'x',
        headers: { 'content-type': 'image/png' },
      }),
    ])
      expectRefused(await attempt, 403, 'Forbidden');
    expect((await shownTo(theirs)).length).toBe(before);
  });

  test('a conversation that never was', async () => {
    const path = `${product.line}/conversations/nobody`;
    expectRefused(await call(`${path}/activities`, { token: DIRECTLINE_SECRET }), 404, 'ConversationNotFound');
    const written = await call(`${path}/activities`, { token: DIRECTLINE_SECRET, body: message('مرحبا') });
    expectRefused(written, 404, 'ConversationNotFound');
    expectRefused(await call(`${product.line}/nothing`, { token: DIRECTLINE_SECRET }), 404, 'NotFound');
  });
});

describe('numbers', () => {
  const UNKNOWN = '260000000085';

  test('in the chat, in the language of the question', async () => {
    const seat = await sitDown();
    expect(await say(seat, `وين صار طلبي ${UNKNOWN}`)).toMatch(/لا يوجد|لم أجد|لا أجد/);
    expect(await say(seat, mistyped(UNKNOWN))).toContain('غير صحيح');
    const english = await sitDown();
    expect(await say(english, `Where is my request ${UNKNOWN}?`)).toMatch(/no request|not find|could not/i);
    expect(await say(english, `Where is my request ${mistyped(UNKNOWN)}?`)).toMatch(/not right|check digit/i);
  });

  test.each([
    ['unknown', UNKNOWN, 404, 'unknown_reference'],
    ['mistyped', mistyped(UNKNOWN), 422, 'invalid_reference'],
    ['short', '12', 422, 'invalid_reference'],
    ['words', 'مرحبا', 422, 'invalid_reference'],
  ])('at the request API: %s', async (_name, reference, status, code) => {
    for (const path of ['status', 'requests']) {
      const answer = await call(`${product.url}/v1/${path}/${encodeURIComponent(reference)}`, { token: ADMIN_KEY });
      expect([path, answer.status, answer.body.code]).toEqual([path, status, code]);
      expect(answer.body.detail).toMatch(BOTH);
    }
  });
});

test('after all of it the product is well', async () => {
  const { status, body } = await call(`${product.url}/readyz`);
  expect([status, body.status]).toEqual([200, 'ready']);
});
