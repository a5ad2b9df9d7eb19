/**
 * The labelled messages, read line by line and checked: a bad line stops training with its file and number.
 */
import { readdirSync, readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ACTS, AXES, IMPORTANCES, REQUEST_TYPES } from '../api/contract/vocabulary.ts';

const Code = <T extends string>(codes: readonly T[]) => Type.Enum([...codes]);
const NullableText = Type.Union([Type.String(), Type.Null()]);
const labels = {
  type: Type.Optional(Code(REQUEST_TYPES)),
  typeAlso: Type.Optional(Type.Array(Code(REQUEST_TYPES))),
  axis: Type.Optional(Code(AXES)),
  axisAlso: Type.Optional(Type.Array(Code(AXES))),
  importance: Type.Optional(Code(IMPORTANCES)),
  department: Type.Optional(NullableText),
  departmentAlso: Type.Optional(Type.Array(Type.String())),
  governorate: Type.Optional(NullableText),
};
const Line = Type.Object({
  text: Type.String(),
  act: Code(ACTS),
  lang: Type.Optional(Type.String()),
  register: Type.Optional(Type.String()),
  situation: Type.Optional(Type.String()),
  parts: Type.Optional(Type.Array(Type.Object({ text: Type.String(), ...labels }))),
  ...labels,
});
/** A message as it stands in a file. */
export type Labelled = Static<typeof Line>;

export interface Message extends Labelled {
  readonly file: string;
  /** Paraphrases of one situation share it: they stay on one side of any split. */
  readonly group: string;
  /** Cut out of a longer message. */
  readonly isPart: boolean;
}

export const DATA = new URL('./data/', import.meta.url);

export function readLine(file: string, line: string, number: number): Labelled {
  const fail = (why: string) => new Error(`${file}:${number}: not a labelled message: ${why}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    throw fail(error instanceof Error ? error.message : '');
  }
  const [fault] = Value.Errors(Line, parsed);
  if (fault) throw fail(`${fault.instancePath} ${fault.message}`);
  return Value.Parse(Line, parsed);
}

const actGroup = (line: Labelled) => `${line.act}:${line.text.length % 7}:${line.text.slice(0, 2)}`;

function messagesOf(file: string, line: Labelled): Message[] {
  const group = line.situation ?? actGroup(line);
  const whole: Message = { ...line, file, group, isPart: false };
  const parts = (line.parts ?? []).map((part): Message => {
    const shared = { ...(line.lang ? { lang: line.lang } : {}), ...(line.register ? { register: line.register } : {}) };
    return { ...shared, ...part, act: 'request', file, group, isPart: true };
  });
  return [whole, ...parts];
}

/** Every message of the files that `wanted` accepts, in the order of their names. */
export function readMessages(wanted: (file: string) => boolean): Message[] {
  const files = readdirSync(DATA)
    .filter((file) => file.endsWith('.jsonl') && wanted(file))
    .sort();
  return files.flatMap((file) =>
    readFileSync(new URL(file, DATA), 'utf8')
      .split('\n')
      .flatMap((line, i) => (line.trim() === '' ? [] : messagesOf(file, readLine(file, line, i + 1)))),
  );
}

export const isHeldOut = (file: string): boolean => file.includes('heldout');

/** `requests-heldout2.jsonl` and `acts-heldout2.jsonl` are of one hand. */
export const authorOf = (file: string): string => file.replace(/^[a-z]+-/, '').replace(/\.jsonl$/, '');
