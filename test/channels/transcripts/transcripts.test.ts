/** Transcripts through the whole house: every format, live and whole, broken and repeated. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallView, Segment } from '../../../api/contract/call.ts';
import { createAssist } from '../../../bot/assist.ts';
import { ADMIN_KEY, type Housed, openHouse } from '../../house-app.ts';
import { events, feed, fixture, gist, SECRET, signatureOf } from './feed.ts';

const caller = (at: number, text: string): Segment => ({
  id: `c${at}`,
  speaker: 'caller',
  name: null,
  text,
  startsMs: at * 1000,
  endsMs: null,
  confidence: null,
  final: true,
});

let house: Housed;
let expected: ReturnType<typeof gist>;
beforeAll(async () => {
  house = await openHouse({}, { TRANSCRIPTS_SECRET: SECRET });
  expected = gist((await feed(house.app, fixture('own.json'))).body);
});
afterAll(() => house?.close());

const names = `?agent=${encodeURIComponent('Rana Agent')}&caller=${encodeURIComponent('مها')}`;
const read = async (path: string) => {
  const answer = await house.app.server.inject({ url: path, headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  return { status: answer.statusCode, body: answer.json() };
};

describe('the same call', () => {
  test.each([
    ['twilio-sentences.json', ''],
    ['amazon-call-analytics.json', ''],
    ['amazon-contact-lens.json', ''],
    ['genesys-cloud.json', ''],
    ['google-ccai.json', ''],
    ['teams.vtt', names],
    ['zoom.vtt', names],
    ['plain.txt', ''],
  ])('as %s is the same talk and the same draft', async (file, query) => {
    const { status, body } = await feed(house.app, fixture(file), query);
    expect(status).toBe(200);
    expect(gist(body)).toEqual(expected);
  });

  test.each(['twilio-live.txt', 'genesys-audiohook.jsonl', 'amazon-live.jsonl'])(
    'as %s, stretch by stretch and out of order, becomes the same',
    async (file) => {
      const all = events(file);
      let last: CallView | undefined;
      for (const event of [...all.slice(3), ...all.slice(0, 3), ...all.slice(0, 2)])
        last = (await feed(house.app, event)).body;
      expect(last && gist(last)).toEqual(expected);
    },
  );
});

describe('the draft', () => {
  const field = (name: string) => expected.draft[name] as [string | null, number, string | undefined];

  test('is made of the caller’s words, each with its sentence', () => {
    expect(field('department')[0]).toBe('CSPD');
    expect(field('department')[2]).toContain('جواز');
    expect(field('governorate')).toEqual(['IRBID', expect.any(Number), expect.stringContaining('إربد')]);
    expect(field('type')[0]).toBe('complaint');
    expect(field('axis')[0]).toBe('service_time');
    expect(field('name')).toEqual(['مها العلي', expect.any(Number), 'مها العلي']);
    expect(field('phone')[0]).toBe('+962790000000');
  });

  test('keeps the caller’s own words, hesitation and all, and nothing of the agent’s', () => {
    expect(field('description')[0]).toBe(
      'آه السلام عليكم يعني أنا صارلي آه ثلاث شهور بستنى جواز سفري بأحوال إربد\nوكل مرة بروح بقولولي ارجع بكرا يعني شو هاد',
    );
    expect(JSON.stringify(expected.draft)).not.toMatch(/الصحة|الأمانة|MOH|GAM/);
  });

  test('of a call in which only the agent speaks is empty', async () => {
    const said = {
      call: 'only-agent',
      segment: { id: '1', speaker: 'agent', text: 'عندك شكوى على أحوال إربد؟ اسمك مها العلي؟' },
    };
    const { body } = await feed(house.app, JSON.stringify(said));
    for (const name of ['type', 'department', 'name', 'description']) expect(body.draft[name].value).toBeNull();
  });
});

describe('a live call', () => {
  const say = (call: string, id: string, text: string, more: object = {}) =>
    feed(
      house.app,
      JSON.stringify({ call, segment: { id, speaker: 'caller', text, startsMs: 1000 * Number(id), ...more } }),
    );

  test('shows what is still being said, and its last form stands', async () => {
    await say('live-1', '1', 'بدي أشتكي', { final: false });
    await say('live-1', '1', 'بدي أشتكي على أحوال إربد');
    const { body } = await say('live-1', '1', 'بدي', { final: false });
    expect(body.segments).toHaveLength(1);
    expect(body.segments[0]).toMatchObject({ text: 'بدي أشتكي على أحوال إربد', final: true });
  });

  test('is followed by the whole transcript, which stands in place of its pieces', async () => {
    await say('live-2', '1', 'صارلي شهرين بستنى رخصة المهن');
    const whole = {
      call: 'live-2',
      ended: true,
      segments: [{ speaker: 'caller', text: 'صارلي شهرين بستنى رخصة المهن بالأمانة', start: 1 }],
    };
    const { body } = await feed(house.app, JSON.stringify(whole));
    expect(body.segments).toHaveLength(1);
    expect(body.call.status).toBe('completed');
    expect((await read('/v1/calls/live-2')).body).toEqual(body);
  });

  test('is understood stretch by stretch: what was read once is not read again', async () => {
    let read = 0;
    const { understand, directory, now } = house.app;
    const assist = createAssist({
      understand: (text, context) => {
        read += 1;
        return understand(text, context);
      },
      directory,
      now,
    });
    const segments = Array.from({ length: 40 }, (_, i) => caller(i, `والشارع عنا محفور من شهر ${i} وما حدا سائل`));
    await assist(segments, null);
    const before = read;
    await assist([...segments, caller(40, 'وهاد آخر اشي')], null);
    // The new stretch, and the story as a whole.
    expect(read - before).toBe(2);
  });

  test('has announcements and assistants in it, too', async () => {
    const said = { call: 'live-6', speaker: 'bot', text: 'أهلا بك، اختر الخدمة', startsMs: 0 };
    const { status, body } = await feed(house.app, JSON.stringify(said));
    expect([status, body.segments[0].speaker]).toEqual([200, 'bot']);
    expect(body.draft.description.value).toBeNull();
  });

  test('two stretches at once are both kept', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => say('live-4', String(i + 1), `جملة رقم ${i}`)));
    expect((await read('/v1/calls/live-4')).body.segments).toHaveLength(8);
  });

  test('is streamed to whoever follows it', async () => {
    await say('live-5', '1', 'مرحبا');
    await house.app.server.listen({ port: 0, host: '127.0.0.1' });
    const address = house.app.server.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const stop = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${port}/v1/calls/live-5/stream`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
      signal: stop.signal,
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const reader = answer.body?.getReader();
    let heard = '';
    const until = async (words: string) => {
      while (!heard.includes(words)) heard += Buffer.from((await reader?.read())?.value ?? []).toString();
    };
    await until('مرحبا');
    await say('live-5', '2', 'الشارع محفور بجبل الحسين');
    await until('الشارع محفور');
    stop.abort();
  }, 20_000);
});

describe('refused', () => {
  const body = fixture('own.json');
  test.each([
    ['no signature', { 'x-sawt-signature': '' }],
    ['one with another secret', { 'x-sawt-signature': signatureOf(body, 'other') }],
    ['one over other bytes', { 'x-sawt-signature': signatureOf(`${body} `) }],
  ])('%s: 401', async (_, headers) => {
    expect((await feed(house.app, body, '', headers)).status).toBe(401);
  });

  test.each([
    ['cut JSON', '{"call":"x","segments":[', 'line 1'],
    ['JSON broken on its third line', '{\n"call":"x",\n"segments" [\n]}', 'line 3'],
    [
      'a sentence without words',
      '{"sentences":[{"media_channel":1,"start_time":"1.0","end_time":"2"}]}',
      'sentences[0].transcript',
    ],
    [
      'a time that is none',
      '{"Transcript":[{"ParticipantRole":"AGENT","Content":"x","BeginOffsetMillis":"soon"}]}',
      'Transcript[0].BeginOffsetMillis',
    ],
    ['a role nobody knows', '{"entries":[{"text":"x","role":"GHOST","start_timestamp_usec":1}]}', 'entries[0].role'],
    ['a cue without times', 'WEBVTT\n\n1\nhello there\n', 'line 3'],
    ['times that are none', 'WEBVTT\n\n00:01 -> 00:02\nA: x\n\n00:00:aa.000 --> 00:00:02.000\nA: x\n', 'line 3'],
    ['a name nobody mapped', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Somebody>hi\n', 'line 4'],
    ['a line without a speaker', 'Caller: hi\nand so on\n', 'line 2'],
    ['an unknown object', '{"hello":1}', '$'],
    ['nothing', '', 'line 1'],
    ['no call', '{"segment":{"id":"1","speaker":"caller","text":"x"}}', 'call'],
    ['bytes that are no text', Buffer.from([0xc3, 0x28, 0x00]), 'line 1'],
  ])('%s: 422, with the place, in both languages', async (_, sent, place) => {
    const { status, body: problem } = await feed(house.app, sent);
    expect([status, problem.code]).toEqual([422, 'broken_transcript']);
    expect(problem.detailEn).toContain(place);
    expect(problem.detailAr).toContain(place);
  });

  test('a call nobody knows is not found, and nobody without a key sees one', async () => {
    expect((await read('/v1/calls/none')).body.code).toBe('unknown_call');
    expect((await house.app.server.inject({ url: '/v1/calls' })).statusCode).toBe(401);
    expect((await read('/v1/calls?open=true')).body.items.length).toBeGreaterThan(0);
  });
});
