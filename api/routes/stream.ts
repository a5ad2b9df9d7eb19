/**
 * An answer that goes on: server-sent events, for as long as whoever asked may see them. A session that is locked or over
 * ends the stream; the browser asks again, and is refused like everybody.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../deps.ts';
import { sessionOf } from '../plugins/session.ts';

const ALIVE_MS = 15_000;

export type Tell = (event: string, value: unknown) => void;

export interface Streaming {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly api: Pick<Api, 'db' | 'vault' | 'now' | 'publicUrl'>;
}

/** A key has no session, and needs none. */
async function mayStay({ request, api }: Streaming): Promise<boolean> {
  if (request.headers.authorization !== undefined) return true;
  const session = await sessionOf(request, api);
  return session !== null && !session.locked;
}

/** `begin` is given how to tell and returns how to stop. */
export function openStream(streaming: Streaming, begin: (tell: Tell) => () => void): void {
  const { request, reply } = streaming;
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const tell: Tell = (event, value) => {
    if (!raw.destroyed) raw.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  };
  const look = async () => {
    if (await mayStay(streaming)) raw.write(': still here\n\n');
    else raw.end();
  };
  const alive = setInterval(() => {
    look().catch((error: unknown) => request.log.warn({ err: error }, 'a session could not be looked at'));
  }, ALIVE_MS);
  const leave = begin(tell);
  raw.on('close', () => {
    leave();
    clearInterval(alive);
  });
}

/** Runs `look` once for each time it is called and never twice at once; calls meanwhile count as one. */
export function inTurn(look: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let busy = false;
  let again = false;
  const run = async () => {
    again = true;
    if (busy) return;
    busy = true;
    try {
      while (again) {
        again = false;
        await look();
      }
    } finally {
      busy = false;
    }
  };
  return () => void run().catch(failed);
}
