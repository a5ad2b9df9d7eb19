/** Letters over a real wire to a peer that speaks SMTP: what is taken, refused, and of which nobody knows. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmail, fromOf, serverOf } from '../../../channels/email/index.ts';
import { createMailServer, type Fault, type MailServer, readLetter } from '../../../deploy/simulate/mail.ts';

let server: MailServer;
beforeEach(async () => {
  server = await createMailServer({ user: 'sawt@example.jo', password: 'p:a@ss/word' });
});
afterEach(() => server.close());

const MAIL = {
  id: 'c1/7',
  address: 'sara@example.com',
  subject: 'بخدمتكم: طلبك 2648 1730 9242',
  text: 'وصل الرد على طلبك: «أُصلح العمود»\n.\n<b>ليس وسمًا</b>',
  lang: 'ar',
} as const;
const send = (url = server.url, more: Record<string, string> = {}) =>
  createEmail({ settings: { SMTP_URL: url, ...more }, patience: { connectMs: 5000, answerMs: 3000 } }).mail?.(MAIL);

test('a letter arrives whole, in Arabic, as nobody’s own words', async () => {
  expect(await send()).toEqual({ kind: 'sent' });
  const [letter] = server.letters;
  expect(letter).toMatchObject({ from: 'sawt@example.jo', to: MAIL.address });
  expect(server.signedIn).toEqual(['\0sawt@example.jo\0p:a@ss/word']);
  const { subject, text, headers } = readLetter(letter ?? { from: '', to: '', raw: '' });
  expect(subject).toBe(MAIL.subject);
  expect(text).toBe(MAIL.text);
  expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(headers).toMatch(/^Content-Language: ar$/m);
});

test('the same letter again has the same id', async () => {
  await send();
  await send();
  const ids = server.letters.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
  expect(ids[0]).toMatch(/^<[0-9a-f]{40}@example\.jo>$/);
  expect(ids[1]).toBe(ids[0]);
});

test.each<[string, Fault, object]>([
  ['the server is busy', { at: 'CONNECT', answer: '421 4.3.2 later' }, { kind: 'later', afterMs: 120_000 }],
  ['it takes nobody', { at: 'CONNECT', answer: '554 5.7.1 no' }, { kind: 'stopped' }],
  ['it hangs up', { at: 'EHLO', hangUp: true }, { kind: 'later' }],
  ['it is silent before the content', { at: 'MAIL', silent: true }, { kind: 'later' }],
  ['the password is wrong', { at: 'AUTH', answer: '535 5.7.8 no' }, { kind: 'stopped' }],
  ['the sender is not ours', { at: 'MAIL', answer: '550 5.7.1 no' }, { kind: 'stopped' }],
  ['greylisted', { at: 'RCPT', answer: '450 4.2.0 later' }, { kind: 'later', afterMs: 120_000 }],
  ['no such mailbox', { at: 'RCPT', answer: '550 5.1.1 unknown' }, { kind: 'unreachable' }],
  ['a full mailbox', { at: 'RCPT', answer: '552 5.2.2 full' }, { kind: 'unreachable' }],
  ['not now', { at: 'DATA', answer: '451 4.3.0 later' }, { kind: 'later' }],
  ['refused for what it says', { at: 'END', answer: '554 5.6.0 spam' }, { kind: 'refused' }],
  ['a hang-up after the content', { at: 'END', hangUp: true, taken: true }, { kind: 'unknown' }],
  ['silence after the content', { at: 'END', silent: true, taken: true }, { kind: 'unknown' }],
])('%s', async (_name, fault, delivery) => {
  server.faults.push(fault);
  const made = await send();
  expect(made).toMatchObject(delivery);
  expect(JSON.stringify(made)).not.toMatch(/sara|example/);
});

test('nobody listens there', async () => {
  expect(await send('smtp://127.0.0.1:1')).toMatchObject({ kind: 'later' });
});

describe('settings', () => {
  test('a server elsewhere is told nothing without TLS', () => {
    expect(serverOf('smtp://a:b@mail.example')).toEqual({
      host: 'mail.example',
      port: 587,
      secure: false,
      onlyTls: true,
      user: 'a',
      password: 'b',
    });
    expect(serverOf('smtps://mail.example')).toMatchObject({ port: 465, secure: true, onlyTls: false });
    expect(serverOf('smtp://[::1]:25')).toMatchObject({ host: '::1', port: 25, onlyTls: false });
  });
  test('the sender is the one set, else the account, else the server’s', () => {
    const at = (url: string, set?: string) => fromOf(serverOf(url), set).address;
    expect(at('smtp://a%40b.jo:c@mail.example')).toBe('a@b.jo');
    expect(at('smtp://a:c@mail.example', 'sawt@gov.example')).toBe('sawt@gov.example');
    expect(at('smtp://a:c@mail.example')).toBe('sawt@mail.example');
  });
});
