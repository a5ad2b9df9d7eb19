/**
 * The connection to an operator: bound once, looked after, bound again with growing patience when it falls. So many
 * messages are under way at a time and no more; each call ends in an answer, or in saying that none came.
 */
import smpp, { type Fields, type PDU, type Session } from 'smpp';
import { isWrongAccount, OK, TRY_AGAIN } from './errors.ts';

export interface Operator {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Trusted in place of the known authorities. */
  readonly ca?: string;
  readonly systemId: string;
  readonly password: string;
}

export interface LinkDeps {
  readonly operator: Operator;
  /** A message handed to us: the operator is answered when this resolves, and sends it again when it rejects. */
  readonly onDelivered: (pdu: PDU, session: string) => Promise<void>;
  /** The operator answered a call made at `since`: it has read every answer of ours that was sent before. */
  readonly onSure?: (session: string, since: Date) => void;
  readonly now: () => Date;
  readonly newId: () => string;
  /** 0 to 1: spreads reconnections. */
  readonly die: () => number;
  readonly log: { info(facts: object, text: string): void; warn(facts: object, text: string): void };
  readonly pace?: Partial<Pace>;
}

/** Milliseconds, and how many messages may be under way. */
export interface Pace {
  readonly window: number;
  readonly answerMs: number;
  readonly enquireMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly messageId: string }
  /** Surely not sent. */
  | { readonly kind: 'not_bound'; readonly status?: number }
  | { readonly kind: 'no_answer' };

export interface Link {
  submit(fields: Fields): Promise<Answer>;
  readonly bound: boolean;
  open(): void;
  close(): Promise<void>;
}

const PACE: Pace = { window: 10, answerMs: 10_000, enquireMs: 30_000, firstRetryMs: 1000, longestRetryMs: 60_000 };
const INTERFACE_VERSION = 0x34;
const GRACE_MS = 5000;

type Send = (session: Session, onResponse: (pdu: PDU) => void) => boolean;

export function createLink(deps: LinkDeps): Link {
  const { operator, log } = deps;
  const pace = { ...PACE, ...deps.pace };
  const queue: (() => void)[] = [];
  const under = new Set<() => void>();
  let session: Session | undefined;
  let sessionId = '';
  let bound = false;
  let closing = false;
  let refused: number | undefined;
  let tries = 0;
  let timers: NodeJS.Timeout[] = [];

  /** Ends in its answer, or undefined after the time or with the connection. */
  const ask = (to: Session, send: Send): Promise<PDU | undefined> =>
    new Promise((resolve) => {
      const done = (pdu?: PDU) => {
        clearTimeout(timer);
        under.delete(lost);
        resolve(pdu);
      };
      const lost = () => done();
      const timer = setTimeout(lost, pace.answerMs);
      under.add(lost);
      if (!send(to, done)) lost();
    });

  const next = () => queue.shift()?.();
  let busy = 0;
  const inWindow = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= pace.window) await new Promise<void>((resolve) => queue.push(resolve));
    busy++;
    try {
      return await work();
    } finally {
      busy--;
      next();
    }
  };

  const drop = (why: string) => {
    if (session === undefined) return;
    const old = session;
    session = undefined;
    bound = false;
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    for (const lost of [...under]) lost();
    old.destroy();
    if (closing) return;
    const patience = Math.min(pace.longestRetryMs, pace.firstRetryMs * 2 ** tries++);
    const waitMs = isWrongAccount(refused ?? OK) ? pace.longestRetryMs : patience * (0.5 + deps.die() / 2);
    log.warn({ why, waitMs: Math.round(waitMs) }, 'the operator is not connected; it will be tried again');
    timers = [setTimeout(connect, waitMs)];
  };

  const lookAfter = (mine: Session) => {
    const enquire = async () => {
      const since = deps.now();
      const answer = await ask(mine, (to, onResponse) => to.enquire_link({}, onResponse));
      if (session !== mine) return;
      if (answer === undefined) return drop('it is silent');
      deps.onSure?.(sessionId, since);
      timers = [setTimeout(() => void enquire(), pace.enquireMs)];
    };
    timers = [setTimeout(() => void enquire(), pace.enquireMs)];
  };

  const onRequest = async (mine: Session, pdu: PDU) => {
    if (pdu.isResponse() || session !== mine) return;
    if (pdu.command === 'enquire_link') return void mine.send(pdu.response());
    if (pdu.command === 'unbind') {
      mine.send(pdu.response());
      return drop('it unbound us');
    }
    if (pdu.command === 'alert_notification' || pdu.command === 'outbind') return;
    // An unknown command is answered with generic_nack, as the specification asks.
    if (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') {
      const unknown = pdu.command === 'unknown' ? {} : { command_status: smpp.errors.ESME_RINVCMDID ?? 3 };
      return void mine.send(pdu.response(unknown));
    }
    const status = await deps.onDelivered(pdu, sessionId).then(
      () => OK,
      // Not durable: whoever sent it must keep it. What went wrong is logged where it is known.
      () => TRY_AGAIN,
    );
    if (session === mine) mine.send(pdu.response({ command_status: status }));
  };

  const bind = async (mine: Session) => {
    const { systemId: system_id, password } = operator;
    const fields = { system_id, password, interface_version: INTERFACE_VERSION };
    const answer = await ask(mine, (to, onResponse) => to.bind_transceiver(fields, onResponse));
    if (session !== mine) return;
    refused = answer?.command_status ?? OK;
    if (answer === undefined || refused !== OK) return drop(answer ? `it refused us (${refused})` : 'it is silent');
    bound = true;
    tries = 0;
    sessionId = deps.newId();
    log.info({}, 'bound to the operator');
    lookAfter(mine);
  };

  function connect() {
    const { host, port, tls, ca } = operator;
    const mine = smpp.connect({ host, port, tls, ...(ca !== undefined && { ca }) });
    session = mine;
    const ended = (why: string) => () => session === mine && drop(why);
    mine.on(tls ? 'secureConnect' : 'connect', () => void bind(mine));
    // A frame that cannot be read leaves the reader stuck: nothing after it can be trusted.
    mine.on('error', (error: unknown) => session === mine && drop(error instanceof Error ? error.message : 'a fault'));
    mine.on('close', ended('it closed the connection'));
    mine.on('pdu', (pdu: PDU) => void onRequest(mine, pdu));
    timers = [setTimeout(() => session === mine && !bound && drop('no connection in time'), 2 * pace.answerMs)];
  }

  const submit = (fields: Fields): Promise<Answer> =>
    inWindow(async () => {
      const mine = session;
      if (mine === undefined || !bound || closing)
        return { kind: 'not_bound', ...(refused !== undefined && refused !== OK && { status: refused }) } as const;
      const since = deps.now();
      const answer = await ask(mine, (to, onResponse) => to.submit_sm(fields, onResponse));
      if (answer === undefined) return { kind: 'no_answer' };
      if (session === mine) deps.onSure?.(sessionId, since);
      return { kind: 'answered', status: answer.command_status, messageId: String(answer.message_id ?? '') };
    });

  const close = async () => {
    closing = true;
    const mine = session;
    for (const timer of timers) clearTimeout(timer);
    const grace = Math.min(GRACE_MS, pace.answerMs);
    for (let waited = 0; busy > 0 && waited < grace; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    if (mine !== undefined && bound) {
      const unbound = ask(mine, (to, onResponse) => to.unbind({}, onResponse));
      await Promise.race([unbound, new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
    }
    drop('closed');
  };

  return {
    submit,
    open: connect,
    close,
    get bound() {
      return bound;
    },
  };
}
