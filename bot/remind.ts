/**
 * One gentle reminder to whoever fell silent over a draft, where people can be written to unasked: never at night, never
 * twice, never before half an hour. A row is marked before its reminder is given, so that of two replicas one gives it.
 */
import type { Queries } from '../api/contract/database.ts';
import type { Inbound } from '../channels/channel.ts';
import { claimSilent } from './conversations.ts';

interface ReminderDeps {
  readonly db: Queries;
  readonly now: () => Date;
  /** Channels whose people may be written to first. */
  readonly proactive: () => readonly string[];
  readonly receive: (inbound: Inbound) => Promise<unknown>;
}

const MINUTE = 60 * 1000;
const SILENT_MS = 30 * MINUTE;
/** Over a night: who has been away longer is not called after. */
const AWAY_MS = 12 * 60 * MINUTE;
const AMMAN_HOURS = 3;
const [WAKES, SLEEPS] = [8, 21];
const BATCH = 100;

export const isNight = (at: Date): boolean => {
  const hour = (at.getUTCHours() + AMMAN_HOURS) % 24;
  return hour < WAKES || hour >= SLEEPS;
};

/** How many were reminded. */
export async function remindSilent({ db, now, proactive, receive }: ReminderDeps): Promise<number> {
  const at = now();
  if (isNight(at)) return 0;
  const since = new Date(at.getTime() - AWAY_MS);
  const until = new Date(at.getTime() - SILENT_MS);
  const silent = await claimSilent(db, { channels: proactive(), since, until, at, limit: BATCH });
  for (const { id, channel, sender } of silent) {
    const messageId = `silence:${at.toISOString()}`;
    const body = { text: '', event: { kind: 'silence' } };
    await receive({
      conversationId: id,
      channel,
      sender: { key: sender, proven: false },
      messageId,
      kind: 'event',
      body,
    });
  }
  return silent.length;
}
