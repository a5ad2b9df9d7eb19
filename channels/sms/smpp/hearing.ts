/**
 * What an operator hands over, made durable: texts as messages, parts gathered into whole ones, receipts noted. Resolves
 * when it is safe to answer the operator; rejects when the operator must keep it.
 */
import { createHash } from 'node:crypto';
import type { PDU } from 'smpp';
import { createLanes } from '../../lanes.ts';
import type { Arrivals } from '../../store/arrivals.ts';
import type { Gathered, LongMessage, Parts } from '../../store/parts.ts';
import type { Report } from '../carrier.ts';
import type { Heard, Taken } from '../heard.ts';
import type { Wish } from '../opt-out.ts';
import { decodeDelivered, type Receipt, type Text } from './decode.ts';
import type { Place } from './text.ts';

export interface HearingDeps {
  readonly parts: Parts;
  readonly arrivals: Arrivals;
  readonly hear: (heard: Heard) => Promise<Taken>;
  readonly answer: (wish: Wish, phone: string, text: string) => void;
  readonly reported: (report: Report) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly failed: (error: unknown) => void;
}

export interface Hearing {
  delivered(pdu: PDU, session: string): Promise<void>;
  /** The operator knows what was answered over this connection before that moment. */
  sure(session: string, before: Date): void;
  /** Long messages that wait too long for a part go on without it. */
  giveUpWaiting(): Promise<void>;
}

/** An operator that has no answer for so long sends again. */
const SLOW_MS = 4000;
const PARTS_WAIT_MS = 2 * 60_000;
const MISSING = '…';
/** Older ones are still recognised over another connection, by their rows. */
const MOST_OPEN = 5000;

interface Open {
  readonly messageId: string;
  readonly session: string;
  readonly begun: number;
  answered?: number;
}

export const wholeOf = ({ parts }: Gathered, total: number): string =>
  Array.from({ length: total }, (_, i) => parts.find(({ number }) => number === i + 1)?.text ?? MISSING).join('');

const messageIdOf = (of: LongMessage, { since }: Gathered) =>
  `smpp:${of.reference}/${of.total}@${new Date(since).getTime()}`;

export function createHearing(deps: HearingDeps): Hearing {
  const { parts, arrivals, now } = deps;
  const lanes = createLanes();
  /** By fingerprint, what the operator may send again. */
  const open = new Map<string, Open>();

  const pass = async (heard: Heard): Promise<void> => {
    const taken = await deps.hear(heard);
    if (taken.kind === 'wish') deps.answer(taken.wish, heard.phone, heard.text);
  };

  const whole = async ({ phone, to, text }: Text, session: string) => {
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([phone, to, text]))
      .digest('base64url');
    const before = open.get(fingerprint);
    const unanswered =
      before?.session === session && (before.answered === undefined || before.answered - before.begun > SLOW_MS);
    const at = now();
    const arrival = { fingerprint, messageId: `smpp:${deps.newId()}`, session, at, unanswered };
    const messageId = await arrivals.begin(arrival);
    const mine: Open = { messageId, session, begun: at.getTime() };
    open.delete(fingerprint);
    open.set(fingerprint, mine);
    const [oldest] = open.keys();
    if (open.size > MOST_OPEN && oldest !== undefined) open.delete(oldest);
    await pass({ phone, text, messageId });
    mine.answered = now().getTime();
  };

  const handOn = async (of: LongMessage, gathered: Gathered) => {
    await pass({ phone: of.sender, text: wholeOf(gathered, of.total), messageId: messageIdOf(of, gathered) });
    await parts.take(of);
  };

  const part = async ({ phone, to, text }: Text, { reference, total, number }: Place) => {
    const of = { sender: phone, recipient: to, reference, total };
    const gathered = await parts.keep(of, number, text, now());
    if (!gathered.taken && gathered.parts.length === total) await handOn(of, gathered);
  };

  const receipt = async ({ platformId, status }: Receipt) => {
    if (status !== undefined) await deps.reported({ platformId, status, at: now() });
  };

  const text = (said: Text, session: string) =>
    lanes.run(said.phone, () => (said.place ? part(said, said.place) : whole(said, session)));

  return {
    async delivered(pdu, session) {
      const said = decodeDelivered(pdu);
      try {
        if (said.kind === 'receipt') await receipt(said);
        else if (said.kind === 'text') await text(said, session);
      } catch (error) {
        deps.failed(error);
        throw error;
      }
    },
    sure(session, before) {
      const isKnown = (each: Open) => each.session === session && (each.answered ?? Infinity) < before.getTime();
      const known = [...open].filter(([, each]) => isKnown(each));
      if (known.length === 0) return;
      for (const [fingerprint] of known) open.delete(fingerprint);
      arrivals.settle(known.map(([, { messageId }]) => messageId)).catch(deps.failed);
    },
    async giveUpWaiting() {
      for (const of of await parts.waiting(new Date(now().getTime() - PARTS_WAIT_MS))) {
        await lanes.run(of.sender, async () => {
          const gathered = await parts.gather(of);
          if (gathered && !gathered.taken) await handOn(of, gathered);
        });
      }
    },
  };
}
