/**
 * Plays one conversation on several channels at once, through inbox, bot and transcript, and gives what each would show.
 * Nothing leaves the house: for the demo page, where no account is needed.
 */
import type { Database } from '../api/contract/database.ts';
import type { KeptOutbound } from './channel.ts';
import type { Inbox } from './inbox.ts';
import { createTranscript } from './store/transcript.ts';

export interface Shown {
  readonly text: string;
  readonly buttons: readonly string[];
  /** What operators would charge for it. */
  readonly cost?: { readonly segments: number; readonly alphabet: string };
}

export interface Pane {
  readonly channel: string;
  readonly show: (message: KeptOutbound) => readonly Shown[];
}

export interface Played {
  readonly channel: string;
  readonly turns: readonly { readonly said: string; readonly shown: readonly Shown[] }[];
}

export interface SideBySideDeps {
  readonly db: Database;
  readonly inbox: Inbox;
  readonly panes: readonly Pane[];
  readonly newId: () => string;
  /** Resolves when no turn is running. */
  readonly idle: () => Promise<void>;
}

export function createSideBySide({ db, inbox, panes, newId, idle }: SideBySideDeps) {
  const playOn = async ({ channel, show }: Pane, words: readonly string[], locale: string): Promise<Played> => {
    const conversationId = `${channel}:demo-${newId()}`;
    const transcript = createTranscript(db, channel);
    // An id that anybody could have made up: it proves nobody, and finds nothing.
    const sender = { key: conversationId, proven: false };
    const turns: { said: string; shown: readonly Shown[] }[] = [];
    let seen = 0;
    for (const said of words) {
      const body = { text: said, locale };
      await inbox.receive({ conversationId, channel, sender, messageId: newId(), kind: 'message', body });
      await idle();
      const kept = await transcript.since(conversationId, seen, 100);
      seen = kept.at(-1)?.seq ?? seen;
      turns.push({ said, shown: kept.flatMap((message) => (message.direction === 'out' ? show(message) : [])) });
    }
    return { channel, turns };
  };
  return async (words: readonly string[], locale: string): Promise<Played[]> => {
    const played: Played[] = [];
    for (const pane of panes) played.push(await playOn(pane, words, locale));
    return played;
  };
}
