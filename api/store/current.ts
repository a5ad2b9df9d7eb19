/**
 * Keeps official rows in memory and reads them again when their version row has moved.
 * Looks at the version behind the caller's back, at most once a second, so that nobody waits for it;
 * while the database is away the last known rows serve.
 */
import type { ChannelStates } from '../contract/channels.ts';
import { type Database, DatabaseAway } from '../contract/database.ts';
import type { Directory } from '../contract/directory.ts';
import type { Policy } from '../domain/due.ts';
import { loadChannels } from './channels.ts';
import { loadDirectory, loadPolicy, readVersion, type VersionName } from './directory.ts';

const LOOK_EVERY = 1000;

interface KeepOptions<Rows> {
  readonly db: Database;
  readonly now: () => Date;
  readonly name: VersionName;
  readonly load: (db: Database) => Promise<Rows>;
}

function keep<Rows extends { readonly version: string }>({ db, now, name, load }: KeepOptions<Rows>) {
  let kept: Rows | null = null;
  let loading: Promise<Rows> | null = null;
  let looked = Number.NEGATIVE_INFINITY;
  let fault: unknown = null;

  const read = () => {
    loading ??= load(db)
      .then((rows) => {
        kept = rows;
        return rows;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };

  const look = async (rows: Rows) => {
    try {
      if ((await readVersion(db, name)) !== rows.version) await read();
    } catch (error) {
      // Away: the next look tries again. Anything else is a bug, and meets whoever asks next.
      if (!(error instanceof DatabaseAway)) fault = error;
    }
  };

  return async (): Promise<Rows> => {
    if (fault !== null) throw fault;
    const at = now().getTime();
    if (kept === null) {
      looked = at;
      return read();
    }
    if (Math.abs(at - looked) >= LOOK_EVERY) {
      looked = at;
      void look(kept);
    }
    return kept;
  };
}

interface Source {
  readonly db: Database;
  readonly now: () => Date;
}

export const keepDirectory = (source: Source): (() => Promise<Directory>) =>
  keep({ ...source, name: 'directory', load: loadDirectory });

export const keepPolicy = (source: Source): (() => Promise<Policy>) =>
  keep({ ...source, name: 'policy', load: loadPolicy });

export const keepChannels = (source: Source): (() => Promise<ChannelStates>) =>
  keep({ ...source, name: 'channels', load: loadChannels });
