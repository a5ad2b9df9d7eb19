/**
 * A client's Activity as an inbound message. Pure and total: any JSON gives a message, something to ignore politely, or a
 * refusal with its reason. What a client sends is never trusted to say who it is; the token does.
 */
import { createHash } from 'node:crypto';
import type { InboundBody, Point } from '../channel.ts';
import { type Fields, fields, type Refused, refused, textOf } from '../fields.ts';
import { keepableValue } from '../keepable.ts';
import { type DecodedFile, decodeFiles } from './decode-files.ts';

/** Direct Line's own limit for one activity, in characters. */
const LONGEST_ACTIVITY = 256 * 1024;
const LONGEST_CHANNEL_DATA = 16 * 1024;
const LONGEST_ID = 200;

export type Decoded =
  | {
      readonly kind: 'message';
      readonly body: InboundBody;
      readonly files: readonly DecodedFile[];
      readonly key?: string;
    }
  /** Typing, events, reactions: accepted, and not something a citizen said. */
  | { readonly kind: 'ignored' }
  | Refused;

/** `from.id`, as the client claims it. */
export const claimedId = (activity: unknown): string | undefined => {
  const id = textOf(fields(fields(activity).from).id);
  return id === undefined || id === '' ? undefined : id.slice(0, LONGEST_ID);
};

const short = (key: string) =>
  key.length <= LONGEST_ID ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;

/** What makes a repeat of this activity recognisable. */
function repeatKey(activity: Fields, user: string): string | undefined {
  const client = textOf(fields(activity.channelData).clientActivityID);
  if (client !== undefined && client !== '') return short(`client:${user}:${client}`);
  const own = textOf(activity.id);
  return own === undefined || own === '' ? undefined : short(`id:${user}:${own}`);
}

function tapped(activity: Fields): string | undefined {
  const channelData = fields(activity.channelData);
  const id = textOf(activity.value) ?? textOf(channelData.optionId) ?? textOf(fields(channelData.sawt).optionId);
  return id === undefined || id === '' || id.length > LONGEST_ID ? undefined : id;
}

const place = (entity: Fields): Fields => (entity.type === 'Place' ? fields(entity.geo) : entity);

function point(activity: Fields): Point | undefined {
  const entities = Array.isArray(activity.entities) ? activity.entities : [];
  for (const entity of entities.map((item) => place(fields(item)))) {
    const { latitude, longitude } = entity;
    if (typeof latitude !== 'number' || typeof longitude !== 'number') continue;
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  }
  return undefined;
}

function echo(activity: Fields, user: string): Fields {
  const name = textOf(fields(activity.from).name);
  const data = fields(activity.channelData);
  const whole = JSON.stringify(data).length <= LONGEST_CHANNEL_DATA;
  const channelData = whole ? data : { clientActivityID: textOf(data.clientActivityID)?.slice(0, LONGEST_ID) };
  return {
    from: { id: user, ...(name === undefined ? {} : { name: name.slice(0, LONGEST_ID) }), role: 'user' },
    ...(Object.keys(data).length === 0 ? {} : { channelData }),
    ...(textOf(activity.value) === undefined ? {} : { value: activity.value }),
  };
}

function message(activity: Fields, user: string, files: readonly DecodedFile[]): Decoded {
  const { text: written, locale } = activity;
  if (written !== undefined && written !== null && typeof written !== 'string')
    return refused('invalid_request', { field: 'text', allowed: 'string' });
  const optionId = tapped(activity);
  const spot = point(activity);
  const text = written ?? optionId ?? '';
  if (text.trim() === '' && optionId === undefined && spot === undefined && files.length === 0)
    return refused('empty_message');
  const key = repeatKey(activity, user);
  const body: InboundBody = {
    text,
    ...(optionId === undefined ? {} : { optionId }),
    ...(spot === undefined ? {} : { point: spot }),
    ...(typeof locale === 'string' && locale.length <= 35 ? { locale } : {}),
    echo: echo(activity, user),
  };
  return { kind: 'message', body, files, ...(key === undefined ? {} : { key }) };
}

/** `user`: who sent it, by the token or else by claim. `uploaded`: the attachments list only describes files sent beside it. */
export function decode(raw: unknown, user: string, uploaded: readonly DecodedFile[] = []): Decoded {
  const { attachments, ...rest } = fields(raw);
  const activity = fields(keepableValue(rest));
  if (typeof activity.type !== 'string') return refused('invalid_request', { field: 'type', allowed: 'message' });
  if (JSON.stringify(activity).length > LONGEST_ACTIVITY) return refused('too_large', { allowed: '256K' });
  if (activity.type !== 'message') return { kind: 'ignored' };
  const files = uploaded.length > 0 ? uploaded : decodeFiles(attachments);
  return 'kind' in files ? files : message(activity, user, files);
}
