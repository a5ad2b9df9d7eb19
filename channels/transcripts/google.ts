/** Google's Contact Center AI: the conversation as Insights imports and exports it; starts only, in microseconds. Pure. */
import { fields, textOf } from '../fields.ts';
import { type HeardCall, listAt, momentAt, type Roles, roleAt, wordsAt } from './heard.ts';

const FORMAT = 'Google CCAI';

export function google(body: Readonly<Record<string, unknown>>, roles: Roles): HeardCall {
  const entries = listAt(body.entries, FORMAT, 'entries').map(fields);
  const starts = entries.map((entry) => Number(entry.start_timestamp_usec)).filter((at) => Number.isFinite(at));
  const first = starts.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  // Since the epoch where the export says when; the first word begins the call.
  const begin = first > 1e14 ? first : 0;
  const segments = entries.map((entry, i) => {
    const at = `entries[${i}]`;
    return {
      role: roleAt(entry.role, roles, FORMAT, `${at}.role`),
      text: wordsAt(entry.text, FORMAT, `${at}.text`),
      startsMs: momentAt(Number(entry.start_timestamp_usec) - begin, 0.001, FORMAT, `${at}.start_timestamp_usec`),
      final: true,
    };
  });
  const info = fields(body.conversation_info);
  const id = textOf(body.conversation_id) ?? textOf(info.conversation_id) ?? textOf(body.name);
  return { format: FORMAT, whole: true, ended: true, segments, ...(id !== undefined && { id }) };
}
