/** A text without what tells whose it is: named people, numbers, addresses. Pure; what it cannot see it cannot take out. */
import type { Entity } from '../api/contract/classification.ts';

const TELLING: readonly Entity['kind'][] = ['reference', 'phone', 'email', 'national_number', 'name'];

/** Numbers that nobody recognised as anything: account, plate, licence and file numbers. */
const LONG_NUMBER = /[\d\u0660-\u0669\u06F0-\u06F9](?:[ -]?[\d\u0660-\u0669\u06F0-\u06F9]){4,}/gu;

/** `entities` are those understood in this very text. Each is replaced by its kind in square brackets. */
export function strip(text: string, entities: readonly Entity[]): string {
  // What stands in brackets was stripped before.
  const isBare = ({ start, end }: Entity) => text[start - 1] !== '[' || text[end] !== ']';
  const telling = entities.filter((one) => TELLING.includes(one.kind) && isBare(one)).sort((a, b) => b.start - a.start);
  const bare = telling.reduce(
    (rest, { kind, start, end }) => `${rest.slice(0, start)}[${kind}]${rest.slice(end)}`,
    text,
  );
  return bare.replace(LONG_NUMBER, '[number]');
}
