import { describe, expect, it } from 'vitest';
import { decidedIn, withGuesses } from '../../../bot/engine/decided.ts';
import { toRequest } from '../../../bot/engine/draft.ts';
import { type Filled, type Frame, initialState, newFrame } from '../../../bot/engine/state.ts';

const guessed = (value: string, confidence = 0.9): Filled => ({ value, from: 'guessed', confidence });
const said = (value: string): Filled => ({ value, from: 'said', confidence: 1 });
const confirmed = (value: string): Filled => ({ value, from: 'confirmed', confidence: 1 });

const remembered = (frame: Frame): Frame => withGuesses({ ...initialState('ar'), frames: [frame] }).frames[0] as Frame;
const decided = (frame: Frame) => decidedIn(frame, toRequest(frame, 'complaint', 'ar'));
const draft = (slots: Frame['slots']): Frame => ({ ...newFrame('f', 'complaint'), slots });

describe('how a label came about', () => {
  const understood = remembered(draft({ type: guessed('complaint'), department: guessed('CSPD') }));
  it.each<[string, Frame['slots'], object]>([
    ['as it was understood', {}, { type: { how: 'guessed' }, department: { how: 'guessed' } }],
    ['said again', { department: said('CSPD') }, { type: { how: 'guessed' }, department: { how: 'said' } }],
    ['confirmed', { type: confirmed('complaint') }, { type: { how: 'confirmed' }, department: { how: 'guessed' } }],
    [
      'set right',
      { department: said('GAM') },
      { type: { how: 'guessed' }, department: { how: 'corrected', guess: 'CSPD' } },
    ],
    ['too unsure to be filed', { department: guessed('CSPD', 0.05) }, { type: { how: 'guessed' } }],
  ])('%s', (_, later, expected) => {
    expect(decided({ ...understood, slots: { ...understood.slots, ...later } })).toEqual(expected);
  });

  it('is measured by what was understood last, words added to the story among them', () => {
    const later = remembered({ ...understood, slots: { type: guessed('complaint'), department: guessed('GAM') } });
    expect(decided({ ...later, slots: { ...later.slots, department: said('CSPD') } }).department).toEqual({
      how: 'corrected',
      guess: 'GAM',
    });
  });

  it('leaves a state as it is that has nothing new', () => {
    const state = { ...initialState('ar'), frames: [understood] };
    expect(withGuesses(state)).toBe(state);
  });
});
