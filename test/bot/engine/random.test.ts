/** Random conversations: whatever is said, the engine answers, keeps what it was told, and goes on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTS, ASKS, REQUEST_TYPES } from '../../../api/contract/vocabulary.ts';
import type { Outcome } from '../../../bot/engine/effect.ts';
import type { Event } from '../../../bot/engine/event.ts';
import type { State } from '../../../bot/engine/state.ts';
import type { Move } from '../../../nlu/understanding.ts';
import { FLOWS, label, message, type Said, talk, type WORLD } from './said.ts';

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'yes',
    'لا',
    '12',
    'محمد',
    'skip',
    'a much longer story about a street and its holes',
    '🙂',
    '\u0000',
  ),
  fc.string({ maxLength: 40, unit: 'grapheme' }),
);
const confidence = fc.double({ min: 0, max: 1, noNaN: true });
const code = fc.constantFrom('CSPD', 'GAM', 'MUN_IRBID');
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom<Move>(
    { kind: 'skip' },
    { kind: 'unknown' },
    { kind: 'repeat' },
    { kind: 'anonymous' },
    { kind: 'opener' },
    { kind: 'new_request' },
    { kind: 'language', lang: 'en' },
  ),
  fc.record({
    kind: fc.constant('correct' as const),
    slots: fc.subarray(['phone', 'name', 'department', 'type', 'location', 'description', 'axis']),
    instead: text,
  }),
);
const entity = fc.record({
  kind: fc.constantFrom(
    'phone' as const,
    'name' as const,
    'reference' as const,
    'email' as const,
    'stars' as const,
    'place' as const,
  ),
  value: fc.constantFrom('+962790000000', 'Sara', '264817309242', '3'),
  valid: fc.boolean(),
});
const said: fc.Arbitrary<Said> = fc
  .record({
    act: fc.constantFrom(...ACTS),
    sure: confidence,
    type: fc.tuple(fc.constantFrom(...REQUEST_TYPES), confidence),
    department: fc.tuple(code, confidence),
    entities: fc.array(entity, { maxLength: 3 }),
    moves: fc.array(move, { maxLength: 2 }),
    choice: fc.option(fc.constantFrom('yes', 'no', 'change', 'cancel', 'other', 'skip', '1', 'complaint'), {
      nil: undefined,
    }),
    parts: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ act, sure, parts, choice, ...rest }) => {
    const more = { act: label(act, sure) };
    const several = Array.from({ length: parts }, () => ({ start: 0, end: 0, ...message('part', rest).understanding }));
    return { ...rest, ...(choice !== undefined && { choice }), more: parts > 1 ? { ...more, parts: several } : more };
  });

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(text, said).map(([words, meaning]) => message(words, meaning)) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'start', id: 's' }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('asked' as const, 'replied' as const, 'closed' as const, 'noted' as const)
      .map((what): Event => ({ kind: 'news', id: `n${what}`, what, reference: '264817309242', text: 'text' })),
  },
);
const world = fc.constantFrom<Partial<typeof WORLD>>(
  {},
  { file_request: { kind: 'failed', effect: 'file_request', why: 'away' } },
  { find_status: { kind: 'failed', effect: 'find_status', why: 'unknown_reference' } },
  { promise: { kind: 'failed', effect: 'promise', why: 'away' } satisfies Outcome },
);

const words = (state: State) => state.frames.flatMap((frame) => frame.description);

describe('random conversations', () => {
  it("never break, always answer, ask only known questions, keep the citizen's words while the draft lives", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), world, (events, outcomes) => {
        const conversation = talk(FLOWS, outcomes);
        for (const each of events) {
          const before = conversation.state();
          const replies = conversation.hear(each);
          const after = conversation.state();
          const spoken = each.kind === 'message' && each.text.trim() !== '';
          if (spoken) expect(replies.length).toBeGreaterThan(0);
          const asks = replies.filter((reply) => reply.kind === 'ask');
          for (const reply of asks) if (reply.kind === 'ask') expect(ASKS).toContain(reply.slot);
          expect(JSON.parse(JSON.stringify(after))).toEqual(after);
          if (after.frames.length >= before.frames.length && after.frames[0]?.id === before.frames[0]?.id) {
            for (const told of before.frames[0]?.description ?? []) {
              const removed = each.kind === 'message' && /correct|back/.test(JSON.stringify(each.understanding));
              if (!removed) expect(words(after)).toContain(told);
            }
          }
        }
      }),
      { numRuns: 1500 },
    );
  });
});
