/** How a story's citizen reaches the house: straight through the inbox, or as a protocol's own bytes over the wire. */

/** What arrived at the person's device. */
export interface Shown {
  readonly text: string;
  /** Ids of what can be tapped, every page of them; `written`: nothing can be, the text itself lists what to choose from. */
  readonly options: readonly string[] | 'written';
}

export interface StoryDoor {
  readonly channel: string;
  /** Of the person who writes now. */
  conversationId(): string;
  /** Resolves once the house has acknowledged it. */
  start(lang: string): Promise<void>;
  say(text: string, optionId?: string): Promise<void>;
  attach(name: string, text: string): Promise<void>;
  /** Everything that reached the device since it was last asked, in order; undefined: the transcript is the device. */
  received(): Promise<Shown[] | undefined>;
  /** Another person's conversation, or another one of the same person where the platform has such a thing. */
  elsewhere(): void;
  /** Somebody the house has not met, where a story needs one. */
  stranger?(): void;
}
