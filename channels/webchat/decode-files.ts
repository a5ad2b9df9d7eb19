/** The attachments of an Activity: bytes in a data: URI, or a file that was uploaded here before. Pure; fetches nothing. */
import { LARGEST_FILE } from '../../api/contract/media.ts';
import { fields, type Refused, refused, textOf } from '../fields.ts';
import { ACCEPTED_FILES, acceptedType, plainName } from '../files.ts';
import { keepable } from '../keepable.ts';

export type DecodedFile =
  | { readonly kind: 'bytes'; readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'kept'; readonly id: string };

export const MOST_FILES = 10;
const TOO_LARGE = refused('too_large', { allowed: '10 MB' });
const KEPT = /\/attachments\/([\w-]{32})(?:\?|$)/;
const DATA = /^data:([^,]{0,200}),/;

/** Bytes under the name and type they are declared with; a refusal when such a file is not accepted. */
export function decodeFile(name: string, declared: string, bytes: Uint8Array): DecodedFile | Refused {
  const plain = plainName(keepable(name));
  const contentType = acceptedType(declared, plain);
  if (contentType === undefined) return refused('unsupported_media_type', { allowed: ACCEPTED_FILES });
  if (bytes.byteLength > LARGEST_FILE) return TOO_LARGE;
  return { kind: 'bytes', name: plain, contentType, bytes };
}

function percentDecoded(text: string): Uint8Array | undefined {
  try {
    return Buffer.from(decodeURIComponent(text), 'utf8');
  } catch {
    return undefined;
  }
}

function inline(url: string, head: RegExpExecArray, name: string, declared: string): DecodedFile | Refused {
  const content = url.slice(head[0].length);
  const [type = '', ...parameters] = (head[1] ?? '').split(';');
  if (content.length > LARGEST_FILE * 1.4) return TOO_LARGE;
  const bytes = parameters.includes('base64') ? Buffer.from(content, 'base64') : percentDecoded(content);
  if (bytes === undefined) return refused('invalid_request', { field: 'contentUrl', allowed: 'data:' });
  return decodeFile(name, type === '' ? declared : type, bytes);
}

function attachment(value: unknown): DecodedFile | Refused {
  const { contentUrl, contentType, name } = fields(value);
  const url = textOf(contentUrl);
  if (url === undefined) return refused('unsupported_media_type', { allowed: ACCEPTED_FILES });
  const kept = KEPT.exec(url)?.[1];
  if (kept !== undefined) return { kind: 'kept', id: kept };
  const head = DATA.exec(url);
  if (head === null) return refused('invalid_request', { field: 'contentUrl', allowed: 'data:, upload' });
  return inline(url, head, textOf(name) ?? '', textOf(contentType) ?? '');
}

export function decodeFiles(attachments: unknown): readonly DecodedFile[] | Refused {
  if (attachments === undefined || attachments === null) return [];
  if (!Array.isArray(attachments) || attachments.length > MOST_FILES)
    return refused('invalid_request', { field: 'attachments', allowed: `0-${MOST_FILES}` });
  const files = attachments.map(attachment);
  return files.find((file) => file.kind === 'refused') ?? files.filter((file) => file.kind !== 'refused');
}
