/** Parts of long messages, whichever process each of them reached, until the last one came or the wait was over. */
import type { Queries } from '../../api/contract/database.ts';

/** Which long message: who wrote it, to which number, and how its parts are counted. */
export interface LongMessage {
  readonly sender: string;
  readonly recipient: string;
  readonly reference: number;
  readonly total: number;
}

export interface Gathered {
  /** When the first part came: with the rest of the key it names the message. */
  readonly since: string;
  /** It was handed on before: this part came again. */
  readonly taken: boolean;
  readonly parts: readonly { readonly number: number; readonly text: string }[];
}

export interface Parts {
  /** Keeps a part and gives what there is of its message; a part that came before changes nothing. */
  keep(of: LongMessage, number: number, text: string, at: Date): Promise<Gathered>;
  /** It was handed on: kept a while, to recognise a part that comes again. */
  take(of: LongMessage): Promise<void>;
  /** Messages whose first part came before and that are still not whole. */
  waiting(before: Date): Promise<readonly LongMessage[]>;
  gather(of: LongMessage): Promise<Gathered | undefined>;
  sweep(before: Date): Promise<number>;
}

const KEY = 'sender = $1 and recipient = $2 and reference = $3 and total = $4';

// Telephones count to 256 and begin again: another text under a number that was handed on is another message.
const FORGET_OLD = `
  delete from sms_parts where ${KEY} and taken and not exists (
    select 1 from sms_parts same where same.sender = $1 and same.recipient = $2 and same.reference = $3
      and same.total = $4 and same.number = $5 and same.content = $6)`;

interface Row {
  number: number;
  content: Uint8Array;
  taken: boolean;
  at: string;
}

export function createParts(db: Queries): Parts {
  const key = (of: LongMessage) => [of.sender, of.recipient, of.reference, of.total];
  const gather = async (of: LongMessage): Promise<Gathered | undefined> => {
    const rows = await db.query<Row>(
      `select number, content, taken, at from sms_parts where ${KEY} order by number`,
      key(of),
    );
    const since = rows.map(({ at }) => at).sort()[0];
    if (since === undefined) return undefined;
    const parts = rows.map(({ number, content }) => ({ number, text: Buffer.from(content).toString('utf16le') }));
    return { since, parts, taken: rows.some(({ taken }) => taken) };
  };
  return {
    gather,
    // One statement after another, each committed: of two last parts at once, the later look sees both.
    async keep(of, number, text, at) {
      const content = Buffer.from(text, 'utf16le');
      await db.query(FORGET_OLD, [...key(of), number, content]);
      await db.query(
        `insert into sms_parts (sender, recipient, reference, total, number, content, at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [...key(of), number, content, at],
      );
      return (await gather(of)) ?? { since: at.toISOString(), parts: [{ number, text }], taken: false };
    },
    async take(of) {
      await db.query(`update sms_parts set taken = true where ${KEY} and not taken`, key(of));
    },
    waiting(before) {
      return db.query<LongMessage>(
        `select sender, recipient, reference, total from sms_parts where not taken
         group by sender, recipient, reference, total having min(at) < $1 limit 100`,
        [before],
      );
    },
    async sweep(before) {
      const rows = await db.query('delete from sms_parts where taken and at < $1 returning number', [before]);
      return rows.length;
    },
  };
}
