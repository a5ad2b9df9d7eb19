/**
 * Where every message enters: kept durably first, told to the bot after, and only then acknowledged by its door.
 * A repeat of a message is dropped; messages of one conversation are kept in the order they came.
 */
import { type Database, DatabaseAway } from '../api/contract/database.ts';
import { ProblemError } from '../api/contract/problem.ts';
import type { Bus } from './bus.ts';
import type { Inbound, InboundBody, Kept, Sender } from './channel.ts';
import { keepable, keepableValue } from './keepable.ts';
import { createLanes } from './lanes.ts';
import { find, keep } from './store/inbox.ts';

export interface Receipt {
  /** Its number in the transcript; of the first one when repeated. */
  readonly seq: number;
  readonly repeated: boolean;
  /** No other inbound message of the conversation waits for its turn. */
  readonly alone: boolean;
  /** Of the conversation's state at that moment: who holds this version need not load it. */
  readonly version: number;
}

/** What the bot is woken with: the receipt and everything it would otherwise have to read. */
export interface Arrival extends Receipt {
  readonly sender: Sender;
  readonly message: Extract<Kept, { direction: 'in' }>;
}

export interface Inbox {
  /** `known`: refuse (unknown_conversation) rather than open a conversation. Throws not_kept while the database is away. */
  receive(inbound: Inbound, options?: { readonly known?: boolean }): Promise<Receipt>;
}

interface InboxDeps {
  readonly db: Database;
  readonly bus: Bus;
  readonly now: () => Date;
  /** Keeps a message together with its answer; undefined: it was not kept. Throws on a repeat. */
  readonly atOnce: (inbound: Inbound) => Promise<{ readonly seq: number; readonly version: number } | undefined>;
  /** Not awaited: the message is safe, and unfinished ones are found again at start. */
  readonly wake: (conversationId: string, arrival: Arrival) => void;
}

const UNIQUE_VIOLATION = '23505';
const clashed = (error: unknown) => error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;

function cleaned(inbound: Inbound): Inbound {
  const { body } = inbound;
  const value = keepableValue(body) as InboundBody; // same shape: only characters change
  return { ...inbound, messageId: keepable(inbound.messageId), body: { ...value, text: keepable(body.text) } };
}

export function createInbox({ db, bus, now, atOnce, wake }: InboxDeps): Inbox {
  const lanes = createLanes();

  async function store(inbound: Inbound, known: boolean): Promise<Receipt> {
    const answered = await atOnce(inbound);
    if (answered !== undefined) return { ...answered, repeated: false, alone: true };
    const at = now().toISOString();
    const stored = await keep(db, inbound, at, known);
    if (stored === undefined) throw new ProblemError('unknown_conversation');
    const { conversationId, kind, messageId, body } = inbound;
    const { seq, version, sender } = stored;
    const receipt: Receipt = { seq, version, repeated: false, alone: stored.pending === 1 };
    const message = { conversationId, seq, at, direction: 'in', kind, messageId, body } as const;
    bus.publish(conversationId, { kind: 'kept', messages: [message] });
    wake(conversationId, { ...receipt, sender, message });
    return receipt;
  }

  async function repeat(inbound: Inbound, clash: unknown): Promise<Receipt> {
    const seq = await find(db, inbound.conversationId, inbound.messageId);
    if (seq === undefined) throw clash;
    return { seq, repeated: true, alone: false, version: 0 };
  }

  async function receive(inbound: Inbound, known: boolean): Promise<Receipt> {
    try {
      return await store(inbound, known).catch((error) => {
        if (clashed(error)) return repeat(inbound, error);
        throw error;
      });
    } catch (error) {
      // When only the answer was lost nobody may say "not kept"; the same id sent again settles it.
      if (error instanceof DatabaseAway) throw new ProblemError(error.unsure ? 'unavailable' : 'not_kept');
      throw error;
    }
  }

  return {
    receive: (inbound, options) =>
      lanes.run(inbound.conversationId, () => receive(cleaned(inbound), options?.known ?? false)),
  };
}
