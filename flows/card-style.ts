/**
 * What is wrong with a knowledge card beyond its wording: questions too few or in one script only, figures that its own
 * note of the source does not have, figures that the two languages do not share. Looks at cards alone.
 */
import type { Card } from './knowledge.ts';

const LEAST_QUESTIONS = 3;
const ARABIC = /\p{Script=Arabic}/u;

const WESTERN: Readonly<Record<string, string>> = Object.fromEntries(
  [...'٠١٢٣٤٥٦٧٨٩'].map((digit, i) => [digit, String(i)]),
);

/** Every number of a text, in Western digits, thousands without their comma. */
export function numbersIn(text: string): string[] {
  const western = text.replace(/[٠-٩]/g, (digit) => WESTERN[digit] ?? digit).replace(/(\d)[,٬](?=\d{3}\b)/g, '$1');
  return [...new Set(western.match(/\d+(?:\.\d+)?/g) ?? [])];
}

function questions({ id, asks }: Card): string[] {
  const arabic = asks.filter((each) => ARABIC.test(each)).length;
  const wanted = [
    [arabic, 'Arabic'],
    [asks.length - arabic, 'Latin letters'],
  ] as const;
  const few = wanted.filter(([count]) => count < LEAST_QUESTIONS);
  const doubled = new Set(asks).size < asks.length ? [`card ${id}: asks the same question twice`] : [];
  return [
    ...few.map(([count, script]) => `card ${id}: asks ${count} question(s) in ${script}, at least 3`),
    ...doubled,
  ];
}

function figures({ id, answer, figures: note }: Card): string[] {
  const [ar, en] = [numbersIn(answer.ar), numbersIn(answer.en)];
  const stated = numbersIn(note);
  const unstated = [...new Set([...ar, ...en])].filter((number) => !stated.includes(number));
  const apart = [...ar.filter((number) => !en.includes(number)), ...en.filter((number) => !ar.includes(number))];
  return [
    ...(unstated.length > 0 ? [`card ${id}: its figures do not have ${unstated.join(', ')}`] : []),
    ...(apart.length > 0 ? [`card ${id}: only one language has ${apart.join(', ')}`] : []),
  ];
}

const noBraces = ({ id, answer }: Card) =>
  /[{}]/.test(answer.ar + answer.en) ? [`card ${id}: has a brace in its answer`] : [];

export const cardFaults = (cards: readonly Card[]): string[] =>
  cards.flatMap((card) => [...questions(card), ...figures(card), ...noBraces(card)]);
