/**
 * When a screen reader hears what: each turn of the other side exactly once, whole, however many messages it has.
 * One's own messages and replays of history are never spoken.
 */
import type { Said } from '../activity.ts';

/** The messages of a turn that has not ended yet. */
export type Gathering = readonly Said[];

/** The turns that are complete now, and the one still gathering. */
export function gather(gathering: Gathering, said: Said): { turns: readonly Gathering[]; gathering: Gathering } {
  if (said.mine) return { turns: [], gathering };
  const sameTurn = gathering.length === 0 || gathering[0]?.replyTo === said.replyTo;
  const before = sameTurn ? [] : [gathering];
  const now = sameTurn ? [...gathering, said] : [said];
  return said.endsTurn ? { turns: [...before, now], gathering: [] } : { turns: before, gathering: now };
}

export interface Wording {
  readonly choices: string;
  readonly comma: string;
  readonly file: string;
}

/** One sentence for the live region. */
export function spoken(turn: Gathering, wording: Wording): string {
  const texts = turn.flatMap(({ text, files }) => [text, ...files.map(({ name }) => `${wording.file} ${name}`)]);
  const options = turn.at(-1)?.options ?? [];
  const labels = options.map(({ label }) => label).join(wording.comma);
  return [...texts, labels === '' ? '' : `${wording.choices} ${labels}`].filter((text) => text !== '').join('\n');
}
