/**
 * The product's own keys. What the environment sets is used and never stored; what it leaves out is made once and kept in
 * the database, so that restarts and every replica know it. Keys that nobody outside needs are derived.
 */
import { createHash, hkdfSync } from 'node:crypto';
import type { Queries } from '../contract/database.ts';

export interface GivenKeys {
  readonly admin: string | null;
  readonly directline: string | null;
  readonly data: string | null;
}

export interface Keys {
  readonly admin: string;
  /** Made just now: this is the only time it is told. */
  readonly adminMade: boolean;
  readonly directline: string;
  /** Encrypts requesters' identities. */
  readonly data: string;
  /** The bot's own key to the request API. */
  readonly bot: string;
  /** Signs web chat tokens. */
  readonly tokens: Uint8Array;
}

export async function keepKeys(db: Queries, given: GivenKeys, random: (bytes: number) => Uint8Array): Promise<Keys> {
  const made = () => Buffer.from(random(24)).toString('base64url');
  const keep = async (name: string, value: string) => {
    const fresh = await db.query(
      'insert into keys (name, value) values ($1, $2) on conflict do nothing returning name',
      [name, value],
    );
    if (fresh.length > 0) return { value, fresh: true };
    const [kept] = await db.query<{ value: string }>('select value from keys where name = $1', [name]);
    return { value: kept?.value ?? value, fresh: false };
  };
  const known = async (name: string, set: string | null) =>
    set === null ? keep(name, made()) : { value: set, fresh: false };

  const admin = await known('admin', given.admin);
  const directline = await known('directline', given.directline);
  const data = await known('data', given.data);
  const mark = createHash('sha256').update(derive(data.value, 'mark')).digest('base64url');
  if ((await keep('data_mark', mark)).value !== mark) throw new Error(OTHER_KEY);
  return {
    admin: admin.value,
    adminMade: admin.fresh,
    directline: directline.value,
    data: data.value,
    bot: derive(data.value, 'bot').toString('base64url'),
    tokens: derive(data.value, 'web chat tokens'),
  };
}

const derive = (key: string, purpose: string) => Buffer.from(hkdfSync('sha256', key, 'sawt', purpose, 32));

const OTHER_KEY =
  'DATA_KEY is not the key this database was written under: set the same DATA_KEY as before, the same on every replica';
