/** Conversations at work: looks for news of the queue and of the open one, takes, speaks, gives back. */
import type { Chat, ChatLine } from '../../../contract/desk.ts';
import type { Caller, Fault } from './ask.ts';

export interface ChatsState {
  readonly items: readonly Chat[];
  /** The server's time at the last look: waiting is counted by it. */
  readonly now: string;
  readonly open: string | null;
  readonly lines: readonly ChatLine[];
  readonly busy: boolean;
  readonly fault: Fault | null;
}

export const NO_CHATS: ChatsState = { items: [], now: '', open: null, lines: [], busy: false, fault: null };

export interface ChatsDo {
  look(): Promise<void>;
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
  readonly gone: string;
}

/** Lines after what is there already; a line is never shown twice. */
export function joined(lines: readonly ChatLine[], more: readonly ChatLine[]): readonly ChatLine[] {
  const last = lines.at(-1)?.seq ?? 0;
  const fresh = more.filter(({ seq }) => seq > last);
  return fresh.length === 0 ? lines : [...lines, ...fresh];
}

export function createChats({ caller, read, update, gone }: Deps): ChatsDo {
  const at = (id: string) => `/v1/desk/chats/${encodeURIComponent(id)}`;

  const lookInside = async (id: string): Promise<void> => {
    const after = read().lines.at(-1)?.seq ?? 0;
    const told = await caller.get<{ chat: Chat; lines: readonly ChatLine[] }>(`${at(id)}?after=${after}`);
    if (read().open !== id) return;
    if (told.ok) update({ lines: joined(read().lines, told.value.lines), fault: null });
    else if (told.fault.code === 'unknown_conversation') update({ fault: { ...told.fault, text: gone } });
  };

  const look = async (): Promise<void> => {
    const queue = await caller.get<{ now: string; items: readonly Chat[] }>('/v1/desk/chats');
    if (queue.ok) update({ items: queue.value.items, now: queue.value.now });
    const { open } = read();
    if (open !== null) await lookInside(open);
  };

  const act = async (deed: string, body: object): Promise<boolean> => {
    const { open, busy } = read();
    if (open === null || busy) return false;
    update({ busy: true, fault: null });
    const done = await caller.post(`${at(open)}/${deed}`, body);
    update({ busy: false, fault: done.ok ? null : done.fault });
    await look();
    return done.ok;
  };

  const leave = () => update({ open: null, lines: [], fault: null });

  const giveBack = async (): Promise<void> => {
    if (await act('give-back', {})) leave();
  };

  return {
    look,
    open: (id) => {
      update({ open: id, lines: [], fault: null });
      void look();
    },
    leave,
    take: () => void act('take', {}),
    giveBack: () => void giveBack(),
    say: (text) => act('say', { text }),
  };
}
