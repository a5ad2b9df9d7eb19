/** What staff see of conversations that people were asked into: who waits, who holds what, and what was said. */
import Type, { type Static } from 'typebox';
import { type Bilingual, CHANNELS, LANGS } from './vocabulary.ts';

export const Chat = Type.Object({
  id: Type.String(),
  channel: Type.Enum([...CHANNELS]),
  lang: Type.Enum([...LANGS]),
  /** `asked`: the citizen waits for a person; `held`: a person is there, and the bot silent. */
  stage: Type.Enum(['asked', 'held']),
  /** Who holds it; null: nobody yet, or somebody in the platform's own inbox. */
  by: Type.Union([Type.String(), Type.Null()]),
  /** Since when it is so, ISO 8601. */
  since: Type.String(),
});
export type Chat = Static<typeof Chat>;

export const ChatLine = Type.Object({
  seq: Type.Integer(),
  at: Type.String(),
  from: Type.Enum(['citizen', 'bot', 'human']),
  /** The person of staff, when it was one. */
  by: Type.Union([Type.String(), Type.Null()]),
  text: Type.String(),
  files: Type.Array(Type.String()),
});
export type ChatLine = Static<typeof ChatLine>;

/** The longest thing said at once. */
export const LONGEST_SAID = 4000;

/** What the conversations offer; handed in by the hall. */
export interface DeskDoor {
  chats(): Promise<readonly Chat[]>;
  /** What was said after `seq`, oldest first; undefined: there is no such conversation. */
  lines(id: string, seq: number): Promise<readonly ChatLine[] | undefined>;
  /** False: somebody else was first, or there is no such conversation. */
  take(id: string, by: string): Promise<boolean>;
  /** False: `by` does not hold it. */
  say(id: string, by: string, text: string): Promise<boolean>;
  giveBack(id: string): Promise<void>;
  /** `listener` is called when something of the queue may have changed, until the returned function is. */
  follow(listener: () => void): () => void;
  /** The same when something was said in one. */
  followChat(id: string, listener: () => void): () => void;
  /** What people at the desk say often, in both languages. */
  readonly ready: readonly Bilingual[];
}
