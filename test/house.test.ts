/** The rules of the house hold for every file; and each rule is shown a breach, so that it is known to see one. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { circles, importBreaches } from './house/rooms.ts';
import { RULES, type Rule } from './house/rules.ts';
import { readSource } from './house/source.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = ['api', 'bot', 'channels', 'flows', 'migrations', 'nlu'];

const paths = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.ts')),
  ...ROOMS.flatMap((room) => readdirSync(`${ROOT}${room}`, { recursive: true }).map((name) => `${room}/${name}`)),
].filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
const sources = paths.map((path) => readSource(path, readFileSync(`${ROOT}${path}`, 'utf8')));
const tests = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.test.ts'),
);

describe('the house as it stands', () => {
  test('it has files', () => expect(sources.length).toBeGreaterThan(20));
  test('every import is in the table', () => expect(sources.flatMap(importBreaches)).toEqual([]));
  test('no circle, type-only ones included', () => expect(circles(sources)).toEqual([]));
  test.each(Object.entries(RULES))('%s', (_, rule) => expect(sources.flatMap(rule)).toEqual([]));

  test('the root holds four programs and what tools need', () => {
    const strangers = paths.filter((path) => !path.includes('/') && !/^(server|app|config|chat)\.ts$/.test(path));
    expect(strangers).toEqual([]);
  });

  test('no test is left out or alone', () => {
    const marked = /\b(it|test|describe)\.(skip|todo|only|skipIf|runIf)\b/;
    expect(tests.filter((path) => marked.test(readFileSync(`${ROOT}test/${path}`, 'utf8')))).toEqual([]);
  });
});

describe('each rule sees its breach', () => {
  const breaches: readonly [keyof typeof RULES, string, string][] = [
    ['the environment is read in config.ts alone', 'bot/turn.ts', 'const port = process.env.PORT;'],
    ['the clock is read in app.ts alone (Date.now)', 'api/routes/x.ts', 'const at = Date.now();'],
    ['the clock is read in app.ts alone (Date.now)', 'server.ts', 'setTimeout(f, Date.now());'],
    ['the clock is read in app.ts alone (new Date())', 'api/jobs/x.ts', 'const at = new Date();'],
    ['pure rooms hold no randomness', 'nlu/x.ts', 'const r = Math.random();'],
    ['the engine is synchronous and touches nothing', 'bot/engine/x.ts', 'export async function step() {}'],
    ['the engine is synchronous and touches nothing', 'bot/engine/x.ts', 'export type Later = Promise<void>;'],
    ['the engine is synchronous and touches nothing', 'bot/engine/x.ts', 'setTimeout(() => 1, 2);'],
    ['SQL stands in its own places', 'api/routes/x.ts', 'const q = `select * from requests where id = ${id}`;'],
    ['SQL stands in its own places', 'bot/turn.ts', "const q = 'insert into messages values (1)';"],
    ['statements are run in their own places', 'api/routes/x.ts', "await db.query('x');"],
    ['a channel is named only where channels are', 'bot/render.ts', "if (channel === 'sms') cut();"],
    ['a channel is named only where channels are', 'api/store/x.ts', "const sender = 'webchat:dl_1';"],
    ['sentences to citizens stand in the flows', 'bot/turn.ts', "const text = 'شكرا لك على رسالتك';"],
    [
      'sentences to citizens stand in the flows',
      'channels/webchat/index.ts',
      'const text = `رقم الطلب: ${n} محفوظ عندنا`;',
    ],
    ['no decorators', 'api/routes/x.ts', 'class A { @logged run() {} }'],
    ['no barrels', 'bot/index.ts', "export * from './turn.ts';"],
    ['no barrels', 'bot/index.ts', "export type { Turn } from './turn.ts';"],
    ['no drawers', 'bot/types.ts', 'export type A = 1;'],
    ['no drawers', 'api/helpers/text.ts', 'export type A = 1;'],
    ['only the hall wires', 'api/routes/x.ts', "import { openPostgres } from '../store/database.ts';"],
  ];
  test.each(breaches)('%s: %s', (name, path, text) => {
    expect((RULES[name] as Rule)(readSource(path, text))).toHaveLength(1);
  });
  test('no rule is without a breach', () => {
    expect(Object.keys(RULES).filter((name) => !breaches.some(([shown]) => shown === name))).toEqual([]);
  });

  const harmless: readonly [keyof typeof RULES, string, string][] = [
    ['the clock is read in app.ts alone (Date.now)', 'app.ts', 'const now = () => new Date(Date.now());'],
    ['the clock is read in app.ts alone (new Date())', 'api/domain/x.ts', 'const at = new Date(text);'],
    ['SQL stands in its own places', 'api/routes/x.ts', "const label = 'Select a department from the list';"],
    ['SQL stands in its own places', 'api/routes/x.ts', '// select * from requests\nconst a = 1;'],
    ['statements are run in their own places', 'api/routes/x.ts', 'const { q } = request.query;'],
    ['sentences to citizens stand in the flows', 'bot/turn.ts', '// شكرا لك على رسالتك\nconst a = 1;'],
    ['the engine is synchronous and touches nothing', 'bot/engine/x.ts', 'const p = draft.process;'],
  ];
  test.each(harmless)('but not here: %s: %s', (name, path, text) => {
    expect((RULES[name] as Rule)(readSource(path, text))).toEqual([]);
  });
});

describe('the import table sees its breaches', () => {
  test.each([
    ['api/contract/x.ts', "import { a } from '../domain/due.ts';"],
    ['api/contract/x.ts', "import pg from 'pg';"],
    ['channels/channel.ts', "import type { Lang } from '../api/contract/vocabulary.ts';"],
    ['channels/channel.ts', "import { randomUUID } from 'node:crypto';"],
    ['flows/load.ts', "import { a } from '../nlu/tokens.ts';"],
    ['nlu/understand.ts', "import type { Flow } from '../flows/language.ts';"],
    ['nlu/understand.ts', "import { request } from 'node:https';"],
    ['bot/engine/step.ts', "import { normalise } from '../../nlu/normalise.ts';"],
    ['bot/engine/step.ts', "import { createHash } from 'node:crypto';"],
    ['bot/engine/step.ts', "import type { Turn } from '../turn.ts';"],
    ['bot/turn.ts', "import { insert } from '../api/store/requests.ts';"],
    ['bot/turn.ts', "import { encode } from '../channels/webchat/encode.ts';"],
    ['bot/turn.ts', "type A = import('../channels/webchat/encode.ts').Activity;"],
    ['channels/webchat/index.ts', "import { a } from '../../bot/turn.ts';"],
    ['channels/webchat/index.ts', "import { a } from '../console/encode.ts';"],
    ['channels/webchat/index.ts', "import { a } from '../../api/store/database.ts';"],
    ['channels/inbox.ts', "import { decode } from './webchat/decode.ts';"],
    ['channels/doors.ts', "import { word } from '../flows/texts.ts';"],
    ['channels/sms/index.ts', "import { openDoors } from '../doors.ts';"],
    ['api/domain/due.ts', "import { a } from '../store/requests.ts';"],
    ['api/domain/due.ts', "import Fastify from 'fastify';"],
    ['api/routes/requests.ts', "const a = await import('../../bot/turn.ts');"],
    ['api/routes/requests.ts', "import { load } from '../../flows/load.ts';"],
    ['config.ts', "import { LANGS } from './api/contract/vocabulary.ts';"],
    ['server.ts', "import { openPostgres } from './api/store/database.ts';"],
    ['extras/x.ts', 'export const a = 1;'],
  ])('%s: %s', (path, text) => expect(importBreaches(readSource(path, text))).toHaveLength(1));

  test.each([
    ['api/contract/request.ts', "import Type from 'typebox';"],
    ['bot/engine/step.ts', "import type { Flow } from '../../flows/language.ts';"],
    ['bot/engine/step.ts', "import { type Flow } from '../../flows/language.ts';"],
    ['bot/turn.ts', "import type { Inbound } from '../channels/channel.ts';"],
    ['channels/webchat/index.ts', "import { createInbox } from '../inbox.ts'; import { decode } from './decode.ts';"],
    ['app.ts', "import { openPostgres } from './api/store/database.ts';"],
  ])('but allows %s: %s', (path, text) => expect(importBreaches(readSource(path, text))).toEqual([]));

  test('a circle through types alone is a circle', () => {
    const a = readSource('bot/a.ts', "import type { B } from './b.ts'; export type A = B;");
    const b = readSource('bot/b.ts', "import type { A } from './a.ts'; export type B = A;");
    expect(circles([a, b])).toEqual(['bot/a.ts -> bot/b.ts -> bot/a.ts']);
    expect(circles([a])).toEqual([]);
  });
});
