/** A transcript as staff read it: who said what. What happened without a word (a tap counts as one) is left out. */
import type { ChatLine } from '../api/contract/desk.ts';
import type { Kept } from './channel.ts';

function lineOf(kept: Kept): ChatLine {
  const { seq, at } = kept;
  if (kept.direction === 'out') {
    const by = kept.body.sawt?.human ?? null;
    return { seq, at, from: by === null ? 'bot' : 'human', by, text: kept.body.text, files: [] };
  }
  const { text, optionId = '', attachments = [] } = kept.body;
  const files = attachments.map(({ name }) => name);
  return { seq, at, from: 'citizen', by: null, text: text === '' ? optionId : text, files };
}

export const chatLines = (kept: readonly Kept[]): ChatLine[] =>
  kept
    .filter((each) => each.direction === 'out' || each.kind === 'message')
    .map(lineOf)
    .filter(({ text, files }) => text !== '' || files.length > 0);
