/**
 * The browser's network, shaped for the connection: fetch, a multipart upload with progress, a socket.
 * The only file of the widget that touches the network; a lost network is an answer here, not an exception.
 */
import { object } from '../activity.ts';
import type { Call, Reply, Transport } from './direct-line.ts';

const PATIENCE = 15_000;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function seconds(header: string | null): number | null {
  const number = Number(header);
  return header === null || Number.isNaN(number) ? null : number;
}

export const transport: Transport = async ({ method, url, token, body }: Call): Promise<Reply | null> => {
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await answer.text();
    return { status: answer.status, retryAfter: seconds(answer.headers.get('retry-after')), body: parse(text) };
  } catch {
    return null;
  }
};

export interface Upload {
  readonly url: string;
  readonly token: string;
  readonly activity: object;
  readonly files: readonly File[];
  progress(share: number): void;
}

/** One multipart post: the activity and its files arrive together or not at all. XHR, since fetch reports no progress. */
export function upload({ url, token, activity, files, progress }: Upload): Promise<Reply | null> {
  const form = new FormData();
  form.append(
    'activity',
    new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
    'activity',
  );
  for (const file of files) form.append('file', file, file.name);
  const request = new XMLHttpRequest();
  request.open('POST', url);
  request.setRequestHeader('authorization', `Bearer ${token}`);
  return new Promise((resolve) => {
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => resolve(null);
    request.onabort = () => resolve(null);
    request.onload = () =>
      resolve({
        status: request.status,
        retryAfter: seconds(request.getResponseHeader('retry-after')),
        body: parse(request.responseText),
      });
    request.send(form);
  });
}

export interface SocketEvents {
  opened(): void;
  frame(value: unknown): void;
  closed(collision: boolean): void;
}

/** Keeps a stream open; answers with the function that closes it. Empty frames are the server's heartbeat. */
export function openSocket(url: string, events: SocketEvents): () => void {
  const socket = new WebSocket(url);
  const heartbeat = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(''), 20_000);
  const impatience = setTimeout(() => socket.readyState === WebSocket.CONNECTING && socket.close(), PATIENCE);
  let wanted = true;
  socket.onopen = () => wanted && events.opened();
  socket.onmessage = ({ data }) => {
    if (wanted && typeof data === 'string' && data !== '') events.frame(object(parse(data)));
  };
  socket.onclose = ({ reason }) => {
    clearInterval(heartbeat);
    clearTimeout(impatience);
    if (wanted) events.closed(/collision/i.test(reason));
  };
  return () => {
    wanted = false;
    socket.close();
  };
}
