/** `POST /v1/classify`: what understanding makes of a text. Keeps nothing. */
import Type from 'typebox';
import { Classification } from '../contract/classification.ts';
import { UTTERANCE_LANGS } from '../contract/vocabulary.ts';
import type { Api, Scope } from '../deps.ts';
import { requireText } from '../domain/intake.ts';

/** As long as the longest message that a door takes, in UTF-16 code units; and its JSON, every letter escaped, in bytes. */
const LONGEST_TEXT = 256 * 1024;
const LARGEST_BODY = 6 * LONGEST_TEXT + 1024;

const Body = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: LONGEST_TEXT }),
    lang: Type.Optional(Type.Union([Type.Enum([...UTTERANCE_LANGS]), Type.Null()])),
  },
  { additionalProperties: false },
);

export function mountClassify(scope: Scope, api: Api): void {
  scope.post(
    '/v1/classify',
    {
      bodyLimit: LARGEST_BODY,
      config: { access: 'public' },
      schema: {
        summary: 'Language, act, labels and entities of a text',
        body: Body,
        response: { 200: Classification },
        security: [],
      },
    },
    async ({ body: { text, lang } }) => {
      requireText('text', text);
      const hint = lang === 'ar-Latn' ? 'ar' : (lang ?? undefined);
      return api.classify(text, hint);
    },
  );
}
