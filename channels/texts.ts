/**
 * Texts to a telephone that is in no conversation: one-time codes, news by another way. Durable before it returns, once
 * under its key, encrypted until sent and erased then; handed over by the outbox like everything else.
 */
import type { Queries } from '../api/contract/database.ts';
import type { Channels, Mail, PhoneText } from './channel.ts';
import { queueText } from './store/texts.ts';

export interface NewText extends PhoneText {
  /** The same key again: nothing more is sent. */
  readonly key: string;
}

export interface Texts {
  /** False: no door can write to a telephone, and nothing was kept. With `inside` it is part of that transaction. */
  send(text: NewText, inside?: Queries): Promise<boolean>;
  /** Whether a telephone can be written to at all. */
  readonly possible: boolean;
}

export interface Sealing {
  seal(value: unknown, context: string): string;
  open(sealed: string, context: string): unknown;
  key(kind: string, ...parts: readonly string[]): string;
}

export interface TextsDeps {
  readonly db: Queries;
  readonly now: () => Date;
  readonly channels: Channels;
  /** Sealed under its key: it opens nowhere else. */
  readonly vault: Sealing;
  /** Committed: hand it over now. */
  readonly look: (lane: string) => void;
}

const context = (key: string) => `text ${key}`;

/** What is written to somebody who is in no conversation. */
export type Post = PhoneText | Mail;

/** One lane for each telephone and each address: what goes there keeps its order. */
export const laneOf = (vault: Pick<Sealing, 'key'>, post: Post): string =>
  'phone' in post ? `text:${vault.key('text lane', post.phone)}` : `mail:${vault.key('mail lane', post.address)}`;

export const sealed = (vault: Pick<Sealing, 'seal'>, key: string, post: Post): string => vault.seal(post, context(key));

export function createTexts({ db, now, channels, vault, look }: TextsDeps): Texts {
  const door = channels.texting?.name;
  return {
    possible: door !== undefined,
    async send({ key, phone, text, lang }, inside) {
      if (door === undefined) return false;
      const post = { phone, text, lang };
      const lane = laneOf(vault, post);
      await queueText(inside ?? db, { lane, channel: door, key, sealed: sealed(vault, key, post), at: now() });
      if (inside === undefined) look(lane);
      return true;
    },
  };
}

/** What the outbox opens a text with: this vault sealed it. */
export const unsealing =
  (vault: Pick<Sealing, 'open'>) =>
  (closed: string, key: string): Post =>
    vault.open(closed, context(key)) as Post;
