/**
 * A stand-in for an operator's message centre: SMPP 3.4 on loopback, with telephones that write and receive. It refuses
 * what an operator refuses (a wrong account, no bind, a bad number, too long, too many at once) and sends receipts.
 */
import type { AddressInfo } from 'node:net';
import smpp, { type PDU, type Server, type Session } from 'smpp';

export interface SmscSettings {
  readonly systemId: string;
  readonly password: string;
  readonly port?: number;
  /** Messages a second; more are throttled. */
  readonly mostASecond?: number;
  readonly receipts?: boolean;
}

export interface Received {
  readonly phone: string;
  readonly from: string;
  readonly text: string;
  readonly parts: number;
  readonly alphabet: 'GSM-7' | 'UCS-2';
}

export interface Smsc {
  readonly url: string;
  readonly port: number;
  /** Everything that telephones received, whole messages alone. */
  readonly received: readonly Received[];
  /** Whoever is bound now. */
  bound(): readonly Session[];
  /** A telephone writes; resolves with the status of each part when it was taken. */
  say(phone: string, text: string, to?: string): Promise<readonly number[]>;
  /** The next so many submissions are answered with this status. */
  refuse(status: number, times: number): void;
  /** The next so many submissions get no answer at all. */
  ignore(times: number): void;
  onReceived(listener: (received: Received) => void): void;
  close(): Promise<void>;
}

const errors = smpp.errors as Readonly<Record<string, number>>;
const ROOM = { 0: [160, 153], 8: [70, 67] } as const;

interface Waiting {
  readonly parts: Map<number, string>;
}

const textOf = (pdu: PDU): { text: string; udh: readonly Buffer[] } => {
  const { message, udh } = (pdu.short_message ?? {}) as { message?: string | Buffer; udh?: readonly Buffer[] };
  return { text: typeof message === 'string' ? message : '', udh: udh ?? [] };
};

/** `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…` */
const receiptText = (id: string, stat: string) =>
  `id:${id} sub:001 dlvrd:001 submit date:2611201200 done date:2611201201 stat:${stat} err:000 text:`;

export async function createSmsc(settings: SmscSettings): Promise<Smsc> {
  const { systemId, password, mostASecond = 1000, receipts = true } = settings;
  const received: Received[] = [];
  const listeners: ((received: Received) => void)[] = [];
  const bound = new Set<Session>();
  const waiting = new Map<string, Waiting>();
  let refusing = { status: 0, times: 0 };
  let ignoring = 0;
  let ids = 0;
  let references = 0;
  let second = { at: 0, count: 0 };

  const hand = (whole: Received) => {
    received.push(whole);
    for (const listener of listeners) listener(whole);
  };

  const take = (pdu: PDU) => {
    const phone = `+${pdu.destination_addr}`;
    const from = String(pdu.source_addr);
    const { text, udh } = textOf(pdu);
    const alphabet = pdu.data_coding === 8 ? 'UCS-2' : 'GSM-7';
    const place = udh.find((element) => element[0] === 0);
    if (!place) return hand({ phone, from, text, parts: 1, alphabet });
    const [, , reference, total = 0, number = 0] = place;
    const key = `${phone} ${reference} ${total}`;
    const known = waiting.get(key) ?? { parts: new Map() };
    waiting.set(key, known);
    known.parts.set(number, text);
    if (known.parts.size < total) return;
    waiting.delete(key);
    const whole = Array.from({ length: total }, (_, i) => known.parts.get(i + 1) ?? '').join('');
    hand({ phone, from, text: whole, parts: total, alphabet });
  };

  const statusFor = (session: Session, pdu: PDU): number => {
    if (!bound.has(session)) return errors.ESME_RINVBNDSTS ?? 4;
    if (refusing.times > 0) {
      refusing = { ...refusing, times: refusing.times - 1 };
      return refusing.status;
    }
    const at = Math.floor(performance.now() / 1000);
    second = second.at === at ? { at, count: second.count + 1 } : { at, count: 1 };
    if (second.count > mostASecond) return errors.ESME_RTHROTTLED ?? 0x58;
    if (!/^\d{5,15}$/.test(String(pdu.destination_addr))) return errors.ESME_RINVDSTADR ?? 0x0b;
    if (String(pdu.source_addr) === '') return errors.ESME_RINVSRCADR ?? 0x0a;
    const [alone] = ROOM[pdu.data_coding === 8 ? 8 : 0];
    return textOf(pdu).text.length > alone ? (errors.ESME_RINVMSGLEN ?? 1) : 0;
  };

  const onSubmit = (session: Session, pdu: PDU) => {
    if (ignoring > 0) {
      ignoring--;
      return;
    }
    const status = statusFor(session, pdu);
    const id = `m${++ids}`;
    session.send(pdu.response(status === 0 ? { message_id: id } : { command_status: status }));
    if (status !== 0) return;
    take(pdu);
    if (!receipts || pdu.registered_delivery !== 1) return;
    const receipt = {
      source_addr_ton: 1,
      source_addr_npi: 1,
      source_addr: String(pdu.destination_addr),
      destination_addr: String(pdu.source_addr),
      esm_class: 0x04,
      data_coding: 0,
      short_message: Buffer.from(receiptText(id, 'DELIVRD')),
      receipted_message_id: id,
      message_state: 2,
    };
    session.deliver_sm(receipt, () => {});
  };

  const onBind = (session: Session, pdu: PDU) => {
    const wrong =
      pdu.system_id !== systemId ? errors.ESME_RINVSYSID : pdu.password !== password ? errors.ESME_RINVPASWD : 0;
    if (bound.has(session)) return void session.send(pdu.response({ command_status: errors.ESME_RALYBND }));
    session.send(pdu.response(wrong ? { command_status: wrong } : { system_id: 'stand-in' }));
    if (!wrong) bound.add(session);
  };

  const server: Server = smpp.createServer((session) => {
    session.on('close', () => bound.delete(session));
    session.on('error', () => session.destroy());
    session.on('pdu', (pdu: PDU) => {
      if (pdu.isResponse()) return;
      if (pdu.command === 'bind_transceiver') return onBind(session, pdu);
      if (pdu.command === 'submit_sm') return onSubmit(session, pdu);
      if (pdu.command === 'unbind') bound.delete(session);
      if (['unbind', 'enquire_link', 'unknown'].includes(pdu.command)) return void session.send(pdu.response());
      session.send(pdu.response({ command_status: errors.ESME_RINVCMDID }));
    });
  });
  await new Promise<void>((resolve) => server.listen(settings.port ?? 0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;

  const deliver = (session: Session, fields: Readonly<Record<string, unknown>>) =>
    new Promise<number>((resolve) => {
      session.deliver_sm(fields, (answer) => resolve(answer.command_status));
    });

  return {
    url: `smpp://${encodeURIComponent(systemId)}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    port,
    received,
    bound: () => [...bound],
    async say(phone, text, to = '96265000000') {
      const [session] = bound;
      if (!session) throw new Error('nobody is bound');
      const coding = smpp.encodings.ASCII.match(text) ? 0 : 8;
      const [alone, part] = ROOM[coding];
      const cuts = text.length <= alone ? [text] : (text.match(new RegExp(`[\\s\\S]{1,${part}}`, 'g')) ?? []);
      const reference = ++references & 0xff;
      const address = {
        source_addr_ton: 1,
        source_addr_npi: 1,
        source_addr: phone.replace('+', ''),
        destination_addr: to,
      };
      return Promise.all(
        cuts.map((message, i) => {
          const udh = Buffer.from([5, 0, 3, reference, cuts.length, i + 1]);
          const short_message = cuts.length === 1 ? { message } : { udh, message };
          return deliver(session, { ...address, data_coding: coding, short_message });
        }),
      );
    },
    refuse: (status, times) => {
      refusing = { status, times };
    },
    ignore: (times) => {
      ignoring = times;
    },
    onReceived: (listener) => void listeners.push(listener),
    close: () =>
      new Promise((resolve) => {
        for (const session of server.sessions) session.destroy();
        server.close(() => resolve());
      }),
  };
}
