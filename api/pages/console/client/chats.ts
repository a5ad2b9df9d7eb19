/** Conversations at work: follows the queue and the open one, takes, speaks, gives back. */
import type { Call } from '../../../contract/call.ts';
import type { Chat, ChatLine } from '../../../contract/desk.ts';
import type { Bilingual } from '../../../contract/vocabulary.ts';
import type { Caller, Fault } from './ask.ts';
import { type Feed, follow } from './feed.ts';

export interface ChatsState {
  readonly items: readonly Chat[];
  /** The server's time when it last told of the queue, and ours: waiting is counted from there. */
  readonly now: string;
  readonly heardAt: number;
  readonly loaded: boolean;
  readonly broken: boolean;
  readonly open: string | null;
  readonly lines: readonly ChatLine[];
  /** What is said often. */
  readonly ready: readonly Bilingual[];
  readonly busy: boolean;
  readonly fault: Fault | null;
}

export const NO_CHATS: ChatsState = {
  items: [],
  now: '',
  heardAt: 0,
  loaded: false,
  broken: false,
  open: null,
  lines: [],
  ready: [],
  busy: false,
  fault: null,
};

export interface ChatsDo {
  connect(): void;
  /** A page that nobody sees holds no line. */
  rest(): void;
  open(id: string): void;
  leave(): void;
  take(): void;
  giveBack(): void;
  /** True once it is said: then the field may be emptied. */
  say(text: string): Promise<boolean>;
}

interface Deps {
  readonly caller: Caller;
  readonly read: () => ChatsState;
  readonly update: (patch: Partial<ChatsState>) => void;
  /** Calls come by the same line. */
  readonly calls: (items: readonly Call[]) => void;
  /** Milliseconds of this page. */
  readonly clock: () => number;
  /** The line was cut and does not mend: perhaps nobody is signed in any more. */
  readonly refused: () => void;
}

/** Lines after what is there already; a line is never shown twice. */
export function joined(lines: readonly ChatLine[], more: readonly ChatLine[]): readonly ChatLine[] {
  const last = lines.at(-1)?.seq ?? 0;
  const fresh = more.filter(({ seq }) => seq > last);
  return fresh.length === 0 ? lines : [...lines, ...fresh];
}

export function createChats({ caller, read, update, calls, clock, refused }: Deps): ChatsDo {
  let stream: Feed | undefined;
  const at = (id: string) => `/v1/desk/chats/${encodeURIComponent(id)}`;

  /** Of one conversation, if one is open: it has the queue and the calls, too. */
  const connect = (): void => {
    stream?.close();
    const { open } = read();
    const address = open === null ? '/v1/desk/stream' : `/v1/desk/stream?chat=${encodeURIComponent(open)}`;
    const events = {
      queue: (data: unknown) => {
        const { items, now } = data as { items: readonly Chat[]; now: string };
        update({ items, now, heardAt: clock(), loaded: true });
      },
      calls: (data: unknown) => calls((data as { items: readonly Call[] }).items),
      lines: (data: unknown) => {
        const { chat, lines } = data as { chat: string; lines: readonly ChatLine[] };
        if (read().open === chat) update({ lines: joined(read().lines, lines) });
      },
    };
    stream = follow(address, events, (broken) => {
      update({ broken });
      if (broken) refused();
    });
  };

  const act = async (deed: string, body: object): Promise<boolean> => {
    const { open, busy } = read();
    if (open === null || busy) return false;
    update({ busy: true, fault: null });
    const done = await caller.post(`${at(open)}/${deed}`, body);
    update({ busy: false, fault: done.ok ? null : done.fault });
    return done.ok;
  };

  const show = (open: string | null) => {
    update({ open, lines: [], fault: null });
    connect();
  };

  const giveBack = async (): Promise<void> => {
    if (await act('give-back', {})) show(null);
  };

  return {
    connect,
    rest: () => stream?.close(),
    open: show,
    leave: () => show(null),
    take: () => void act('take', {}),
    giveBack: () => void giveBack(),
    say: (text) => act('say', { text }),
  };
}
