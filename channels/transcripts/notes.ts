/**
 * What an agent types by hand, as stretches of a call: each line the caller's. A line that is but a name or a number reads
 * as the answer to the question it must have answered. Pure.
 */
import type { Segment } from '../../api/contract/call.ts';

type Speaker = Segment['speaker'];

/** Asked in the words that the reader of calls knows. */
const ASKED = { name: 'name?', phone: 'phone?' } as const;
const NAME = /^\p{L}[\p{L}.'’-]*(?:\s+\p{L}[\p{L}.'’-]*){0,3}$/u;
const NUMBER = /^[+\p{Nd}][\p{Nd}\s()-]{6,}$/u;

const said = (speaker: Speaker, text: string, number: number): Segment => ({
  id: `n${number}`,
  speaker,
  name: null,
  text,
  startsMs: number * 1000,
  endsMs: null,
  confidence: null,
  final: true,
});

/** The matter stands first: a first line is never a name. */
function askedBy(line: string, at: number): string | undefined {
  if (NUMBER.test(line)) return ASKED.phone;
  return at > 0 && NAME.test(line) ? ASKED.name : undefined;
}

/** A name with its number behind it is two answers. */
function apart(line: string, at: number): string[] {
  const [, name = '', number = ''] = /^(\D+?)[\s:،,]+([+\p{Nd}][\p{Nd}\s()-]{6,})$/u.exec(line) ?? [];
  return at > 0 && NAME.test(name) ? [name, number] : [line];
}

export function stretchesOf(notes: string): Segment[] {
  const lines = notes
    .split(/\r?\n/)
    .flatMap((line, at) => apart(line.trim(), at))
    .filter((line) => line !== '');
  return lines
    .flatMap((line, at): (readonly [Speaker, string])[] => {
      const question = askedBy(line, at);
      // Without one the last question would still be open.
      return [
        ['agent', question ?? '…'],
        ['caller', line],
      ];
    })
    .map(([speaker, text], number) => said(speaker, text, number));
}
