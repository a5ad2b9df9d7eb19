/**
 * Direct Line activities as they arrive, decoded into what the transcript can show.
 * Knows the wire; refuses to guess: a field of the wrong kind is left out, an activity nobody can see is dropped.
 */
import type { Option } from '../../channel.ts';

export interface FileRef {
  readonly name: string;
  readonly contentType: string;
  readonly url?: string;
}

/** One message of the conversation, from either side. */
export interface Said {
  readonly id: string;
  readonly mine: boolean;
  readonly text: string;
  readonly at: string;
  readonly lang?: string;
  /** The `channelData.clientActivityID` this widget gave its own message. */
  readonly clientId?: string;
  readonly replyTo?: string;
  /** False for the earlier messages of a turn of several. */
  readonly endsTurn: boolean;
  readonly options: readonly Option[];
  readonly files: readonly FileRef[];
  readonly reference?: string;
  readonly dueAt?: string;
  readonly followUpCode?: string;
  readonly notice?: string;
}

export type Heard = { readonly kind: 'said'; readonly said: Said } | { readonly kind: 'typing' };

export interface ActivitySet {
  readonly heard: readonly Heard[];
  /** Null when the frame carried none: it must not overwrite the one we have. */
  readonly watermark: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** An object, or an empty one: what is missing reads as undefined. */
export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function decodeOptions(sawt: Json, activity: Json): Option[] {
  const offered = [...list(sawt.options), ...list(sawt.topics)].map((option) => ({
    id: object(option).id,
    label: object(option).label,
  }));
  const actions = list(object(activity.suggestedActions).actions).map((action) => ({
    id: object(action).value,
    label: object(action).title,
  }));
  return (offered.length > 0 ? offered : actions).flatMap(({ id, label }) =>
    typeof id === 'string' && typeof label === 'string' ? [{ id, label }] : [],
  );
}

function decodeFiles(activity: Json): FileRef[] {
  return list(activity.attachments).map((attachment) => {
    const { name, contentType, contentUrl } = object(attachment);
    const url = string(contentUrl);
    return {
      name: string(name) ?? '',
      contentType: string(contentType) ?? 'application/octet-stream',
      ...(url === undefined ? {} : { url }),
    };
  });
}

/** Drops the keys whose value is undefined: an optional key is absent, never undefined. */
function present<T extends Json>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function decodeSaid(activity: Json, id: string, userId: string): Said {
  const from = object(activity.from);
  const channelData = object(activity.channelData);
  const sawt = object(channelData.sawt);
  const mine = from.role === 'user' || (from.role !== 'bot' && from.id === userId);
  return {
    id,
    mine,
    text: string(activity.text) ?? '',
    at: string(activity.timestamp) ?? '',
    endsTurn: activity.inputHint !== 'ignoringInput',
    options: mine ? [] : decodeOptions(sawt, activity),
    files: decodeFiles(activity),
    ...present({
      lang: string(activity.locale)?.slice(0, 2),
      clientId: string(channelData.clientActivityID),
      replyTo: string(activity.replyToId),
      reference: string(sawt.reference),
      dueAt: string(sawt.dueAt),
      followUpCode: string(sawt.followUpCode),
      notice: string(sawt.notice),
    }),
  };
}

function decodeActivity(value: unknown, userId: string): Heard[] {
  const activity = object(value);
  const id = string(activity.id);
  if (activity.type === 'typing') return object(activity.from).id === userId ? [] : [{ kind: 'typing' }];
  if (activity.type !== 'message' || id === undefined) return [];
  const said = decodeSaid(activity, id, userId);
  const empty =
    said.text === '' && said.files.length === 0 && said.options.length === 0 && said.reference === undefined;
  return empty ? [] : [{ kind: 'said', said }];
}

/** One frame of the stream or one page of history. */
export function decodeActivitySet(value: unknown, userId: string): ActivitySet {
  const set = object(value);
  return {
    heard: list(set.activities).flatMap((activity) => decodeActivity(activity, userId)),
    watermark: string(set.watermark) ?? null,
  };
}
