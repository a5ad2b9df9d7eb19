/** When a signed-in person still counts as being there. Pure. All durations in milliseconds. */

/** Nobody touched the page for so long: whoever sits there now must show who they are. */
export const IDLE = 15 * 60_000;
/** A working day and its overtime; then everybody signs in again. */
export const LONGEST = 12 * 60 * 60_000;
/** Being active is noted no more often than this. */
export const NOTED_EVERY = 30_000;

export type Presence = 'present' | 'locked' | 'over';

export interface Seen {
  readonly createdAt: number;
  readonly seenAt: number;
}

export function presenceOf({ createdAt, seenAt }: Seen, now: number): Presence {
  if (now - createdAt >= LONGEST) return 'over';
  return now - seenAt >= IDLE ? 'locked' : 'present';
}
