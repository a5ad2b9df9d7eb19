/** What a provider is to this door: it takes one text for one telephone and says what became of it. */
import type { Delivery } from '../channel.ts';

export interface Carrier {
  send(phone: string, text: string): Promise<Delivery>;
}

/** What became of a message after it was taken, by the provider's id of it. */
export interface Report {
  readonly platformId: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'undelivered' | 'failed';
  readonly at: Date;
}
