import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'chat-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program itself, in a process and an environment of its own. */
function chat(...words: string[]) {
  const { PATH = '' } = process.env;
  const env = { PATH, LOG_LEVEL: 'error', DATA_DIR: join(folder, 'never-opened') };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'chat.ts', ...words], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const STORY = `
story: an idea, asked about and followed
lang: en
steps:
  - citizen: I suggest that the Ministry of Transport puts timetables at every bus stop
  - tap: "yes"
  - officer: reply
    body: { text: Thank you }
  - citizen: where is my request {reference}
`;

describe('--story with --why', { timeout: 120_000 }, () => {
  const file = join(folder, 'idea.yaml');
  writeFileSync(file, STORY);
  const { status, stdout, stderr } = chat('--story', file, '--why');
  const reference = /registered as (\d{4} \d{4} \d{4})/.exec(stdout)?.[1];

  test('it ends well, in the language of the story, and says nothing on the side', () => {
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^I am Sawt/);
  });

  test('each line of the citizen stands behind a mark, what was understood below it, then the answer', () => {
    const lines = stdout.split('\n');
    const said = lines.findIndex((line) => line.startsWith('> I suggest that'));
    expect(lines[said + 1]).toMatch(/^ {4}lang {9}en \d+%/);
    expect(lines[said + 3]).toMatch(/^ {4}type {9}suggestion \d+% .*because of "/);
    expect(lines[said + 6]).toMatch(/^ {4}department {3}MOT \d+%/);
    expect(lines.slice(said).find((line) => !line.startsWith('    ') && !line.startsWith('>'))).toBe(
      'This is what we will send. Is it right?',
    );
  });

  test('options are numbered, an option is tapped, a number told is a number said', () => {
    expect(stdout).toContain('\n1. Yes, send it\n2. Change something\n3. Cancel\n');
    expect(stdout).toContain('\n> yes\n');
    expect(reference).toBeDefined();
    expect(stdout).toContain(`> where is my request ${reference?.replace(/ /g, '')}`);
    expect(stdout).toContain(`Your request ${reference}: Registered.`);
  });

  test('what a terminal cannot play is told', () => {
    expect(stdout).toContain('# an officer: reply: not played here');
  });
});

/** Each row: what was typed, and the one line that is said of it above the usage. */
describe('a wrong option', { timeout: 60_000 }, () => {
  test.each([
    [['--lnag', 'en'], "Unknown option '--lnag'"],
    [['--story', 'no-such-story.yaml'], '--story no-such-story.yaml: there is no such file'],
  ])('%j', (words, line) => {
    const { status, stdout, stderr } = chat(...words);
    expect([status, stdout]).toEqual([1, '']);
    const [first, second, ...usage] = stderr.trimEnd().split('\n');
    expect(first).toBe(line);
    expect(second).toMatch(/^npm run chat -- /);
    expect(usage.every((each) => each.startsWith('  --'))).toBe(true);
  });
});
