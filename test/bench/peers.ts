/**
 * What a turn costs at the least: bare Fastify, the same with one durable INSERT, and the limit of any chat backend on
 * these parts: body verified, session and two messages in ONE statement, the reply posted to the provider. No rule at all.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { Pool } from 'undici';

export const SECRET = 'secret-of-the-bench';

interface Said {
  readonly id: string;
  readonly user: string;
  readonly text: string;
}

const TABLES = `
  create table if not exists peer_inserts (id text primary key, body jsonb not null, at timestamptz not null);
  create table if not exists peer_sessions (
    id text primary key, state jsonb not null, version integer not null default 0, updated_at timestamptz not null);
  create table if not exists peer_messages (
    session text not null, seq integer not null, direction text not null, body jsonb not null, at timestamptz not null,
    primary key (session, seq));`;

const INSERT = { name: 'insert', text: 'insert into peer_inserts (id, body, at) values ($1, $2, $3)' };
const TURN = {
  name: 'turn',
  text: `
    with session as (
      insert into peer_sessions (id, state, updated_at) values ($1, $2, $5)
      on conflict (id) do update
      set state = excluded.state, version = peer_sessions.version + 1, updated_at = excluded.updated_at
      returning version)
    insert into peer_messages (session, seq, direction, body, at)
    select $1, session.version * 2 + said.seq, said.direction, said.body, $5
    from session, (values (1, 'in', $3::jsonb), (2, 'out', $4::jsonb)) as said (seq, direction, body)`,
};

const sign = (body: Buffer) => Buffer.from(`sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`);

function signed(body: Buffer, header: string | string[] | undefined): boolean {
  const [wanted, given] = [sign(body), Buffer.from(String(header))];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** As much state and as long a reply as a form of five questions has. */
const stateOf = ({ text }: Said) => ({ flow: 'complaint', step: 3, slots: { type: 'complaint', text }, misses: 0 });
const replyTo = ({ user, text }: Said) => ({
  recipient: user,
  message: { text: `شكراً لك، وصلتنا رسالتك: ${text.slice(0, 60)}. ما اسمك الكامل؟`, quick_replies: [] },
});

export interface PeersDeps {
  readonly databaseUrl: string;
  readonly providerUrl: string;
  readonly now: () => Date;
}

export async function buildPeers({ databaseUrl, providerUrl, now }: PeersDeps): Promise<FastifyInstance> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query(TABLES);
  const { origin, pathname } = new URL(providerUrl);
  const provider = new Pool(origin, { connections: 32, pipelining: 1 });
  const server = Fastify({ logger: false });

  server.post('/bare', (request, reply) => reply.send({ id: (request.body as Said).id }));
  server.post('/insert', async (request) => {
    const said = request.body as Said;
    await pool.query({ ...INSERT, values: [said.id, JSON.stringify(said), now()] });
    return { id: said.id };
  });
  await server.register(async (scope) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post('/limit', async (request, reply) => {
      const raw = request.body as Buffer;
      if (!signed(raw, request.headers['x-signature'])) return reply.code(403).send({});
      const said = JSON.parse(raw.toString()) as Said;
      const answer = JSON.stringify(replyTo(said));
      const values = [said.user, JSON.stringify(stateOf(said)), JSON.stringify(said), answer, now()];
      await pool.query({ ...TURN, values });
      const headers = { 'content-type': 'application/json', authorization: 'Bearer of-the-bench' };
      const taken = await provider.request({ method: 'POST', path: pathname, headers, body: answer });
      await taken.body.dump();
      return { id: said.id };
    });
  });
  server.addHook('onClose', async () => {
    await provider.close();
    await pool.end();
  });
  return server;
}
