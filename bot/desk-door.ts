/** Conversations as the request API's staff routes see them. Who looks is told when something may have changed. */
import type { ChatLine, DeskDoor } from '../api/contract/desk.ts';
import { CHANNELS } from '../api/contract/vocabulary.ts';
import type { Desk } from './desk.ts';

/** What stirs the desk is told here: somebody waits, somebody was given back, a call was heard. */
export const DESK_TOPIC = 'desk';
const LOOK_AT_DESK_MS = 2000;

export interface DeskParts {
  readonly desk: Desk;
  readonly lines: (id: string, seq: number) => Promise<readonly ChatLine[]>;
  /** Calls the listener at every signal of a topic, until the returned function is called. */
  readonly follow: (topic: string, listener: () => void) => () => void;
  readonly stir: () => void;
  readonly ready: DeskDoor['ready'];
}

export const createDeskDoor = ({ desk, lines, follow, stir, ready }: DeskParts): DeskDoor => ({
  chats: async () =>
    (await desk.held()).flatMap(({ id, channel, lang, human: { stage, since, by = null } }) => {
      const name = CHANNELS.find((each) => each === channel);
      return name === undefined ? [] : [{ id, channel: name, lang, stage, by, since }];
    }),
  lines,
  // What one person does, the others see at once.
  take: (id, by) => desk.take(id, by).finally(stir),
  giveBack: (id) => desk.giveBack(id).finally(stir),
  say: async (id, by, text) => (await desk.say(id, by, text)) !== undefined,
  follow(listener) {
    const leave = follow(DESK_TOPIC, listener);
    // Not every change of the queue is told of, and a signal may be lost.
    const timer = setInterval(listener, LOOK_AT_DESK_MS);
    return () => {
      leave();
      clearInterval(timer);
    };
  },
  followChat: follow,
  ready,
});
