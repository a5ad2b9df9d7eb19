/** The shipped flows as sources, with one place of one file changed: what a slip of the pen would have made of them. */
import { join } from 'node:path';
import { readFlows, type Source, sourcesIn } from '../../flows/load.ts';

export const SHIPPED = sourcesIn(join(import.meta.dirname, '../../flows'));

/** The text changes once, and must be there: a slip that changes nothing tests nothing. */
export function slip(name: string, from: string, to: string): Source[] {
  return SHIPPED.map((source) => {
    if (source.name !== name) return source;
    if (!source.text.includes(from)) throw new Error(`${name} does not say ${from}`);
    return { name, text: source.text.replace(from, () => to) };
  });
}

/** The line of a file on which a text first stands. */
export function lineOf(sources: readonly Source[], name: string, text: string): number {
  const lines = sources.find((source) => source.name === name)?.text.split('\n') ?? [];
  return lines.findIndex((line) => line.includes(text)) + 1;
}

export const beside = (name: string, text: string): Source[] => [
  ...SHIPPED.filter((source) => source.name !== name),
  { name, text },
];

export const flowsBeside = (name: string, text: string) => readFlows(beside(name, text));
