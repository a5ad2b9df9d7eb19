/** The public answer that the conversation would give by itself, for a person of staff who answers. */
import type { FindCard } from '../api/contract/card.ts';
import type { TurnDeps } from './turn.ts';

type Known = Pick<TurnDeps, 'flows' | 'understand' | 'directory' | 'now'>;

export const cardFinder =
  ({ flows, understand, directory, now }: Known): FindCard =>
  async (text) => {
    const fit = understand(text, { directory: await directory(), now: now().toISOString() }).card;
    const card = fit && flows.cards[fit.id];
    if (fit === undefined || card === undefined) return null;
    const { id, department, answer, more, source, seen } = card;
    return { id, confidence: fit.confidence, department, answer, more: [...more], source, seen };
  };
