/**
 * A stand-in mail server: speaks SMTP on loopback, keeps what it took, and can be told to refuse, to fall silent or to
 * hang up at any command. For trying letters without an account.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface MailServerOptions {
  /** Asked for by AUTH PLAIN; left out: nobody signs in. */
  readonly user?: string;
  readonly password?: string;
  readonly port?: number;
}

export interface Letter {
  readonly from: string;
  readonly to: string;
  /** As it came, headers and all. */
  readonly raw: string;
}

/** At the next of these commands; `END` is the end of the content. */
export interface Fault {
  readonly at: 'CONNECT' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'END';
  readonly answer?: string;
  readonly hangUp?: boolean;
  readonly silent?: boolean;
  /** The letter is kept all the same: only the answer is lost. */
  readonly taken?: boolean;
}

export interface MailServer {
  readonly url: string;
  readonly letters: readonly Letter[];
  readonly faults: Fault[];
  /** What was sent as `AUTH PLAIN`, in words. */
  readonly signedIn: readonly string[];
  close(): Promise<void>;
}

const PLACES = ['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA'] as const;
const address = (argument: string) => /<([^>]*)>/.exec(argument)?.[1] ?? '';

interface Talk {
  from: string;
  to: string;
  content: string[] | undefined;
}

export async function createMailServer({ user, password, port = 0 }: MailServerOptions = {}): Promise<MailServer> {
  const letters: Letter[] = [];
  const faults: Fault[] = [];
  const signedIn: string[] = [];
  const sockets = new Set<Socket>();

  /** True: a fault has answered in place of the server. */
  const failed = (socket: Socket, at: Fault['at'], taken: () => void = () => undefined): boolean => {
    const index = faults.findIndex((fault) => fault.at === at);
    const [fault] = index < 0 ? [] : faults.splice(index, 1);
    if (fault === undefined) return false;
    if (fault.taken === true) taken();
    if (fault.hangUp === true) socket.destroy();
    else if (fault.silent !== true) socket.write(`${fault.answer ?? '451 4.3.0 try again'}\r\n`);
    return true;
  };

  const signIn = (argument: string): string => {
    const said = Buffer.from(argument.replace(/^PLAIN\s*/i, ''), 'base64').toString('utf8');
    signedIn.push(said);
    return said === `\0${user}\0${password}` ? '235 2.7.0 welcome' : '535 5.7.8 wrong password';
  };

  const answerTo = (command: string, argument: string, talk: Talk): string => {
    switch (command) {
      case 'EHLO':
        return `250-stand-in\r\n250-8BITMIME\r\n250-SIZE 10485760${user === undefined ? '' : '\r\n250-AUTH PLAIN'}\r\n250 PIPELINING`;
      case 'AUTH':
        return signIn(argument);
      case 'MAIL':
        talk.from = address(argument);
        return '250 2.1.0 ok';
      case 'RCPT':
        if (talk.from === '') return '503 5.5.1 who writes?';
        talk.to = address(argument);
        return '250 2.1.5 ok';
      case 'DATA':
        if (talk.to === '') return '503 5.5.1 to whom?';
        talk.content = [];
        return '354 go on';
      case 'QUIT':
        return '221 2.0.0 bye';
      default:
        return command === 'RSET' || command === 'NOOP' ? '250 2.0.0 ok' : '502 5.5.2 unknown';
    }
  };

  const onCommand = (socket: Socket, talk: Talk, line: string) => {
    const [word = '', ...rest] = line.split(' ');
    const command = word.toUpperCase();
    const at = PLACES.find((place) => place === command);
    // What follows a command that failed is refused for being out of order.
    const isInOrder = (at !== 'RCPT' || talk.from !== '') && (at !== 'DATA' || talk.to !== '');
    if (at !== undefined && isInOrder && failed(socket, at)) return;
    socket.write(`${answerTo(command, rest.join(' '), talk)}\r\n`);
    if (command === 'QUIT') socket.end();
  };

  const onContent = (socket: Socket, talk: Talk, content: readonly string[]) => {
    const letter = { from: talk.from, to: talk.to, raw: content.join('\r\n') };
    Object.assign(talk, { from: '', to: '', content: undefined });
    const take = () => {
      letters.push(letter);
    };
    if (failed(socket, 'END', take)) return;
    take();
    socket.write('250 2.0.0 taken\r\n');
  };

  const onLine = (socket: Socket, talk: Talk, line: string) => {
    if (talk.content === undefined) onCommand(socket, talk, line);
    else if (line === '.') onContent(socket, talk, talk.content);
    else talk.content.push(line.replace(/^\./, ''));
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    const talk: Talk = { from: '', to: '', content: undefined };
    let left = '';
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      const lines = (left + chunk).split('\r\n');
      left = lines.pop() ?? '';
      for (const line of lines) onLine(socket, talk, line);
    });
    if (!failed(socket, 'CONNECT')) socket.write('220 stand-in ESMTP\r\n');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const account = user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}@`;

  return {
    url: `smtp://${account}127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    faults,
    signedIn,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Subject and plain words of a letter, decoded. */
export function readLetter({ raw }: Letter): {
  readonly subject: string;
  readonly text: string;
  readonly headers: string;
} {
  const [headers = ''] = raw.split('\r\n\r\n');
  const unfolded = headers.replace(/\r\n[ \t]+/g, ' ');
  const subject = (/^Subject: (.*)$/m.exec(unfolded)?.[1] ?? '').replace(
    /=\?utf-8\?([QB])\?([^?]*)\?=\s*/gi,
    (_, how: string, words: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(words, 'base64').toString('utf8') : quoted(words.replaceAll('_', ' ')),
  );
  const part = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw);
  const isBase64 = /text\/plain[\s\S]{0,200}?Transfer-Encoding: base64/i.test(raw);
  const body = part?.[1] ?? '';
  const text = isBase64 ? Buffer.from(body, 'base64').toString('utf8') : quoted(body.replace(/=\r\n/g, ''));
  return { subject, text: text.replaceAll('\r\n', '\n').trim(), headers: unfolded };
}

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
