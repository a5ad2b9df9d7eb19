/**
 * Pictures and films without what they tell of where and with what they were taken. Pure and lossless: not a pixel is
 * touched, only blocks beside them left out; which way is up stays. What cannot be read as what it claims is refused.
 */
import { strippedFilm } from './films.ts';

type Strip = (bytes: Buffer) => Buffer | undefined;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const APP2 = 0xe2;
const COMMENT = 0xfe;
const isPrivate = (marker: number) => (marker >= 0xe3 && marker <= 0xed) || marker === COMMENT || marker === 0xef;

/** Colour profiles stay; what phones append (further pictures, each with its own place) goes. */
const isProfile = (segment: Buffer) => segment.subarray(4, 15).toString('latin1') === 'ICC_PROFILE';

/** An Exif block that says which way is up, and nothing else. */
function upright(orientation: number): Buffer {
  const block = Buffer.alloc(36);
  block.writeUInt16BE(0xffe1, 0);
  block.writeUInt16BE(34, 2);
  block.write('Exif\0\0MM\0*', 4, 'latin1');
  block.writeUInt32BE(8, 14);
  block.writeUInt16BE(1, 18);
  block.writeUInt16BE(0x0112, 20);
  block.writeUInt16BE(3, 22);
  block.writeUInt32BE(1, 24);
  block.writeUInt16BE(orientation, 28);
  return block;
}

/** 1 to 8; 1, as it stands, when the block does not say or cannot be read. */
function orientationIn(segment: Buffer): number {
  if (segment.subarray(4, 10).toString('latin1') !== 'Exif\0\0' || segment.length < 18) return 1;
  const tiff = segment.subarray(10);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const first = u32(4);
  for (let i = 0; i < Math.min(u16(first), 200); i++) {
    const entry = first + 2 + i * 12;
    if (u16(entry) === 0x0112) return u16(entry + 8) >= 1 && u16(entry + 8) <= 8 ? u16(entry + 8) : 1;
  }
  return 1;
}

/** Where the compressed data that begins here ends: at the next marker that is neither stuffing nor a restart. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

const strippedJpeg: Strip = (bytes) => {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  let turned = 1;
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return undefined;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return undefined;
    const segment = bytes.subarray(at, end);
    if (marker === APP1) turned = turned === 1 ? orientationIn(segment) : turned;
    else if (marker === APP2 ? isProfile(segment) : !isPrivate(marker)) kept.push(segment);
    at = end;
    if (marker !== SOS) continue;
    at = afterScan(bytes, end);
    kept.push(bytes.subarray(end, at));
  }
  if (at + 1 >= bytes.length || bytes[at] !== 0xff || bytes[at + 1] !== EOI) return undefined;
  if (turned !== 1) kept.splice(1, 0, upright(turned));
  return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
};

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TELLING = ['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME'];

const strippedPng: Strip = (bytes) => {
  const kept: Buffer[] = [PNG];
  if (!bytes.subarray(0, 8).equals(PNG)) return undefined;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return undefined;
    if (!TELLING.includes(name)) kept.push(bytes.subarray(at, end));
    // Whatever follows the end is no part of the picture.
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return undefined;
};

/** In the flags of VP8X: there is Exif, there is XMP. */
const HAS_METADATA = 0b0000_1100;

const strippedWebp: Strip = (bytes) => {
  const kept: Buffer[] = [];
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const whole = bytes.readUInt32LE(4) + 8;
  if (whole > bytes.length) return undefined;
  for (let at = 12; at + 8 <= whole; ) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    const name = bytes.toString('latin1', at, at + 4);
    if (at + 8 + size > whole) return undefined;
    if (name === 'VP8X' && size < 10) return undefined;
    const chunk = Buffer.from(bytes.subarray(at, Math.min(end, whole)));
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~HAS_METADATA, 8);
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk);
    at = end;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return kept.length === 0 ? undefined : Buffer.concat([head, body]);
};

/** Its metadata is woven into its index: taking it out would mean making a new file. */
const refused: Strip = () => undefined;

const BY_TYPE: Readonly<Record<string, Strip>> = {
  'image/jpeg': strippedJpeg,
  'image/png': strippedPng,
  'image/webp': strippedWebp,
  'image/heic': refused,
  'image/heif': refused,
  'video/mp4': strippedFilm,
  'video/quicktime': strippedFilm,
  'video/3gpp': strippedFilm,
};

/** The same file without its place; undefined when that cannot be promised. Types that hold none come back as they are. */
export function withoutPlace(bytes: Uint8Array, contentType: string): Uint8Array | undefined {
  const strip = BY_TYPE[contentType];
  return strip === undefined ? bytes : strip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
