/** The door on a real port, with a small bot behind it that answers each message by repeating it. */
import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Database } from '../../../api/contract/database.ts';
import { type Bus, createLocalBus } from '../../../channels/bus.ts';
import type { Kept, OutboundBody } from '../../../channels/channel.ts';
import { type Arrival, createInbox, type Inbox } from '../../../channels/inbox.ts';
import { createUploads } from '../../../channels/store/uploads.ts';
import { mountWebchat } from '../../../channels/webchat/index.ts';

export const SECRET = 'secret-of-the-tests';
export const KEY = 'signing-key-of-the-tests';

export interface EchoServer {
  readonly server: FastifyInstance;
  readonly url: string;
  readonly directLine: string;
  readonly inbox: Inbox;
  readonly bus: Bus;
  readonly arrivals: Arrival[];
  close(): Promise<void>;
}

interface Options {
  readonly now?: () => Date;
  readonly bus?: Bus;
  /** What the bot says; undefined: it keeps silent. */
  readonly answer?: (arrival: Arrival) => OutboundBody | undefined;
  readonly publicUrl?: string;
  readonly fileBytes?: number;
}

export const repeatBack = ({ message }: Arrival): OutboundBody => ({
  text: message.kind === 'start' ? 'أهلا' : `قلت: ${message.body.text}`,
  lang: 'ar',
  inputHint: 'expectingInput',
  options: [
    { id: 'yes', label: 'نعم' },
    { id: 'no', label: 'لا' },
  ],
  sawt: { ask: 'confirm', options: [{ id: 'yes', label: 'نعم' }] },
});

async function say(db: Database, { message }: Arrival, body: OutboundBody, at: Date): Promise<Kept> {
  const { conversationId } = message;
  const [row] = await db.query<{ seq: number }>(
    `with conversation as (
       update conversations set last_seq = last_seq + 1, pending = pending - 1, version = version + 1, handled = $2
       where id = $1 returning last_seq)
     insert into messages (conversation_id, seq, direction, kind, reply_to, body, at)
     select $1, last_seq, 'out', 'message', $2, $3::text::jsonb, $4 from conversation returning seq`,
    [conversationId, message.seq, JSON.stringify(body), at],
  );
  const seq = row?.seq ?? 0;
  return { conversationId, seq, at: at.toISOString(), direction: 'out', kind: 'message', replyTo: message.seq, body };
}

export async function startEcho(db: Database, options: Options = {}): Promise<EchoServer> {
  const {
    now = () => new Date(),
    bus = createLocalBus({ alone: true }),
    answer = repeatBack,
    publicUrl,
    fileBytes,
  } = options;
  const server = Fastify({ logger: false, forceCloseConnections: true });
  const arrivals: Arrival[] = [];
  const working = new Set<Promise<unknown>>();

  async function turn(arrival: Arrival) {
    const body = answer(arrival);
    if (body === undefined) return;
    const kept = await say(db, arrival, body, now());
    bus.publish(arrival.message.conversationId, { kind: 'kept', messages: [kept] });
  }

  const wake = (_conversationId: string, arrival: Arrival) => {
    arrivals.push(arrival);
    const work = turn(arrival).finally(() => working.delete(work));
    working.add(work);
  };

  const inbox = createInbox({ db, bus, now, atOnce: async () => undefined, wake });
  const uploads = createUploads({ db, now, random: randomBytes });
  const limits = fileBytes === undefined ? {} : { fileBytes };
  const common = { db, inbox, uploads, bus, now, random: randomBytes, secret: SECRET, key: KEY, ...limits };
  await mountWebchat(server, publicUrl === undefined ? common : { ...common, publicUrl });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    server,
    url,
    directLine: `${url}/directline/v3/directline`,
    inbox,
    bus,
    arrivals,
    async close() {
      await Promise.allSettled([...working]);
      await server.close();
      await bus.close();
    },
  };
}
