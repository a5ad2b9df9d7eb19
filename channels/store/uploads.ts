/** Bytes that people attach: kept under an unguessable id, for a day unless a request refers to them. */
import type { Queries } from '../../api/contract/database.ts';
import type { AttachmentRef } from '../channel.ts';

export interface Upload extends AttachmentRef {
  /** The conversation it was sent in; null when it came with a request. */
  readonly conversationId: string | null;
}

export interface NewUpload {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly conversationId?: string;
}

export interface Uploads {
  keep(upload: NewUpload): Promise<AttachmentRef>;
  describe(id: string): Promise<Upload | undefined>;
  open(id: string): Promise<{ readonly upload: Upload; readonly bytes: Uint8Array } | undefined>;
  /** Drops what nobody referred to within a day, save the files of drafts open and not left behind; how many. */
  sweep(): Promise<number>;
}

interface UploadsDeps {
  readonly db: Queries;
  readonly now: () => Date;
  readonly random: (bytes: number) => Buffer;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** So long after its last message nobody can be recognised as the one who began a draft. */
const LEFT_BEHIND_MS = 30 * DAY_MS;

interface Row {
  id: string;
  name: string;
  content_type: string;
  size: number;
  conversation_id: string | null;
}

const described = (row: Row): Upload => ({
  id: row.id,
  name: row.name,
  contentType: row.content_type,
  size: row.size,
  conversationId: row.conversation_id,
});

const COLUMNS = 'id, name, content_type, size, conversation_id';

// A draft that is still open, resumed days later, must find its files; one that nobody came back to is left behind.
const SWEEP = `
  delete from uploads u where not kept and created_at < $1 and not exists (
    select 1 from conversations c
    where c.id = u.conversation_id and c.updated_at >= $2
      and jsonb_array_length(coalesce(c.state -> 'frames', '[]'::jsonb)) > 0
  ) returning id`;

export function createUploads({ db, now, random }: UploadsDeps): Uploads {
  return {
    async keep({ name, contentType, bytes, conversationId }) {
      const id = random(24).toString('base64url');
      await db.query(
        `insert into uploads (id, name, content_type, size, content, conversation_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, name, contentType, bytes.byteLength, Buffer.from(bytes), conversationId ?? null, now()],
      );
      return { id, name, contentType, size: bytes.byteLength };
    },
    async describe(id) {
      const [row] = await db.query<Row>(`select ${COLUMNS} from uploads where id = $1`, [id]);
      return row && described(row);
    },
    async open(id) {
      const [row] = await db.query<Row & { content: Uint8Array }>(
        `select ${COLUMNS}, content from uploads where id = $1`,
        [id],
      );
      return row && { upload: described(row), bytes: row.content };
    },
    async sweep() {
      const at = now().getTime();
      const rows = await db.query(SWEEP, [new Date(at - DAY_MS), new Date(at - LEFT_BEHIND_MS)]);
      return rows.length;
    },
  };
}
