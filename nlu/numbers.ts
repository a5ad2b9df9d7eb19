/**
 * Numbers as people write and say them: any digits, any separators, digits spelled one by one or in tens, in Arabic,
 * English, dialect and Arabizi. Gives runs of digits with the tokens they came from; what a run means is decided elsewhere.
 */
import { DIGIT_WORDS, TENS_WORDS } from './lexicon.ts';
import { normalise } from './normalise.ts';
import { remembered } from './remembered.ts';
import { type Token, tokenise } from './tokens.ts';

export interface Digits {
  readonly digits: string;
  /** Tokens `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** Some of it was spelled in words. */
  readonly spelled: boolean;
}

const SEPARATORS = new Set(['-', '.', '/', '_', '|', '(', ')', '+', '#', ',', ':', '*', '\\', '\u2022']);
const JOINERS = new Set(['و', 'then', 'dash', 'and', 'بعدين', 'ثم', 'شرطه', 'ناقص', 'شحطه', 'وبعدين']);
const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['دبل', 2],
]);

interface Piece {
  readonly digits: string;
  readonly tens: number | null;
  readonly unit: boolean;
  /** English says the tens first: "twenty six". */
  readonly english?: boolean;
  readonly joined: boolean;
}

/** One word as a number; a glued "و" is seen through. */
export const numberWord = remembered((word): Piece | null => {
  for (const [text, joined] of [
    [word, false],
    [word.startsWith('و') ? word.slice(1) : '', true],
  ] as const) {
    if (text === '') continue;
    const digit = DIGIT_WORDS.get(text);
    if (digit !== undefined) return { digits: digit, tens: null, unit: true, joined };
    const tens = TENS_WORDS.get(text);
    if (tens !== undefined) return { digits: String(tens), tens, unit: false, joined, english: /ty$/.test(text) };
  }
  return null;
});

/** A small whole number: digits, or one or two words ("خمسة وعشرين", "twenty five"). */
export function smallNumber(words: readonly string[]): number | null {
  const text = words.join(' ');
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const run = digitRuns(tokenise(normalise(text).text))[0];
  return run && run.from === 0 && run.digits.length <= 3 && run.to === words.length ? Number(run.digits) : null;
}

/** "ستة وعشرين" is 26 and so is "twenty six"; "ستة عشرين" is 6 then 20. */
function fuse(last: Piece | undefined, next: Piece): Piece | null {
  if (!last) return null;
  const fused = (value: number): Piece => ({ digits: String(value), tens: null, unit: false, joined: false });
  const roundTens = (piece: Piece) => piece.tens !== null && piece.tens >= 20 && piece.tens % 10 === 0;
  if (last.unit && next.joined && roundTens(next) && last.digits !== '0')
    return fused((next.tens ?? 0) + Number(last.digits));
  if (roundTens(last) && last.english && next.unit && next.digits !== '0' && !next.joined)
    return fused((last.tens ?? 0) + Number(next.digits));
  return null;
}

interface Run {
  pieces: Piece[];
  from: number;
  to: number;
  spelled: boolean;
  repeat: number;
}

const close = (run: Run): Digits => ({
  digits: run.pieces.map((piece) => piece.digits).join(''),
  from: run.from,
  to: run.to,
  spelled: run.spelled,
});

function add(run: Run, piece: Piece, at: number, spelled: boolean): void {
  const fused = spelled ? fuse(run.pieces[run.pieces.length - 1], piece) : null;
  if (fused) run.pieces[run.pieces.length - 1] = fused;
  else for (let i = 0; i < run.repeat; i++) run.pieces.push(piece);
  run.repeat = 1;
  run.to = at + 1;
  run.spelled ||= spelled;
}

/** Maximal runs of digits and digit words, over separators between them. */
export function digitRuns(tokens: readonly Token[]): Digits[] {
  const runs: Digits[] = [];
  let run: Run | null = null;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const spelled = token.kind !== 'number';
    const piece = spelled
      ? token.kind === 'sign'
        ? null
        : numberWord(token.text)
      : { digits: token.text, tens: null, unit: false, joined: false };
    if (piece) {
      run ??= { pieces: [], from: at, to: at, spelled: false, repeat: 1 };
      add(run, piece, at, spelled);
      continue;
    }
    if (!run) continue;
    const repeat = REPEATS.get(token.text);
    if (repeat !== undefined) run.repeat = repeat;
    else if (!SEPARATORS.has(token.text) && !JOINERS.has(token.text)) {
      runs.push(close(run));
      run = null;
    }
  }
  if (run) runs.push(close(run));
  return runs;
}
