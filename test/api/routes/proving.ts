/** Proving a phone, adding to a request and taking it back: told once and run on both databases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeText } from '../../../api/deps.ts';
import { asAdmin, asBot, key, type Served, serve } from '../served.ts';
import type { Opened } from './behaviour.ts';

const PHONE = '+962790000431';

export function proving(open: () => Promise<Opened>): void {
  let opened: Opened;
  let api: Served;
  const texts: CodeText[] = [];
  beforeAll(async () => {
    opened = await open();
    const sendCode = async (text: CodeText) => {
      if (!texts.some((each) => each.key === text.key)) texts.push(text);
    };
    api = await serve(opened.db, { sendCode });
    api.at('2026-11-22T08:00:00+03:00');
  });
  afterAll(async () => {
    await api.server.close();
    await opened.close();
  });

  let hour = 8;
  /** Limits of one test are none of the next. */
  const later = () => {
    hour += 1;
    api.at(`2026-11-${22 + Math.floor(hour / 24)}T${String(hour % 24).padStart(2, '0')}:00:00+03:00`);
  };
  const ask = (sender: string, phone = PHONE, headers: Record<string, string> = key()) =>
    api.post('/v1/proofs', { sender, phone }, { ...asBot, ...headers });
  const confirm = (id: string, sender: string, code: string, headers: Record<string, string> = key()) =>
    api.post(`/v1/proofs/${id}/confirm`, { sender, code }, { ...asBot, ...headers });
  const codeSent = () => texts.at(-1)?.code ?? '';
  const wrong = (code: string) => `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`;
  const filed = async (body: object) => (await api.file(body, asBot)).body.reference as string;
  const listed = async (sender: string): Promise<string[]> =>
    (await api.get(`/v1/requests?sender=${sender}&name=Huda`, asBot)).body.items.map(
      (each: { reference: string }) => each.reference,
    );
  const as = (sender: string, conversation = 'c-none') => ({
    ...asBot,
    'sawt-sender': encodeURIComponent(sender),
    'sawt-conversation': encodeURIComponent(conversation),
  });

  describe('a one-time code', () => {
    test('goes to the phone, comes back, and shows what is filed under it; anonymous requests stay hidden', async () => {
      const mine = await filed({ requester: { name: 'Huda', phone: PHONE } });
      const hidden = await filed({ type: 'violation_report', anonymous: true, requester: { phone: PHONE } });
      expect(await listed('x:1')).toEqual([]);
      const { status, body } = await ask('x:1');
      expect(status).toBe(201);
      expect(Object.keys(body).sort()).toEqual(['expiresAt', 'id']);
      expect(texts.at(-1)).toMatchObject({ phone: PHONE, code: expect.stringMatching(/^\d{6}$/) });
      expect((await confirm(body.id, 'x:1', codeSent())).body).toEqual({ result: 'proven', triesLeft: 4 });
      expect(await listed('x:1')).toEqual([mine]);
      expect((await api.get(`/v1/status/${mine}`, as('x:1'))).body.details).toBeDefined();
      expect((await api.get(`/v1/status/${hidden}`, as('x:1'))).body.details).toBeUndefined();
      expect(await listed('x:2')).toEqual([]);
      const rows = JSON.stringify(await opened.db.query('select * from proofs'));
      expect(rows).not.toContain(codeSent());
      expect(rows).not.toContain(PHONE);
    });

    test('is read in any digits, and the same answer comes for a repeat', async () => {
      later();
      const { id } = (await ask('x:3')).body;
      const arabic = codeSent().replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
      const once = key();
      expect((await confirm(id, 'x:3', ` ${arabic.slice(0, 3)} ${arabic.slice(3)} `, once)).body.result).toBe('proven');
      expect((await confirm(id, 'x:3', ` ${arabic.slice(0, 3)} ${arabic.slice(3)} `, once)).body.result).toBe('proven');
      expect((await confirm(id, 'x:3', codeSent())).body.result).toBe('expired');
    });

    test('serves only whoever asked for it', async () => {
      later();
      const { id } = (await ask('x:4')).body;
      expect((await confirm(id, 'x:5', codeSent())).body.result).toBe('expired');
      expect((await confirm(id, 'x:4', codeSent())).body.result).toBe('proven');
    });

    test('bears five tries, and no lucky sixth', async () => {
      later();
      const { id } = (await ask('x:6')).body;
      const results = [];
      for (let i = 0; i < 5; i++) results.push((await confirm(id, 'x:6', wrong(codeSent()))).body);
      expect(results.map(({ triesLeft }) => triesLeft)).toEqual([4, 3, 2, 1, 0]);
      expect(results.at(-1).result).toBe('expired');
      expect((await confirm(id, 'x:6', codeSent())).body.result).toBe('expired');
      expect(await listed('x:6')).toEqual([]);
    });

    test('bears five tries also at once', async () => {
      later();
      const { id } = (await ask('x:7')).body;
      const guesses = Array.from({ length: 12 }, () => confirm(id, 'x:7', wrong(codeSent())));
      const results = (await Promise.all(guesses)).map(({ body }) => body.result);
      expect(results.filter((result) => result === 'wrong')).toHaveLength(4);
    });

    test('lasts ten minutes, and a newer one replaces it', async () => {
      later();
      const at = (minute: string) => api.at(`2026-11-30T10:${minute}:00+03:00`);
      at('00');
      const first = (await ask('x:8')).body.id;
      const firstCode = codeSent();
      at('02');
      const second = (await ask('x:8')).body.id;
      expect((await confirm(first, 'x:8', firstCode)).body.result).toBe('expired');
      at('12');
      expect((await confirm(second, 'x:8', codeSent())).body.result).toBe('expired');
    });

    test('is not sent again within a minute, nor without end; the limit is the same for an unknown phone', async () => {
      for (const [phone, day] of [
        [PHONE, '01'],
        ['+962790000999', '03'],
      ] as const) {
        const at = (time: string) => api.at(`2026-12-${day}T${time}+03:00`);
        at('09:00:00');
        expect((await ask('y:1', phone)).status).toBe(201);
        at('09:00:30');
        expect(await ask('y:2', phone)).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
        for (const minute of ['02', '04', '06']) {
          at(`09:${minute}:00`);
          expect((await ask('y:1', phone)).status).toBe(201);
        }
        at('09:08:00');
        expect((await ask('y:3', phone)).status).toBe(429);
      }
    });

    test('goes out once under one key', async () => {
      api.at('2026-12-05T09:00:00+03:00');
      const before = texts.length;
      const once = key();
      const [first, second] = [await ask('y:5', PHONE, once), await ask('y:5', PHONE, once)];
      expect(second.body).toEqual(first.body);
      expect(texts.length).toBe(before + 1);
    });

    test('is refused by name where it cannot be', async () => {
      expect(await ask('y:6', '12')).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
      expect((await api.post('/v1/proofs', { sender: 'y', phone: PHONE }, { ...asAdmin, ...key() })).status).toBe(403);
      expect((await api.post('/v1/proofs', { sender: 'y', phone: PHONE }, asBot)).status).toBe(400);
      expect((await api.post('/v1/proofs', { sender: 'y', phone: PHONE }, key())).status).toBe(401);
    });
  });

  describe('what the citizen does with a filed request', () => {
    const OWN = { conversation: 'c-own', sender: 'x:own', proven: true };
    const act = (reference: string, action: string, body: unknown, headers: Record<string, string>) =>
      api.post(`/v1/requests/${reference}/actions/${action}`, body, { ...headers, ...key() });
    const events = async (reference: string) =>
      (await api.get(`/v1/requests/${reference}/events`)).body.items as { kind: string; actor: string; text: string }[];

    test('adds words, which the officer sees', async () => {
      const reference = await filed({ origin: OWN });
      expect((await act(reference, 'add', { text: 'and the lamp is broken' }, as('x:own'))).status).toBe(200);
      expect((await events(reference)).at(-1)).toMatchObject({
        kind: 'added',
        actor: 'citizen',
        text: 'and the lamp is broken',
      });
    });

    test('takes it back: closed, with a reason, and nothing to rate', async () => {
      const reference = await filed({ origin: OWN });
      expect(await act(reference, 'withdraw', { reason: 'solved meanwhile' }, as('x:own'))).toMatchObject({
        status: 200,
        body: { status: 'closed' },
      });
      expect((await events(reference)).at(-1)).toMatchObject({ kind: 'withdrawn', text: 'solved meanwhile' });
      expect(await act(reference, 'withdraw', {}, as('x:own'))).toMatchObject({ status: 409 });
      expect(await act(reference, 'add', { text: 'more' }, as('x:own'))).toMatchObject({ status: 409 });
      const rated = await api.post(`/v1/requests/${reference}/rating`, { stars: 5 }, { ...asBot, ...key() });
      expect(rated.status).toBe(409);
    });

    test('never with another person’s', async () => {
      const reference = await filed({ origin: OWN });
      for (const action of ['add', 'withdraw']) {
        const body = action === 'add' ? { text: 'mine now' } : {};
        expect(await act(reference, action, body, as('x:other'))).toMatchObject({
          status: 403,
          body: { code: 'not_requester' },
        });
        expect((await act(reference, action, body, asBot)).status).toBe(403);
      }
      expect(await events(reference)).toHaveLength(1);
    });

    test('in the conversation it was filed in, proven or not', async () => {
      const reference = await filed({ origin: { ...OWN, proven: false } });
      expect((await act(reference, 'add', { text: 'x y' }, as('x:own', 'c-elsewhere'))).status).toBe(403);
      expect((await act(reference, 'add', { text: 'x y' }, as('x:own', 'c-own'))).status).toBe(200);
    });

    test('says something, or is refused', async () => {
      const reference = await filed({ origin: OWN });
      expect((await act(reference, 'add', {}, as('x:own'))).status).toBe(422);
      expect((await act(reference, 'add', { text: '  ' }, as('x:own'))).status).toBe(422);
      expect((await act(reference, 'add', { attachments: ['nowhere'] }, as('x:own'))).status).toBe(422);
      await act(reference, 'ask', { question: 'which office?' }, {});
      for (const body of [{}, { text: ' ' }, { attachments: [] }, { attachments: ['nowhere'] }])
        expect((await act(reference, 'answer', body, as('x:own'))).status).toBe(422);
    });
  });
}
