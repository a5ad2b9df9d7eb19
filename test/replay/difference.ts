/** What a citizen would now see otherwise: another question, other options, a filing more or less, other words. Pure. */
import type { OutboundBody } from '../../channels/channel.ts';

export interface Difference {
  readonly conversation: string;
  /** Of the citizen's messages, from 1. */
  readonly turn: number;
  readonly what: 'question' | 'options' | 'filing' | 'notice' | 'words';
  readonly was: string;
  readonly is: string;
}

type Seen = Readonly<Record<Difference['what'], string>>;

function seen(said: readonly OutboundBody[], mask: (text: string) => string): Seen {
  const last = said.at(-1);
  const filed = said.filter(({ sawt }) => sawt?.reference !== undefined).length;
  const ids = (last?.options ?? []).map(({ id }) => (/^\d{12}$/.test(id) ? '#' : id));
  return {
    question: last?.sawt?.ask ?? 'none',
    options: ids.join(' ') || 'none',
    filing: `${filed} filed`,
    notice: said.flatMap(({ sawt }) => sawt?.notice ?? []).join(' ') || 'none',
    words: said.map(({ text }) => mask(text)).join('\n'),
  };
}

const ORDER: readonly Difference['what'][] = ['filing', 'question', 'notice', 'options', 'words'];

interface Sides {
  readonly was: readonly OutboundBody[];
  readonly is: readonly OutboundBody[];
}

/** The weightiest difference of a turn: where another question is asked, its options differ anyhow. */
export function differenceIn(
  { was, is }: Sides,
  mask: (text: string) => string,
): Pick<Difference, 'what' | 'was' | 'is'> | undefined {
  const [before, now] = [seen(was, mask), seen(is, mask)];
  const what = ORDER.find((each) => before[each] !== now[each]);
  return what && { what, was: before[what], is: now[what] };
}

const indented = (text: string) => text.replaceAll('\n', '\n      ');

export const shown = ({ conversation, turn, what, was, is }: Difference): string =>
  `${conversation}, message ${turn}: ${what}\n    was ${indented(was)}\n    is  ${indented(is)}`;
