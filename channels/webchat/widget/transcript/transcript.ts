/**
 * What has been said, in the order of the conversation, and what follows from it: unread, the open question, days.
 * Pure: no screen, no network.
 */
import type { Option } from '../../../channel.ts';
import type { Said } from '../activity.ts';
import type { Queued } from '../queue/queue.ts';

export type Transcript = readonly Said[];

/** History and the stream overlap: an id already here is not heard twice. */
export function hear(transcript: Transcript, said: Said): Transcript {
  return transcript.some(({ id }) => id === said.id) ? transcript : [...transcript, said];
}

/** One line of the screen: said already, or still on its way. */
export type Line =
  | { readonly kind: 'said'; readonly key: string; readonly said: Said }
  | { readonly kind: 'queued'; readonly key: string; readonly item: Queued }
  | { readonly kind: 'day'; readonly key: string; readonly at: string };

const lineOf = (said: Said): Line => ({ kind: 'said', key: said.clientId ?? said.id, said });

/** `dayOf` names the day of a time, so that this file needs no calendar. */
export function linesOf(transcript: Transcript, queue: readonly Queued[], dayOf: (at: string) => string): Line[] {
  const said = transcript.map(lineOf);
  const waiting = queue.map((item): Line => ({ kind: 'queued', key: item.clientId, item }));
  let day = '';
  return [...said, ...waiting].flatMap((line) => {
    const at = line.kind === 'said' ? line.said.at : line.kind === 'queued' ? line.item.at : '';
    const today = at === '' ? day : dayOf(at);
    if (today === day) return [line];
    day = today;
    return [{ kind: 'day', key: `day ${today}`, at } as const, line];
  });
}

/** The quick replies still open: those of the very last message, until anything at all is said after it. */
export function openOptions(transcript: Transcript, queue: readonly Queued[]): readonly Option[] {
  const last = transcript.at(-1);
  return queue.length > 0 || last === undefined || last.mine ? [] : last.options;
}

/** Bot messages after the one read last; all of them when that one is unknown. */
export function unreadAfter(transcript: Transcript, lastRead: string | null): number {
  const from = transcript.findIndex(({ id }) => id === lastRead) + 1;
  return transcript.slice(from).filter(({ mine }) => !mine).length;
}
