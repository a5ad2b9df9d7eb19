/** An operator's SMPP 3.4 as a carrier: texts out in as many parts as they need, messages and receipts in. */
import type { Delivery } from '../../channel.ts';
import type { Arrivals } from '../../store/arrivals.ts';
import type { Parts } from '../../store/parts.ts';
import type { Carrier, Report } from '../carrier.ts';
import type { Heard, Taken } from '../heard.ts';
import type { Wish } from '../opt-out.ts';
import { deliveryOf, isThrottled, isWrongAccount, OK } from './errors.ts';
import { createHearing } from './hearing.ts';
import { type Answer, createLink, type Operator, type Pace } from './link.ts';
import { encodeText } from './text.ts';

/** SMPP_URL (smpp://system_id:password@host:port, or ssmpp:// for TLS) and SMPP_FROM. */
export type SmppSettings = Readonly<Record<string, string>>;

export interface SmppDeps {
  readonly settings: SmppSettings;
  readonly parts: Parts;
  readonly arrivals: Arrivals;
  readonly now: () => Date;
  readonly random: (bytes: number) => Buffer;
  readonly log: { info(facts: object, text: string): void; warn(facts: object, text: string): void };
  readonly pace?: Partial<Pace>;
}

export interface SmppMount {
  readonly hear: (heard: Heard) => Promise<Taken>;
  readonly said: (wish: Wish, text: string) => string;
  readonly reported: (report: Report) => Promise<void>;
}

export interface SmppCarrier extends Carrier {
  open(mount: SmppMount): void;
  sweep(): Promise<void>;
  close(): Promise<void>;
}

const PORT = 2775;
const SECURE_PORT = 3550;
/** So long what was handed on is remembered, to recognise what comes again. */
const REMEMBERED_MS = 60 * 60_000;
const LOOK_FOR_PARTS_EVERY_MS = 30_000;
const THROTTLED_WAITS_MS = [500, 1500, 4000];

export function operatorOf(address: string): Operator {
  const { protocol, hostname, port, username, password } = new URL(address);
  const tls = protocol === 'ssmpp:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (tls ? SECURE_PORT : PORT) : Number(port),
    tls,
    systemId: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

/** Type of number and numbering plan: letters, a short number, or an international one. */
export function addressed(from: string): { readonly ton: number; readonly npi: number; readonly addr: string } {
  const digits = from.replace(/^\+/, '');
  if (!/^\d+$/.test(digits)) return { ton: 5, npi: 0, addr: from.slice(0, 11) };
  return digits.length < 8 ? { ton: 3, npi: 0, addr: digits } : { ton: 1, npi: 1, addr: digits };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function deliveryOfAnswer(answer: Answer): Delivery {
  if (answer.kind === 'no_answer') return { kind: 'unknown', why: 'the operator did not answer' };
  if (answer.kind === 'answered') return deliveryOf(answer.status);
  const wrong = answer.status !== undefined && isWrongAccount(answer.status);
  return wrong ? deliveryOf(answer.status) : { kind: 'later', why: 'the operator is not connected' };
}

const wasTaken = (answer: Answer) => answer.kind === 'answered' && answer.status === OK;

export function createSmpp(deps: SmppDeps): SmppCarrier {
  const { settings, parts, arrivals, now, random, log } = deps;
  const source = addressed(settings.SMPP_FROM ?? '');
  const newId = () => random(12).toString('base64url');
  let reference = random(1).readUInt8();
  let hearing: ReturnType<typeof createHearing> | undefined;
  let looking: NodeJS.Timeout | undefined;

  const link = createLink({
    operator: operatorOf(settings.SMPP_URL ?? ''),
    now,
    newId,
    die: () => random(2).readUInt16BE() / 0x1_0000,
    log,
    onDelivered: async (pdu, session) => hearing?.delivered(pdu, session),
    onSure: (session, since) => hearing?.sure(session, since),
    ...(deps.pace && { pace: deps.pace }),
  });

  const submitPart = async (fields: object): Promise<Answer> => {
    for (const wait of THROTTLED_WAITS_MS) {
      const answer = await link.submit({ ...fields });
      if (answer.kind !== 'answered' || !isThrottled(answer.status)) return answer;
      await pause(wait);
    }
    return link.submit({ ...fields });
  };

  const send = async (phone: string, text: string): Promise<Delivery> => {
    reference = (reference + 1) & 0xff;
    const { dataCoding, esmClass, parts: cuts } = encodeText(text, reference);
    const to = addressed(phone);
    const common = {
      source_addr_ton: source.ton,
      source_addr_npi: source.npi,
      source_addr: source.addr,
      dest_addr_ton: to.ton,
      dest_addr_npi: to.npi,
      destination_addr: to.addr,
      esm_class: esmClass,
      data_coding: dataCoding,
    };
    const answers = await Promise.all(
      cuts.map((cut, i) =>
        // A receipt for the last part speaks for the message: telephones show it when all of it is there.
        submitPart({ ...common, registered_delivery: i === cuts.length - 1 ? 1 : 0, short_message: cut }),
      ),
    );
    const failed = answers.find((answer) => !wasTaken(answer));
    if (failed) return deliveryOfAnswer(failed);
    const last = answers.at(-1);
    const platformId = last?.kind === 'answered' ? last.messageId : '';
    return { kind: 'sent', ...(platformId !== '' && { platformId }) };
  };

  return {
    send,
    open({ hear, said, reported }) {
      const failed = (error: unknown) =>
        log.warn({ err: error }, 'a message of the operator was not kept; it keeps it');
      const answer = (wish: Wish, phone: string, text: string) => void send(phone, said(wish, text));
      const heard = createHearing({ parts, arrivals, hear, answer, reported, now, newId, failed });
      hearing = heard;
      looking = setInterval(() => void heard.giveUpWaiting().catch(failed), LOOK_FOR_PARTS_EVERY_MS);
      link.open();
    },
    async sweep() {
      const before = new Date(now().getTime() - REMEMBERED_MS);
      await Promise.all([parts.sweep(before), arrivals.sweep(before)]);
    },
    async close() {
      clearInterval(looking);
      await link.close();
    },
  };
}
