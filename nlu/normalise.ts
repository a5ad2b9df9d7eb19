/**
 * One spelling for many: presentation forms, marks, hamza seats, Persian letters, digits, case and elongation folded,
 * with the way back kept, so that whatever is found can be shown in the person's own letters.
 * Refuses to read more than its limit: of a longer text, the head and the tail.
 */

/** Code units of a raw text that are read. */
export const READ_LIMIT = 3000;
const HEAD = 2200;

export interface Normalised {
  readonly raw: string;
  readonly text: string;
  /** For each code unit of `text`: where its source begins and ends in `raw`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const LETTERS: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ے: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  ة: 'ه',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  گ: 'ك',
  چ: 'ج',
  پ: 'ب',
  ڤ: 'ف',
  ژ: 'ز',
  ڨ: 'ق',
  ء: '',
  ـ: '',
  '؟': '?',
  '،': ',',
  '؛': ';',
  '٪': '%',
  '٫': '.',
  '٬': ',',
  '۔': '.',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '\u00ad': '',
  ß: 'ss',
};

function foldCodePoint(code: number): string {
  if ((code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9)) return String(code & 0xf);
  const character = String.fromCodePoint(code);
  const direct = LETTERS[character];
  if (direct !== undefined) return direct;
  if (/\s/u.test(character)) return code === 0x0a ? '\n' : ' ';
  if (/[\p{M}\p{Cf}\p{Cc}]/u.test(character)) return '';
  const parts = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let folded = '';
  for (const part of parts) folded += part === character ? part : (LETTERS[part] ?? part);
  return folded;
}

/** Folded code units, filled as they are met. */
const known: (string | undefined)[] = new Array<string | undefined>(0x2000);
const rare = new Map<number, string>();

function folded(code: number): string {
  const kept = code < 0x2000 ? known[code] : rare.get(code);
  if (kept !== undefined) return kept;
  const made = foldCodePoint(code);
  if (code < 0x2000) known[code] = made;
  else if (rare.size < 20_000) rare.set(code, made);
  return made;
}

const isDigit = (unit: number) => unit >= 48 && unit <= 57;

/** A third identical letter in a row shows that the run is a drawl, and the whole run becomes one; digits never. */
function collapse(units: number[], starts: number[], ends: number[]): number {
  let length = 0;
  for (let from = 0; from < units.length; ) {
    const unit = units[from] as number;
    let to = from + 1;
    while (to < units.length && units[to] === unit) to++;
    const blank = unit === 10 || unit === 32;
    const keep = (to - from >= 3 && !isDigit(unit)) || blank ? 1 : to - from;
    for (let i = 0; i < keep; i++) {
      units[length] = unit;
      starts[length] = starts[from + i] as number;
      ends[length] = i === keep - 1 ? (ends[to - 1] as number) : (ends[from + i] as number);
      length++;
    }
    from = to;
  }
  return length;
}

const AT_ONCE = 4096;

/** Flat, where adding letter to letter would make a tree that every reader walks. */
function textOf(units: readonly number[]): string {
  let text = '';
  for (let at = 0; at < units.length; at += AT_ONCE) text += String.fromCharCode(...units.slice(at, at + AT_ONCE));
  return text;
}

/** Several readers ask for the same text one after another. */
let last: Normalised | null = null;

export function normalise(raw: string): Normalised {
  if (last?.raw === raw) return last;
  last = folding(raw);
  return last;
}

function folding(raw: string): Normalised {
  const units: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const tail = raw.length > READ_LIMIT ? raw.length - (READ_LIMIT - HEAD) : 0;
  for (let at = 0; at < raw.length; ) {
    if (tail > 0 && at >= HEAD && at < tail) {
      units.push(10);
      starts.push(at);
      ends.push(at + 1);
      at = tail;
    }
    const code = raw.codePointAt(at) as number;
    const next = at + (code > 0xffff ? 2 : 1);
    const text = folded(code);
    for (let i = 0; i < text.length; i++) {
      units.push(text.charCodeAt(i));
      starts.push(at);
      ends.push(next);
    }
    at = next;
  }
  const length = collapse(units, starts, ends);
  units.length = starts.length = ends.length = length;
  return { raw, text: textOf(units), starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** The folded spelling alone, for lists and labels. */
export function fold(text: string): string {
  return normalise(text).text.replace(/\s+/g, ' ').trim();
}

/** What stands in the raw text behind `[start, end)` of the folded one. */
export function rawSpan(n: Normalised, start: number, end: number): Span {
  if (end <= start) return { text: '', start: 0, end: 0 };
  const from = n.starts[start] ?? 0;
  const to = n.ends[end - 1] ?? from;
  return { text: n.raw.slice(from, to), start: from, end: to };
}
