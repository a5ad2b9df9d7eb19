/**
 * Stored conversations as lines of JSON, one message each, oldest first: read from a file, or out of a house's database.
 * Knows the shape and no conversation.
 */
import { readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { OpenDatabase } from '../../api/store/database.ts';
import type { InboundBody, OutboundBody } from '../../channels/channel.ts';

const Line = Type.Object({
  conversation: Type.String(),
  channel: Type.String(),
  sender: Type.String(),
  proven: Type.Boolean(),
  seq: Type.Integer(),
  direction: Type.Enum(['in', 'out']),
  kind: Type.Enum(['message', 'start', 'event']),
  messageId: Type.Union([Type.String(), Type.Null()]),
  replyTo: Type.Union([Type.Integer(), Type.Null()]),
  body: Type.Object({ text: Type.String() }),
  at: Type.String(),
});
export type Stored = Omit<Static<typeof Line>, 'body'> & { readonly body: InboundBody & Partial<OutboundBody> };

/** A fault of the file, said with its line. */
export class StoredError extends Error {}

function lineOf(text: string, number: number): Stored {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StoredError(`line ${number} is no JSON`);
  }
  if (!Value.Check(Line, value)) {
    const [first] = Value.Errors(Line, value);
    throw new StoredError(`line ${number} is no stored message: ${first?.instancePath} ${first?.message}`);
  }
  return value as Stored;
}

export function readStored(file: string): readonly Stored[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, i) => (line.trim() === '' ? [] : [lineOf(line, i + 1)]));
}

const ALL = `
  select m.conversation_id as conversation, c.channel, c.sender, c.proven, m.seq, m.direction, m.kind,
         m.message_id as "messageId", m.reply_to as "replyTo", m.body, m.at
  from messages m join conversations c on c.id = m.conversation_id
  order by m.at, m.conversation_id, m.seq`;

/** Every message of the house. */
export async function storedIn(db: OpenDatabase): Promise<readonly Stored[]> {
  const rows = await db.query<Omit<Stored, 'at'> & { at: string | Date }>(ALL, []);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** One turn as it was: what came in, and what was said to it. */
export interface StoredTurn {
  readonly inbound: Stored;
  readonly said: readonly OutboundBody[];
}

export function turnsOf(messages: readonly Stored[]): readonly StoredTurn[] {
  const key = (conversation: string, seq: number | null) => `${conversation} ${seq}`;
  const answers = new Map<string, OutboundBody[]>();
  for (const { direction, conversation, replyTo, body } of messages) {
    if (direction !== 'out') continue;
    const at = key(conversation, replyTo);
    answers.set(at, [...(answers.get(at) ?? []), body as OutboundBody]);
  }
  return messages
    .filter(({ direction }) => direction === 'in')
    .map((inbound) => ({ inbound, said: answers.get(key(inbound.conversation, inbound.seq)) ?? [] }));
}
