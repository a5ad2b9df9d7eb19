/** Ready answers of people at the desk: what `flows/ready_answers.yaml` may hold. */
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
/** As long as what is said at once may be. */
const Sentence = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' });

export const ReadyFile = Type.Object(
  { answers: Type.Array(Type.Object({ ar: Sentence, en: Sentence }, closed), { maxItems: 50 }) },
  closed,
);
export type ReadyFile = Static<typeof ReadyFile>;
