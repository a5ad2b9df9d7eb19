/**
 * One kept-alive HTTP connection that costs its user next to nothing: what drives must not be what is measured.
 * Knows POST and answers with a length; refuses everything else.
 */
import { connect } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Line {
  /** One at a time. */
  post(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): void;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** The first whole answer in these bytes, and how many it takes. */
function parse(bytes: Buffer): { readonly answer: Answer; readonly length: number } | undefined {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end === -1) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const size = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (size === undefined) throw new Error(`an answer without a length: ${head}`);
  const length = end + END_OF_HEAD.length + Number(size);
  if (bytes.length < length) return undefined;
  const answer = { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', end + END_OF_HEAD.length, length) };
  return { answer, length };
}

export function openLine(url: string): Line {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let waiting: { done(answer: Answer): void; fail(error: Error): void } | null = null;
  let bytes: Buffer = Buffer.alloc(0);
  const fail = (error: Error) => {
    waiting?.fail(error);
    waiting = null;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(`${host} hung up`)));
  socket.on('data', (chunk) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    const whole = parse(bytes);
    if (whole === undefined) return;
    bytes = bytes.subarray(whole.length);
    const { done } = waiting ?? { done: () => undefined };
    waiting = null;
    done(whole.answer);
  });

  return {
    post: (path, body, headers = {}) =>
      new Promise<Answer>((done, reject) => {
        waiting = { done, fail: reject };
        const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
        const length = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
        socket.write(`POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${length}${named.join('')}\r\n${body}`);
      }),
    close: () => socket.destroy(),
  };
}
