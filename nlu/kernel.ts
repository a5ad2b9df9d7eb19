/**
 * The one loop that most of a prediction is: weights of eight bits times whole numbers, summed for all classes. Written as
 * a few WebAssembly instructions, which take sixteen classes at a time; the plain loop beside it gives the same sums and
 * stands in where WebAssembly is switched off. Knows numbers only.
 */

export interface Kernel {
  /** Sums over the first `count` features, valid until the next call. */
  readonly score: (rows: Int32Array, values: Int32Array, count: number) => Int32Array;
}

export interface Matrix {
  readonly weights: Int8Array;
  readonly rows: number;
  readonly classes: number;
}

export function createPlainKernel({ weights, classes }: Matrix): Kernel {
  const sums = new Int32Array(classes);
  const score: Kernel['score'] = (rows, values, count) => {
    sums.fill(0);
    for (let i = 0; i < count; i++) {
      const from = (rows[i] as number) * classes;
      const value = values[i] as number;
      for (let c = 0; c < classes; c++)
        sums[c] = ((sums[c] as number) + Math.imul(value, weights[from + c] as number)) | 0;
    }
    return sums;
  };
  return { score };
}

/** Classes at a time. */
const LANES = 16;

/** Of the WebAssembly specification, the few that are needed. */
const I32 = 0x7f;
const V128 = 0x7b;
const VOID = 0x40;
const LOOP = 0x03;
const END = 0x0b;
const BR_IF = 0x0d;
const GET = 0x20;
const SET = 0x21;
const TEE = 0x22;
const LOAD_I32 = [0x28, 2, 0];
const CONST_I32 = 0x41;
const LESS_I32 = 0x49;
const ADD_I32 = 0x6a;
const TIMES_I32 = 0x6c;
const simd = (opcode: number): number[] => [0xfd, ...leb(opcode)];
const LOAD = [...simd(0), 0, 0];
const store = (offset: number) => [...simd(11), 0, offset];
const ZERO = [...simd(12), ...new Array<number>(16).fill(0)];
const SPLAT_I32 = simd(17);
const LOW_I8 = simd(0x87);
const HIGH_I8 = simd(0x88);
const LOW_I16 = simd(0xa7);
const HIGH_I16 = simd(0xa8);
const ADD_I32X4 = simd(0xae);
const TIMES_I32X4 = simd(0xb5);

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >> 7)];
}

/** What the function is given, by number: where rows' addresses begin and end, how far behind them values stand... */
const [ADDRESSES, ENDS, VALUES_BEHIND, SUMS, WIDTH] = [0, 1, 2, 3, 4] as const;
/** ...and what it keeps. */
const [BLOCK, AT, WORDS, VALUE, HALF] = [5, 6, 7, 8, 9] as const;
const QUARTERS = [10, 11, 12, 13] as const;

/** Adds a quarter of sixteen weights, times the value, to its sums. */
const quarter = (which: number, widen: readonly number[]) => [
  ...[GET, which, GET, HALF],
  ...widen,
  ...[GET, VALUE, ...TIMES_I32X4, ...ADD_I32X4, SET, which],
];

const [Q0, Q1, Q2, Q3] = QUARTERS;

const oneFeature = [
  ...[GET, AT, ...LOAD_I32, GET, BLOCK, ADD_I32, ...LOAD, SET, WORDS],
  ...[GET, AT, GET, VALUES_BEHIND, ADD_I32, ...LOAD_I32, ...SPLAT_I32, SET, VALUE],
  ...[GET, WORDS, ...LOW_I8, SET, HALF],
  ...quarter(Q0, LOW_I16),
  ...quarter(Q1, HIGH_I16),
  ...[GET, WORDS, ...HIGH_I8, SET, HALF],
  ...quarter(Q2, LOW_I16),
  ...quarter(Q3, HIGH_I16),
];

const oneBlock = [
  ...QUARTERS.flatMap((which) => [...ZERO, SET, which]),
  ...[GET, ADDRESSES, SET, AT],
  ...[LOOP, VOID, ...oneFeature],
  ...[GET, AT, CONST_I32, 4, ADD_I32, TEE, AT, GET, ENDS, LESS_I32, BR_IF, 0, END],
  ...QUARTERS.flatMap((which, i) => [
    ...[GET, SUMS, GET, BLOCK, CONST_I32, 4, TIMES_I32, ADD_I32, GET, which],
    ...store(16 * i),
  ]),
];

const body = [
  ...[3, 2, I32, 3, V128, 4, V128],
  ...[LOOP, VOID, ...oneBlock],
  ...[GET, BLOCK, CONST_I32, LANES, ADD_I32, TEE, BLOCK, GET, WIDTH, LESS_I32, BR_IF, 0, END],
  END,
];

const section = (id: number, content: readonly number[]) => [id, ...leb(content.length), ...content];
const text = (word: string) => [word.length, ...new TextEncoder().encode(word)];

const MODULE = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
  ...section(2, [1, ...text('of'), ...text('memory'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text('score'), 0, 0]),
  ...section(10, [1, ...leb(body.length), ...body]),
]);

const PAGE = 1 << 16;

/** As much of it as is used: the compiler's library for pure rooms has none of it. */
interface Wasm {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { readonly score: (...given: number[]) => void } };
}
const wasm = (globalThis as { WebAssembly?: unknown }).WebAssembly as Wasm | undefined;

/** `most`: features that a text may have. Memory holds addresses, values, sums, weights, in this order. */
export function createKernel(matrix: Matrix, most: number): Kernel {
  if (wasm === undefined) return createPlainKernel(matrix);
  const { weights, rows, classes } = matrix;
  const width = Math.ceil(classes / LANES) * LANES;
  const [values, sums] = [most * 4, most * 8];
  const first = sums + width * 4;
  const memory = new wasm.Memory({ initial: Math.ceil((first + rows * width) / PAGE) });
  const own = new Int8Array(memory.buffer, first, rows * width);
  for (let row = 0; row < rows; row++) own.set(weights.subarray(row * classes, (row + 1) * classes), row * width);
  const program = new wasm.Instance(new wasm.Module(MODULE), { of: { memory } });
  const run = program.exports.score;
  const addressAt = new Int32Array(memory.buffer, 0, most);
  const valueAt = new Int32Array(memory.buffer, values, most);
  const summed = new Int32Array(memory.buffer, sums, classes);
  const score: Kernel['score'] = (of, worth, count) => {
    for (let i = 0; i < count; i++) {
      addressAt[i] = first + (of[i] as number) * width;
      valueAt[i] = worth[i] as number;
    }
    if (count === 0) summed.fill(0);
    else run(0, count * 4, values, sums, width);
    return summed;
  };
  return { score };
}
