/** What a measured process is told to be, and what it tells. Types only. */
import type { Parts } from './parts.ts';

export type Order =
  | { readonly role: 'house'; readonly databaseUrl: string; readonly dataDir: string }
  | { readonly role: 'peers'; readonly databaseUrl: string; readonly providerUrl: string }
  | { readonly role: 'parts'; readonly rounds: number; readonly most: number };

/** What a process has spent since it began. */
export interface Mark {
  readonly cpuMs: number;
  readonly understandMs: number;
  readonly statements: number;
  readonly rssMb: number;
}

/** What it is asked while it serves. */
export type Asked = 'mark' | { readonly profileTo: string };

export type Told =
  | { readonly kind: 'listens'; readonly url: string }
  | { readonly kind: 'mark'; readonly mark: Mark }
  | { readonly kind: 'parts'; readonly parts: Parts };
