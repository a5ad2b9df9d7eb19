/** Which files people may attach on any channel: what can show a matter, nothing that runs. Pure. */

export const LARGEST_FILE = 10 * 1024 * 1024;

const TYPES: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic'],
  'image/heif': ['heif'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a'],
  'audio/x-m4a': [],
  'audio/aac': ['aac'],
  'audio/ogg': ['ogg', 'oga'],
  'audio/opus': ['opus'],
  'audio/wav': ['wav'],
  'audio/webm': ['weba'],
  'audio/amr': ['amr'],
  'video/mp4': ['mp4'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'video/3gpp': ['3gp'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
};

/** For people: what an error names. */
export const ACCEPTED_FILES = 'image, PDF, audio, video (MP4), Word, Excel, PowerPoint, plain text';

const BY_EXTENSION = new Map(Object.entries(TYPES).flatMap(([type, ends]) => ends.map((end) => [end, type] as const)));

const declared = (contentType: string) => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

/** The media type to keep a file under; undefined when it is not accepted. */
export function acceptedType(contentType: string, name: string): string | undefined {
  const type = declared(contentType);
  if (type === 'image/jpg') return 'image/jpeg';
  if (Object.hasOwn(TYPES, type)) return type;
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
