/** Speaks to a house through its inbox, answers whatever is asked, and reads what was kept, straight from the rows. */
import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import type { OutboundBody } from '../../channels/channel.ts';

const CHANNEL = 'webchat';
export const MATTER = 'صارلي ٣ شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا';

/** What the citizen of these tests says to each question: a text, or an option tapped. */
const ANSWERS: Readonly<Record<string, { text: string; optionId?: string }>> = {
  type: { text: 'شكوى', optionId: 'complaint' },
  department: { text: 'الأحوال المدنية', optionId: 'CSPD' },
  governorate: { text: 'إربد', optionId: 'IRBID' },
  location: { text: 'تخطي', optionId: 'skip' },
  description: { text: MATTER },
  name: { text: 'محمد العلي' },
  phone: { text: '0790000000' },
};

export interface Said {
  readonly id: string;
  readonly text: string;
  readonly messageId?: string;
  readonly optionId?: string;
  readonly kind?: 'message' | 'start';
  /** The person who writes, when it is the one of another conversation. */
  readonly of?: string;
  readonly proven?: boolean;
}

/** Kept in the inbox; its turn runs behind it. */
export function send(app: App, said: Said) {
  const { id, text, messageId = randomUUID(), optionId, kind = 'message', of = id, proven = true } = said;
  return app.inbox.receive({
    conversationId: id,
    channel: CHANNEL,
    sender: { key: `${CHANNEL}:dl_${of}`, proven },
    messageId,
    kind,
    body: { text, locale: 'ar', ...(optionId !== undefined && { optionId }) },
  });
}

/** Said, and heard what came back. */
export async function say(app: App, said: Said): Promise<OutboundBody[]> {
  const { seq } = await send(app, said);
  await app.queue.idle();
  return repliesTo(app, said.id, seq);
}

export async function repliesTo({ db }: Pick<App, 'db'>, id: string, seq: number): Promise<OutboundBody[]> {
  const rows = await db.query<{ body: OutboundBody }>(
    `select body from messages where conversation_id = $1 and direction = 'out' and reply_to = $2 order by seq`,
    [id, seq],
  );
  return rows.map((row) => row.body);
}

/** Talks until this is asked. */
export async function talkUntil(app: App, id: string, ask: string): Promise<void> {
  await say(app, { id, text: '', kind: 'start' });
  let heard = await say(app, { id, text: MATTER });
  for (let turns = 0; turns < 12; turns += 1) {
    const asked = heard.at(-1)?.sawt?.ask ?? '';
    if (asked === ask) return;
    const answer = ANSWERS[asked];
    if (!answer) throw new Error(`${id} was asked "${asked}": ${heard.map((each) => each.text).join('\n')}`);
    heard = await say(app, { id, ...answer });
  }
  throw new Error(`${id} was never asked ${ask}`);
}

export interface Line {
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly message_id: string | null;
  readonly reply_to: number | null;
  readonly body: OutboundBody;
}

export const transcript = ({ db }: Pick<App, 'db'>, id: string): Promise<Line[]> =>
  db.query<Line & object>(
    'select seq, direction, message_id, reply_to, body from messages where conversation_id = $1 order by seq',
    [id],
  );

/** References told in the conversation, repeats included. */
export const told = (lines: readonly Line[]): string[] =>
  lines.flatMap(({ body, direction }) => (direction === 'out' && body.sawt?.reference ? [body.sawt.reference] : []));

export async function filed({ db }: Pick<App, 'db'>): Promise<string[]> {
  const rows = await db.query<{ reference: string }>('select reference from requests');
  return rows.map((row) => row.reference);
}

export async function pending({ db }: Pick<App, 'db'>): Promise<number> {
  const [row] = await db.query<{ sum: number }>('select coalesce(sum(pending), 0)::integer as sum from conversations');
  return row?.sum ?? -1;
}

export const shown = (reference: string) => reference.replace(/(\d{4})(?=\d)/g, '$1 ');

/** How often each inbound message was answered: `[seq, groups]`; exactly once each is `1` everywhere. */
export function answeredTimes(lines: readonly Line[]): Map<number, number> {
  const groups = new Map<number, number>();
  let last: number | null = null;
  for (const line of lines) {
    if (line.direction === 'in') groups.set(line.seq, groups.get(line.seq) ?? 0);
    if (line.direction === 'out' && line.reply_to !== null && line.reply_to !== last)
      groups.set(line.reply_to, (groups.get(line.reply_to) ?? 0) + 1);
    last = line.direction === 'out' ? line.reply_to : last;
  }
  return groups;
}

/** A conversation in which every message had one turn: nothing waits, the version counts the turns. */
export async function expectedOnce({ db }: Pick<App, 'db'>, id: string) {
  const [row] = await db.query<{ pending: number; version: number; ins: number; handled: number; last_in: number }>(
    `select pending, version, handled,
       (select count(*)::integer from messages where conversation_id = c.id and direction = 'in') as ins,
       (select max(seq) from messages where conversation_id = c.id and direction = 'in') as last_in
     from conversations c where id = $1`,
    [id],
  );
  return { pending: row?.pending, turns: row?.version, messages: row?.ins, upTo: row?.handled, newest: row?.last_in };
}
