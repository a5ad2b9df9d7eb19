/**
 * How each label of a request came about: what was understood, and what the person made of it. Goes with the filing, so
 * that understanding can learn from what people correct. Knows no words, only values.
 */
import { type Decided, LABELS, type NewRequest } from '../../api/contract/request.ts';
import type { Frame, State } from './state.ts';

function isNoted({ slots, guesses }: Frame): boolean {
  for (const label of LABELS) {
    const filled = slots[label];
    if (filled?.from === 'guessed' && filled.value !== guesses?.[label]) return false;
  }
  return true;
}

function noted(frame: Frame): Frame {
  if (isNoted(frame)) return frame;
  const guesses = { ...frame.guesses };
  for (const label of LABELS) {
    const filled = frame.slots[label];
    if (filled?.from === 'guessed') guesses[label] = filled.value;
  }
  return { ...frame, guesses };
}

/** What was understood last of each label, kept beside the slot, which the person's own word will overwrite. */
export const withGuesses = (state: State): State =>
  state.frames.every(isNoted) ? state : { ...state, frames: state.frames.map(noted) };

/** Of the labels as they are filed: one that is not, was decided by nobody. */
export function decidedIn(frame: Frame, request: NewRequest): Decided {
  const decided: Decided = {};
  for (const label of LABELS) {
    const filled = frame.slots[label];
    if (!filled || request[label] !== filled.value) continue;
    const guess = frame.guesses?.[label];
    const isChanged = filled.from !== 'guessed' && guess !== undefined && guess !== filled.value;
    decided[label] = isChanged ? { how: 'corrected', guess } : { how: filled.from };
  }
  return decided;
}
