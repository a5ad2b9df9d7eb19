/** Plain text, a line each: `Agent: …`, with or without its time before it. Pure. */
import { broken, type HeardCall, type HeardSegment, type Roles, roleAt } from './heard.ts';

const FORMAT = 'text';
const LINE =
  /^\s*(?:[[(]?((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?\s*[-–]?\s*)?([^:[\]]{1,60}?)\s*(?:[[(]((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])])?\s*:\s*(.*)$/;
/** Lines without times are still in order. */
const APART_MS = 1000;

const momentOf = (text: string) =>
  Math.round(
    text
      .replace(',', '.')
      .split(':')
      .map(Number)
      .reduce((sum, part) => sum * 60 + part, 0) * 1000,
  );

export function lines(body: string, roles: Roles): HeardCall {
  const segments: HeardSegment[] = [];
  for (const [i, line] of body
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === '') continue;
    const found = LINE.exec(line);
    const before = segments.at(-1);
    if (!found) throw broken(FORMAT, `line ${i + 1}`, 'Caller: … / Agent: …');
    const [, early, name = '', late, text = ''] = found;
    const time = early ?? late;
    const startsMs = time === undefined ? (before?.startsMs ?? -APART_MS) + APART_MS : momentOf(time);
    const role = roleAt(name.trim(), roles, FORMAT, `line ${i + 1}`);
    if (text.trim() !== '') segments.push({ role, name: name.trim(), text: text.trim(), startsMs, final: true });
  }
  return { format: FORMAT, whole: true, ended: true, segments };
}
