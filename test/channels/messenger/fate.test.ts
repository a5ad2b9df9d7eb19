/** The table of the Graph API's errors, row by row. */
import { expect, test } from 'vitest';
import { type Answer, fateOf } from '../../../channels/messenger/fate.ts';
import { restOf } from '../../../channels/messenger/usage.ts';

const refused = (status: number, code: number, subcode?: number, message = '', restMs?: number): Answer => ({
  kind: 'answered',
  status,
  body: { error: { message, type: 'OAuthException', code, ...(subcode && { error_subcode: subcode }) } },
  ...(restMs !== undefined && { restMs }),
});
const page = (status: number): Answer => ({ kind: 'answered', status, body: undefined });
const OPEN = { closed: false };

test.each<[string, Answer, string, number?]>([
  ['taken', { kind: 'answered', status: 200, body: { recipient_id: '1', message_id: 'm_1' } }, 'sent'],
  ['a sender action', { kind: 'answered', status: 200, body: { recipient_id: '1' } }, 'sent'],
  ['1: an unknown error', refused(500, 1), 'later'],
  ['2: the service is away', refused(500, 2), 'later'],
  ['1200: temporary', refused(400, 1200), 'later'],
  ['a 502 page', page(502), 'later'],
  ['a 200 page that is no answer', page(200), 'later'],
  ['429 from a proxy', page(429), 'later', 120_000],
  ['no connection', { kind: 'unsent', why: 'ECONNREFUSED' }, 'later'],
  ['a time-out', { kind: 'unanswered', why: 'headers' }, 'unknown'],
  ['4: the app calls too often', refused(400, 4), 'later', 120_000],
  ['17', refused(400, 17), 'later', 120_000],
  ['32: the Page calls too often', refused(400, 32), 'later', 120_000],
  ['341', refused(400, 341), 'later', 120_000],
  ['613, told to rest an hour', refused(400, 613, undefined, '', 3_600_000), 'later', 3_600_000],
  ['10/2018278: outside the window', refused(400, 10, 2018278), 'unreachable'],
  [
    '10: outside the window, by its words',
    refused(400, 10, 0, 'This message is sent outside of allowed window.'),
    'unreachable',
  ],
  ['10/1893063: the Page is restricted', refused(400, 10, 1893063), 'stopped'],
  ['10/2018300: another app has the thread', refused(400, 10, 2018300), 'later', 900_000],
  ['10: a permission', refused(403, 10), 'stopped'],
  ['200: a permission', refused(403, 200), 'stopped'],
  ['230: a permission', refused(403, 230), 'stopped'],
  ['551: not available', refused(400, 551, 1545041), 'unreachable'],
  ['100/2018001: no such person', refused(400, 100, 2018001), 'unreachable'],
  ['100: no such person, by its words', refused(400, 100, 0, '(#100) No matching user found'), 'unreachable'],
  ['100: a dead tag, a wrong parameter', refused(400, 100, 0, '(#100) Invalid parameter'), 'refused'],
  ['190: the token', refused(401, 190), 'stopped'],
  ['401 without a word', page(401), 'stopped'],
  ['368: a policy', refused(400, 368), 'stopped'],
  ['a code nobody knows', refused(400, 999_999), 'refused'],
])('%s: %#', (_name, answer, kind, afterMs) => {
  const fate = fateOf(answer, OPEN);
  expect(fate.kind).toBe(kind);
  expect('afterMs' in fate ? fate.afterMs : undefined).toBe(afterMs);
});

test('after the 24 hours a 10 without a hint is about them, and not about the Page', () => {
  expect(fateOf(refused(400, 10), { closed: true }).kind).toBe('unreachable');
});

test('nothing that Meta says is told on: it may hold a name', () => {
  const fate = fateOf(refused(400, 100, 0, 'Param recipient for Sara Haddad'), OPEN);
  expect(JSON.stringify(fate)).not.toContain('Sara');
});

test.each([
  [{}, undefined],
  [{ 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":94}' }, undefined],
  [{ 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":95}' }, 60_000],
  [
    { 'x-business-use-case-usage': '{"1":[{"type":"messenger","call_count":99,"estimated_time_to_regain_access":7}]}' },
    420_000,
  ],
  [{ 'x-app-usage': 'not JSON' }, undefined],
  [{ 'retry-after': '30' }, 30_000],
  [{ 'retry-after': '999999' }, 3_600_000],
])('usage %j rests %s ms', (headers, rest) => expect(restOf(headers)).toBe(rest));
