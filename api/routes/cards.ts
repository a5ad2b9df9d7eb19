/** `POST /v1/cards`: the public answer that fits what a caller asks, for the person who listens. Keeps nothing. */
import { CardQuestion, type FindCard, FittingCards } from '../contract/card.ts';
import { DESK, type Scope } from '../deps.ts';

const LARGEST = 6 * 10 * 20_000;

export function mountCards(scope: Scope, find: FindCard): void {
  scope.post(
    '/v1/cards',
    {
      bodyLimit: LARGEST,
      config: { access: DESK },
      schema: {
        summary: 'The knowledge card that fits what was said, if any',
        body: CardQuestion,
        response: { 200: FittingCards },
      },
    },
    async ({ body: { texts } }) => {
      const found = await Promise.all(texts.filter((text) => text.trim() !== '').map(find));
      const cards = found.filter((card) => card !== null).sort((one, other) => other.confidence - one.confidence);
      return { items: cards.slice(0, 1) };
    },
  );
}
