/** Direct Line's table, row by row, over real sockets and a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../services/fresh-database.ts';
import { begin, call, listen, texts, until } from './client.ts';
import { type EchoServer, SECRET, startEcho } from './echo-server.ts';

let database: FreshDatabase;
let echo: EchoServer;
beforeAll(async () => {
  database = await freshDatabase();
  echo = await startEcho(database.db);
});
afterAll(async () => {
  await echo?.close();
  await database?.close();
});

const say = (conversationId: string, token: string, activity: object) =>
  call(`${echo.directLine}/conversations/${conversationId}/activities`, {
    token,
    body: { type: 'message', from: { id: 'x' }, ...activity },
  });
const read = (conversationId: string, token: string, watermark?: string) =>
  call(
    `${echo.directLine}/conversations/${conversationId}/activities${watermark === undefined ? '' : `?watermark=${watermark}`}`,
    { token },
  );

describe('tokens', () => {
  test('generate gives a token and starts nothing', async () => {
    const { status, body } = await call(`${echo.directLine}/tokens/generate`, {
      token: SECRET,
      body: { user: { id: 'dl_a' } },
    });
    expect(status).toBe(200);
    expect(body).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 });
    const { rows } = {
      rows: await database.db.query('select 1 from conversations where id = $1', [body.conversationId]),
    };
    expect(rows).toEqual([]);
  });

  test('a user id must start with dl_; the form of the samples is read as well', async () => {
    const wrong = await call(`${echo.directLine}/tokens/generate`, { token: SECRET, body: { user: { id: 'ali' } } });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.code).toBe('BadArgument');
    const sample = await call(`${echo.directLine}/tokens/generate`, { token: SECRET, body: { User: { Id: 'dl_b' } } });
    const payload = JSON.parse(Buffer.from(sample.body.token.split('.')[1], 'base64url').toString());
    expect(payload.user).toBe('dl_b');
  });

  test('refresh keeps the conversation and the user', async () => {
    const { conversationId, token } = await begin(echo.directLine, 'dl_refresh');
    const { status, body } = await call(`${echo.directLine}/tokens/refresh`, { token, method: 'POST' });
    expect(status).toBe(200);
    expect(body.conversationId).toBe(conversationId);
    expect(JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString()).user).toBe('dl_refresh');
  });

  test('our widget needs no secret, and a page loaded again stays in its conversation', async () => {
    const first = await call(`${echo.url}/v1/webchat/token`, { method: 'POST' });
    expect(first.status).toBe(200);
    expect(first.body.userId).toMatch(/^dl_/);
    const second = await call(`${echo.url}/v1/webchat/token`, { method: 'POST', token: first.body.token });
    expect(second.body.userId).toBe(first.body.userId);
    expect(second.body.conversationId).toBe(first.body.conversationId);
    const stranger = await call(`${echo.url}/v1/webchat/token`, { method: 'POST', token: 'not.a.token' });
    expect(stranger.status).toBe(200);
    expect(stranger.body.userId).not.toBe(first.body.userId);
  });
});

describe('conversations', () => {
  test('201 the first time and 200 the second, with one greeting', async () => {
    const { body: generated } = await call(`${echo.directLine}/tokens/generate`, {
      token: SECRET,
      body: { user: { id: 'dl_c' } },
    });
    const options = { token: generated.token, body: { locale: 'ar-JO' } };
    const first = await call(`${echo.directLine}/conversations`, options);
    const second = await call(`${echo.directLine}/conversations`, options);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(first.body.conversationId).toBe(generated.conversationId);
    expect(first.body.streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/directline\/v3\/directline\/conversations\//);
    const frames = await listen(second.body.streamUrl);
    await until(() => frames.activities.length > 0);
    expect(texts(frames.activities)).toEqual(['أهلا']);
    expect(frames.activities[0].replyToId).toBe(`${generated.conversationId}|0000001`);
    frames.socket.close();
  });

  test('with the bare secret: a new one each time, nobody greeted, nobody proven', async () => {
    const { status, body } = await call(`${echo.directLine}/conversations`, {
      token: SECRET,
      body: { user: { id: 'dl_forged' } },
    });
    expect(status).toBe(201);
    await say(body.conversationId, SECRET, { from: { id: 'dl_forged' }, text: 'مرحبا' });
    const [row] = await database.db.query('select sender, proven, last_seq from conversations where id = $1', [
      body.conversationId,
    ]);
    expect(row).toMatchObject({ sender: 'webchat:dl_forged', proven: false });
    expect((await read(body.conversationId, SECRET)).body.activities[0].from.id).toBe('dl_forged');
  });

  test("the token's user overrides from.id and is proven", async () => {
    const { conversationId, token } = await begin(echo.directLine, 'dl_real');
    await say(conversationId, token, { from: { id: 'dl_other' }, text: 'أنا' });
    const [row] = await database.db.query('select sender, proven from conversations where id = $1', [conversationId]);
    expect(row).toEqual({ sender: 'webchat:dl_real', proven: true });
    const { activities } = (await read(conversationId, token)).body;
    expect(activities.find((activity: { text: string }) => activity.text === 'أنا').from.id).toBe('dl_real');
  });

  test('the secret writing into a proven conversation takes the proof away', async () => {
    const { conversationId } = await begin(echo.directLine, 'dl_proven');
    await say(conversationId, SECRET, { from: { id: 'dl_proven' }, text: 'أنا هو' });
    const [row] = await database.db.query('select proven from conversations where id = $1', [conversationId]);
    expect(row).toEqual({ proven: false });
  });

  test('coming back gives a token and a fresh stream, from the watermark or from now', async () => {
    const { conversationId, token } = await begin(echo.directLine);
    await say(conversationId, token, { text: 'واحد' });
    await until(() => echo.arrivals.find((each) => each.message.body.text === 'واحد'));
    const whole = await call(`${echo.directLine}/conversations/${conversationId}?watermark=0`, { token });
    expect(whole.status).toBe(200);
    expect(whole.body.token).toEqual(expect.any(String));
    const replay = await listen(whole.body.streamUrl);
    await until(() => texts(replay.activities).includes('قلت: واحد'));
    expect(texts(replay.activities)).toContain('واحد');
    const bare = await call(`${echo.directLine}/conversations/${conversationId}`, { token: whole.body.token });
    const live = await listen(bare.body.streamUrl);
    await say(conversationId, token, { text: 'اثنان' });
    await until(() => texts(live.activities).includes('قلت: اثنان'));
    expect(texts(live.activities)).toEqual(['اثنان', 'قلت: اثنان']);
    live.socket.close();
  });

  test('an unknown one is 404', async () => {
    for (const path of ['conversations/nowhere', 'conversations/nowhere/activities']) {
      const { status, body } = await call(`${echo.directLine}/${path}`, { token: SECRET });
      expect([path, status, body.error.code]).toEqual([path, 404, 'ConversationNotFound']);
    }
    expect((await say('nowhere', SECRET, { text: 'hi' })).status).toBe(404);
    expect((await call(`${echo.directLine}/nothing`, { token: SECRET })).body.error.code).toBe('NotFound');
  });

  test('session id', async () => {
    const { status, body } = await call(`${echo.directLine}/session/getsessionid`, { token: SECRET });
    expect([status, body]).toEqual([200, { sessionId: expect.any(String) }]);
  });
});

describe('activities', () => {
  test('a message is kept, echoed with its clientActivityID, and answered', async () => {
    const { conversationId, token, streamUrl } = await begin(echo.directLine);
    const frames = await listen(streamUrl);
    const posted = await say(conversationId, token, { text: 'شكوى', channelData: { clientActivityID: 'c1', x: 1 } });
    expect(posted.status).toBe(200);
    const [mine, answer] = await until(() => {
      const found = frames.activities.filter((each) => /شكوى/.test(each.text));
      return found.length === 2 && found;
    });
    expect(mine).toMatchObject({
      id: posted.body.id,
      channelData: { clientActivityID: 'c1', x: 1 },
      from: { role: 'user' },
    });
    expect(answer).toMatchObject({
      replyToId: posted.body.id,
      from: { id: 'sawt', role: 'bot' },
      inputHint: 'expectingInput',
      locale: 'ar',
      channelData: { sawt: { ask: 'confirm' } },
      suggestedActions: {
        actions: [
          { title: 'نعم', value: 'yes' },
          { title: 'لا', value: 'no' },
        ],
      },
    });
    frames.socket.close();
  });

  test('watermarks page without gap or repeat', async () => {
    const { conversationId, token } = await begin(echo.directLine);
    await say(conversationId, token, { text: 'أ' });
    await until(() => echo.arrivals.find((each) => each.message.conversationId === conversationId && each.seq > 1));
    let watermark: string | undefined;
    const seen: string[] = [];
    for (;;) {
      const { body } = await read(conversationId, token, watermark);
      if (body.activities.length === 0) break;
      expect(typeof body.watermark).toBe('string');
      watermark = body.watermark;
      seen.push(...body.activities.map((activity: { id: string }) => activity.id));
    }
    expect(new Set(seen).size).toBe(seen.length);
    const later = await say(conversationId, token, { text: 'ب' });
    const { body } = await read(conversationId, token, watermark);
    expect(body.activities.map((activity: { id: string }) => activity.id)).toContain(later.body.id);
  });

  test('the same clientActivityID five times is one message', async () => {
    const { conversationId, token } = await begin(echo.directLine);
    const send = () => say(conversationId, token, { text: 'مرة', channelData: { clientActivityID: 'once' } });
    const answers = await Promise.all([send(), send(), send()]);
    answers.push(await send(), await send());
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const [row] = await database.db.query(
      `select count(*)::int as n from messages where conversation_id = $1 and direction = 'in' and kind = 'message'`,
      [conversationId],
    );
    expect(row).toEqual({ n: 1 });
  });

  test.each(['typing', 'event', 'conversationUpdate', 'messageReaction', 'somethingNew'])(
    '%s is accepted and not said',
    async (type) => {
      const { conversationId, token } = await begin(echo.directLine);
      const { status, body } = await say(conversationId, token, { type, text: 'no', name: 'webchat/join' });
      expect([status, typeof body.id]).toEqual([200, 'string']);
      const [row] = await database.db.query(
        `select count(*)::int as n from messages where conversation_id = $1 and kind <> 'start' and direction = 'in'`,
        [conversationId],
      );
      expect(row).toEqual({ n: 0 });
    },
  );
});

describe('sockets', () => {
  test('the older socket is closed with collision', async () => {
    const { streamUrl } = await begin(echo.directLine);
    const older = await listen(streamUrl);
    const newer = await listen(streamUrl);
    const closed = await until(() => older.closed[0]);
    expect(closed.reason).toBe('collision');
    newer.socket.send('');
    expect(newer.closed).toEqual([]);
    newer.socket.close();
  });

  test('typing is shown over the socket and kept nowhere', async () => {
    const { conversationId, streamUrl, token } = await begin(echo.directLine);
    const frames = await listen(streamUrl);
    echo.bus.publish(conversationId, { kind: 'typing' });
    await until(() => frames.signs > 0);
    const { body } = await read(conversationId, token);
    expect(body.activities.filter((each: { type: string }) => each.type === 'typing')).toEqual([]);
    frames.socket.close();
  });

  test('a stream address of another conversation, forged or missing, does not open', async () => {
    const mine = await begin(echo.directLine);
    const other = await begin(echo.directLine);
    const swapped = mine.streamUrl.replace(mine.conversationId, other.conversationId);
    for (const url of [swapped, mine.streamUrl.replace(/t=.*/, 't=abc'), mine.streamUrl.replace(/&t=.*/, '')])
      await expect(listen(url)).rejects.toThrow(/40[13]/);
  });
});
