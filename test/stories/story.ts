/** A story: a conversation as a test, named by what the person does. One file is test, demonstration and documentation. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the turn's messages must show; `says` and `never` look at all of them, the rest at the last. */
export interface Expected {
  readonly ask?: string | null;
  readonly flow?: string;
  readonly says?: string | readonly string[];
  readonly never?: string | readonly string[];
  readonly options?: readonly string[];
  readonly notice?: string;
  readonly reference?: boolean;
  readonly silent?: boolean;
}

export type StoryStep =
  | { readonly citizen: string; readonly bot?: Expected }
  | { readonly tap: string; readonly bot?: Expected }
  | { readonly attach: string; readonly citizen?: string; readonly bot?: Expected }
  | { readonly officer: string; readonly body: Record<string, unknown>; readonly bot?: Expected }
  /** Fields of the last filed request as the API gives them; `null` means absent. */
  | { readonly filed: Record<string, unknown> }
  | { readonly filings: number }
  /** The same person in a new conversation. */
  | { readonly elsewhere: true }
  /** Somebody else, or the same person where nobody knows them yet. */
  | { readonly stranger: true }
  | { readonly restart: true }
  /** So many hours pass, more than a reminder waits for: thirteen at least. */
  | { readonly hours: number }
  /** Somebody of staff signs in, or out. */
  | { readonly signed_in: boolean }
  /** What a person of staff does with the conversation. */
  | { readonly staff: 'take' | 'say' | 'give_back'; readonly text?: string; readonly bot?: Expected };

/** The repair patterns, each shown by several stories. A flow changed under a draft is shown by generated conversations. */
export const PATTERNS = [
  'correction',
  'back',
  'skip',
  'cancel',
  'restart',
  'repeat',
  'clarification',
  'not_understood',
  'digression',
  'silence',
  'draft_again',
  'language',
  'thanks',
  'several_facts',
  'several_requests',
  'attachment',
  'emergency',
  'abuse',
  'human',
  'duplicate',
] as const;

export interface Story {
  readonly file: string;
  readonly story: string;
  readonly lang?: 'ar' | 'en';
  /** The repair patterns it shows. */
  readonly shows?: readonly (typeof PATTERNS)[number][];
  readonly steps: readonly StoryStep[];
}

/** Every story of the folder, one a file. */
export function readStories(folder = import.meta.dirname): Story[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return files.map((file) => ({ file, ...(parse(readFileSync(join(folder, file), 'utf8')) as Omit<Story, 'file'>) }));
}
