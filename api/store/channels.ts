/** The operator's switch of each channel, and who turned it. */
import type { ChannelChange, ChannelState, ChannelStates, ChannelSwitch } from '../contract/channels.ts';
import type { Database, Queries } from '../contract/database.ts';
import { readVersion } from './directory.ts';

interface Row {
  name: string;
  is_on: boolean;
  notice_ar: string | null;
  notice_en: string | null;
  banner_ar: string | null;
  banner_en: string | null;
  updated_at: string;
}

const words = (ar: string | null, en: string | null) => (ar === null || en === null ? null : { ar, en });

const stateOf = (row: Row): ChannelState => ({
  name: row.name,
  on: row.is_on,
  notice: words(row.notice_ar, row.notice_en),
  banner: words(row.banner_ar, row.banner_en),
  updatedAt: row.updated_at,
});

export async function loadChannels(db: Database): Promise<ChannelStates> {
  // The version first: rows that change meanwhile are read again.
  const version = await readVersion(db, 'channels');
  const rows = await db.query<Row>('select * from channel_switches');
  return { version, states: new Map(rows.map((row) => [row.name, stateOf(row)])) };
}

/** What holds of a channel; one that nobody touched is on. */
export async function readChannel(db: Queries, name: string): Promise<ChannelState> {
  const [row] = await db.query<Row>('select * from channel_switches where name = $1', [name]);
  return row ? stateOf(row) : { name, on: true, notice: null, banner: null, updatedAt: null };
}

export interface Turned {
  readonly name: string;
  readonly wanted: ChannelSwitch;
  readonly actor: string;
  readonly at: Date;
}

export function turnChannel(db: Database, { name, wanted, actor, at }: Turned): Promise<ChannelState> {
  const { on, notice = null, banner = null } = wanted;
  return db.transaction(async (inside) => {
    await inside.query(
      `insert into channel_switches (name, is_on, notice_ar, notice_en, banner_ar, banner_en, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (name) do update set is_on = $2, notice_ar = $3, notice_en = $4,
         banner_ar = $5, banner_en = $6, updated_at = $7`,
      [name, on, notice?.ar ?? null, notice?.en ?? null, banner?.ar ?? null, banner?.en ?? null, at],
    );
    const state = JSON.stringify({ on, notice, banner });
    await inside.query('insert into channel_changes (name, actor, at, state) values ($1, $2, $3, $4)', [
      name,
      actor,
      at,
      state,
    ]);
    return readChannel(inside, name);
  });
}

type Change = { at: string; actor: string; state: Omit<ChannelChange, 'at' | 'actor'> };

/** The newest first. */
export async function changesOf(db: Queries, name: string): Promise<ChannelChange[]> {
  const rows = await db.query<Change>(
    'select at, actor, state from channel_changes where name = $1 order by seq desc limit 50',
    [name],
  );
  return rows.map(({ at, actor, state }) => ({ at, actor, ...state }));
}
