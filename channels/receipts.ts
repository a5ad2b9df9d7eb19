/**
 * What platforms say later of what they took. Receipts come late, early, twice and in any order: each only sets its own
 * moment, and the stage is derived from the moments. One that comes before its message was noted as sent waits a little.
 */
import type { Database } from '../api/contract/database.ts';
import type { OutboxFigures } from './figures.ts';
import type { OtherWays } from './other-ways.ts';
import { noteReceipt, noteWatermark, sentElsewhere } from './store/receipts.ts';

export type ReceiptStatus = 'sent' | 'delivered' | 'read' | 'undelivered' | 'failed';

export type Receipt = {
  readonly channel: string;
  readonly status: ReceiptStatus;
  readonly at: Date;
  /** For operators: an error code; nobody's words. */
  readonly why?: string;
} & (
  | { readonly platformId: string }
  /** Everything this person was sent until the watermark. */
  | { readonly recipient: string; readonly watermark: Date }
);

export interface ReceiptsDeps {
  readonly db: Database;
  readonly figures: Pick<OutboxFigures, 'dead' | 'elsewhere'>;
  readonly otherWays?: OtherWays;
  /** How long one waits for its message, each time it is not found. */
  readonly patienceMs?: readonly number[];
}

const PATIENCE_MS = [300, 2000, 10_000];
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** False: nothing of ours has that id. */
export function createReceipts({ db, figures, otherWays, patienceMs = PATIENCE_MS }: ReceiptsDeps) {
  const note = async (receipt: Receipt & { readonly platformId: string }): Promise<boolean> => {
    const noted = await noteReceipt(db, receipt);
    if (noted === undefined) return false;
    if (!noted.died) return true;
    const { letter, id, channel, insteadOf } = noted;
    const failed = letter && { ...letter, channel, ...(insteadOf !== undefined && { insteadOf }) };
    const taken = failed ? ((await otherWays?.(failed)) ?? false) : false;
    if (taken) await sentElsewhere(db, id);
    figures[taken ? 'elsewhere' : 'dead'](channel);
    return true;
  };

  return async (receipt: Receipt): Promise<boolean> => {
    if (!('platformId' in receipt)) {
      await noteWatermark(db, receipt);
      return true;
    }
    if (await note(receipt)) return true;
    for (const wait of receipt.status === 'sent' ? [] : patienceMs) {
      await pause(wait);
      if (await note(receipt)) return true;
    }
    return false;
  };
}
