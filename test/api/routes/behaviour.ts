/** What the request API does, told once and run on both databases. */

import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../api/contract/database.ts';
import { Filed, RequestView, StatusView } from '../../../api/contract/request.ts';
import { asAdmin, asBot, key, type Served, serve } from '../served.ts';

export interface Opened {
  readonly db: Database;
  close(): Promise<void>;
}

const SALMA = { conversation: 'c-salma', sender: 'webchat:dl_salma', proven: true };

/** A multipart body with one file. */
function multipart(bytes: Buffer, { name = 'صورة.jpg', type = 'image/jpeg', field = 'file' } = {}) {
  const head = `--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    headers: { ...asAdmin, 'content-type': 'multipart/form-data; boundary=b' },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]),
  };
}

export function behaviour(open: () => Promise<Opened>): void {
  let opened: Opened;
  let api: Served;
  beforeAll(async () => {
    opened = await open();
    api = await serve(opened.db);
  });
  afterAll(async () => {
    await api.server.close();
    await opened.close();
  });

  const act = (reference: string, action: string, body: unknown, headers = asAdmin) =>
    api.post(`/v1/requests/${reference}/actions/${action}`, body, headers);
  const read = async (reference: string) => (await api.get(`/v1/requests/${reference}`)).body;
  const filedFor = async (body: object) => (await api.file(body, asBot)).body.reference as string;

  describe('filing', () => {
    test('answers with a reference and a promise; what was left out is classified', async () => {
      api.at('2026-11-22T08:00:00+03:00');
      const filed = await api.file();
      expect(filed).toMatchObject({
        status: 201,
        body: { status: 'registered', dueAt: '2026-11-24T15:30:00.000+03:00' },
      });
      expect(Value.Check(Filed, filed.body)).toBe(true);
      const view = await read(filed.body.reference);
      expect(Value.Check(RequestView, view)).toBe(true);
      expect(view).toMatchObject({
        axis: 'service_time',
        importance: 'high',
        department: 'CSPD',
        governorate: null,
        channel: 'api',
        lang: 'ar',
        createdAt: '2026-11-22T08:00:00.000+03:00',
      });
    });

    test('keeps what was said, as it was said', async () => {
      const description = "  سطر أول\n\tLine 2 😀 'quoted' \\ % _ ; drop table requests; \0 \ud83d end  ";
      const { body } = await api.file({
        description,
        axis: 'environment',
        importance: 'low',
        department: 'GAM',
        governorate: 'AMMAN',
        location: { text: 'قرب الدوار', latitude: 31.95, longitude: 35.91 },
        requester: { name: 'سلمى Haddad', phone: '٠٧٩٠٠٠٠٠٠٠', email: 'Salma@EXAMPLE.jo' },
        channel: 'contact_centre',
        lang: 'en',
      });
      expect(await read(body.reference)).toMatchObject({
        description: description.replaceAll('\0', '\uFFFD').replace('\ud83d end', '\uFFFD end'),
        axis: 'environment',
        importance: 'low',
        department: 'GAM',
        governorate: 'AMMAN',
        location: { text: 'قرب الدوار', latitude: 31.95, longitude: 35.91 },
        requester: { name: 'سلمى Haddad', phone: '+962790000000', email: 'Salma@example.jo' },
        channel: 'contact_centre',
        lang: 'en',
      });
    });

    test('identities cannot be read in the database', async () => {
      const reference = (await api.file({ requester: { name: 'Nobody Else', phone: '0791111111' } })).body.reference;
      const [row] = await opened.db.query('select r::text as row from requests r where reference = $1', [reference]);
      expect(JSON.stringify(row)).not.toMatch(/Nobody Else|791111111/);
    });

    test.each([
      ['type', { type: 'rant' }],
      ['axis', { axis: 'speed' }],
      ['importance', { importance: 1 }],
      ['department', { department: 'NOPE' }],
      ['governorate', { governorate: 'ATLANTIS' }],
      ['description', { description: '' }],
      ['description', { description: ' \n\u200f\u00a0' }],
      ['description', { description: 7 }],
      ['description', { description: 'x'.repeat(1_000_001) }],
      ['requester.phone', { requester: { phone: '12' } }],
      ['requester.email', { requester: { email: 'salma at home' } }],
      ['requester.age', { requester: { age: 4 } }],
      ['location.latitude', { location: { latitude: 91, longitude: 0 } }],
      ['attachments.0', { attachments: ['nothing'] }],
      ['channel', { channel: 'pigeon' }],
      ['colour', { colour: 'red' }],
    ])('refuses a wrong %s by name', async (field, body) => {
      const refused = await api.file(body);
      expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
      expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(refused.body.detailEn).toContain(`The value of ${field} is`);
      expect(refused.body.detailAr).toContain(field);
    });

    test('a refusal lists what is allowed', async () => {
      expect((await api.file({ type: 'rant' })).body.detailEn).toContain('inquiry | complaint | suggestion');
      expect((await api.file({ department: 'NOPE' })).body.detailEn).toContain('CSPD');
    });

    test('an anonymous requester leaves no trace and gets a code that proves them', async () => {
      const said = { anonymous: true, requester: { name: 'Hidden', phone: '0792222222' } };
      const filed = await api.file({ ...said, origin: SALMA }, asBot);
      const { reference, followUpCode } = filed.body;
      expect(followUpCode).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
      expect((await read(reference)).requester).toEqual({ name: null, phone: null, email: null });
      const [row] = await opened.db.query('select r::text as row from requests r where reference = $1', [reference]);
      expect(JSON.stringify(row)).not.toMatch(/Hidden|792222222|salma/);
      expect(JSON.stringify(row)).not.toContain(followUpCode);
      const listed = await api.get(`/v1/requests?sender=${SALMA.sender}`, asBot);
      expect(listed.body.items.map((item: RequestView) => item.reference)).not.toContain(reference);
      const status = (code: string) => api.get(`/v1/status/${reference}`, { 'sawt-follow-up-code': code });
      expect((await status(followUpCode.toLowerCase())).body.details).toMatchObject({ type: 'complaint' });
      expect((await status('2222222222')).body.details).toBeUndefined();
    });

    test('who asked and where is believed from the bot alone', async () => {
      expect(await api.file({ origin: SALMA })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect((await api.file({ origin: SALMA }, asBot)).status).toBe(201);
    });

    test('what the bot leaves open on purpose is not guessed', async () => {
      const open = await filedFor({ department: null, governorate: null, origin: SALMA });
      expect((await read(open)).department).toBeNull();
      const absent = await filedFor({ origin: SALMA });
      expect((await read(absent)).department).toBe('CSPD');
      const { body } = await api.file({ department: null });
      expect((await read(body.reference)).department).toBe('CSPD');
    });
  });

  describe('the same request again', () => {
    test('the same key and body: the same answer, once in the list', async () => {
      const under = key();
      const first = await api.file({ anonymous: true, description: 'مرة واحدة فقط' }, under);
      const again = await api.file({ description: 'مرة واحدة فقط', anonymous: true }, under);
      expect(again).toMatchObject({ status: 201, body: first.body });
      expect(again.body.followUpCode).toBeDefined();
      expect((await api.get(`/v1/requests?q=${encodeURIComponent('مرة واحدة')}`)).body.items).toHaveLength(1);
    });

    test('another body under the key: 422', async () => {
      const under = key();
      await api.file({}, under);
      expect(await api.file({ description: 'other' }, under)).toMatchObject({
        status: 422,
        body: { code: 'idempotency_mismatch' },
      });
    });

    test('keys of different callers do not meet', async () => {
      const under = key();
      const staff = await api.file({}, under);
      const bot = await api.file({}, { ...under, ...asBot });
      expect(bot.status).toBe(201);
      expect(bot.body.reference).not.toBe(staff.body.reference);
    });

    test.each([[undefined], [''], ['x'.repeat(201)], ['tab\there']])('without a good key (%j): 400', async (given) => {
      const headers = { ...asAdmin, ...(given === undefined ? {} : { 'idempotency-key': given }) };
      const refused = await api.post('/v1/requests', { type: 'complaint', description: 'x' }, headers);
      expect(refused).toMatchObject({ status: 400, body: { code: 'missing_idempotency_key' } });
    });

    test('actions and ratings under a key happen once', async () => {
      const { reference } = (await api.file()).body;
      const under = { ...asAdmin, ...key() };
      const first = await act(reference, 'reply', { text: 'done' }, under);
      expect(first.status).toBe(200);
      expect(await act(reference, 'reply', { text: 'done' }, under)).toMatchObject({ status: 200, body: first.body });
      expect((await act(reference, 'reply', { text: 'else' }, under)).status).toBe(422);
      expect((await act(reference, 'reply', { text: 'done' })).status).toBe(409);
      const { items } = (await api.get(`/v1/requests/${reference}/events`)).body;
      expect(items.map((event: { kind: string }) => event.kind)).toEqual(['registered', 'replied']);
    });

    test('a number that is taken is drawn again', async () => {
      const draws = [1, 1, 2];
      const random = (bytes: number) => {
        if (bytes !== 8) return Buffer.alloc(bytes, 7);
        return Buffer.from([0, 0, 0, 0, 0, 0, 0, draws.shift() ?? 9]);
      };
      const own = await serve(opened.db, { random });
      const first = await own.file();
      const second = await own.file();
      expect(first.body.reference.slice(2, 10)).toBe('00000001');
      expect(second.body.reference.slice(2, 10)).toBe('00000002');
      await own.server.close();
    });
  });

  describe('the life of a request', () => {
    test('asked, answered, replied, closed, rated, reopened, rated again', async () => {
      api.at('2026-11-22T08:00:00+03:00');
      const reference = await filedFor({ origin: SALMA });
      expect((await act(reference, 'assign', { assignee: 'Rania' })).body.status).toBe('in_progress');
      api.at('2026-11-22T12:00:00+03:00');
      expect((await act(reference, 'ask', { question: 'أي مكتب؟' })).body.status).toBe('waiting_for_citizen');
      expect(await read(reference)).toMatchObject({ question: 'أي مكتب؟', assignee: 'Rania' });
      api.at('2026-11-25T12:00:00+03:00');
      const answered = await act(reference, 'answer', { text: 'إربد' }, asBot);
      expect(answered.body).toMatchObject({ status: 'in_progress', dueAt: '2026-11-29T15:30:00.000+03:00' });
      expect((await act(reference, 'reply', { text: 'تم' })).body.status).toBe('answered');
      const rate = (body: object) => api.post(`/v1/requests/${reference}/rating`, body, asBot);
      expect((await rate({ stars: 1, reason: 'لم يتغير شيء' })).status).toBe(200);
      expect((await act(reference, 'close', {})).body.status).toBe('closed');
      const reopened = await act(reference, 'reopen', { reason: 'لم يحل' });
      expect(reopened.body).toMatchObject({ status: 'in_progress', dueAt: '2026-11-30T12:00:00.000+03:00' });
      const seen = { ...asBot, 'sawt-sender': encodeURIComponent(SALMA.sender) };
      const stars = async () => (await api.get(`/v1/status/${reference}`, seen)).body.details.stars;
      expect([await stars(), (await read(reference)).rating.stars]).toEqual([null, 1]);
      expect(await rate({ stars: 5 })).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
      await act(reference, 'reply', { text: 'تم فعلًا' });
      await rate({ stars: 4 });
      await rate({ stars: 5, reason: 'شكرًا' });
      expect(await read(reference)).toMatchObject({
        answer: 'تم فعلًا',
        question: null,
        rating: { stars: 5, reason: 'شكرًا' },
      });
      expect(await stars()).toBe(5);
      const rows = await opened.db.query('select round, stars from ratings where reference = $1 order by round', [
        reference,
      ]);
      expect(rows).toEqual([
        { round: 0, stars: 1 },
        { round: 1, stars: 5 },
      ]);
      const { items } = (await api.get(`/v1/requests/${reference}/events`)).body;
      expect(items.map((one: { kind: string; actor: string }) => `${one.kind} ${one.actor}`)).toEqual([
        'registered citizen',
        'assigned staff',
        'asked staff',
        'answered_by_citizen citizen',
        'replied staff',
        'rated citizen',
        'closed staff',
        'reopened staff',
        'replied staff',
        'rated citizen',
        'rated citizen',
      ]);
    });

    test('the citizen is told of questions, replies and the end', async () => {
      const reference = await filedFor({ origin: SALMA, anonymous: true });
      await act(reference, 'note', { text: 'internal' });
      await act(reference, 'ask', { question: 'when?' });
      await act(reference, 'reply', { text: 'yes' });
      await act(reference, 'close', {});
      const heard = () => api.told.filter((event) => event.reference === reference);
      await expect.poll(() => heard().length, { timeout: 2000 }).toBe(3);
      expect(heard().map(({ kind, text }) => [kind, text])).toEqual([
        ['asked', 'when?'],
        ['replied', 'yes'],
        ['closed', null],
      ]);
      expect(heard()[0]).toMatchObject({ conversation: SALMA.conversation, sender: SALMA.sender });
    });

    test('what is not possible says what is', async () => {
      const { reference } = (await api.file()).body;
      const refused = await act(reference, 'close', {});
      expect(refused).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
      expect(refused.body.detailEn).toContain('assign, refer, ask, reply, note');
    });

    test('closing needs no words, the rest does', async () => {
      const { reference } = (await api.file()).body;
      await act(reference, 'reply', { text: 'done' });
      const closed = await api.call('POST', `/v1/requests/${reference}/actions/close`, { headers: asAdmin });
      expect(closed.status).toBe(200);
      expect((await act(reference, 'reopen', { reason: ' ' })).status).toBe(422);
      expect((await act(reference, 'reopen', {})).status).toBe(422);
      expect((await act(reference, 'refer', { department: 'NOPE', reason: 'x' })).status).toBe(422);
      expect((await act(reference, 'escalate', {})).body.detailEn).toContain('assign | refer | ask');
    });

    test('the conversation does only what a citizen may', async () => {
      const { reference } = (await api.file()).body;
      for (const [action, body] of [
        ['assign', { assignee: 'x' }],
        ['reply', { text: 'x' }],
        ['close', {}],
      ] as const) {
        expect((await act(reference, action, body, asBot)).status).toBe(403);
      }
      expect((await act(reference, 'note', { text: 'وما زال' }, asBot)).status).toBe(200);
      expect((await api.get(`/v1/requests/${reference}`, asBot)).status).toBe(403);
    });
  });

  describe('where a request stands', () => {
    test('anyone with the number learns the stage and the dates alone', async () => {
      const { reference } = (await api.file()).body;
      const spelled = `${reference.slice(0, 4)}-${reference.slice(4, 8)} ${reference.slice(8)}`;
      const status = await api.get(`/v1/status/${encodeURIComponent(spelled)}`, {});
      expect(Object.keys(status.body).sort()).toEqual(['dueAt', 'reference', 'status', 'updatedAt']);
      expect(Value.Check(StatusView, status.body)).toBe(true);
    });

    test('the proven sender learns what was said, nobody else', async () => {
      const reference = await filedFor({ origin: SALMA });
      const unproven = await filedFor({ origin: { ...SALMA, proven: false } });
      const ask = async (number: string, sender: string, headers: Record<string, string>) =>
        (await api.get(`/v1/status/${number}`, { ...headers, 'sawt-sender': encodeURIComponent(sender) })).body.details;
      expect(await ask(reference, SALMA.sender, asBot)).toMatchObject({ department: 'CSPD', stars: null });
      expect(await ask(reference, 'webchat:dl_other', asBot)).toBeUndefined();
      expect(await ask(reference, SALMA.sender, asAdmin)).toBeUndefined();
      expect(await ask(reference, SALMA.sender, {})).toBeUndefined();
      expect(await ask(unproven, SALMA.sender, asBot)).toBeUndefined();
    });

    test.each([
      ['123', 422, 'invalid_reference'],
      ['261776679925', 422, 'invalid_reference'],
      ['abcdefghijkl', 422, 'invalid_reference'],
      ['260000000085', 404, 'unknown_reference'],
    ])('%s: %i', async (reference, status, code) => {
      for (const url of [`/v1/status/${reference}`, `/v1/requests/${reference}`, `/v1/requests/${reference}/events`]) {
        expect(await api.get(url)).toMatchObject({ status, body: { code } });
      }
      expect(await act(reference, 'note', { text: 'x' })).toMatchObject({ status, body: { code } });
      expect(await api.post(`/v1/requests/${reference}/rating`, { stars: 3 })).toMatchObject({
        status,
        body: { code },
      });
    });
  });

  describe('lists', () => {
    const references = async (query: string, headers = asAdmin): Promise<string[]> => {
      const { status, body } = await api.get(`/v1/requests?${query}`, headers);
      expect(status).toBe(200);
      return body.items.map((item: RequestView) => item.reference);
    };

    test('pages are complete, without repeats, whatever is filed meanwhile', async () => {
      api.at('2026-12-01T09:00:00+03:00');
      const made: string[] = [];
      for (let index = 0; index < 7; index += 1) made.push((await api.file({ department: 'MOH' })).body.reference);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await api.get(`/v1/requests?department=MOH&limit=3${cursor && `&cursor=${cursor}`}`);
        seen.push(...page.body.items.map((item: RequestView) => item.reference));
        cursor = page.body.next;
        await api.file({ department: 'MOH', description: 'later' });
        api.at('2026-12-01T09:00:01+03:00');
      }
      expect(seen.filter((one) => made.includes(one)).sort()).toEqual(made.sort());
      expect(new Set(seen).size).toBe(seen.length);
    });

    test('Arabic is found in any spelling', async () => {
      const { reference } = (await api.file({ description: 'إدارةُ مستشفى الـــزرقاء، غرفة ٤٥ Ward' })).body;
      for (const q of ['ادارة مستشفي', 'اداره', 'الزرقاء', 'غرفة 45', 'ward غرفه', '٤٥']) {
        expect(await references(`q=${encodeURIComponent(q)}`), q).toContain(reference);
      }
      expect(await references(`q=${encodeURIComponent('الزرقاء %')}`)).toContain(reference);
      expect(await references(`q=${encodeURIComponent('الزرقاء غائب')}`)).not.toContain(reference);
    });

    test('a reference number is found in any digits and separators', async () => {
      const { reference } = (await api.file()).body;
      const spaced = reference.replace(/(\d{4})(?=\d)/g, '$1 ');
      const arabic = spaced.replace(/\d/g, (digit: string) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
      for (const q of [reference, spaced, arabic])
        expect(await references(`q=${encodeURIComponent(q)}`)).toEqual([reference]);
      expect(await references(`q=${encodeURIComponent(spaced)}&status=closed`)).toEqual([]);
    });

    test('filters choose', async () => {
      api.at('2026-12-06T10:00:00+03:00');
      const filed = await api.file({
        type: 'grievance',
        axis: 'staff_conduct',
        importance: 'critical',
        governorate: 'IRBID',
      });
      const { reference } = filed.body;
      for (const query of [
        'type=grievance&axis=staff_conduct&importance=critical&governorate=IRBID&status=registered&channel=api',
        'from=2026-12-06&to=2026-12-06',
        `from=${encodeURIComponent('2026-12-06T10:00:00+03:00')}`,
        'from=2026-12-06T10:00:00&late=false',
      ]) {
        expect(await references(query), query).toContain(reference);
      }
      for (const query of ['type=inquiry', 'to=2026-12-05', 'from=2026-12-07', 'late=true', 'status=closed']) {
        expect(await references(query), query).not.toContain(reference);
      }
      api.at('2026-12-20T10:00:00+03:00');
      expect(await references('late=true&limit=100')).toContain(reference);
      await act(reference, 'ask', { question: 'which?' });
      expect(await references('late=true&limit=100')).not.toContain(reference);
    });

    test('the bot sees one proven sender, staff see no senders', async () => {
      const mine = await filedFor({ origin: { ...SALMA, sender: 'sms:+962790000001' }, requester: { name: 'Salma' } });
      const query = `sender=${encodeURIComponent('sms:+962790000001')}`;
      expect((await api.get(`/v1/requests?${query}`, asBot)).body).toMatchObject({ items: [], nameNeeded: true });
      expect((await api.get(`/v1/requests?${query}&name=Omar`, asBot)).body).toMatchObject({
        items: [],
        nameNeeded: false,
      });
      const { items } = (await api.get(`/v1/requests?${query}&name=Salma`, asBot)).body;
      expect(items.map((item: RequestView) => item.reference)).toEqual([mine]);
      expect(items[0].requester.name).toBeNull();
      expect((await api.get('/v1/requests', asBot)).status).toBe(403);
      expect((await api.get(`/v1/requests?${query}`)).status).toBe(403);
    });

    test.each([
      'limit=0',
      'limit=101',
      'limit=x',
      'status=open',
      'from=yesterday',
      'from=2026-02-30',
      'to=2026-13-01',
      'cursor=zzz',
      'department=NOPE',
      'late=maybe',
      'colour=red',
      'status=closed&status=registered',
    ])('%s: 422', async (query) => {
      expect(await api.get(`/v1/requests?${query}`)).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    });
  });

  describe('files', () => {
    const bytes = Buffer.from([0xff, 0xd8, 0, 1, 2, 3]);
    const send = (reference: string, options: object) =>
      api.call('POST', `/v1/requests/${reference}/attachments`, options);

    test('are kept, listed and read back whole', async () => {
      const { reference } = (await api.file()).body;
      const added = await send(reference, multipart(bytes));
      expect(added).toMatchObject({ status: 201, body: { name: 'صورة.jpg', contentType: 'image/jpeg', size: 6 } });
      expect((await read(reference)).attachments).toEqual([added.body]);
      const url = `/v1/requests/${reference}/attachments/${added.body.id}`;
      const got = await api.server.inject({ url, headers: asAdmin });
      expect(got.rawPayload.equals(bytes)).toBe(true);
      expect(got.headers['content-disposition']).toContain('attachment');
      const [row] = await opened.db.query('select kept from uploads where id = $1', [added.body.id]);
      expect(row).toEqual({ kept: true });
    });

    test('an upload goes along with the filing', async () => {
      const { reference } = (await api.file()).body;
      const { body: upload } = await send(reference, multipart(bytes));
      const filed = await api.file({ attachments: [upload.id, upload.id] });
      expect((await read(filed.body.reference)).attachments).toEqual([upload]);
    });

    test('a repeat under a key adds nothing', async () => {
      const { reference } = (await api.file()).body;
      const { headers, payload } = multipart(bytes);
      const under = { payload, headers: { ...headers, ...key() } };
      const first = await send(reference, under);
      expect((await send(reference, under)).body).toEqual(first.body);
      expect((await read(reference)).attachments).toHaveLength(1);
    });

    test('what cannot be kept is refused', async () => {
      const { reference } = (await api.file()).body;
      const refused = async (options: object) => (await send(reference, options)).status;
      expect(await refused(multipart(bytes, { type: 'text/html' }))).toBe(415);
      expect(await refused(multipart(Buffer.alloc(10 * 1024 * 1024 + 1)))).toBe(413);
      expect(await refused(multipart(Buffer.alloc(0)))).toBe(422);
      expect(await refused({ headers: { ...asAdmin, 'content-type': 'application/json' }, payload: '{}' })).toBe(415);
      const cut = multipart(bytes);
      expect(await refused({ ...cut, payload: cut.payload.subarray(0, -12) })).toBe(422);
      expect(await refused({ headers: cut.headers, payload: 'nonsense' })).toBe(422);
      expect(await refused({ headers: { ...asAdmin, 'content-type': 'multipart/form-data' }, payload: 'x' })).toBe(422);
      expect((await send('260000000085', multipart(bytes))).status).toBe(404);
    });
  });

  describe('what anyone may know', () => {
    test('the catalog, the departments, the promise', async () => {
      const catalog = (await api.get('/v1/catalog', {})).body;
      expect(catalog.types).toContainEqual({ code: 'inquiry', ar: 'استفسار', en: 'Inquiry' });
      expect(catalog.matrix).toContainEqual({ importance: 'high', axis: null, type: null, minutes: 1350 });
      expect(catalog.transitions.answered).toMatchObject({ close: 'closed' });
      expect((await api.get('/v1/departments', {})).body.items).toHaveLength(119);
      api.at('2026-11-26T15:29:00+03:00');
      const promised = await api.get('/v1/promise?type=complaint&axis=procedures&importance=critical', {});
      expect(promised.body).toEqual({ dueAt: '2026-11-29T15:29:00.000+03:00' });
      expect((await api.get('/v1/promise?type=complaint', {})).status).toBe(422);
    });

    test('what understanding makes of a text', async () => {
      expect((await api.post('/v1/classify', { text: 'مرحبا' }, {})).body.department.value).toBe('CSPD');
      expect((await api.post('/v1/classify', { text: ' ' }, {})).status).toBe(422);
      expect((await api.post('/v1/classify', { text: 'x', lang: 'fr' }, {})).status).toBe(422);
    });

    test("an administrator's change counts at once, and stays", async () => {
      await opened.db.query(`insert into sla_matrix values ('low', null, 'compliment', 60)`);
      api.at('2027-01-03T08:00:00+03:00');
      const ask = async () => (await api.get('/v1/promise?type=compliment&importance=low', {})).body.dueAt;
      await expect
        .poll(async () => {
          api.at('2027-01-03T08:00:00+03:00');
          await ask();
          api.at('2027-01-03T08:00:02+03:00');
          return ask();
        })
        .toBe('2027-01-03T09:00:02.000+03:00');
    });
  });

  test('ready names what it needs', async () => {
    expect((await api.get('/readyz', {})).body).toMatchObject({ status: 'ready', dependencies: { database: 'ok' } });
  });
}
