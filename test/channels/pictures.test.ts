/** Pictures without their place: bytes made here by hand, so that it is known where the place stood. */
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withoutPlace } from '../../channels/pictures.ts';

const GPS = 'GPS 31.9539N 35.9106E';
const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

function exif(orientation: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  const u16 = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(1, 8);
  u16(0x0112, 10);
  u16(3, 12);
  u32(1, 14);
  u16(orientation, 18);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(GPS)]);
}

const SCAN = Buffer.from([0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33]);
const QUANTS = segment(0xdb, Buffer.alloc(65, 7));
const PROFILE = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'));
const jpeg = (...extra: Buffer[]) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...extra,
    QUANTS,
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    SCAN,
    segment(0xc4, Buffer.alloc(20, 3)),
    segment(0xda, Buffer.from([1, 1, 0, 1, 63, 0])),
    SCAN,
    Buffer.from([0xff, 0xd9]),
  ]);

test.each([true, false])('a JPEG keeps its pixels, colours and which way is up (little endian: %s)', (little) => {
  const xmp = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${GPS}`));
  const iptc = segment(0xed, Buffer.from(GPS));
  const more = segment(0xe2, Buffer.from(`MPF\0${GPS}`, 'latin1'));
  const taken = jpeg(segment(0xe1, exif(6, little)), xmp, iptc, more, PROFILE, segment(0xfe, Buffer.from(GPS)));
  const second = Buffer.concat([taken, jpeg(segment(0xe1, exif(1, little)))]);
  const clean = Buffer.from(withoutPlace(second, 'image/jpeg') ?? []);
  expect(clean.includes(GPS)).toBe(false);
  const up = clean.subarray(2, 38);
  expect(up.toString('latin1', 4, 10)).toBe('Exif\0\0');
  expect(up.readUInt16BE(28)).toBe(6);
  expect(Buffer.concat([clean.subarray(0, 2), clean.subarray(38)])).toEqual(jpeg(PROFILE));
  expect(Buffer.from(withoutPlace(clean, 'image/jpeg') ?? [])).toEqual(clean);
});

test('a JPEG without anything to hide stays as it is, byte for byte', () => {
  expect(Buffer.from(withoutPlace(jpeg(), 'image/jpeg') ?? [])).toEqual(jpeg());
});

const chunk = (name: string, body: Buffer) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, check]);
};
const png = (...extra: Buffer[]) =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.from([0, 9]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

test('a PNG loses Exif, text and whatever follows its end', () => {
  const told = ['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME'].map((name) => chunk(name, Buffer.from(GPS)));
  const profile = chunk('iCCP', Buffer.from('colours'));
  const clean = withoutPlace(Buffer.concat([png(...told, profile), Buffer.from(GPS)]), 'image/png');
  expect(Buffer.from(clean ?? [])).toEqual(png(profile));
});

const riff = (name: string, body: Buffer) => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(name, 'latin1'), size, body, Buffer.alloc(body.length % 2)]);
};
const webp = (flags: number, ...extra: Buffer[]) => {
  const body = [riff('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0])), riff('VP8 ', Buffer.from([1, 2, 3]))];
  return riff('RIFF', Buffer.concat([Buffer.from('WEBP'), ...body, ...extra]));
};

test('a WebP loses Exif and XMP, and no longer says that it has them', () => {
  const told = webp(0b0001_1100, riff('EXIF', Buffer.from(GPS)), riff('XMP ', Buffer.from(GPS)));
  expect(Buffer.from(withoutPlace(told, 'image/webp') ?? [])).toEqual(webp(0b0001_0000));
});

const box = (name: string, body: Buffer) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 8);
  return Buffer.concat([size, Buffer.from(name, 'latin1'), body]);
};

test('a film loses where it was taken, and nothing in it moves', () => {
  const media = box('mdat', Buffer.from('pictures and sound'));
  const place = box('udta', box('\u00a9xyz', Buffer.from(GPS)));
  const head = box('mvhd', Buffer.from('times'));
  const film = Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov', Buffer.concat([head, place])), media]);
  const clean = Buffer.from(withoutPlace(film, 'video/mp4') ?? []);
  expect(clean.length).toBe(film.length);
  expect(clean.includes(GPS)).toBe(false);
  expect(clean.indexOf(media)).toBe(film.indexOf(media));
  expect(clean.includes(head)).toBe(true);
});

test.each([
  ['image/jpeg', Buffer.from('<script>alert(1)</script>')],
  ['image/jpeg', jpeg().subarray(0, 100)],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff])],
  ['image/png', png().subarray(0, 50)],
  ['image/png', Buffer.from('GIF89a')],
  ['image/webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 \xff\xff\xff\xff', 'latin1')],
  ['image/heic', Buffer.from('anything')],
  ['video/mp4', Buffer.from('no film at all')],
  ['video/mp4', box('ftyp', Buffer.from('x')).subarray(0, 8)],
])('%s that cannot be read is refused: %#', (type, bytes) => expect(withoutPlace(bytes, type)).toBeUndefined());

test('what holds no place comes back as it is', () => {
  const bytes = Buffer.from('%PDF-1.7');
  expect(withoutPlace(bytes, 'application/pdf')).toBe(bytes);
});

test('any bytes at all are a picture or refused, quickly', () => {
  for (let seed = 1; seed < 400; seed++) {
    const noise = Buffer.from(Array.from({ length: 300 }, (_, index) => (seed * (index + 7) * 2654435761) & 0xff));
    for (const [type, start] of [
      ['image/jpeg', jpeg().subarray(0, 40)],
      ['image/png', png().subarray(0, 20)],
      ['image/webp', webp(0).subarray(0, 16)],
      ['video/mp4', box('moov', Buffer.alloc(4)).subarray(0, 8)],
    ] as const) {
      expect(() => withoutPlace(Buffer.concat([start, noise]), type)).not.toThrow();
    }
  }
});
