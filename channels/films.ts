/** Films without the place they were taken at: the boxes that hold it become free space, so that nothing else moves. Pure. */

/** Boxes that hold others. */
const HOLDERS = ['moov', 'trak'];
/** Where phones write position, device and owner. */
const TELLING = ['udta', 'meta', 'uuid'];

interface Box {
  readonly at: number;
  readonly inside: number;
  readonly end: number;
  readonly name: string;
}

function boxAt(bytes: Buffer, at: number, until: number): Box | undefined {
  if (at + 8 > until) return undefined;
  const size = bytes.readUInt32BE(at);
  const name = bytes.toString('latin1', at + 4, at + 8);
  if (size === 0) return { at, inside: at + 8, end: until, name };
  if (size !== 1) return { at, inside: at + 8, end: at + size, name };
  return at + 16 > until ? undefined : { at, inside: at + 16, end: at + Number(bytes.readBigUInt64BE(at + 8)), name };
}

function blank(bytes: Buffer, { at, inside, end }: Box): void {
  bytes.write('free', at + 4, 'latin1');
  bytes.fill(0, inside, end);
}

/** False when the boxes do not fit into one another. */
function walk(bytes: Buffer, from: number, until: number): boolean {
  for (let at = from; at < until; ) {
    const box = boxAt(bytes, at, until);
    if (box === undefined || box.end > until || box.end < box.inside) return false;
    if (TELLING.includes(box.name)) blank(bytes, box);
    else if (HOLDERS.includes(box.name) && !walk(bytes, box.inside, box.end)) return false;
    at = box.end;
  }
  return true;
}

export function strippedFilm(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  const first = boxAt(copy, 0, copy.length);
  if (first === undefined || !['ftyp', 'moov', 'wide', 'free', 'mdat'].includes(first.name)) return undefined;
  return walk(copy, 0, copy.length) ? copy : undefined;
}
