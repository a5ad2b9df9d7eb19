/**
 * Messages typed here and not yet seen in the conversation: kept in the browser, so that a reload loses none.
 * One stored entry per message: two windows never overwrite each other's. The same client id makes a second send harmless.
 */
import { object, string } from '../activity.ts';
import type { Keep } from '../keep.ts';

export type SendState = 'queued' | 'sending' | 'sent' | 'failed';

export interface Queued {
  readonly clientId: string;
  readonly text: string;
  readonly optionId?: string;
  readonly at: string;
  readonly state: SendState;
  readonly tries: number;
  /** Files live only as long as the page: they cannot be stored. */
  readonly files: readonly File[];
  /** 0 to 1 while files travel. */
  readonly progress?: number;
  /** HTTP status of a final refusal. */
  readonly refused?: number;
}

export type NewMessage = Pick<Queued, 'clientId' | 'text' | 'at' | 'files'> & { readonly optionId?: string };

const PREFIX = 'queue ';
const keyOf = (item: Pick<Queued, 'at' | 'clientId'>) => `${PREFIX}${item.at} ${item.clientId}`;

function decodeStored(value: unknown): Queued[] {
  const { clientId, text, at, optionId } = object(value);
  if (typeof clientId !== 'string' || typeof text !== 'string' || typeof at !== 'string') return [];
  const option = string(optionId);
  return [
    { clientId, text, at, state: 'queued', tries: 0, files: [], ...(option === undefined ? {} : { optionId: option }) },
  ];
}

export interface Queue {
  items(): readonly Queued[];
  add(message: NewMessage): void;
  change(clientId: string, fields: Partial<Pick<Queued, 'state' | 'tries' | 'progress' | 'refused'>>): void;
  /** The conversation shows it now: nothing is left to keep. */
  seen(clientId: string): void;
  /** Drops everything, sent or not. */
  clear(): void;
  /** The first message that still wants sending; none while an earlier one is on its way: order is kept. */
  next(): Queued | undefined;
}

export function createQueue(keep: Keep): Queue {
  let items: readonly Queued[] = keep.keys(PREFIX).flatMap((key) => decodeStored(keep.read(key)));
  const forget = (item: Queued) => keep.drop(keyOf(item));
  return {
    items: () => items,
    add(message) {
      const item: Queued = { ...message, state: 'queued', tries: 0 };
      items = [...items, item];
      const { clientId, text, at, optionId } = item;
      if (item.files.length === 0) keep.write(keyOf(item), { clientId, text, at, ...(optionId ? { optionId } : {}) });
    },
    change(clientId, fields) {
      items = items.map((item) => (item.clientId === clientId ? { ...item, ...fields } : item));
      if (fields.state === 'sent') items.filter((item) => item.clientId === clientId).forEach(forget);
    },
    seen(clientId) {
      items.filter((item) => item.clientId === clientId).forEach(forget);
      items = items.filter((item) => item.clientId !== clientId);
    },
    clear() {
      items.forEach(forget);
      items = [];
    },
    next() {
      const open = items.filter((item) => item.state === 'queued' || item.state === 'sending');
      return open[0]?.state === 'queued' ? open[0] : undefined;
    },
  };
}
