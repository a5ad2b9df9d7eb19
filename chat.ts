/**
 * Talk to the bot in a terminal: `npm run chat -- --lang en --why`, or play a story: `--story FILE`.
 * The same house as the server's, in this process, on the same database unless `--fresh` (a story always starts fresh).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { Label } from './api/contract/classification.ts';
import { type App, buildApp } from './app.ts';
import type { Kept } from './channels/channel.ts';
import { channelNamed } from './channels/channels.ts';
import { toLines } from './channels/console/index.ts';
import { type Config, ConfigError, readConfig } from './config.ts';

const USAGE = `npm run chat -- [--channel console] [--lang ar|en] [--why] [--story FILE] [--fresh]
  --channel  render as this channel would: console, webchat
  --lang     the language of the greeting
  --why      show what was understood of each message, and which words decided
  --story    play the citizen's lines of a story file
  --fresh    a database of its own, thrown away at the end`;

interface Options {
  readonly channel: string;
  readonly lang: string;
  readonly why: boolean;
  readonly story: string | undefined;
  readonly fresh: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      channel: { type: 'string', default: 'console' },
      lang: { type: 'string', default: 'ar' },
      why: { type: 'boolean', default: false },
      story: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new ConfigError([USAGE]);
  if (!channelNamed(values.channel))
    throw new ConfigError([`--channel ${values.channel} is not one of: console, webchat`, USAGE]);
  if (!['ar', 'en'].includes(values.lang))
    throw new ConfigError([`--lang ${values.lang} is not one of: ar, en`, USAGE]);
  const { channel, lang, why, story, fresh } = values;
  return { channel, lang, why, story, fresh: fresh || story !== undefined };
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
  app.bus.subscribe(conversationId, (signal) => {
    if (signal.kind === 'kept') for (const message of signal.messages) print(message);
  });
  let count = 0;
  const send = async (kind: 'start' | 'message', text: string) => {
    const messageId = `${count++}`;
    await app.inbox.receive({ conversationId, channel, sender, messageId, kind, body: { text, locale: lang } });
    await app.queue.idle();
  };
  await send('start', '');
  return (text: string) => send('message', text);
}

function print(message: Kept): void {
  if (message.direction !== 'out') return;
  for (const line of toLines(message.body)) console.log(line);
  console.log('');
}

/** The citizen's lines of a story, in order. */
function linesOf(file: string): string[] {
  const story = parse(readFileSync(file, 'utf8')) as { steps?: readonly { citizen?: unknown }[] };
  return (story.steps ?? []).flatMap((step) => (typeof step.citizen === 'string' ? [step.citizen] : []));
}

async function* linesFrom(options: Options): AsyncGenerator<string> {
  if (options.story !== undefined) {
    for (const line of linesOf(options.story)) {
      console.log(`> ${line}`);
      yield line;
    }
    return;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') yield line;
    terminal.prompt();
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  const folder = options.fresh ? mkdtempSync(join(tmpdir(), 'sawt-')) : undefined;
  const given = readConfig();
  const config: Config = { ...given, logLevel: 'error', ...(folder && { dataDir: folder, databaseUrl: null }) };
  const app = await buildApp(config);
  try {
    await app.server.ready();
    const say = await open(app, options);
    for await (const line of linesFrom(options)) {
      if (options.why) await why(app, line);
      await say(line);
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
