/** What an operator hands over, as what happened: a text, a part of one, or what became of a message of ours. Pure. */
import type { PDU } from 'smpp';
import { phoneOf } from '../phone.ts';
import { type Place, placeIn, placeOf } from './text.ts';

export interface Receipt {
  readonly kind: 'receipt';
  readonly platformId: string;
  /** Undefined: still on its way. */
  readonly status?: 'delivered' | 'undelivered' | 'failed' | 'sent';
}

export interface Text {
  readonly kind: 'text';
  readonly phone: string;
  /** Ours, as the operator writes it. */
  readonly to: string;
  readonly text: string;
  readonly place?: Place;
}

/** Nothing a person wrote: bytes for a program on the telephone, or a sender that is no telephone. */
export type Delivered = Receipt | Text | { readonly kind: 'nothing' };

const STATES: Readonly<Record<string, NonNullable<Receipt['status']>>> = {
  DELIVRD: 'delivered',
  EXPIRED: 'undelivered',
  DELETED: 'undelivered',
  UNDELIV: 'undelivered',
  REJECTD: 'failed',
  ACCEPTD: 'sent',
};
/** The optional parameter message_state counts them. */
const NUMBERED = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];

/** Bits of esm_class: 0x04 a final receipt, 0x20 one on the way. */
const isReceipt = (pdu: PDU) => (Number(pdu.esm_class) & 0x3c) === 0x04 || (Number(pdu.esm_class) & 0x3c) === 0x20;

interface Content {
  readonly text?: string;
  readonly elements: readonly Buffer[];
}

/** The text is in one of two fields; undefined: not of an alphabet. */
function contentOf(pdu: PDU): Content {
  const fields = [pdu.short_message, pdu.message_payload];
  const found = fields.map(asContent).filter((content) => content !== undefined);
  const elements = found.flatMap((content) => content.elements);
  const filled = found.find(({ text }) => text !== '') ?? found[0];
  return { elements, ...(filled?.text !== undefined && { text: filled.text }) };
}

function asContent(field: unknown): Content | undefined {
  if (typeof field !== 'object' || field === null || !('message' in field)) return undefined;
  const { message } = field;
  const elements = 'udh' in field && Array.isArray(field.udh) ? field.udh.filter(Buffer.isBuffer) : [];
  // Eight-bit bytes stay bytes; what is empty is an empty text.
  if (typeof message === 'string') return { text: message, elements };
  return Buffer.isBuffer(message) && message.length > 0 ? { elements } : { text: '', elements };
}

/** `id:… sub:… dlvrd:… submit date:… done date:… stat:DELIVRD err:… text:…`, as appendix B of the specification has it. */
function receiptIn(pdu: PDU, text: string): Receipt | undefined {
  const tagged = pdu.receipted_message_id;
  const platformId = typeof tagged === 'string' && tagged !== '' ? tagged : /\bid:\s*(\S+)/i.exec(text)?.[1];
  if (platformId === undefined) return undefined;
  const named = /\bstat:\s*([A-Z]+)/i.exec(text)?.[1]?.toUpperCase();
  const state = typeof pdu.message_state === 'number' ? NUMBERED[pdu.message_state] : named;
  const status = STATES[state ?? ''];
  return { kind: 'receipt', platformId: withoutEnd(platformId), ...(status && { status }) };
}

/** Some write the C string's end into the value. */
const withoutEnd = (id: string) => id.replaceAll('\0', '');

export function decodeDelivered(pdu: PDU): Delivered {
  const { text, elements } = contentOf(pdu);
  if (isReceipt(pdu) || typeof pdu.receipted_message_id === 'string')
    return receiptIn(pdu, text ?? '') ?? { kind: 'nothing' };
  const phone = phoneOf(String(pdu.source_addr ?? ''));
  if (phone === undefined || text === undefined) return { kind: 'nothing' };
  const part = placeIn(elements) ?? placeOf(pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum);
  // An escape that opens no letter of the alphabet.
  const clean = text.replaceAll('\x1b', ' ');
  return { kind: 'text', phone, to: String(pdu.destination_addr ?? ''), text: clean, ...(part && { place: part }) };
}
