/**
 * Hands one letter to the mail server and says what became of it; never an exception for what the other side does. A
 * connection for each letter: there are few, and a kept one that fell asleep would make their fate unknown.
 */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Delivery } from '../channel.ts';
import { fateOf, type Phase } from './fate.ts';

export interface Server {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else as soon as the server offers it. */
  readonly secure: boolean;
  readonly user?: string;
  readonly password?: string;
  /** Without TLS nothing is said: a password, or anybody's words, would pass in the open. */
  readonly onlyTls: boolean;
}

export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** Milliseconds; shorter in tests. */
export interface Patience {
  readonly connectMs: number;
  readonly answerMs: number;
}

const PATIENCE: Patience = { connectMs: 5000, answerMs: 15_000 };

interface SmtpFault {
  readonly responseCode?: number;
  readonly code?: string;
  readonly command?: string;
  readonly message?: string;
}

const asFault = (error: unknown): SmtpFault => (typeof error === 'object' && error !== null ? error : {});

/** Settles with the callback or, whichever comes first, with the fall of the connection. */
function step(connection: SMTPConnection, run: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown) => {
      connection.off('error', settle);
      connection.off('end', ended);
      if (error) reject(error);
      else resolve();
    };
    const ended = () => settle({ code: 'ECONNECTION' });
    connection.on('error', settle);
    connection.on('end', ended);
    run(settle);
  });
}

export function createMailClient(server: Server, patience: Partial<Patience> = {}) {
  const { connectMs, answerMs } = { ...PATIENCE, ...patience };
  const { host, port, secure, user, password } = server;

  return async (envelope: Envelope, letter: Buffer): Promise<Delivery> => {
    const connection = new SMTPConnection({
      host,
      port,
      secure,
      requireTLS: server.onlyTls,
      connectionTimeout: connectMs,
      greetingTimeout: answerMs,
      socketTimeout: answerMs,
    });
    let phase: Phase = 'connect';
    let begun = false;
    // Nobody pulls it before the server has asked for the content.
    const content = Readable.from(
      (function* () {
        begun = true;
        yield letter;
      })(),
    );
    try {
      await step(connection, (done) => connection.connect(done));
      if (user !== undefined) {
        phase = 'login';
        await step(connection, (done) => connection.login({ user, pass: password ?? '' }, done));
      }
      phase = 'envelope';
      await step(connection, (done) => connection.send({ ...envelope, size: letter.length }, content, done));
      connection.quit();
      return { kind: 'sent' };
    } catch (error) {
      connection.close();
      const { responseCode, code, command } = asFault(error);
      return fateOf({
        phase: begun ? 'content' : phase,
        begun,
        ofAddress: command === 'RCPT TO' || responseCode === 552,
        ...(responseCode !== undefined && { status: responseCode }),
        ...(code !== undefined && { code }),
      });
    } finally {
      // What falls after the answer is known changes nothing; without a listener it would end the process.
      connection.on('error', () => undefined);
    }
  };
}
