/**
 * Talk to the bot in a terminal: `npm run chat -- --lang en --why`, or play a story: `--story FILE`.
 * The same house as the server's, in this process, on the same database unless `--fresh` (a story always starts fresh).
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { Label } from './api/contract/classification.ts';
import { type App, buildApp } from './app.ts';
import type { OutboundBody } from './channels/channel.ts';
import { ALWAYS } from './channels/channels.ts';
import { toLines } from './channels/console/index.ts';
import { type Config, ConfigError, readConfig } from './config.ts';

const USAGE = `npm run chat -- [--channel console] [--lang ar|en] [--why] [--story FILE] [--fresh]
  --channel  render as this channel would: console, webchat
  --lang     the language of the greeting (ar; a story's own)
  --why      show what was understood of each message, and which words decided
  --story    play the citizen's lines of a story file
  --fresh    a database of its own, thrown away at the end`;

interface Options {
  readonly channel: string;
  readonly lang: string;
  readonly why: boolean;
  readonly story: Story | undefined;
  readonly fresh: boolean;
}

/** What a citizen does in this terminal: writes, or taps an option. */
interface Line {
  readonly text: string;
  readonly optionId?: string;
}

interface Story {
  readonly lang?: string;
  /** A step that needs more than a terminal is a note in its place. */
  readonly steps: readonly (Line | { readonly note: string })[];
}

function given() {
  try {
    return parseArgs({
      options: {
        channel: { type: 'string', default: 'console' },
        lang: { type: 'string' },
        why: { type: 'boolean', default: false },
        story: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ConfigError([error.message.split(/[.\n]/)[0] ?? '', USAGE]);
  }
}

/** Undefined when only the usage was asked for. */
function readOptions(): Options | undefined {
  const { help, channel, lang, why, story: file, fresh } = given();
  if (help) return undefined;
  if (!ALWAYS.some(({ name }) => name === channel))
    throw new ConfigError([`--channel ${channel} is not one of: console, webchat`, USAGE]);
  if (lang !== undefined && !['ar', 'en'].includes(lang))
    throw new ConfigError([`--lang ${lang} is not one of: ar, en`, USAGE]);
  const story = file === undefined ? undefined : readStory(file);
  return { channel, lang: lang ?? story?.lang ?? 'ar', why, story, fresh: fresh || story !== undefined };
}

const percent = (confidence: number) => `${Math.round(confidence * 100)}%`;

function explain(name: string, label: Label): string {
  const words = label.why.map((why) => `"${why.text}"`).join(', ');
  const others = label.alternatives.map((other) => `${other.value} ${percent(other.confidence)}`).join(', ');
  const because = words === '' ? '' : `  because of ${words}`;
  return `    ${name.padEnd(12)} ${label.value ?? '-'} ${percent(label.confidence)}${others === '' ? '' : `  (${others})`}${because}`;
}

async function why(app: App, text: string): Promise<void> {
  const understood = app.understand(text, { directory: await app.directory(), now: app.now().toISOString() });
  for (const name of ['lang', 'act', 'type', 'axis', 'importance', 'department', 'governorate'] as const) {
    console.log(explain(name, understood[name]));
  }
  for (const { kind, value, valid } of understood.entities)
    console.log(`    ${kind.padEnd(12)} ${value}${valid ? '' : ' (not valid)'}`);
}

/** One conversation in this terminal: what was said is printed as it is kept. */
async function open(app: App, { channel, lang }: Options) {
  const conversationId = `terminal-${randomUUID()}`;
  const sender = { key: `${channel}:terminal`, proven: true };
  let count = 0;
  let reference = '';
  app.bus.subscribe(conversationId, (signal) => {
    for (const message of signal.kind === 'kept' ? signal.messages : []) {
      if (message.direction !== 'out') continue;
      reference = message.body.sawt?.reference ?? reference;
      print(message.body);
    }
  });
  const send = async (kind: 'start' | 'message', line: Line) => {
    const messageId = `${count++}`;
    await app.inbox.receive({ conversationId, channel, sender, messageId, kind, body: { ...line, locale: lang } });
    await app.queue.idle();
  };
  await send('start', { text: '' });
  return { say: (line: Line) => send('message', line), reference: () => reference };
}

function print(body: OutboundBody): void {
  for (const line of toLines(body)) console.log(line);
  console.log('');
}

function stepOf(step: Readonly<Record<string, unknown>>): Story['steps'] {
  const { citizen, tap, attach, officer } = step;
  if (attach !== undefined) return [{ note: `the citizen attaches ${attach}: not played here` }];
  if (officer !== undefined) return [{ note: `an officer: ${officer}: not played here` }];
  if (typeof tap === 'string') return [{ text: tap, optionId: tap }];
  return typeof citizen === 'string' ? [{ text: citizen }] : [];
}

function readStory(file: string): Story {
  if (!existsSync(file)) throw new ConfigError([`--story ${file}: there is no such file`, USAGE]);
  const story: unknown = parse(readFileSync(file, 'utf8'));
  const { lang, steps } = (story ?? {}) as { lang?: string; steps?: unknown };
  if (!Array.isArray(steps)) throw new ConfigError([`--story ${file}: it has no steps`, USAGE]);
  return { ...(lang !== undefined && { lang }), steps: steps.flatMap(stepOf) };
}

function* linesOf({ steps }: Story): Generator<Line> {
  for (const step of steps) {
    if ('note' in step) console.log(`# ${step.note}\n`);
    else yield step;
  }
}

async function* linesFrom({ story }: Options): AsyncGenerator<Line> {
  if (story !== undefined) return yield* linesOf(story);
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') yield { text: line };
    terminal.prompt();
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return console.log(USAGE);
  const folder = options.fresh ? mkdtempSync(join(tmpdir(), 'sawt-')) : undefined;
  const config: Config = { ...readConfig(), logLevel: 'error', ...(folder && { dataDir: folder, databaseUrl: null }) };
  const app = await buildApp(config);
  try {
    await app.server.ready();
    const talk = await open(app, options);
    for await (const line of linesFrom(options)) {
      const said = { ...line, text: line.text.replaceAll('{reference}', talk.reference()) };
      if (options.story) console.log(`> ${said.text}`);
      if (options.why) await why(app, said.text);
      await talk.say(said);
    }
  } finally {
    await app.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  const lines = error instanceof ConfigError ? error.faults : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) console.error(line);
  process.exitCode = 1;
});
