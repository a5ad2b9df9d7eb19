/**
 * The doors that are open. To add one:
 * 1. a folder with its door: `createX(settings...)` gives a `Channel` (name, capabilities, and `deliver` when messages are
 *    pushed to its platform; `text` or `mail` when it can write to any telephone or address) and what mounts its routes;
 * 2. its routes verify, decode, `await inbox.receive(...)`, and only then answer 200; receipts go to `outbox.receipt`;
 * 3. the hall makes it when its settings are there (config.ts: `DOORS`) and puts it into this list.
 * Nothing else learns its name: replies to its conversations enter the outbox because it has `deliver`.
 */
import type { Channel, Channels } from './channel.ts';
import { terminal } from './console/index.ts';
import { webchat } from './webchat/index.ts';

/** Doors that need no account. */
export const ALWAYS: readonly Channel[] = [webchat, terminal];

export function createChannels(doors: readonly Channel[]): Channels {
  const byName = new Map(doors.map((door) => [door.name, door]));
  return {
    named: (name) => byName.get(name),
    delivering: doors.filter(({ deliver, text, mail }) => deliver ?? text ?? mail).map(({ name }) => name),
    proactive: doors.filter(({ capabilities }) => capabilities.proactive).map(({ name }) => name),
    pushes: (name) => byName.get(name)?.deliver !== undefined,
    texting: doors.find(({ text }) => text !== undefined),
    mailing: doors.find(({ mail }) => mail !== undefined),
  };
}
