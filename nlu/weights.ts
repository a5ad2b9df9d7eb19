/**
 * The model's two files: a JSON header (heads, words) and a binary (which slots, how telling, the weights). Reading checks
 * that they belong together; the bytes depend on the training data alone.
 */
import Type from 'typebox';
import { Value } from 'typebox/value';
import { SLOTS } from './features.ts';
import { IDF_STEP } from './learn.ts';
import type { Trained } from './model.ts';

const FORMAT = 1;

const Header = Type.Object({
  format: Type.Literal(FORMAT),
  slots: Type.Literal(SLOTS),
  rows: Type.Integer(),
  bytes: Type.Integer(),
  heads: Type.Array(
    Type.Object({ name: Type.String(), temperature: Type.Number(), classes: Type.Array(Type.String()) }),
  ),
  /** `word count` pairs, one string: a tenth of the time of as many array entries. */
  words: Type.String(),
  latin: Type.String(),
  said: Type.Optional(Type.Record(Type.String(), Type.String())),
});

export interface ModelFiles {
  readonly header: Uint8Array;
  readonly binary: Uint8Array;
}

export function writeModel(trained: Trained): ModelFiles {
  const { space, total, scales, bias, weights } = trained;
  const bitmap = new Uint8Array(SLOTS / 8);
  for (let slot = 0; slot < SLOTS; slot++) {
    if ((space.rowOf[slot] as number) >= 0) bitmap[slot >> 3] = (bitmap[slot >> 3] as number) | (1 << (slot & 7));
  }
  const idf = Uint8Array.from(space.idf, (value) => Math.round(value * IDF_STEP));
  const floats = new DataView(new ArrayBuffer(total * 8));
  for (let c = 0; c < total; c++) {
    floats.setFloat32(c * 4, scales[c] as number, true);
    floats.setFloat32((total + c) * 4, bias[c] as number, true);
  }
  const parts = [bitmap, new Uint8Array(floats.buffer), idf, new Uint8Array(weights.buffer)];
  const binary = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    binary.set(part, at);
    at += part.length;
  }
  const words = [...trained.words].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([word, count]) => `${word} ${count}`);
  const header = {
    format: FORMAT,
    slots: SLOTS,
    rows: space.rows,
    bytes: binary.length,
    heads: trained.heads,
    words: words.join(' '),
    latin: [...trained.latin].sort().join(' '),
    said: Object.fromEntries([...trained.said].map(([act, spoken]) => [act, [...spoken].sort().join(' ')])),
  };
  return { header: new TextEncoder().encode(`${JSON.stringify(header)}\n`), binary };
}

function readWords(text: string): Map<string, number> {
  const parts = text === '' ? [] : text.split(' ');
  const words = new Map<string, number>();
  for (let i = 0; i + 1 < parts.length; i += 2) words.set(parts[i] as string, Number(parts[i + 1]));
  return words;
}

export function readModel(files: ModelFiles): Trained {
  const header = Value.Parse(Header, JSON.parse(new TextDecoder().decode(files.header)));
  const total = header.heads.reduce((sum, head) => sum + head.classes.length, 0);
  const size = SLOTS / 8 + total * 8 + header.rows * (1 + total);
  if (files.binary.length !== header.bytes || size !== header.bytes) {
    throw new Error(`The model's binary has ${files.binary.length} bytes; its header asks for ${size}: train again.`);
  }
  const bytes = files.binary;
  const floats = new DataView(bytes.buffer, bytes.byteOffset + SLOTS / 8, total * 8);
  const rowOf = new Int32Array(SLOTS).fill(-1);
  let row = 0;
  for (let slot = 0; slot < SLOTS; slot++) if (((bytes[slot >> 3] as number) >> (slot & 7)) & 1) rowOf[slot] = row++;
  const idfAt = SLOTS / 8 + total * 8;
  const weightsAt = idfAt + header.rows;
  return {
    heads: header.heads,
    total,
    space: { rowOf, rows: header.rows, idf: Float32Array.from(bytes.subarray(idfAt, weightsAt), (b) => b / IDF_STEP) },
    scales: Float32Array.from({ length: total }, (_, c) => floats.getFloat32(c * 4, true)),
    bias: Float32Array.from({ length: total }, (_, c) => floats.getFloat32((total + c) * 4, true)),
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + weightsAt, header.rows * total),
    words: readWords(header.words),
    latin: new Set(header.latin.split(' ')),
    said: new Map(Object.entries(header.said ?? {}).map(([act, spoken]) => [act, new Set(spoken.split(' '))])),
  };
}
