/**
 * Calls of the contact centre, as its telephony transcribes them: verified, told apart, kept, and answered with the request
 * that the caller's words make. Whoever follows a call is told by the bus that there is something to look at.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Assist, CallDesk, CallView, Segment } from '../../api/contract/call.ts';
import { type Database, DatabaseAway } from '../../api/contract/database.ts';
import { ProblemError } from '../../api/contract/problem.ts';
import type { Bus } from '../bus.ts';
import { type Fields, fields, textOf } from '../fields.ts';
import { keepable, keepableValue } from '../keepable.ts';
import { type CallRows, createCallRows, type Known } from '../store/call-segments.ts';
import { createTranscript, type Transcript } from '../store/transcript.ts';
import { decodeTranscript } from './decode.ts';
import { broken, type HeardCall, rolesFrom } from './heard.ts';
import { merge } from './merge.ts';
import { stretchesOf } from './notes.ts';

export const CHANNEL = 'contact_centre';
const SIGNATURE = 'x-sawt-signature';
const LARGEST = 8 * 1024 * 1024;
const MOST_SEGMENTS = 5000;
const LOOK_AGAIN_MS = 2000;
const MOST_OF_A_CALL = 500;
/** A live feed says something at least so often; a silent one was cut off. */
const DROPPED_AFTER_MS = 60 * 60 * 1000;
const ID = /^[\x21-\x7e]{1,200}$/;

export interface CallsDeps {
  readonly db: Database;
  readonly bus: Bus;
  readonly now: () => Date;
  readonly assist: Assist;
  /** There is something new at the desk. */
  readonly stir: () => void;
}

export interface CallCentre extends CallDesk {
  hear(heard: HeardCall, id: string): Promise<CallView>;
  sweep(): Promise<number>;
}

const topic = (id: string) => `call:${id}`;

export function createCallCentre({ db, bus, now, assist, stir }: CallsDeps): CallCentre {
  const rows: CallRows = createCallRows(db);
  const transcript: Transcript = createTranscript(db, CHANNEL);

  const changed = (id: string) => {
    bus.publish(topic(id), { kind: 'look' });
    stir();
  };

  /** A call that the bot answers is heard in its conversation. */
  const spoken = async ({ call, segments }: Known): Promise<readonly Segment[]> => {
    if (call.conversationId === null) return segments;
    const newest = (await transcript.since(call.conversationId, 0, MOST_OF_A_CALL)).filter(
      ({ at }) => at >= call.startedAt,
    );
    return newest.flatMap((kept): Segment[] =>
      kept.body.text === ''
        ? []
        : [
            {
              id: String(kept.seq),
              speaker: kept.direction === 'in' ? 'caller' : 'bot',
              name: null,
              text: kept.body.text,
              startsMs: Math.max(0, Date.parse(kept.at) - Date.parse(call.startedAt)),
              endsMs: null,
              confidence: null,
              final: true,
            },
          ],
    );
  };

  const view = async (known: Known): Promise<CallView> => {
    const segments = [...(await spoken(known))];
    const { conversationId: _, ...call } = known.call;
    return { call, segments, draft: await assist(segments, call.caller) };
  };

  return {
    async hear(heard, id) {
      const at = now();
      const opened = { id, source: CHANNEL, caller: heard.caller ?? null };
      const known = await rows.update(opened, at, (before) => ({
        ...merge(before, heard),
        ended: heard.ended === true,
      }));
      changed(id);
      return view(known);
    },
    list: (query) => rows.list(query),
    async find(id) {
      const known = await rows.find(id);
      return known && view(known);
    },
    follow(id, listener) {
      const leave = bus.subscribe(topic(id), () => listener());
      // Another process may have heard it, and the bus may not say so.
      const timer = setInterval(() => bus.complete() || listener(), LOOK_AGAIN_MS);
      return () => {
        leave();
        clearInterval(timer);
      };
    },
    async conclude(id, result) {
      if (!(await rows.conclude(id, { ...result, at: now().toISOString() }))) return undefined;
      changed(id);
      const known = await rows.find(id);
      return known && view(known);
    },
    read: (notes, caller) => assist(stretchesOf(notes), caller),
    sweep: () => rows.abandon(new Date(now().getTime() - DROPPED_AFTER_MS), now()),
  };
}

/** Over the bytes as they came. */
export function isSigned(raw: Uint8Array, header: unknown, secret: string): boolean {
  const shown = Buffer.from(typeof header === 'string' ? header.trim().toLowerCase() : '');
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}

/** UTF-8 or UTF-16 with its mark; anything else is no text of ours. */
function textIn(raw: Buffer): string {
  const [first, second] = raw;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(raw);
  } catch {
    throw broken('text', 'line 1', 'UTF-8');
  }
}

/** The call's own id, or the one given beside it; a whole file without either is known by its content. */
function idOf(heard: HeardCall, given: Fields, raw: Buffer): string {
  const id = textOf(given.call) ?? heard.id;
  if (id === undefined && heard.whole) return `file-${createHash('sha256').update(raw).digest('hex').slice(0, 24)}`;
  if (id === undefined || !ID.test(id)) throw broken(heard.format, 'call', '"call" / ?call=');
  return id;
}

export function mountTranscripts(server: FastifyInstance, secret: string, centre: CallCentre): void {
  const onTranscript = async (request: FastifyRequest): Promise<CallView> => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const query = fields(request.query);
    const text = textIn(raw);
    const inside = text.trimStart().startsWith('{') ? inner(text) : {};
    const roles = rolesFrom({ ...fields(inside.roles), roles: inside.roles, ...query });
    const decoded = keepableValue(decodeTranscript(text, roles)) as HeardCall; // same shape: only characters change
    if (decoded.segments.length > MOST_SEGMENTS) throw broken(decoded.format, 'segments', `<= ${MOST_SEGMENTS}`);
    const caller = textOf(query.caller_number) ?? decoded.caller;
    const heard = { ...decoded, ...(caller !== undefined && { caller: keepable(caller).slice(0, 40) }) };
    try {
      return await centre.hear(heard, idOf(heard, query, raw));
    } catch (error) {
      // The same words again change nothing, so whoever sends them may always send them again.
      if (error instanceof DatabaseAway) throw new ProblemError(error.unsure ? 'unavailable' : 'not_kept');
      throw error;
    }
  };

  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('preValidation', async (request) => {
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!isSigned(raw, request.headers[SIGNATURE], secret))
        throw new ProblemError('unsigned_transcript', { allowed: 'X-Sawt-Signature: sha256=<hex HMAC>' });
    });
    scope.post('/webhooks/transcripts', { bodyLimit: LARGEST, schema: { hide: true } }, onTranscript);
  });
}

/** What stands beside the transcript: who is who. A broken body is refused where it is read. */
function inner(text: string): Fields {
  try {
    return fields(JSON.parse(text));
  } catch {
    return {};
  }
}
