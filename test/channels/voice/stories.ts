/** A telephone call as a story: what the caller says and presses, what is heard, what is filed. One file each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { App } from '../../../app.ts';
import { ADMIN_KEY } from '../../house-app.ts';

type Words = string | readonly string[];
type Step = { readonly hears?: Words; readonly never?: Words; readonly hung_up?: boolean } & (
  | { readonly caller: string }
  | { readonly key: string }
  /** Nothing is heard of the caller, so often in a row. */
  | { readonly silence: number }
  | { readonly filed: Record<string, unknown> }
  | { readonly filings: number }
  /** What is heard when the call is picked up. */
  | object
);

export interface CallStory {
  readonly story: string;
  /** Left out: over both. */
  readonly over?: readonly ('gather' | 'relay')[];
  readonly steps: readonly Step[];
}

/** How a call travels. */
export interface Line {
  say(words: string): Promise<string>;
  press(keys: string): Promise<string>;
  silent(): Promise<string>;
  hungUp(): boolean;
}

const FOLDER = join(import.meta.dirname, 'stories');

export const callStories = (over: 'gather' | 'relay'): CallStory[] =>
  readdirSync(FOLDER)
    .sort()
    .map((file) => parse(readFileSync(join(FOLDER, file), 'utf8')) as CallStory)
    .filter((story) => story.over?.includes(over) ?? true);

const REFERENCE = /(?:\d[ ،,]+){11}\d/g;
const listed = (words: Words | undefined): readonly string[] => (words === undefined ? [] : [words].flat());

async function request(app: App, reference: string): Promise<object> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  return (await app.server.inject({ url: `/v1/requests/${reference}`, headers })).json();
}

async function does(step: Step, line: Line, reference: string): Promise<string | undefined> {
  if ('caller' in step) return line.say(step.caller.replace('{reference}', [...reference].join(' ')));
  if ('key' in step) return line.press(step.key);
  if ('silence' in step) return line.silent();
  return undefined;
}

/** `first`: what was heard when the call was picked up. */
export async function playCall(app: App, { story, steps }: CallStory, line: Line, first: string): Promise<void> {
  const references: string[] = [];
  let heard = first;
  for (const [at, step] of steps.entries()) {
    const where = `${story}, step ${at + 1}: ${JSON.stringify(step)}`;
    const said = await does(step, line, references.at(-1) ?? '');
    heard = said ?? heard;
    const reference = said?.match(REFERENCE)?.[0].replace(/\D/g, '');
    if (reference !== undefined && !references.includes(reference)) references.push(reference);
    for (const words of listed(step.hears)) expect(heard, where).toContain(words);
    for (const words of listed(step.never)) expect(heard, where).not.toContain(words);
    if (step.hung_up === true) expect(line.hungUp(), where).toBe(true);
    if ('filings' in step) expect(references, where).toHaveLength(step.filings);
    if ('filed' in step) expect(await request(app, references.at(-1) ?? ''), where).toMatchObject(step.filed);
  }
}
