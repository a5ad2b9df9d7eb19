/** The part of a Bot Framework Activity that web chat reads and writes, and the names of its parts. Pure. */

export const CHANNEL = 'webchat';
export const BOT = { id: 'sawt', name: 'صوت', role: 'bot' } as const;

export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly [field: string]: unknown;
}

export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark: string;
}

/** Ids sort as text in the order of the transcript. */
export const activityId = (conversationId: string, seq: number) => `${conversationId}|${String(seq).padStart(7, '0')}`;

/** Opaque to clients. Undefined: not one of ours; a missing one means `otherwise`. */
export function readWatermark(watermark: string | undefined, otherwise: number): number | undefined {
  if (watermark === undefined || ['', '-', 'null', 'undefined'].includes(watermark)) return otherwise;
  return /^\d{1,9}$/.test(watermark) ? Number(watermark) : undefined;
}
