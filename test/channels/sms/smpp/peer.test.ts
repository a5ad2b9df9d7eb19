/** The house bound to an operator's message centre: texts, parts, receipts, refusals, falls and repeats over the wire. */
import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../../../app.ts';
import { createSmsc, type Smsc } from '../../../../deploy/simulate/smsc.ts';
import { type Housed, openHouse, settings } from '../../../house-app.ts';

const FROM = '+96265000000';
const until = async (isSo: () => unknown, ms = 8000) => {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it never came so');
};

let smsc: Smsc;
let house: Housed;
beforeAll(async () => {
  smsc = await createSmsc({ systemId: 'sawt', password: 'secret08' });
  house = await openHouse({}, { SMPP_URL: smsc.url, SMPP_FROM: FROM });
  await until(() => smsc.bound().length === 1);
});
afterAll(async () => {
  await house?.close();
  await smsc?.close();
});
afterEach(() => smsc.refuse(0, 0));

let numbers = 0;
const newPhone = () => `+96278${String(1_000_000 + numbers++)}`;
const to = (phone: string) => smsc.received.filter((each) => each.phone === phone);
const inbound = (phone: string) =>
  house.app.db.query<{ text: string; message_id: string }>(
    `select body ->> 'text' as text, message_id from messages
     where conversation_id = $1 and direction = 'in' order by seq`,
    [`sms:${phone}`],
  );
const outboxOf = (phone: string) =>
  house.app.db.query<{ state: string }>('select * from outbox where conversation_id = $1 order by seq', [
    `sms:${phone}`,
  ]);

/** Says it and gives what is answered. */
async function say(phone: string, text: string): Promise<string> {
  const before = to(phone).length;
  expect(new Set(await smsc.say(phone, text))).toEqual(new Set([0]));
  await until(() => to(phone).length > before);
  await house.app.queue.idle();
  await house.app.outbox.idle();
  return to(phone)
    .slice(before)
    .map((each) => each.text)
    .join('\n');
}

describe('a conversation', () => {
  test('from the first word to the reference number, and its status', async () => {
    const phone = newPhone();
    await say(phone, 'I have waited three months for my passport at the Irbid office');
    await say(phone, 'Sara Haddad');
    expect(await say(phone, '0790000000')).toContain('1. Yes');
    const reference = /\d{12}|\d{4} \d{4} \d{4}/.exec(await say(phone, '1'))?.[0] ?? '';
    expect(await say(newPhone(), reference)).toContain('مسجّل');
  });
  test('long messages in and out come whole, in Arabic', async () => {
    const phone = newPhone();
    const long = `شارع الأمير حسن في إربد مظلم منذ أسبوعين والبلدية لا ترد على أحد. ${'والوضع خطير على الأولاد. '.repeat(12)}`;
    const answer = await say(phone, long);
    expect((await inbound(phone)).map(({ text }) => text)).toEqual([long]);
    expect(answer.length).toBeGreaterThan(20);
    expect(to(phone).every(({ from }) => from === '96265000000')).toBe(true);
  });
  test('twenty in a second are kept in order', async () => {
    const phone = newPhone();
    const words = Array.from({ length: 20 }, (_, i) => `message ${i}`);
    await Promise.all(words.map((text) => smsc.say(phone, text)));
    expect((await inbound(phone)).map(({ text }) => text)).toEqual(words);
  });
  test('the same answer twice is two answers', async () => {
    const phone = newPhone();
    await say(phone, 'hello');
    await say(phone, 'hello');
    expect(await inbound(phone)).toHaveLength(2);
  });
});

describe('parts of a long message', () => {
  const [session] = [() => smsc.bound()[0]];
  const part = (phone: string, udh: number[], text: string) =>
    new Promise<number>((resolve) => {
      session()?.deliver_sm(
        {
          source_addr_ton: 1,
          source_addr_npi: 1,
          source_addr: phone.replace('+', ''),
          destination_addr: '96265000000',
          data_coding: 8,
          short_message: { udh: Buffer.from(udh), message: text },
        },
        ({ command_status }) => resolve(command_status),
      );
    });

  test('out of order, and one of them twice', async () => {
    const phone = newPhone();
    expect(await part(phone, [5, 0, 3, 7, 3, 3], 'ثالثًا')).toBe(0);
    expect(await part(phone, [5, 0, 3, 7, 3, 1], 'أولًا ')).toBe(0);
    expect(await part(phone, [5, 0, 3, 7, 3, 1], 'أولًا ')).toBe(0);
    expect(await inbound(phone)).toHaveLength(0);
    expect(await part(phone, [5, 0, 3, 7, 3, 2], 'ثانيًا ')).toBe(0);
    expect(await part(phone, [5, 0, 3, 7, 3, 2], 'ثانيًا ')).toBe(0);
    expect((await inbound(phone)).map(({ text }) => text)).toEqual(['أولًا ثانيًا ثالثًا']);
  });
  test('the same number again is another message', async () => {
    const phone = newPhone();
    for (const text of ['one ', 'two ']) {
      await part(phone, [6, 8, 4, 0, 1, 2, 1], text);
      await part(phone, [6, 8, 4, 0, 1, 2, 2], `${text}end`);
    }
    expect((await inbound(phone)).map(({ text }) => text)).toEqual(['one one end', 'two two end']);
  });
  test('a pair of halves that two parts share', async () => {
    const phone = newPhone();
    await part(phone, [5, 0, 3, 8, 2, 1], 'x\ud83d');
    await part(phone, [5, 0, 3, 8, 2, 2], '\ude00y');
    expect((await inbound(phone)).map(({ text }) => text)).toEqual(['x😀y']);
  });
});

describe('what the operator refuses', () => {
  test('too many at once is sent again at once', async () => {
    const phone = newPhone();
    smsc.refuse(0x58, 1);
    expect(await say(phone, 'hello')).not.toBe('');
  });
  test('its queue full for long: later, and nothing is lost or doubled', async () => {
    const phone = newPhone();
    smsc.refuse(0x08, 1);
    await smsc.say(phone, 'hello');
    await until(async () => (await outboxOf(phone)).length > 0);
    await until(() => to(phone).length > 0, 15_000);
    await house.app.outbox.idle();
    const texts = to(phone).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });
  test('a number that cannot be: another way is needed', async () => {
    const answer = await house.app.outbox.list({ state: 'dead', limit: 1 });
    expect(answer).toBeDefined();
    const phone = newPhone();
    smsc.refuse(0x0b, 5);
    await smsc.say(phone, 'hello');
    await until(async () => (await outboxOf(phone)).some(({ state }) => state === 'dead'));
  });
});

test('STOP is answered once, and then there is silence', async () => {
  const phone = newPhone();
  expect(await say(phone, 'إيقاف')).toContain('أوقفنا');
  await smsc.say(phone, 'hello');
  await until(async () => (await outboxOf(phone)).some(({ state }) => state === 'dead'));
  expect(to(phone)).toHaveLength(1);
  expect(await say(phone, 'START')).toContain('on again');
});

test('a receipt is noted with its message', async () => {
  const phone = newPhone();
  await say(phone, 'hello');
  await until(async () => {
    const rows = await house.app.db.query<{ delivered_at: string | null }>(
      'select * from outbox where conversation_id = $1',
      [`sms:${phone}`],
    );
    return rows.length > 0 && rows.every((row) => row.delivered_at !== null);
  });
});

test('what the operator sends again because it has no answer of ours is the same message', async () => {
  const phone = newPhone();
  // It reads nothing further of us, so it knows nothing of what we took.
  smsc.ignore(100);
  await smsc.say(phone, 'hello again');
  const [old] = smsc.bound();
  old?.destroy();
  await until(() => smsc.bound().some((session) => session !== old));
  await smsc.say(phone, 'hello again');
  expect(await inbound(phone)).toHaveLength(1);
  smsc.ignore(0);
  await say(newPhone(), 'hello');
  await say(newPhone(), 'hello');
  await smsc.say(phone, 'hello again');
  expect(await inbound(phone)).toHaveLength(2);
}, 40_000);

test('closing says goodbye', async () => {
  const own = await createSmsc({ systemId: 'sawt', password: 'secret08' });
  const app = await buildApp(settings(house.url, { SMPP_URL: own.url, SMPP_FROM: FROM }));
  await app.server.ready();
  await until(() => own.bound().length === 1);
  const [session] = own.bound();
  const heard: string[] = [];
  session?.on('pdu', (pdu: { command: string }) => heard.push(pdu.command));
  await app.close();
  expect(heard).toContain('unbind');
  await own.close();
});

test('a wrong password stops the channel, and says so', async () => {
  const own = await createSmsc({ systemId: 'sawt', password: 'other' });
  const wrong = own.url.replace('other', 'wrong');
  const app = await buildApp(settings(house.url, { SMPP_URL: wrong, SMPP_FROM: FROM }));
  await app.server.ready();
  await until(async () => {
    await app.texts.send({ key: `k-${Math.random()}`, phone: newPhone(), text: 'x', lang: 'en' });
    await app.outbox.idle();
    return (await app.outbox.stopped()).length > 0;
  });
  await app.outbox.resume('sms');
  await app.close();
  await own.close();
});

describe('bytes that are not as they must be', () => {
  /** A raw peer: binds us, then writes what it is told. */
  async function rawPeer(bytes: Buffer): Promise<{ connections: number; heard: Buffer[] }> {
    const seen = { connections: 0, heard: [] as Buffer[] };
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      seen.connections++;
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        seen.heard.push(chunk);
        if (chunk.readUInt32BE(4) !== 0x0000_0009) return;
        const answer = Buffer.from('000000118000000900000000000000000000'.slice(0, 34), 'hex');
        answer.writeUInt32BE(chunk.readUInt32BE(12), 12);
        socket.write(answer);
        if (seen.connections === 1) socket.write(bytes);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const app = await buildApp(settings(house.url, { SMPP_URL: `smpp://a:b@127.0.0.1:${port}`, SMPP_FROM: FROM }));
    await app.server.ready();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const result = { ...seen, heard: [...seen.heard] };
    const closing = app.close();
    for (const socket of sockets) socket.destroy();
    await closing;
    server.close();
    return result;
  }

  test('an unknown command is answered with generic_nack, and the connection stands', async () => {
    const unknown = Buffer.from('00000010 00000777 00000000 00000005'.replaceAll(' ', ''), 'hex');
    const { connections, heard } = await rawPeer(unknown);
    expect(connections).toBe(1);
    expect(heard.map((each) => each.toString('hex'))).toContain('00000010800000000000000300000005');
  });
  test('a length that cannot be drops the connection, and it is bound again', async () => {
    const { connections } = await rawPeer(Buffer.from('7fffffff000000050000000000000001', 'hex'));
    expect(connections).toBeGreaterThan(1);
  });
});
