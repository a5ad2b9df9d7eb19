/** Random conversations: whatever is said, the engine answers, keeps what it was told, and goes on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTS, ASKS, REQUEST_TYPES } from '../../../api/contract/vocabulary.ts';
import type { Outcome } from '../../../bot/engine/effect.ts';
import type { Event } from '../../../bot/engine/event.ts';
import { isDraft } from '../../../bot/engine/flow.ts';
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

const file = fc
  .constantFrom('f1', 'f2', 'f3')
  .map((id) => ({ id, name: `${id}.jpg`, contentType: 'image/jpeg', size: 1 }));
const tap = fc.constantFrom('yes', 'no', 'change', 'cancel', 'other', 'skip', '5', 'complaint');
/** What comes beside the words, or without any. */
const beside = fc.record(
  {
    files: fc.array(file, { minLength: 1, maxLength: 8 }),
    point: fc.constant({ latitude: 32, longitude: 36 }),
    optionId: tap,
  },
  { requiredKeys: [] },
);

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(text, said).map(([words, meaning]) => message(words, meaning)) },
  { weight: 3, arbitrary: fc.tuple(text, said, beside).map(([words, meaning, more]) => message(words, meaning, more)) },
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

/** Said when a draft is let go, its files with it. */
const LET_GO = [FLOWS.patterns.cancelled, FLOWS.patterns.put_aside, FLOWS.patterns.restarted];

/** Ids of all files in open drafts and in what was filed. */
const heldOrFiled = ({ state, effects }: ReturnType<typeof talk>) => [
  ...state().frames.flatMap((frame) => frame.files.map(({ id }) => id)),
  ...effects.flatMap((effect) => (effect.kind === 'file_request' ? (effect.request.attachments ?? []) : [])),
];

describe('random conversations', () => {
  it('never break, always answer, ask only known questions, keep words and files while the draft lives', () => {
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
          const keys = after.frames.filter((frame) => isDraft(FLOWS, frame)).map((frame) => frame.id);
          expect(new Set(keys).size).toBe(keys.length);
          const promised = replies.some((reply) => reply.text === FLOWS.patterns.attachment_kept);
          const letGo = replies.some((reply) => LET_GO.includes(reply.text));
          if (promised && !letGo && each.kind === 'message')
            expect(heldOrFiled(conversation)).toEqual(expect.arrayContaining(each.files.map(({ id }) => id)));
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
  }, 120_000);
});
