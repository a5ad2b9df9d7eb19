/** Files as people attach them on any channel: the type and name to keep them under. Pure. */
import { MEDIA_TYPES } from '../api/contract/media.ts';

/** For people: what an error names. */
export const ACCEPTED_FILES = 'image, PDF, audio, video (MP4), Word, Excel, PowerPoint, plain text';

const BY_EXTENSION = new Map(
  Object.entries(MEDIA_TYPES).flatMap(([type, ends]) => ends.map((end) => [end, type] as const)),
);

const declared = (contentType: string) => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

/** The media type to keep a file under; undefined when it is not accepted. */
export function acceptedType(contentType: string, name: string): string | undefined {
  const type = declared(contentType);
  if (type === 'image/jpg') return 'image/jpeg';
  if (Object.hasOwn(MEDIA_TYPES, type)) return type;
  if (type !== '' && type !== 'application/octet-stream') return undefined;
  return BY_EXTENSION.get(name.toLowerCase().split('.').at(-1) ?? '');
}

/** A file's name without a path, control characters or excess. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f"]/g, '').trim();
  return plain === '' ? 'attachment' : plain.slice(-200);
}
