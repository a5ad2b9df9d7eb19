/** Files of texts to look at, whatever made them: a line each, or JSON lines with a `text`; `-` is what is piped in. */
import { readFileSync } from 'node:fs';
import Type from 'typebox';
import { Value } from 'typebox/value';

const Holder = Type.Object({ text: Type.String() });

export const readWhole = (file: string): string => readFileSync(file === '-' ? 0 : file, 'utf8');

export const linesOf = (whole: string): string[] => whole.split('\n').filter((line) => line.trim() !== '');

function textOf(line: string): string {
  if (!line.startsWith('{')) return line.trim();
  return Value.Parse(Holder, JSON.parse(line)).text;
}

export const readTexts = (file: string): string[] => linesOf(readWhole(file)).map(textOf);
