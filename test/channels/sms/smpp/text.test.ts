/** Bytes written by hand from the SMPP 3.4 specification and GSM 03.38, beside what we write and read. */
import smpp, { type PDU } from 'smpp';
import { describe, expect, test } from 'vitest';
import { decodeDelivered } from '../../../../channels/sms/smpp/decode.ts';
import { encodeText, placeIn } from '../../../../channels/sms/smpp/text.ts';

const bytes = (hex: string) => Buffer.from(hex.replace(/\s+/g, ''), 'hex');
const c = (text: string) => `${Buffer.from(text, 'latin1').toString('hex')}00`;

/** A whole deliver_sm: the header of 16 octets, then the mandatory fields in their order (section 4.6.1). */
function deliverSm(fields: {
  esm?: string;
  dcs?: string;
  message: string;
  from?: string;
  ton?: string;
  tail?: string;
}) {
  const { esm = '00', dcs = '00', message, from = '962790000001', ton = '01', tail = '' } = fields;
  const short = bytes(message);
  const body = bytes(
    `${c('')} ${ton}01 ${c(from)} 0101 ${c('96265000000')} ${esm} 00 00 ${c('')} ${c('')} 00 00 ${dcs} 00
     ${short.length.toString(16).padStart(2, '0')} ${short.toString('hex')} ${tail}`,
  );
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(0x0000_0005, 4);
  head.writeUInt32BE(7, 12);
  return new smpp.PDU(Buffer.concat([head, body]));
}
const read = (pdu: PDU) => decodeDelivered(pdu);

describe('a text out', () => {
  test('in the default alphabet, one octet a character, an escape two', () => {
    expect(encodeText('Hi @ {€}', 1)).toMatchObject({ dataCoding: 0, esmClass: 0 });
    expect(encodeText('Hi @ {€}', 1).parts[0]?.toString('hex')).toBe('48692000201b281b651b29');
  });
  test('in UCS-2, high octet first', () => {
    expect(encodeText('سلام', 1)).toMatchObject({ dataCoding: 8, esmClass: 0 });
    expect(encodeText('سلام', 1).parts[0]?.toString('hex')).toBe('0633064406270645');
  });
  test('of 160 characters is one message, of 161 two, under the header of GSM 03.40', () => {
    expect(encodeText('a'.repeat(160), 9).parts).toHaveLength(1);
    const { parts, esmClass } = encodeText('a'.repeat(161), 0xab);
    expect(esmClass).toBe(0x40);
    expect(parts.map((part) => part.subarray(0, 6).toString('hex'))).toEqual(['050003ab0201', '050003ab0202']);
    expect(parts.map((part) => part.length)).toEqual([159, 14]);
  });
  test('of 70 and 71 Arabic letters', () => {
    expect(encodeText('ب'.repeat(70), 1).parts).toHaveLength(1);
    expect(encodeText('ب'.repeat(71), 1).parts.map((part) => part.length)).toEqual([6 + 134, 6 + 8]);
  });
  test('is cut neither between an escape and its letter nor between the halves of a character', () => {
    const escaped = encodeText(`${'a'.repeat(152)}{${'b'.repeat(20)}`, 1).parts;
    expect(escaped[0]?.length).toBe(6 + 152);
    expect(escaped[1]?.subarray(6, 8).toString('hex')).toBe('1b28');
    const paired = encodeText(`${'ب'.repeat(66)}😀${'ب'.repeat(10)}`, 1).parts;
    expect(paired[0]?.length).toBe(6 + 132);
  });
});

describe('a text in', () => {
  test('in the default alphabet', () => {
    expect(read(deliverSm({ message: '48656c6c6f 00 1b65' }))).toEqual({
      kind: 'text',
      phone: '+962790000001',
      to: '96265000000',
      text: 'Hello@€',
    });
  });
  test('in UCS-2 and in Latin-1', () => {
    expect(read(deliverSm({ dcs: '08', message: '0645 0631 062d 0628 0627' }))).toMatchObject({ text: 'مرحبا' });
    expect(read(deliverSm({ dcs: '03', message: '63 61 66 e9' }))).toMatchObject({ text: 'café' });
  });
  test('from a number as the country writes it', () => {
    expect(read(deliverSm({ ton: '02', from: '0790000001', message: '61' }))).toMatchObject({ phone: '+962790000001' });
  });
  test.each([
    ['8 bits', '05 00 03 cc 03 02', { reference: 0xcc, total: 3, number: 2 }],
    ['16 bits', '06 08 04 01 02 03 02', { reference: 0x1_0102, total: 3, number: 2 }],
  ])('a part, numbered by %s', (_, udh, place) => {
    expect(read(deliverSm({ esm: '40', dcs: '08', message: `${udh} 0628` }))).toMatchObject({ text: 'ب', place });
  });
  test('a part, numbered by optional parameters', () => {
    const tail = '020c 0002 0005  020e 0001 02  020f 0001 01';
    expect(read(deliverSm({ message: '61', tail }))).toMatchObject({
      text: 'a',
      place: { reference: 0x2_0005, total: 2, number: 1 },
    });
  });
  test('in message_payload', () => {
    expect(read(deliverSm({ message: '', tail: '0424 0003 616263' }))).toMatchObject({ text: 'abc' });
  });
  test('empty is a text all the same', () => {
    expect(read(deliverSm({ message: '' }))).toMatchObject({ kind: 'text', text: '' });
  });
  test.each([
    ['bytes for a program', { dcs: '04', message: '00ff' }],
    ['from a name of letters', { ton: '05', from: 'BANK', message: '61' }],
    ['a receipt without an id', { esm: '04', message: '61' }],
  ])('%s is nothing a person wrote', (_, fields) => {
    expect(read(deliverSm(fields))).toEqual({ kind: 'nothing' });
  });
  test('places that cannot be are none', () => {
    expect(placeIn([bytes('000301 02 00')])).toBeUndefined();
    expect(placeIn([bytes('000301 01 01')])).toBeUndefined();
    expect(placeIn([bytes('000301 02 03')])).toBeUndefined();
    expect(placeIn([bytes('0003')])).toBeUndefined();
  });
});

describe('a receipt', () => {
  const text = (stat: string) =>
    Buffer.from(`id:a1b2 sub:001 dlvrd:001 submit date:2611201200 done date:2611201201 stat:${stat} err:000 text:x`);
  test.each([
    ['DELIVRD', 'delivered'],
    ['EXPIRED', 'undelivered'],
    ['DELETED', 'undelivered'],
    ['UNDELIV', 'undelivered'],
    ['REJECTD', 'failed'],
    ['ACCEPTD', 'sent'],
  ])('%s in words', (stat, status) => {
    const pdu = deliverSm({ esm: '04', message: text(stat).toString('hex') });
    expect(read(pdu)).toEqual({ kind: 'receipt', platformId: 'a1b2', status });
  });
  test('by optional parameters, before what the words say', () => {
    const tail = `001e 0005 ${c('c3d4')} 0427 0001 05`;
    const pdu = deliverSm({ esm: '04', message: text('DELIVRD').toString('hex'), tail });
    expect(read(pdu)).toEqual({ kind: 'receipt', platformId: 'c3d4', status: 'undelivered' });
  });
  test('still on its way is no news', () => {
    expect(read(deliverSm({ esm: '04', message: text('ENROUTE').toString('hex') }))).toEqual({
      kind: 'receipt',
      platformId: 'a1b2',
    });
  });
  test('words like a receipt that a person wrote are words', () => {
    expect(read(deliverSm({ message: text('DELIVRD').toString('hex') }))).toMatchObject({ kind: 'text' });
  });
});
