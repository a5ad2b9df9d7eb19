/** What a message holds: words, files to fetch, a place. Pure; fetches nothing. */
import type { Point } from '../channel.ts';
import { type Fields, fields } from '../fields.ts';

/** A file that waits at its platform, at an address that soon expires. */
export interface RemoteFile {
  readonly url: string;
  readonly type: string;
}

export interface Contents {
  readonly text: string;
  readonly files: readonly RemoteFile[];
  readonly point: Point | undefined;
  /** Things that this door cannot take, and the person must be told. */
  readonly lost: number;
}

const FETCHED = ['image', 'audio', 'video', 'file'];
/** Something of Facebook's own, shared: its address is all there is. */
const SHARED = ['fallback', 'reel', 'ig_reel', 'post', 'ig_post', 'share', 'story_mention'];
/** The three sizes of the thumb. */
const THUMBS = ['369239263222822', '369239343222814', '369239383222810'];
const THUMB = '\u{1F44D}';
const STICKER = '\u{1F642}';

type Part =
  | { readonly kind: 'file'; readonly file: RemoteFile }
  | { readonly kind: 'point'; readonly point: Point }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'sticker'; readonly words: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'lost' };

const said = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Until the end of August 2026 a sticker was also an image; since then it has a type of its own. */
function partOf({ type, title, url, payload: given }: Fields): Part {
  const payload = fields(given);
  if (type === 'sticker' || payload.sticker_id !== undefined) {
    return { kind: 'sticker', words: THUMBS.includes(String(payload.sticker_id)) ? THUMB : STICKER };
  }
  if (typeof type !== 'string') return { kind: 'lost' };
  if (type === 'location') return placeOf(fields(payload.coordinates));
  if (FETCHED.includes(type)) {
    return said(payload.url) === '' ? { kind: 'lost' } : { kind: 'file', file: { url: said(payload.url), type } };
  }
  if (!SHARED.includes(type)) return type === 'appointment_booking' ? { kind: 'nothing' } : { kind: 'lost' };
  const words = [said(title) || said(payload.title), said(url) || said(payload.url)].filter((part) => part !== '');
  return words.length === 0 ? { kind: 'lost' } : { kind: 'words', words: words.join(' ') };
}

function placeOf({ lat, long }: Fields): Part {
  const inside = typeof lat === 'number' && typeof long === 'number' && Math.abs(lat) <= 90 && Math.abs(long) <= 180;
  return inside ? { kind: 'point', point: { latitude: lat, longitude: long } } : { kind: 'lost' };
}

const isNew = (part: string, written: string) => !written.includes(part.split(' ').at(-1) ?? part);

export function contentsOf(message: Fields): Contents {
  const attachments = Array.isArray(message.attachments) ? message.attachments : [];
  const parts = attachments.map((attachment) => partOf(fields(attachment)));
  const written = said(message.text);
  // A link that was typed comes a second time as what it leads to.
  const shared = parts.flatMap((part) => (part.kind === 'words' && isNew(part.words, written) ? [part.words] : []));
  const stickers = parts.flatMap((part) => (part.kind === 'sticker' ? [part.words] : []));
  const points = parts.flatMap((part) => (part.kind === 'point' ? [part.point] : []));
  const text = [written, ...shared].filter((words) => words !== '').join('\n');
  const files = parts.flatMap((part) => (part.kind === 'file' ? [part.file] : []));
  // A link's preview without an address says nothing that the text beside it does not.
  const unreadable = parts.filter((part) => part.kind === 'lost').length;
  const lost = written === '' ? unreadable : 0;
  return {
    text: text === '' && files.length === 0 ? (stickers[0] ?? '') : text,
    files,
    point: points[0],
    lost: lost + (message.is_unsupported === true && written === '' && parts.length === 0 ? 1 : 0),
  };
}
